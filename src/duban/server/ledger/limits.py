"""How long an item may stay where it stands: the limits of its mechanism, as the office adopted it.

The last day is stored beside the lamp and like it is a shadow: :func:`stay` tells it from the rows at any time. It is
no date of the item's own and turns no lamp. An item that never moved is under no limit: nobody put it where it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from duban.governing.clock import Pause as Stop
from duban.governing.clock import Working, after_days, after_working_days, working_days_between
from duban.server.ledger.adoption import adopted_by
from duban.server.ledger.workdays import calendar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from duban.mechanisms.parameters import Limit
    from duban.server.ledger.models import Item, Pause


@dataclass(frozen=True, slots=True)
class Stay:
    """An item in a state that has a limit; ``since`` is not counted, ``working`` shows how the last day was reached."""

    limit: Limit
    since: date
    working: Working
    stops: tuple[Stop, ...] = ()

    @property
    def last(self) -> date:
        """The last day."""
        return self.working.day

    @property
    def in_working_days(self) -> bool:
        """Whether working days are counted, else all days."""
        return self.working.rule.value == "after_working_days"

    def past(self, today: date) -> int | None:
        """So many days, counted as the limit counts, lie after the last one up to ``today``; None where it is not past.

        Nothing on a weekend after a last working day: it is past, and no working day has gone by.
        """
        if today <= self.last:
            return None
        if self.in_working_days:
            return working_days_between(self.last, today, calendar=calendar(), pauses=self.stops)
        return (today - self.last).days


def stay(item: Item, pauses: Sequence[Pause]) -> Stay | None:
    """Under which limit an item stands, with all its pauses; of several the first to end. None where there is none."""
    limits = [limit for limit in adopted_by(item.ledger).limits.values() if limit.state == item.state]
    if not limits:
        return None
    since, stops = _standing(item, pauses)
    if since is None:
        return None
    found = [one for limit in limits for one in _counted(limit, since, stops)]
    return min(found, key=lambda one: one.last, default=None)


def last_day(item: Item, pauses: Sequence[Pause]) -> date | None:
    """The last day on which an item may stay where it stands."""
    found = stay(item, pauses)
    return found.last if found else None


def _standing(item: Item, pauses: Sequence[Pause]) -> tuple[date | None, tuple[Stop, ...]]:
    """Since when it stands there, and the stretches that do not count; being suspended is itself such a place."""
    for pause in pauses:
        if pause.until is None:
            return pause.since, ()
    return item.entered_on, tuple(Stop(pause.since, pause.until) for pause in pauses)


def _counted(limit: Limit, since: date, stops: tuple[Stop, ...]) -> Iterator[Stay]:
    if isinstance(limit.working_days, int):
        working = after_working_days(since, limit.working_days, calendar=calendar(), pauses=stops)
        if isinstance(working, Working):
            yield Stay(limit, since, working, stops)
    if isinstance(limit.days, int):
        working = after_days(since, limit.days, calendar=calendar(), pauses=stops)
        if isinstance(working, Working):
            yield Stay(limit, since, working, stops)
