"""What somebody wants to see of the ledgers, as a value; the same for pages, the API and the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from duban.server.ledger.access import visible_items
from duban.server.ledger.models import Assignment, Extension, Item
from duban.server.ledger.search import matching
from duban.server.people.models import Unit

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from duban.server.people.access import Actor


class Scope(StrEnum):
    """Which part of the loop is looked at."""

    OPEN = "open"
    CLOSED = "closed"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Filters; what is empty does not narrow. ``unit`` takes those below it along unless ``alone``.

    ``overstayed`` is the day on which the last one in an item's state is past.
    """

    scope: Scope = Scope.ALL
    text: str = ""
    ledger: int | None = None
    states: tuple[str, ...] = ()
    lamps: tuple[str, ...] = ()
    unit: int | None = None
    alone: bool = False
    part: str = ""
    section: str = ""
    kind: str = ""
    stage: str = ""
    due_from: date | None = None
    due_to: date | None = None
    undated: bool = False
    finding: bool = False
    extending: bool = False
    overstayed: date | None = None


def wanted_items(actor: Actor, wanted: Wanted) -> QuerySet[Item]:
    """The items this actor may see and wants to see, in no order; withdrawn ones are not among them."""
    items = visible_items(actor).filter(_columns(wanted), withdrawn=False).order_by()
    if wanted.unit is not None:
        items = items.filter(pk__in=_assigned(wanted.unit, wanted).values("item"))
    if wanted.extending:
        items = items.filter(Exists(Extension.objects.filter(item=OuterRef("pk"), granted=None)))
    found = matching(wanted.text)
    return items if found is None else items.filter(pk__in=found)


def _columns(wanted: Wanted) -> Q:
    """The filters that look at the item's own row."""
    exact = {
        "ledger": wanted.ledger,
        "section": wanted.section,
        "kind": wanted.kind,
        "stage": wanted.stage,
        "state__in": wanted.states,
        "lamp__in": wanted.lamps,
        "due__gte": wanted.due_from,
        "due__lte": wanted.due_to,
        "state_due__lt": wanted.overstayed,
    }
    chosen = Q(**{name: value for name, value in exact.items() if value})
    if wanted.undated:
        chosen &= Q(due=None)
    if wanted.finding:
        chosen &= Q(open_findings__gt=0)
    match wanted.scope:
        case Scope.OPEN:
            chosen &= Q(outcome="")
        case Scope.CLOSED:
            chosen &= ~Q(outcome="")
        case Scope.ALL:
            pass
    return chosen


def _assigned(unit: int, wanted: Wanted) -> QuerySet[Assignment]:
    """The parts that a unit, or one below it, has today."""
    units = [unit]
    if not wanted.alone:
        below = Unit.objects.filter(path__contains=f"/{unit}/").order_by()
        units = list(below.values_list("pk", flat=True))
    held = Assignment.objects.filter(unit__in=units, until=None)
    return held.filter(part=wanted.part) if wanted.part else held
