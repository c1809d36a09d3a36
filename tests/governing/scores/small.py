"""For the tests of scores: the smallest scheme, sheet and result that show what matters, and figures from text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from duban.governing.clock import Cadence, parse_period
from duban.governing.names import Name
from duban.governing.scores import (
    Basis,
    Branch,
    Entered,
    Entry,
    Honour,
    Leaf,
    Met,
    MetOrNot,
    Occurrence,
    Points,
    Scheme,
    Sheet,
    Subject,
    SubjectKind,
    UnitClass,
    score,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.governing.scores import Figure, Missing, Part, Result, Value, Way

ON = date(2026, 7, 6)
QUARTER = parse_period("2026-Q2")
TOWNS = UnitClass("town", Name("镇街", "towns"))
DEPARTMENTS = UnitClass("department", Name("部门", "departments"))
OFFICE = "云溪区督查室"


def d(text: str) -> Decimal:
    """A figure as a document writes it."""
    return Decimal(text)


def name(zh: str) -> Name:
    """The same in both languages, where it does not matter."""
    return Name(zh, zh)


def unit(key: str = "chengxi", unit_class: str = "town", kind: SubjectKind = SubjectKind.AREA) -> Subject:
    """One of the towns of 云溪区."""
    return Subject(kind=kind, key=key, name=name(key), unit_class=unit_class)


def leaf(key: str, worth: str | Figure, way: Way | None = None, maximum: str | None = None) -> Leaf:
    """Met or not, unless said otherwise."""
    figure = d(worth) if isinstance(worth, str) else worth
    scale = None if maximum is None else d(maximum)
    return Leaf(key=key, name=name(key), worth=figure, way=way or MetOrNot(), maximum=scale)


def branch(key: str, worth: str | Figure, *parts: Part) -> Branch:
    """A sum of parts."""
    figure = d(worth) if isinstance(worth, str) else worth
    return Branch(key=key, name=name(key), worth=figure, parts=parts)


def counts(parts: Sequence[Part]) -> tuple[int, ...]:
    """How many parts there are on each level."""
    found: list[int] = []
    while parts:
        found.append(len(parts))
        parts = [below for part in parts if isinstance(part, Branch) for below in part.parts]
    return tuple(found)


def scheme(*parts: Part, basis: Basis = Basis.POINTS, missing: Missing | None = None) -> Scheme:
    """Quarterly, out of 100, two places; for towns and departments."""
    made = Scheme(
        key="small",
        name=Name("小考核", "small assessment"),
        version="2026",
        basis=basis,
        total=d("100"),
        parts=parts,
        counts=counts(parts),
        classes=(TOWNS, DEPARTMENTS),
        cadence=Cadence.QUARTERLY,
        digits=2,
    )
    return made if missing is None else replace(made, missing=missing)


def entry(key: str, value: Value) -> Entry:
    """Entered by the supervision office, with one record."""
    return Entry(leaf=key, value=value, evidence=(f"record-{key}",), by=OFFICE, on=ON)


def met(*keys: str) -> tuple[Entry, ...]:
    """These standards are met."""
    return tuple(entry(key, Met(met=True)) for key in keys)


def occurred(circumstance: str, record: str, times: int = 1) -> Occurrence:
    """A circumstance of the negative list."""
    return Occurrence(circumstance=circumstance, times=times, evidence=(record,), by=OFFICE, on=ON)


def honour(matter: str, angle: str, level: str) -> Honour:
    """An honour for a matter."""
    return Honour(matter=matter, angle=angle, level=level, evidence=(f"文件-{matter}",), by=OFFICE, on=ON)


def sheet(
    *entries: Entry,
    subject: Subject | None = None,
    occurrences: Sequence[Occurrence] = (),
    honours: Sequence[Honour] = (),
    period: str = "2026-Q2",
) -> Sheet:
    """For one town in the second quarter."""
    return Sheet(
        subject=subject or unit(),
        period=parse_period(period),
        entries=entries,
        occurrences=tuple(occurrences),
        honours=tuple(honours),
    )


ONE = scheme(leaf("all", "100", Entered(d("0.01"))))


def scored(points: str, key: str = "chengxi", unit_class: str = "town", period: str = "2026-Q2") -> Result:
    """A result with this total."""
    made = sheet(entry("all", Points(d(points))), subject=unit(key, unit_class), period=period)
    return score(ONE, made)


def pending(key: str, unit_class: str = "town") -> Result:
    """A result without any score yet."""
    return score(ONE, sheet(subject=unit(key, unit_class)))
