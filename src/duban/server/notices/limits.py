"""Items that stand longer than their mechanism lets them: whose turn it is is told, then the supervision office."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from duban.governing.lifecycle import Kind
from duban.governing.lifecycle import Part as Acting
from duban.server.ledger.adoption import lifecycle_of
from duban.server.ledger.limits import stay
from duban.server.ledger.models import Assignment, Item, Ledger, LedgerState, Part
from duban.server.notices.telling import Told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.db.models import QuerySet

    from duban.governing.lifecycle import Lifecycle
    from duban.server.notices.recipients import Posts

#: Days after which it is no news any more that an item stands too long.
STALE = timedelta(days=60)
#: What takes an item on from where it stands; of several that begin there, the first of these is what is waited for.
ONWARD = (
    *(Kind.ACCEPT, Kind.CLAIM, Kind.VERIFY, Kind.DISPATCH, Kind.RESUME),
    *(Kind.RESOLVE, Kind.LOOK_BACK, Kind.REOPEN, Kind.CLOSE),
)


def of_limits(today: date, posts: Posts) -> Iterator[Told]:
    """Whose turn it is is told on the last day, or later where nothing ran; when it is past, the supervision office."""
    ledgers = Ledger.objects.filter(state=LedgerState.RUNNING).in_bulk()
    for item in _ended(today).filter(ledger__in=ledgers).iterator(chunk_size=1000):
        item.ledger = ledgers[item.ledger_id]
        found = stay(item, list(item.pauses.all()))
        if found is None or found.last > today:  # what is stored is brought up to date by the clock
            continue
        past = found.last < today
        supervisors = posts.supervisors() if past else set()
        values = {
            "title": str(item),
            "limit": {"zh": found.limit.zh, "en": found.limit.en},
            "due": found.last.isoformat(),
        }
        occasion = f"{item.pk}:{item.state}:{found.last}"
        for account in sorted(_acting(item, posts) - supervisors):
            code = "limit_past" if past else "limit_ends"
            yield Told(account, item.pk, code, values, f"limit:{occasion}")
        for account in sorted(supervisors):
            yield Told(account, item.pk, "limit_past", values, f"limit_past:{occasion}")


def turn_of(loop: Lifecycle, state: str) -> tuple[Acting, ...]:
    """Who is to take an item on from this state."""
    moves = loop.moves_from(state)
    for kind in ONWARD:
        for move in moves:
            if move.kind is kind:
                return move.parts
    return ()


def _acting(item: Item, posts: Posts) -> set[int]:
    held: dict[str, set[int]] = {}
    for one in item.holding:  # type: ignore[attr-defined] # put there by _ended
        held.setdefault(one.part, set()).add(one.unit_id)
    found: set[int] = set()
    for part in turn_of(lifecycle_of(item.ledger), item.state):
        match part:
            case Acting.LEAD | Acting.SUPPORTING | Acting.OVERSIGHT:
                found |= posts.liaisons(held.get(part.value, ()))
            case Acting.VERIFIER:
                found |= posts.verifiers(held.get(Part.LEAD, set()) | held.get(Part.SUPPORTING, set()))
            case Acting.SUPERVISOR:
                found |= posts.supervisors()
            case Acting.LEADER | Acting.CLOCK:
                continue
    return found


def _ended(today: date) -> QuerySet[Item]:
    """Items whose last day in their state has come, not long ago."""
    held = Assignment.objects.filter(until=None, unit__isnull=False)
    items = Item.objects.filter(withdrawn=False, state_due__lte=today, state_due__gt=today - STALE)
    return items.order_by("state_due", "id").prefetch_related(
        "pauses", Prefetch("assignments", held, to_attr="holding")
    )
