"""Units in order by one indicator in one period, and what changed against the period before and a year before.

This is the plain table of a bulletin (PM2.5 by district and week), without any points. A unit of which nothing is
known has no place and the reason stands in its row.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from duban.governing.clock import Period, previous_period
from duban.governing.measures import reasons
from duban.governing.measures.changes import scale_of_base, usual
from duban.governing.measures.errors import RankError
from duban.governing.measures.indicators import Better, differences
from duban.governing.measures.observations import known
from duban.governing.measures.times import Against, year_before

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from fractions import Fraction

    from duban.governing.measures.changes import Change
    from duban.governing.measures.indicators import Indicator, Scale
    from duban.governing.measures.observations import Counts, Known, Observation
    from duban.governing.measures.reasons import Doubt


@dataclass(frozen=True, slots=True)
class Field:
    """Who is ranked by what, and whose word counts; the subjects stand in the order in which equals are listed."""

    indicator: Indicator
    subjects: tuple[str, ...]
    counts: Counts

    def __post_init__(self) -> None:
        if self.indicator.better is Better.NEITHER:
            raise RankError(f"neither more nor less of {self.indicator.key!r} is better")
        if twice := [one for one, count in Counter(self.subjects).items() if count > 1]:
            raise RankError(f"in the list twice: {', '.join(map(repr, twice))}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Against another period: places won (lost ones are negative), the value then, and the change.

    What is not known is ``None``.
    """

    period: Period
    places: int | None
    used: Observation | None
    change: Change | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One unit and the observation it is ranked by; without one it has no rank and ``doubts`` say why.

    ``sharing`` is how many have its rank.
    """

    subject: str
    rank: int | None
    sharing: int
    used: Observation | None
    before: Moved | None
    year_before: Moved | None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class _Column:
    """The values of one period and the ranks that follow from them; only this module sees it."""

    period: Period
    values: Mapping[str, Observation]
    ranks: Mapping[str, int]


def rank(field: Field, observations: Iterable[Observation], period: Period, day: date) -> tuple[Row, ...]:
    """The units by rank as known at the end of ``day``, those without a place at the end.

    Equal values share a rank and the next one is left out (1, 1, 3). Subjects that are not in the field are passed
    over.
    """
    back = year_before(period)
    times = {period, previous := previous_period(period), back}
    table: dict[Period, dict[str, list[Known]]] = {}
    for row in known(field.indicator, (one for one in observations if one.time in times), day):
        if isinstance(row.time, Period):
            table.setdefault(row.time, {}).setdefault(row.subject, []).append(row)
    now = _column(field, field.indicator.scale, period, table.get(period, {}))
    before = _column(field, field.indicator.scale, previous, table.get(previous, {}))
    old_scale = scale_of_base(field.indicator.scale, Against.YEAR_BEFORE)
    year = _column(field, old_scale, back, table.get(back, {})) if isinstance(back, Period) else None
    sharing = Counter(now.ranks.values())
    rows = (
        Row(
            subject=subject,
            rank=(place := now.ranks.get(subject)),
            sharing=sharing[place] if place is not None else 0,
            used=now.values.get(subject),
            before=_moved(field, subject, now, before),
            year_before=None if year is None else _moved(field, subject, now, year),
            doubts=()
            if place is not None
            else _doubts(field, period, table.get(period, {}).get(subject, [])),
        )
        for subject in field.subjects
    )
    return tuple(sorted(rows, key=lambda row: (row.rank is None, row.rank or 0)))


def _column(field: Field, scale: Scale, period: Period, rows: Mapping[str, list[Known]]) -> _Column:
    values = {
        subject: one
        for subject in field.subjects
        for row in rows.get(subject, ())
        if row.scale == scale and (one := row.counted(field.counts)) is not None
    }
    ordered = sorted((one.exact for one in values.values()), reverse=field.indicator.better is Better.MORE)
    first: dict[Fraction, int] = {}
    for place, value in enumerate(ordered, start=1):
        first.setdefault(value, place)
    return _Column(period, values, {subject: first[one.exact] for subject, one in values.items()})


def _moved(field: Field, subject: str, now: _Column, then: _Column) -> Moved:
    one, old = now.values.get(subject), then.values.get(subject)
    place, old_place = now.ranks.get(subject), then.ranks.get(subject)
    found = None
    if one is not None and old is not None:
        found = usual(field.indicator.scale.kind, one.exact, old.exact)
    return Moved(
        period=then.period,
        places=None if place is None or old_place is None else old_place - place,
        used=old,
        change=found,
    )


def _doubts(field: Field, period: Period, rows: Sequence[Known]) -> tuple[Doubt, ...]:
    if not rows:
        return (reasons.NoObservation(period),)
    found = [doubt for row in rows for doubt in differences(field.indicator.scale, row.scale)]
    return tuple(dict.fromkeys(found)) or (reasons.NotCounted(field.counts, period),)
