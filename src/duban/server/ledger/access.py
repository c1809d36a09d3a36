"""The door to the ledger: request code gets items and ledgers here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404

from duban.server.ledger.models import Assignment, Evidence, Item, Ledger, Part
from duban.server.people.access import RIGHTS, Right
from duban.server.people.models import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from duban.server.people.access import Actor


def visible_items(actor: Actor) -> QuerySet[Item]:
    """Every item this actor may see.

    Who supervises, verifies, leads or audits sees all. A liaison sees what was dispatched to the own units and those
    below them, and the parts into which such an item was split.
    """
    if actor.has(Right.SEE_ALL_ITEMS):
        return Item.objects.all()
    units = own_units(actor)
    if not units:
        return Item.objects.none()
    theirs = Assignment.objects.filter(unit__in=units, until=None).order_by().values_list("item")
    parts = Item.objects.filter(parent__in=theirs).order_by().values_list("pk")
    # One list of ids, which the database walks; an OR of two would make it look at every item there is.
    return Item.objects.filter(pk__in=theirs.union(parts), dispatched_on__isnull=False, withdrawn=False)


def led_items(actor: Actor, units: Sequence[int]) -> QuerySet[Item]:
    """Those of the visible items that one of these units leads; ``units`` are some of :func:`own_units`.

    Who leads an item sees it once it was dispatched, so the list of everything visible need not be walked.
    """
    held = Assignment.objects.filter(unit__in=units, part=Part.LEAD, until=None).order_by()
    led = Item.objects.filter(pk__in=held.values("item"), withdrawn=False)
    return led if actor.has(Right.SEE_ALL_ITEMS) else led.filter(dispatched_on__isnull=False)


def item_for(actor: Actor, item_id: int) -> Item:
    """The item, with its ledger; Http404 where it does not exist for this actor."""
    try:
        return visible_items(actor).select_related("ledger").get(pk=item_id)
    except Item.DoesNotExist:
        raise Http404 from None


def visible_ledgers(actor: Actor) -> QuerySet[Ledger]:
    """Every ledger of which this actor may see an item; those still under review are the reviewers' alone."""
    if actor.has(Right.SEE_ALL_ITEMS):
        return Ledger.objects.all()
    return Ledger.objects.filter(pk__in=visible_items(actor).values("ledger"))


def ledger_for(actor: Actor, ledger_id: int) -> Ledger:
    """The ledger; Http404 where it does not exist for this actor."""
    try:
        return visible_ledgers(actor).select_related("document", "owner").get(pk=ledger_id)
    except Ledger.DoesNotExist:
        raise Http404 from None


def evidence_for(actor: Actor, evidence_id: int) -> Evidence:
    """A piece of evidence of an item that this actor may see; Http404 otherwise."""
    try:
        return Evidence.objects.select_related("item").get(pk=evidence_id, item__in=visible_items(actor))
    except Evidence.DoesNotExist:
        raise Http404 from None


def own_units(actor: Actor) -> tuple[int, ...]:
    """The units for which this actor reports: those of the posts and all below them."""
    below = Q()
    for standing in actor.standings:
        if Right.REPORT in RIGHTS[standing.role]:
            below |= Q(path__startswith=standing.path)
    return tuple(Unit.objects.filter(below).order_by("pk").values_list("pk", flat=True)) if below else ()
