"""Which rungs a history sets off: counted from the marks, each with the marks that it rests on.

The same history gives the same calls however often it is asked; a call is known by rung, subject and period, so what
was issued is not issued again.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING, assert_never

from duban.governing.clock import next_period
from duban.governing.ladders.errors import HistoryError
from duban.governing.ladders.model import (
    Bottom,
    Climb,
    Direction,
    Graded,
    Judged,
    Missed,
    Nature,
    Reset,
    Return,
    Top,
    Valued,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from duban.governing.clock import Period
    from duban.governing.ladders.model import Counted, Ladder, Mark, Run, Rung


@dataclass(frozen=True, slots=True)
class Issued:
    """A rung that was issued to the subject for a period; what was withdrawn again is not among them."""

    rung: str
    period: Period


@dataclass(frozen=True, slots=True)
class Call:
    """A rung to be issued now, and the marks that count towards it, from earlier to later.

    One for a rung that a person judges (问题突出) is made by hand, with or without marks, and issued like any other.
    ``held_back`` names the higher rung that the marks would set off, where steps may not be skipped.
    """

    rung: Rung
    subject: str
    period: Period
    marks: tuple[Mark, ...]
    held_back: str | None = None

    @property
    def key(self) -> str:
        """Stable for ever: 预警 of one unit for one period is one call."""
        return f"{self.rung.id}:{self.subject}:{self.period.key}"


def calls(ladder: Ladder, history: Sequence[Mark], issued: Iterable[Issued], since: date) -> tuple[Call, ...]:
    """What the latest mark sets off, in the ladder's order.

    ``history`` is one subject's, from earlier to later; ``since`` is the day on which the memory begins (the year, the
    campaign): marks and issues of periods that ended before it are as if they had not been.
    """
    if not history:
        return ()
    _refuse(history)
    latest = history[-1].period
    before = [one for one in issued if one.period.last >= since and one.period.first < latest.first]
    done = {one.rung for one in issued if one.period == latest}
    found = [
        Call(rung, history[-1].subject, latest, marks)
        for rung in ladder.rungs
        if (marks := _marks(rung, history, before, since))
    ]
    return tuple(call for call in _climbed(ladder, found, before) if call.rung.id not in done)


def counts(trigger: Counted, mark: Mark) -> bool | None:
    """Whether a mark counts towards a trigger; ``None`` where what it asks was not assessed."""
    match trigger:
        case Bottom(places=places):
            return None if mark.rank is None else mark.rank + mark.sharing - 1 > mark.ranked - places
        case Top(places=places):
            return None if mark.rank is None else mark.rank <= places
        case Graded(grades=grades):
            return None if mark.grade is None else mark.grade in grades
        case Valued():
            return _is_beyond(trigger, mark)
        case Missed(late=late):
            if mark.returned is None:
                return None
            return mark.returned is Return.MISSED or (late and mark.returned is Return.LATE)
        case _:
            assert_never(trigger)


def _is_beyond(trigger: Valued, mark: Mark) -> bool | None:
    if mark.value is None:
        return None
    match trigger.direction:
        case Direction.AT_LEAST:
            return mark.value >= trigger.bound
        case Direction.AT_MOST:
            return mark.value <= trigger.bound
        case Direction.ABOVE:
            return mark.value > trigger.bound
        case Direction.BELOW:
            return mark.value < trigger.bound


def _refuse(history: Sequence[Mark]) -> None:
    """Only the last step is looked at: each of the earlier ones was the last one once."""
    for earlier, later in pairwise(history[-2:]):
        if later.subject != earlier.subject:
            raise HistoryError(f"marks of {earlier.subject!r} and {later.subject!r} in one history")
        if later.period.cadence != earlier.period.cadence:
            raise HistoryError(f"{earlier.period.key} and {later.period.key} are of different cadences")
        if later.period.first <= earlier.period.first:
            raise HistoryError(f"{later.period.key} stands after {earlier.period.key}")


def _marks(rung: Rung, history: Sequence[Mark], before: Sequence[Issued], since: date) -> tuple[Mark, ...]:
    """The marks that set a rung off at the end of the history, none where it is not set off."""
    trigger = rung.trigger
    if isinstance(trigger, Judged):
        return ()
    last = max((one.period.first for one in before if one.rung == rung.id), default=None)
    start = last if rung.reset is Reset.ISSUE else None
    window = _window(history, trigger.run, since, start)  # looked at only as far back as the run needs
    latest = next(window, None)
    if latest is None or counts(trigger, latest) is not True:
        return ()
    found = _counted(trigger, chain((latest,), window))
    if len(found) < trigger.run.times:
        return ()
    if rung.reset is Reset.RECOVERY and last is not None and not _recovered(trigger, history, last):
        return ()
    return tuple(reversed(found))


def _window(history: Sequence[Mark], run: Run, since: date, start: date | None) -> Iterator[Mark]:
    """The marks that may count, from the latest back; a gap ends them where gaps break."""
    later: Mark | None = None
    for number, mark in enumerate(reversed(history)):
        if (
            mark.period.last < since
            or (start is not None and mark.period.first <= start)
            or (run.of is not None and number >= run.of)
            or (run.gaps and later is not None and next_period(mark.period) != later.period)
        ):
            return
        yield mark
        later = mark


def _counted(trigger: Counted, window: Iterable[Mark]) -> list[Mark]:
    """The marks of a window (latest first) that count: those of the last so many, or an unbroken row."""
    if trigger.run.of is not None:
        return [mark for mark in window if counts(trigger, mark)]
    found: list[Mark] = []
    for mark in window:
        match counts(trigger, mark):
            case True:
                found.append(mark)
            case False:
                break
            case None if trigger.run.gaps:
                break
            case None:
                continue
        if len(found) == trigger.run.times:
            break
    return found


def _recovered(trigger: Counted, history: Sequence[Mark], last: date) -> bool:
    """Whether a mark after the last issue did not count."""
    for mark in reversed(history):
        if mark.period.first <= last:
            return False
        if counts(trigger, mark) is False:
            return True
    return False


def _climbed(ladder: Ladder, found: Sequence[Call], before: Sequence[Issued]) -> Iterator[Call]:
    """The calls that are made of those that are set off, in the ladder's order."""
    steps = [call for call in found if call.rung.nature is Nature.CONSEQUENCE]
    chosen = steps
    if steps and ladder.climb is not Climb.EVERY:
        chosen = [steps[-1]]
        if ladder.climb is Climb.STEPWISE:
            chosen = [_next_step(ladder, steps, before)]
    made = {call.rung.id: call for call in (*chosen, *(one for one in found if one not in steps))}
    return (made[rung.id] for rung in ladder.rungs if rung.id in made)


def _next_step(ladder: Ladder, steps: Sequence[Call], before: Sequence[Issued]) -> Call:
    """The highest rung set off, but only one above what the subject had before; the call says what it was held from.

    The rung stepped on need not be set off by itself: the marks of the higher one are reason enough for a lower one.
    """
    ways = [rung for rung in ladder.rungs if rung.nature is Nature.CONSEQUENCE]
    places = {rung.id: place for place, rung in enumerate(ways)}
    had = max((places[one.rung] for one in before if one.rung in places), default=-1)
    highest = steps[-1]
    if places[highest.rung.id] <= had + 1:
        return highest
    return Call(ways[had + 1], highest.subject, highest.period, highest.marks, highest.rung.id)
