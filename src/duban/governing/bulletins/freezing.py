"""A bulletin as bytes that are the same whenever the same content is made again, and back.

Keys are sorted, figures are written in full without an exponent and with the digits that they have, text is UTF-8: the
digest (SHA-256) of these bytes is what a correction and an audit refer to.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from duban.governing.bulletins.errors import FrozenError, ShapeError
from duban.governing.bulletins.model import Bulletin, Cell, Column, Paragraph, Section, Shape, Share, Table
from duban.governing.names import Name

if TYPE_CHECKING:
    from collections.abc import Iterator

FORM: Final = 1
"""The version of the written form; bytes of another one are refused, never guessed at."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A bulletin as it was issued."""

    content: bytes
    digest: str


def freeze(bulletin: Bulletin) -> Frozen:
    """The bytes of a bulletin; raises `ShapeError` with everything that does not hold together."""
    if found := list(_mistakes(bulletin)):
        raise ShapeError("; ".join(found))
    content = json.dumps(
        _written(bulletin), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()
    return Frozen(content, hashlib.sha256(content).hexdigest())


def thaw(frozen: Frozen) -> Bulletin:
    """The bulletin that was frozen; raises `FrozenError` where the bytes are not those of the digest."""
    if hashlib.sha256(frozen.content).hexdigest() != frozen.digest:
        raise FrozenError("these are not the bytes that were issued")
    try:
        return _read(json.loads(frozen.content))
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise FrozenError(f"these bytes are no bulletin: {error}") from None


def _mistakes(bulletin: Bulletin) -> Iterator[str]:
    if bulletin.number < 1:
        yield f"{bulletin.number} is no issue number"
    if bulletin.issued < bulletin.cut_off:
        yield f"issued on {bulletin.issued}, before the cut-off of {bulletin.cut_off}"
    for place, section in enumerate(bulletin.sections, start=1):
        match section:
            case Table():
                yield from (f"section {place}, {mistake}" for mistake in _of_table(section))
            case Share(part=part, whole=whole) if not (part.is_finite() and whole.is_finite()):
                yield f"section {place}: {part} of {whole} is no share"
            case _:
                continue


def _of_table(table: Table) -> Iterator[str]:
    keys = [column.key for column in table.columns]
    if len(set(keys)) < len(keys):
        yield "a column stands there twice"
    for number, row in enumerate(table.rows, start=1):
        if len(row) != len(keys):
            yield f"row {number}: {len(row)} cells under {len(keys)} columns"
            continue
        for column, cell in zip(table.columns, row, strict=True):
            if cell.value is not None and not _fits(cell.value, column.shape):
                yield f"row {number}: {cell.value!r} is no {column.shape} for {column.key!r}"


def _fits(value: str | Decimal | date, shape: Shape) -> bool:
    match shape:
        case Shape.NUMBER | Shape.PLACE:
            return isinstance(value, Decimal) and value.is_finite()
        case Shape.DAY:
            return isinstance(value, date)
        case Shape.TEXT:
            return isinstance(value, str)


def _written(bulletin: Bulletin) -> dict[str, Any]:
    return {
        "form": FORM,
        "series": bulletin.series,
        "number": bulletin.number,
        "title": list(bulletin.title),
        "issuer": bulletin.issuer,
        "cut_off": bulletin.cut_off.isoformat(),
        "issued": bulletin.issued.isoformat(),
        "reply_to": bulletin.reply_to,
        "corrects": bulletin.corrects,
        "sections": [_section(section) for section in bulletin.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    match section:
        case Table():
            return {
                "kind": "table",
                "title": list(section.title),
                "columns": [
                    [column.key, list(column.name), column.shape, column.unit, column.digits]
                    for column in section.columns
                ],
                "rows": [[[_value(cell.value), list(cell.records)] for cell in row] for row in section.rows],
            }
        case Share():
            return {
                "kind": "share",
                "name": list(section.name),
                "part": _value(section.part),
                "whole": _value(section.whole),
                "digits": section.digits,
                "records": list(section.records),
            }
        case Paragraph():
            return {"kind": "paragraph", "text": section.text, "records": list(section.records)}


def _value(value: str | Decimal | date | None) -> str | None:
    match value:
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case _:
            return value


def _read(written: dict[str, Any]) -> Bulletin:
    if written["form"] != FORM:
        raise FrozenError(f"written in form {written['form']}, and only {FORM} is known")
    return Bulletin(
        series=written["series"],
        number=written["number"],
        title=Name(*written["title"]),
        issuer=written["issuer"],
        cut_off=date.fromisoformat(written["cut_off"]),
        issued=date.fromisoformat(written["issued"]),
        reply_to=written["reply_to"],
        corrects=written["corrects"],
        sections=tuple(_section_read(section) for section in written["sections"]),
    )


def _section_read(written: dict[str, Any]) -> Section:
    match written["kind"]:
        case "table":
            columns = tuple(
                Column(key=key, name=Name(*name), shape=Shape(shape), unit=unit, digits=digits)
                for key, name, shape, unit, digits in written["columns"]
            )
            rows = tuple(
                tuple(
                    Cell(_value_read(value, column.shape), tuple(records))
                    for column, (value, records) in zip(columns, row, strict=True)
                )
                for row in written["rows"]
            )
            return Table(title=Name(*written["title"]), columns=columns, rows=rows)
        case "share":
            return Share(
                name=Name(*written["name"]),
                part=Decimal(written["part"]),
                whole=Decimal(written["whole"]),
                digits=written["digits"],
                records=tuple(written["records"]),
            )
        case "paragraph":
            return Paragraph(text=written["text"], records=tuple(written["records"]))
        case kind:
            raise FrozenError(f"no section is a {kind!r}")


def _value_read(value: str | None, shape: Shape) -> str | Decimal | date | None:
    if value is None:
        return None
    match shape:
        case Shape.NUMBER | Shape.PLACE:
            return Decimal(value)
        case Shape.DAY:
            return date.fromisoformat(value)
        case Shape.TEXT:
            return value
