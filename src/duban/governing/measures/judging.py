"""Is a target met? Met, not met, not comparable or not yet due, always with the observations used and the reasons.

Values are compared exactly and only on the target's own scale. A change is computed from levels only where the target
declares what it is measured from, and the answer says that it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from duban.governing.clock import Period
from duban.governing.measures import reasons
from duban.governing.measures.changes import SOURCES, change, scale_of_base
from duban.governing.measures.indicators import Accrual, Kind, differences
from duban.governing.measures.observations import Known, Observation, Status, known
from duban.governing.measures.targets import About, Hold, Times, meets
from duban.governing.measures.times import based, begins, ends

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from fractions import Fraction

    from duban.governing.measures.indicators import Scale
    from duban.governing.measures.reasons import Doubt, Reason
    from duban.governing.measures.targets import Target
    from duban.governing.measures.times import Time

# Figures that still stand after their time: the one at the end of December is the one at the end of the year.
_LASTING: Final = frozenset({Accrual.AT_END, Accrual.CUMULATIVE})


class Point(NamedTuple):
    """One value of the course."""

    time: Time
    value: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """As promised; ``stretch`` is whether more was reached that was striven for, ``None`` where there was nothing."""

    target: Target
    value: Fraction
    stretch: bool | None
    used: tuple[Observation, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMet:
    """Its time is up and the value is another one."""

    target: Target
    value: Fraction
    used: tuple[Observation, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotComparable:
    """Nobody can say, and why."""

    target: Target
    used: tuple[Observation, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYet:
    """Its time is not up; ``course`` has the values so far, earlier ones first."""

    target: Target
    due: date
    course: tuple[Point, ...]
    used: tuple[Observation, ...]
    reasons: tuple[Reason, ...]


Judgement: TypeAlias = Met | NotMet | NotComparable | NotYet


@dataclass(frozen=True, slots=True)
class _Value:
    """A value on the target's scale; only this module sees it."""

    exact: Fraction
    time: Time
    used: tuple[Observation, ...]
    base: Fraction | None = None
    reasons: tuple[Reason, ...] = ()


def judge(target: Target, observations: Iterable[Observation], day: date) -> Judgement:
    """How a target stands at the end of ``day``, by what was known then.

    On the due day itself it is judged as soon as a value is known. Observations of other indicators and subjects are
    passed over.
    """
    if target.due is None:
        return NotComparable(target=target, used=(), reasons=(reasons.NoDue(),))
    rows = [row for row in known(target.indicator, observations, day) if row.subject == target.subject]
    table = _Table(target, rows)
    due = ends(target.due)
    found = table.at_due(target.due)
    if day < due or (day == due and not isinstance(found, _Value)):
        return _not_yet(table, target.due, day)
    if not isinstance(found, _Value):
        return NotComparable(target=target, used=(), reasons=found)
    return _judged(table, found, target.due)


def judge_all(
    targets: Iterable[Target], observations: Iterable[Observation], day: date
) -> tuple[Judgement, ...]:
    """Every target as `judge` has it, in their order; the observations are looked through once."""
    own: dict[tuple[str, str], list[Observation]] = {}
    for one in observations:
        own.setdefault((one.indicator, one.subject), []).append(one)
    return tuple(
        judge(target, own.get((target.indicator.key, target.subject), ()), day) for target in targets
    )


def _judged(table: _Table, found: _Value, due: Time) -> Judgement:
    target = table.target
    earlier = () if ends(found.time) == ends(due) else (reasons.Earlier(found.time),)
    why = (*_basis(table, found), *earlier, *_settled(found))
    met = meets(target.bound, found.exact, found.base)
    if met is None:
        doubt = reasons.NoTolerance() if isinstance(target.bound, About) else _no_base(target, found.time)
        return NotComparable(target=target, used=found.used, reasons=(doubt, *why))
    stretch = None if target.stretch is None else meets(target.stretch, found.exact, found.base)
    strayed = _strayed(table, due)
    if (met or stretch) and not strayed:
        return Met(target=target, value=found.exact, stretch=stretch, used=found.used, reasons=why)
    return NotMet(
        target=target,
        value=found.exact,
        used=found.used,
        reasons=(*why, *strayed, *_afterwards(table, due), *_excuse(target)),
    )


def _excuse(target: Target) -> tuple[Reason, ...]:
    return (reasons.OnlyStriven(),) if target.striving else ()


def _no_base(target: Target, time: Time) -> Doubt:
    return reasons.NoBase(None if target.base is None else based(time, target.base))


def _not_yet(table: _Table, due: Time, day: date) -> NotYet:
    target, until = table.target, ends(due)
    if target.since is not None and day < target.since:
        not_begun = (reasons.NotInForce(target.since),)
        return NotYet(target=target, due=until, course=(), used=(), reasons=not_begun)
    times = table.times_within(due)
    values = [value for time in times if isinstance(value := table.at(time), _Value)]
    last = values[-1] if values else None
    reached = None
    if last is not None and target.indicator.scale.accrual in _LASTING:
        reached = meets(target.bound, last.exact, last.base)
    why: tuple[Reason, ...] = (reasons.NotDue(until, reached),)
    if last is not None:
        why += (*_basis(table, last), *_settled(last))
    else:
        why += tuple(doubt for time in times[-1:] for doubt in table.doubts(time))
    return NotYet(
        target=target,
        due=until,
        course=tuple(Point(value.time, value.exact) for value in values),
        used=() if last is None else last.used,
        reasons=why,
    )


