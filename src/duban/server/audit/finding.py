"""Finding events: by thing, person, kind and day, without counting two million of them.

An auditor reads them newest first. A program that follows the log reads it forward: numbers are given in the order in
which writes are committed and leave no gap, so what comes after the last number it has is all that it has not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from duban.server.audit.kinds import UnknownKindError, kind_of
from duban.server.audit.models import Chain, Event

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

#: Events of a page.
SIZE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Filters; what is None does not narrow. ``before`` and ``after`` are numbers that bound the page.

    The newest events come first, or with ``forward`` the oldest.
    """

    subject: tuple[str, str] | None = None
    actors: tuple[int, ...] | None = None
    program: bool = False
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None
    after: int | None = None
    forward: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """An event with its sentence in both languages."""

    event: Event
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Found:
    """One page; ``next`` is the number behind which the following one begins, None at the end."""

    events: Sequence[Told]
    next: int | None


def find(sought: Sought) -> Found:
    """The newest events that are sought, or the oldest; one query."""
    rows = list(_narrowed(sought).order_by("number" if sought.forward else "-number")[: SIZE + 1])
    shown = rows[:SIZE]
    return Found([tell(event) for event in shown], shown[-1].number if len(rows) > SIZE else None)


def tell(event: Event) -> Told:
    """An event in words; of a kind that no app declares any more, its name and nothing else."""
    try:
        kind = kind_of(event.kind)
    except UnknownKindError:
        return Told(event, event.kind, event.kind)
    values = _Values(event.after)
    return Told(event, kind.zh.format_map(values), kind.en.format_map(values))


def end() -> tuple[int, str]:
    """The number and the digest of the last event."""
    chain = Chain.objects.get(id=1)
    return chain.number, chain.digest


class _Values(dict[str, object]):
    """Values for a sentence; one that an old event lacks shows as an ellipsis and breaks nothing."""

    def __missing__(self, key: str) -> str:
        return "…"


def _narrowed(sought: Sought) -> QuerySet[Event]:
    events = Event.objects.all()
    if sought.subject is not None:
        events = events.filter(subject_kind=sought.subject[0], subject=sought.subject[1])
    if sought.program:
        events = events.filter(actor=None)
    elif sought.actors is not None:
        events = events.filter(actor__in=sought.actors)
    given = {
        "kind": sought.kind,
        "at__gte": sought.since,
        "at__lt": sought.until,
        "number__lt": sought.before,
        "number__gt": sought.after,
    }
    return events.filter(**{name: value for name, value in given.items() if value})
