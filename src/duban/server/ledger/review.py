"""What reviewers decide before dispatch: fields, items that are one, an item that is two, names that mean a unit.

What the program read and what a person decided are both kept: the decision is a row of its own, the reading stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from duban.governing.lifecycle import Refusal
from duban.server.audit.actions import Happening, record
from duban.server.documents.access import account_of
from duban.server.ledger import events
from duban.server.ledger.actions.handing import RefusedError
from duban.server.ledger.holding import held, lock, settled
from duban.server.ledger.models import Assignment, Correction, Item, Ledger, LedgerState, Part
from duban.server.ledger.regrouping import merge, split
from duban.server.ledger.reviewing import FIELDS, Correcting, apply, check
from duban.server.people.access import Right
from duban.server.people.actions.names import add_alias
from duban.server.people.acts import one_act
from duban.server.people.models import Unit
from duban.server.people.resolving import Outcome, directory

if TYPE_CHECKING:
    from datetime import datetime

    from duban.server.people.access import Actor

__all__ = [
    "FIELDS",
    "Correcting",
    "Gap",
    "correct",
    "merge",
    "ready",
    "resolve_alias",
    "split",
    "start",
]

NO_SUCH_UNIT = Refusal("no_such_unit", "没有这个单位，或单位已撤销", "there is no such unit, or no longer")


@dataclass(frozen=True, slots=True)
class Gap:
    """What an item lacks: no_lead, unresolved_lead, no_due, no_measure; ``detail`` is the name as written."""

    item: int
    code: str
    detail: str = ""


def correct(actor: Actor, item_id: int, decision: Correcting, *, revision: int, at: datetime) -> Item:
    """Decide one field; raises StaleError where somebody changed the item first, RefusedError where it may not be."""
    actor.require(Right.IMPORT)
    with transaction.atomic():
        item = held(item_id, revision)
        check(item, decision)
        read, before, decided = apply(item, decision, at)
        Correction.objects.create(
            item=item,
            field=decision.field,
            read=read,
            decided=decided,
            start=decision.start,
            end=decision.end,
            by_id=account_of(actor),
            at=at,
        )
        settled([item], at)
        after: dict[str, Any] = {"field": decision.field, "value": decided}
        if decision.start is not None:
            after |= {"start": decision.start, "end": decision.end}
        told = Happening(events.CORRECTED, str(item.pk), {"value": before}, after)
        record(actor.who, told, at=at)
    return Item.objects.select_related("ledger", "version").get(pk=item.pk)


def resolve_alias(actor: Actor, written: str, unit_id: int, *, at: datetime) -> int:
    """Say once for all which unit a way of writing means; how many items that filled.

    Raises the people app's refusal where the writing means something else already.
    """
    actor.require(Right.IMPORT)
    with one_act(actor, now=at) as happened:
        items = lock(Assignment.objects.filter(written=written, unit=None, until=None).values("item"))
        unit = Unit.objects.filter(pk=unit_id, until=None).first()
        if unit is None:
            raise RefusedError((NO_SUCH_UNIT,))
        meaning = directory(timezone.localdate(at)).resolve(written)
        if meaning.outcome is not Outcome.UNIT or meaning.units[0].id != unit.pk:
            add_alias(actor, unit, written)
        Assignment.objects.filter(item__in=items, written=written, unit=None, until=None).update(unit=unit)
        settled(items, at)
        after = {"written": written, "unit": unit.name}
        happened += [Happening(events.RESOLVED, str(item.pk), {}, after) for item in items]
    return len(items)


def start(actor: Actor, ledger_id: int, *, at: datetime) -> Ledger:
    """The review is over and the ledger runs; a ledger that runs already is left as it is."""
    actor.require(Right.DISPATCH)
    with transaction.atomic():
        begun = Ledger.objects.filter(pk=ledger_id, state=LedgerState.REVIEW).update(
            state=LedgerState.RUNNING
        )
        ledger = Ledger.objects.get(pk=ledger_id)
        if begun:
            record(actor.who, Happening(events.STARTED, str(ledger.pk), {}, {"name": ledger.name}), at=at)
    return ledger


def ready(ledger: Ledger) -> tuple[Gap, ...]:
    """What is missing before dispatch, in the document's order; no_measure alone can be waived."""
    found = []
    items = ledger.items.filter(withdrawn=False, dispatched_on=None).order_by("ordinal", "id")
    leads: dict[int, list[Assignment]] = {}
    for row in Assignment.objects.filter(item__in=items, part=Part.LEAD, until=None):
        leads.setdefault(row.item_id, []).append(row)
    names = directory(timezone.localdate())
    for item in items.only("pk", "due", "ongoing", "has_measure"):
        rows = leads.get(item.pk, [])
        if not rows:
            found.append(Gap(item.pk, "no_lead"))
        found += [
            Gap(item.pk, "unresolved_lead", row.written)
            for row in rows
            if row.unit_id is None and names.resolve(row.written).outcome is not Outcome.COLLECTIVE
        ]
        if item.due is None and not item.ongoing:
            found.append(Gap(item.pk, "no_due"))
        if not item.has_measure:
            found.append(Gap(item.pk, "no_measure"))
    return tuple(found)
