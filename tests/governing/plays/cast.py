"""For the plays: what every mechanism needs to be played, said once and as briefly as it goes.

A play takes the stated rules of one line of the catalogue through several packages. What the text leaves open stands
in each play under ADOPTED, adopted by the office: never a fact of the text, and never a default of the packages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from duban.governing.bulletins import Bulletin, Cell, Column, Shape, Table
from duban.governing.ladders import Mark
from duban.governing.measures import Ratio
from duban.governing.names import Name
from duban.governing.rules import Fact, Kind
from duban.governing.scores import Placed, Ranking, Subject, SubjectKind
from governing.clock.days import OFFICIAL, PLAIN, day
from governing.scores.small import d, name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from decimal import Decimal

    from duban.governing.bulletins import Section

__all__ = [
    "OFFICIAL",
    "PLAIN",
    "cell",
    "d",
    "day",
    "flag",
    "issue",
    "marks",
    "name",
    "number",
    "organ",
    "percent",
    "table",
]


def organ(key: str, unit_class: str, kind: SubjectKind = SubjectKind.ORGANISATION) -> Subject:
    """One that is scored."""
    return Subject(kind=kind, key=key, name=name(key), unit_class=unit_class)


def flag(key: str, zh: str) -> Fact:
    """A question with yes and no."""
    return Fact(key=key, name=Name(zh, key), kind=Kind.FLAG)


def number(key: str, zh: str, unit: str = "") -> Fact:
    """A question for a figure."""
    return Fact(key=key, name=Name(zh, key), kind=Kind.NUMBER, unit=unit)


def percent(part: int, whole: int, digits: int = 1) -> str:
    """A share as it is printed."""
    printed = Ratio(numerator=d(str(part)), denominator=d(str(whole)), share=True).printed(digits)
    return "" if printed is None else f"{printed.value:f}"


def marks(ranking: Ranking) -> Mapping[str, Mark]:
    """A ranking as a ladder counts it, by unit."""
    return {place.subject.key: _mark(place, ranking) for place in ranking.places}


def _mark(place: Placed, ranking: Ranking) -> Mark:
    return Mark(
        subject=place.subject.key,
        period=ranking.period,
        rank=place.rank,
        ranked=len(ranking.places),
        sharing=place.sharing,
        value=place.total,
    )


def table(title: str, columns: Mapping[str, Shape], rows: Iterable[tuple[Cell, ...]]) -> Table:
    """A table of a bulletin; figures are printed with one digit."""
    made = tuple(Column(key=key, name=name(key), shape=shape, digits=1) for key, shape in columns.items())
    return Table(title=name(title), columns=made, rows=tuple(rows))


def issue(series: str, cut_off: date, *sections: Section, corrects: str | None = None) -> Bulletin:
    """The first issue of a series, given out on the day of its cut-off."""
    return Bulletin(
        series=series,
        number=1,
        title=name(series),
        issuer="云溪区督查室",
        cut_off=cut_off,
        issued=cut_off,
        sections=sections,
        corrects=corrects,
    )


def cell(value: str | Decimal | date | None, *records: str) -> Cell:
    """A value with the records behind it."""
    return Cell(value, records)
