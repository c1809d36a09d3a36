"""What the program read and what people decided instead, field by field: both stay visible, with who and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, gettext_lazy

from duban.server.ledger.review import Correcting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from duban.server.ledger.models import Correction, Item

FIELDS = {
    "title": gettext_lazy("标题"),
    "number": gettext_lazy("编号"),
    "kind": gettext_lazy("类别"),
    "lead": gettext_lazy("牵头单位"),
    "supporting": gettext_lazy("配合单位"),
    "due": gettext_lazy("时限"),
    "ongoing": gettext_lazy("长期坚持"),
    "add_target": gettext_lazy("补充目标"),
    "remove_target": gettext_lazy("删去目标"),
    "parent": gettext_lazy("所属事项"),
}
#: What becomes of whole items; there is no going back by one field.
REGROUPED = {
    "text": gettext_lazy("原文范围"),
    "split": gettext_lazy("拆分自"),
    "merged": gettext_lazy("并入"),
    "added": gettext_lazy("人工新增"),
}
#: A text that is only named is named by its beginning.
_BEGINNING = 40
#: Of a decided value, what a person recognises it by; the first that is there is shown.
TELLING = ("written", "name", "text", "title", "indicator", "date")


@dataclass(frozen=True, slots=True)
class Decided:
    """One field on which somebody decided: what was read, what holds now, its quote, and how it came to that."""

    field: str
    label: str
    read: str
    now: str
    by: str
    at: datetime
    start: int | None
    end: int | None
    pk: int
    restorable: bool
    history: tuple[tuple[str, str, datetime], ...]

    @property
    def key(self) -> str:
        """The stretch of the source that the decision quotes."""
        return f"{self.start}-{self.end}" if self.start is not None else ""


def decided_of(item: Item, *, anchored: bool) -> tuple[Decided, ...]:
    """The decisions on an item, one a field; the targets that were added or taken away each by itself."""
    fields: dict[str, list[Correction]] = {}
    for row in item.corrections.all():
        key = row.field if not row.field.endswith("_target") else f"{row.field}:{row.pk}"
        fields.setdefault(key, []).append(row)
    return tuple(_decided(item, rows, anchored=anchored) for rows in fields.values())


def _decided(item: Item, rows: Sequence[Correction], *, anchored: bool) -> Decided:
    first, last = rows[0], rows[-1]
    cut = last.field in REGROUPED
    return Decided(
        field=last.field,
        label=str({**FIELDS, **REGROUPED}.get(last.field, last.field)),
        read=_short(said(first.read)) if cut else said(first.read),
        now=_short(said(last.decided)) if cut else said(last.decided),
        by=str(last.by),
        at=last.at,
        start=last.start if anchored else None,
        end=last.end if anchored else None,
        pk=last.pk,
        restorable=_restorable(item, first, last),
        history=tuple((said(row.decided), str(row.by), row.at) for row in rows[:-1]),
    )


def _restorable(item: Item, first: Correction, last: Correction) -> bool:
    """Whether there is a read value to go back to that does not hold already."""
    targets = item.targets.all()
    now: Any = last.decided
    before: Any = last.read
    match last.field:
        case "add_target":
            return any(target.pk == now["id"] for target in targets)
        case "remove_target":
            return all(target.text != before["text"] for target in targets)
        case field if field in REGROUPED:
            return False
        case "title":
            return bool(first.read) and first.read != last.decided
        case _:
            return bool(first.read != last.decided)


def as_read(item: Item, correction: Correction) -> Correcting:
    """The decision that brings back what was read."""
    read: Any = correction.read
    now: Any = correction.decided
    first: Any = next(row.read for row in item.corrections.all() if row.field == correction.field)
    match correction.field:
        case "add_target":
            return Correcting("remove_target", now["id"])
        case "remove_target":
            low, high = (
                read["value"] if isinstance(read["value"], list) else (read["value"], read.get("high"))
            )
            value = {**read, "value": str(low), "high": None if high is None else str(high)}
            return Correcting("add_target", {"change": "level", **value}, read.get("start"), read.get("end"))
        case "parent":
            return Correcting("parent", first["id"] if first else None)
        case "due":
            was = first or {"date": None, "text": ""}
            return Correcting("due", was, *_place_of(item, was["text"]))
        case field:
            return Correcting(field, first)


def _place_of(item: Item, text: str) -> tuple[int | None, int | None]:
    """Where a read deadline stands."""
    for deadline in (item.read or {}).get("deadlines", ()):
        if deadline["text"] == text:
            return deadline["start"], deadline["end"]
    return None, None


def _short(words: str) -> str:
    return words if len(words) <= _BEGINNING else f"{words[:_BEGINNING]}…"


def said(value: Any) -> str:
    """A kept value in words: a text, several, or what a table is recognised by."""
    if value is None or value in ("", [], {}):
        return gettext("（无）")
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if isinstance(value, list):
        return "、".join(said(part) for part in value)
    if isinstance(value, dict):
        told = [said(value[key]) for key in TELLING if value.get(key)]
        return told[0] if told else "、".join(said(part) for part in value.values() if part)
    return str(value)
