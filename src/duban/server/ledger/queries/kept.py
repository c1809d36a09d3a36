"""Figures over everything, kept in the process until anything happens: taking them reads every item.

Whatever changes a figure leaves a trace, and the traces together are the mark that figures are kept under: an event at
the end of the log, or the clock's having been through a ledger, which turns lamps without an event. So a kept figure
is what a fresh one would be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Count, Max, Q

from duban.server.audit.finding import end
from duban.server.ledger.models import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the log and the clock are, on a day; ``digest`` is the last event's."""

    today: date
    events: int
    digest: str
    ticked: int
    last: date | None


_KEPT: dict[str, tuple[Mark, Any]] = {}


def mark(today: date) -> Mark:
    """How far everything is now; two queries. Taken before the figures, which may be newer and never older."""
    events, digest = end()
    ticks = Ledger.objects.order_by().aggregate(
        ticked=Count("pk", filter=Q(ticked_on=today)), last=Max("ticked_on")
    )
    return Mark(today, events, digest, ticks["ticked"], ticks["last"])


def kept(name: str, at: Mark, take: Callable[[], T]) -> T:
    """What was taken under this mark, or taken now. Before the first event there is no trace, and nothing is kept."""
    held = _KEPT.get(name)
    if held is not None and held[0] == at:
        found: T = held[1]
        return found
    taken = take()
    if at.events:
        _KEPT[name] = (at, taken)
    return taken


def forget() -> None:
    """Keep nothing, as a process that has just begun."""
    _KEPT.clear()
