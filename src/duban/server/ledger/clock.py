"""The office's clock: returns that have come up are made once, lamps that have changed are turned.

Nothing here depends on when it last ran: a day on which nothing ran loses nothing, a second run makes nothing twice,
and two processes that run it at once are told apart by the database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from duban.governing.clock import (
    Counting,
    DaysAfter,
    Record,
    Reporting,
    Roll,
    Working,
    duties,
    period_of,
)
from duban.governing.clock import Duty as Owed
from duban.governing.clock import Pause as Stop
from duban.mechanisms.form import Activity
from duban.server.audit.actions import CLOCK, Happening, record
from duban.server.ledger import events
from duban.server.ledger.adoption import adopted_by, lifecycle_of
from duban.server.ledger.lamps import differing, turn
from duban.server.ledger.models import Assignment, Duty, Item, Ledger, LedgerState, Pause
from duban.server.ledger.workdays import calendar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

#: Items looked at in one transaction, so that nobody who writes waits for long.
BATCH = 500
#: A month's returns are asked for up to a year back: an office that was closed longer begins anew.
LOOKED_BACK = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a tick changed."""

    duties: int
    lamps: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A return that a mechanism asks for at a cadence, of the units that have a part."""

    key: str
    part: str
    reporting: Reporting


@dataclass(slots=True)
class _Watched:
    """An item whose units report."""

    item: Item
    units: dict[str, set[int]] = field(default_factory=dict)
    pauses: list[Stop] = field(default_factory=list)


def tick(today: date, at: datetime) -> Ticked:
    """Make the returns that have come up and turn the lamps that have changed."""
    made = turned = 0
    ledgers = Ledger.objects.exclude(state=LedgerState.ENDED).exclude(ticked_on=today)
    for ledger in ledgers.order_by("pk"):
        if ledger.state == LedgerState.RUNNING and (found := plans(ledger)):
            made += sum(_make(ledger, found, batch, today, at) for batch in _batches(_open(ledger)))
        turned += sum(_turn(batch, today) for batch in _batches(_lit(ledger)))
        # What was dispatched meanwhile raised the count, and the next round goes through the ledger again.
        Ledger.objects.filter(pk=ledger.pk, stirred=ledger.stirred).update(ticked_on=today)
    return Ticked(made, turned)


def plans(ledger: Ledger) -> tuple[Plan, ...]:
    """What a ledger's mechanism asks its units to report, and how often.

    When a return is due and until when it is not late are the figures of the mechanism, else of its archetype.
    """
    adopted = adopted_by(ledger)
    mechanism = adopted.settled
    found = []
    for key, recurrence in mechanism.cadences.items():
        part = mechanism.roles[recurrence.by].part.value
        if recurrence.activity is not Activity.REPORT or part not in ("lead", "supporting"):
            continue
        if isinstance(recurrence.every, str):
            figures = adopted.returns(key)
            due = _due(figures.due_days)
            found.append(
                Plan(key, part, Reporting(cadence=recurrence.every, due=due, grace=figures.grace_days))
            )
    return tuple(found)


def _due(days: int) -> DaysAfter:
    """So many working days after the period; none is the last working day in it."""
    return DaysAfter(days, Counting.WORKING_DAYS) if days else DaysAfter(0, Counting.DAYS, Roll.PREVIOUS)


def _open(ledger: Ledger) -> Iterator[int]:
    """Items that are out, whose clock runs and that have no other end than a long one."""
    states = [state.id for state in lifecycle_of(ledger).states if state.clock_runs]
    items = ledger.items.filter(state__in=states, withdrawn=False, dispatched_on__isnull=False)
    yield from items.order_by("pk").values_list("pk", flat=True)


def _lit(ledger: Ledger) -> Iterator[int]:
    """Items whose lamp a day may change: of the closed ones none."""
    items = ledger.items.filter(closed_on=None, withdrawn=False)
    yield from items.order_by("pk").values_list("pk", flat=True)


def _batches(ids: Iterator[int]) -> Iterator[list[int]]:
    """Some at a time; the whole list of ids is read first, for the rows change below."""
    known = list(ids)
    for start in range(0, len(known), BATCH):
        yield known[start : start + BATCH]


def _turn(batch: Sequence[int], today: date) -> int:
    """Look without waiting, then lock only what is to change."""
    changed = differing(batch, today)
    if not changed:
        return 0
    with transaction.atomic():
        return turn(changed, today)


def _make(ledger: Ledger, found: Sequence[Plan], batch: Sequence[int], today: date, at: datetime) -> int:
    """The returns of one batch of items that are not there yet, with one event for all of them."""
    watched = _watch(batch)
    owed = [
        duty
        for plan in found
        for one in watched.values()
        for due in _owed(plan, one, today)
        for duty in _rows(plan, one, due)
    ]
    if not _unknown(owed, batch):
        return 0
    with transaction.atomic():
        Ledger.objects.select_for_update(no_key=True).get(
            pk=ledger.pk
        )  # one clock at a time makes its returns
        fresh = _unknown(owed, batch)
        if fresh:
            Duty.objects.bulk_create(fresh, batch_size=BATCH)
            after = {
                "count": len(fresh),
                "ledger": ledger.pk,
                "periods": sorted({duty.period for duty in fresh}),
            }
            record(CLOCK, Happening(events.DUTIES_MADE, str(ledger.pk), {}, after), at=at)
    return len(fresh)


def _unknown(owed: Sequence[Duty], batch: Sequence[int]) -> list[Duty]:
    known = set(Duty.objects.filter(item__in=batch).values_list("item", "unit", "kind", "period"))
    return [duty for duty in owed if (duty.item_id, duty.unit_id, duty.kind, duty.period) not in known]


def _watch(batch: Sequence[int]) -> Mapping[int, _Watched]:
    watched = {item.pk: _Watched(item) for item in Item.objects.filter(pk__in=batch)}
    for row in Assignment.objects.filter(item__in=batch, until=None, unit__isnull=False):
        watched[row.item_id].units.setdefault(row.part, set()).add(row.unit_id or 0)
    for pause in Pause.objects.filter(item__in=batch):
        watched[pause.item_id].pauses.append(Stop(pause.since, pause.until))
    return watched


def _owed(plan: Plan, one: _Watched, today: date) -> Sequence[Owed]:
    """From the period in which the item went out to the present one."""
    since = one.item.dispatched_on
    if since is None:
        return ()
    since = max(since, today - LOOKED_BACK)
    until = period_of(plan.reporting.cadence, today).last
    found = Record(pauses=tuple(one.pauses))
    return duties(plan.reporting, found, calendar=calendar(), since=since, until=until, as_of=today)


def _rows(plan: Plan, one: _Watched, owed: Owed) -> Iterator[Duty]:
    if not isinstance(owed.due, Working) or not isinstance(owed.ends, Working):
        return
    for unit in sorted(one.units.get(plan.part, ())):
        yield Duty(
            item=one.item,
            unit_id=unit,
            kind=plan.key,
            period=owed.key,
            start=owed.period.first,
            end=owed.period.last,
            due=owed.due.day,
            grace_until=owed.ends.day,
        )
