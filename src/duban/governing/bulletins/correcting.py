"""What a corrected issue says otherwise than the one it corrects: told cell by cell, and nothing is written over."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeAlias

from duban.governing.bulletins.model import Bulletin, Cell, Paragraph, Share, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from duban.governing.bulletins.model import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One value that is another now; ``row`` is the first cell of its row, as it names it."""

    section: int
    row: str
    column: str
    before: Cell | None
    after: Cell | None


@dataclass(frozen=True, slots=True)
class Replaced:
    """A section that is another one now, or is new, or is gone."""

    section: int


Difference: TypeAlias = Changed | Replaced


def differences(before: Bulletin, after: Bulletin) -> tuple[Difference, ...]:
    """Everything that the two issues say differently, section by section; rows are known by their first cell."""
    return tuple(
        difference
        for number, (old, new) in enumerate(zip_longest(before.sections, after.sections), start=1)
        if old != new
        for difference in _of_section(number, old, new)
    )


def _of_section(number: int, old: Section | None, new: Section | None) -> Iterator[Difference]:
    match old, new:
        case Table(), Table() if old.columns == new.columns:
            yield from _of_table(number, old, new)
        case Share(), Share() if old.name == new.name:
            for column, one, other in (
                ("part", old.part, new.part),
                ("whole", old.whole, new.whole),
            ):
                if one != other:
                    yield Changed(
                        section=number, row=old.name.zh, column=column, before=Cell(one), after=Cell(other)
                    )
        case Paragraph(), Paragraph():
            yield Changed(section=number, row="", column="text", before=Cell(old.text), after=Cell(new.text))
        case _:
            yield Replaced(number)


def _of_table(number: int, old: Table, new: Table) -> Iterator[Changed]:
    rows, others = _by_name(old), _by_name(new)
    for row in dict.fromkeys((*rows, *others)):
        pairs = zip_longest(old.columns, rows.get(row, ()), others.get(row, ()))
        for column, one, other in pairs:
            if (one and one.value) != (other and other.value):
                yield Changed(section=number, row=row, column=column.key, before=one, after=other)


def _by_name(table: Table) -> Mapping[str, tuple[Cell, ...]]:
    """The rows by what their first cell says; a second row of the same name is told apart by its number."""
    found: dict[str, tuple[Cell, ...]] = {}
    for number, row in enumerate(table.rows, start=1):
        name = str(row[0].value)
        found[name if name not in found else f"{name} ({number})"] = row
    return found