def _basis(table: _Table, found: _Value) -> Iterator[Reason]:
    yield reasons.Compared(found.exact, table.target.bound, table.scale, found.time, found.base)
    yield from found.reasons
    for one in found.used:
        match table.row(one):
            case Known(
                reported=Observation(value=Decimal() as told), verified=Observation(value=Decimal() as seen)
            ) if told != seen:
                yield reasons.TwoValues(told, seen)
            case _:
                continue


def _settled(found: _Value) -> Iterator[Reason]:
    for status in (Status.ESTIMATED, Status.PROVISIONAL):
        if any(one.status is status for one in found.used):
            yield reasons.Unsettled(status)


def _strayed(table: _Table, due: Time) -> tuple[Reason, ...]:
    """Where a value is to be held throughout: the times in the due period (or since the target holds) it was not."""
    bound = table.target.bound
    if not isinstance(bound, Hold) or not bound.throughout:
        return ()
    times = tuple(
        time
        for time in table.times_within(due)
        if isinstance(value := table.at(time), _Value) and not meets(bound, value.exact)
    )
    return (reasons.Strayed(times),) if times else ()


def _afterwards(table: _Table, due: Time) -> tuple[Reason, ...]:
    """The first later time at which a lasting figure meets the bound after all."""
    if table.target.indicator.scale.accrual not in _LASTING:
        return ()
    for time in table.times_after(ends(due)):
        value = table.at(time)
        if isinstance(value, _Value) and meets(table.target.bound, value.exact, value.base):
            return (reasons.MetLater(time),)
    return ()


class _Table:
    """What is known, by time and scale, as far as it counts; only this module sees it."""

    def __init__(self, target: Target, rows: Sequence[Known]) -> None:
        self.target = target
        self.scale = target.indicator.scale
        self._rows = {(row.time, row.scale): row for row in rows}
        self._counted: dict[Time, dict[Scale, Observation]] = {}
        for row in rows:
            scales = self._counted.setdefault(row.time, {})
            if (one := row.counted(target.counts)) is not None:
                scales[row.scale] = one
        self._times = sorted(self._counted, key=lambda time: (ends(time), begins(time)))

    def row(self, one: Observation) -> Known:
        return self._rows[one.time, one.scale]

    def times_within(self, due: Time) -> list[Time]:
        """The times that lie in the due period, or before the due day and since the target holds."""
        first = due.first if isinstance(due, Period) else self.target.since
        return [time for time in self.times_until(ends(due)) if first is None or begins(time) >= first]

    def times_until(self, day: date) -> list[Time]:
        return [time for time in self._times if ends(time) <= day]

    def times_after(self, day: date) -> list[Time]:
        return [time for time in self._times if ends(time) > day]

    def at_due(self, due: Time) -> _Value | tuple[Doubt, ...]:
        """The value that the target is judged by."""
        times = self._candidates(due)
        for time in times:
            if isinstance(value := self.at(time), _Value):
                return value
        return self.doubts(times[0]) if times else (reasons.NoObservation(due),)

    def _candidates(self, due: Time) -> list[Time]:
        """The due time itself, then others that end with it; of a day, for a lasting figure, earlier ones too."""
        own = [due] if due in self._counted else []
        lasting = self.scale.accrual in _LASTING
        first = None if isinstance(due, Period) else self.target.since
        if isinstance(due, Period) and not lasting:
            return own
        others = [
            time
            for time in reversed(self.times_until(ends(due)))
            if time != due
            and (ends(time) == ends(due) or (lasting and not isinstance(due, Period)))
            and (first is None or ends(time) >= first)
        ]
        return own + others

    def at(self, time: Time) -> _Value | None:
        """The value of a time: as observed, or else as it follows from levels."""
        one = self._counted.get(time, {}).get(self.scale)
        if one is None:
            return next(self._derived(time), None)
        base = self._base(time, self.scale) if isinstance(self.target.bound, Times) else None
        if base is None:
            return _Value(one.exact, time, (one,))
        return _Value(one.exact, time, (one, base), base.exact)

    def _base(self, time: Time, scale: Scale) -> Observation | None:
        """The observation that one of this time and scale is held against."""
        base = self.target.base
        earlier = None if base is None else based(time, base)
        if base is None or earlier is None:
            return None
        return self._counted.get(earlier, {}).get(scale_of_base(scale, base))

    def _derived(self, time: Time) -> Iterator[_Value]:
        for one in self._sources(time):
            base = self._base(time, one.scale)
            found = None if base is None else change(self.scale.kind, one.exact, base.exact)
            if base is not None and found is not None:
                why = reasons.Derived(found.kind, one.exact, base.exact, base.time)
                yield _Value(found.value, time, (one, base), reasons=(why,))

    def _sources(self, time: Time) -> Iterator[Observation]:
        """Observations of a time from which a change of the target's kind may be computed."""
        if self.target.base is None:
            return
        kinds = SOURCES.get(self.scale.kind, frozenset[Kind]())
        for scale, one in self._counted.get(time, {}).items():
            same_unit = self.scale.kind in {Kind.GROWTH, Kind.POINTS} or scale.unit == self.scale.unit
            if scale.kind in kinds and scale.accrual is self.scale.accrual and same_unit:
                yield one

    def doubts(self, time: Time) -> tuple[Doubt, ...]:
        """Why there is no value at a time of which something is known."""
        counted = self._counted.get(time, {})
        sources = list(self._sources(time))
        if sources and self.target.base is not None:
            return tuple(dict.fromkeys(self._baseless(one) for one in sources))
        found = dict.fromkeys(doubt for scale in counted for doubt in differences(self.scale, scale))
        return tuple(found) or (reasons.NotCounted(self.target.counts, time),)

    def _baseless(self, one: Observation) -> Doubt:
        base = self._base(one.time, one.scale)
        return _no_base(self.target, one.time) if base is None else reasons.BaseNought(base.exact)
