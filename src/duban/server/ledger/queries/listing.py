"""One page of a long list, in an order that has an index, without counting what nobody will leaf through."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import F, Min, Prefetch

from duban.server.ledger.models import Assignment, Item, Part, Target
from duban.server.ledger.queries.filters import wanted_items
from duban.server.ledger.search import among, standing
from duban.server.people.access import Right
from duban.server.people.models import Unit

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from duban.server.ledger.queries.filters import Wanted
    from duban.server.people.access import Actor

#: Rows of a page.
SIZE = 50
#: Nobody leafs further than this; who wants more narrows the list or takes the workbook.
DEEPEST = 200
#: Counting stops here: "1000+".
CAP = 1000
#: Columns that a list does not show, and that may be long.
LONG = ("read", "text", "findings", "lamp_reason", "ledger__adopted", "ledger__document")


class Order(StrEnum):
    """How a list is sorted; the first two are followed by the database along an index."""

    DOCUMENT = "document"
    DUE = "due"
    DUE_LAST = "-due"
    CHANGED = "-changed"


class Grouping(StrEnum):
    """By what rows stand together under a heading."""

    NONE = ""
    SECTION = "section"
    STATE = "state"
    MONTH = "month"
    UNIT = "unit"


ORDERS: dict[Order, tuple[Any, ...]] = {
    Order.DOCUMENT: ("ledger_id", "ordinal", "id"),
    Order.DUE: (F("due").asc(nulls_last=True), "id"),
    # undated ones first: the same index read backwards
    Order.DUE_LAST: (F("due").desc(nulls_first=True), "-id"),
    Order.CHANGED: ("-changed_at", "-id"),
}


#: Units in their order, and each one's items in the document's.
UNIT_ORDER = ("assignments__unit__position", "assignments__unit_id", *ORDERS[Order.DOCUMENT])


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are; ``capped`` where there are more than were counted."""

    number: int
    capped: bool

    def __str__(self) -> str:
        return f"{self.number}+" if self.capped else str(self.number)

    def __bool__(self) -> bool:
        return self.number > 0


class Listed(NamedTuple):
    """An item as a list shows it: plain values, and nothing that a list does not show.

    ``heading`` is the lead unit under which it stands, where the list is grouped by unit.
    """

    pk: int
    number: str
    title: str
    section: str
    state: str
    stage: str
    outcome: str
    lamp: str
    due: date | None
    due_text: str
    first_due: date | None
    changed_at: datetime
    ledger: str
    mechanism: str
    mechanism_version: str
    state_due: date | None
    heading: int | None = None


#: What of an item's row, and of its ledger's, makes a :class:`Listed`, in its order.
LISTED = (
    *("pk", "number", "title", "section", "state", "stage", "outcome", "lamp"),
    *("due", "due_text", "first_due", "changed_at"),
    *("ledger__name", "ledger__mechanism", "ledger__mechanism_version", "state_due"),
)


class Held(NamedTuple):
    """A unit's part in a listed item; ``unit`` is None where nobody has resolved the name, which is then as written."""

    part: str
    unit: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list: the ``number``-th page, and whether another one follows.

    ``held`` and ``aims`` are the parts and the words of the targets by item, where they were asked for. ``whole`` is
    how many items the list has, where the page shows its end.
    """

    rows: Sequence[Listed]
    number: int
    more: bool
    whole: int | None
    held: Mapping[int, Sequence[Held]]
    aims: Mapping[int, Sequence[str]]

    @property
    def first(self) -> int:
        """The place of the first row in the whole list, from 1."""
        return (self.number - 1) * SIZE + 1

    @property
    def last(self) -> int:
        """The place of the last row."""
        return self.first + len(self.rows) - 1


@dataclass(frozen=True, slots=True)
class Found:
    """A list in no order; ``count`` where finding it counted it."""

    items: QuerySet[Item]
    count: Count | None = None


def found_items(actor: Actor, wanted: Wanted, *, cap: int = CAP) -> Found:
    """What this actor may see and wants to see, for a page of it.

    What takes a while to find (words, a unit's part, what is visible to a liaison) is looked up once; where it is few
    items, these are the list. Words that stand in many are found by walking along the list's order, see
    :func:`~duban.server.ledger.search.standing`.
    """
    items = wanted_items(actor, wanted)
    if not wanted.text and wanted.unit is None and actor.has(Right.SEE_ALL_ITEMS):
        return Found(items)
    ids = list(items.values_list("pk", flat=True)[: cap + 1])
    if len(ids) <= cap:
        listed = Item.objects.filter(pk__in=among(ids)) if ids else Item.objects.none()
        return Found(listed, Count(len(ids), capped=False))
    holds = standing(wanted.text)
    if holds is not None:
        items = wanted_items(actor, replace(wanted, text="")).filter(holds)
    return Found(items, Count(cap, capped=True))


def count(rows: QuerySet[Any], *, cap: int = CAP) -> Count:
    """Count up to ``cap``: a list of two hundred thousand costs no more than one of a thousand."""
    found = rows.order_by().values("pk")[: cap + 1].count()
    return Count(min(found, cap), found > cap)


def counted(found: Found, page: Page) -> Count:
    """How many there are in the list of which this is a page; the database is asked where neither of them tells."""
    if found.count is not None:
        return found.count
    if page.whole is None:
        return count(found.items)
    return Count(min(page.whole, CAP), page.whole > CAP)


def page(
    items: QuerySet[Item],
    number: int,
    *,
    order: Order,
    grouping: Grouping = Grouping.NONE,
    parts: Collection[Part] = (),
    targets: bool = False,
) -> Page:
    """One page; one query however long the list is, and one each where ``parts`` or ``targets`` are shown."""
    number = min(max(number, 1), DEEPEST)
    first = (number - 1) * SIZE
    found = list(_sorted(items, order, grouping)[first : first + SIZE + 1])
    rows = [Listed(*row) for row in found[:SIZE]]
    ids = [row.pk for row in rows]
    ended = len(found) <= SIZE and (found or number == 1)
    return Page(
        rows,
        number,
        more=len(found) > SIZE and number < DEEPEST,
        whole=first + len(rows) if ended and (grouping is not Grouping.UNIT or not rows) else None,
        held=holders(ids, parts) if ids and parts else {},
        aims=_aims(ids) if ids and targets else {},
    )


def _sorted(items: QuerySet[Item], order: Order, grouping: Grouping) -> QuerySet[Item, Any]:
    """A list in its order, as values; grouping by unit gives an item once for each of its lead units."""
    match grouping:
        case Grouping.UNIT:
            held = items.filter(assignments__part=Part.LEAD, assignments__until=None)
            headed = held.annotate(heading=F("assignments__unit"))
            return headed.order_by(*UNIT_ORDER).values_list(*LISTED, "heading")
        case Grouping.STATE:
            keys = ("state", *ORDERS[Order.DUE])
        case Grouping.MONTH:
            keys = ORDERS[Order.DUE]
        case Grouping.SECTION:
            keys = ORDERS[Order.DOCUMENT]
        case Grouping.NONE:
            keys = ORDERS[order]
    return items.order_by(*keys).values_list(*LISTED)


def holders(ids: Sequence[int], parts: Collection[Part]) -> dict[int, list[Held]]:
    """Who has these parts in these items today."""
    found: dict[int, list[Held]] = {}
    rows = (
        Assignment.objects.filter(item__in=among(ids), until=None, part__in=parts)
        .order_by("part", "position", "id")
        .values_list("item", "part", "unit", "written", "unit__short", "unit__name")
    )
    for item, part, unit, written, short, name in rows:
        found.setdefault(item, []).append(Held(part, unit, written if unit is None else short or name))
    return found


def _aims(ids: Sequence[int]) -> dict[int, list[str]]:
    """The words of the targets of these items."""
    found: dict[int, list[str]] = {}
    rows = Target.objects.filter(item__in=among(ids)).order_by("position").values_list("item", "text")
    for item, text in rows:
        found.setdefault(item, []).append(text)
    return found


def with_row(items: QuerySet[Item]) -> QuerySet[Item]:
    """Items with what a row of any list shows, and without what is long."""
    return (
        items.select_related("ledger")
        .defer(*LONG)
        .prefetch_related(
            Prefetch(
                "assignments",
                Assignment.objects.filter(until=None)
                .select_related("unit")
                .order_by("part", "position", "id"),
                to_attr="held",
            ),
            Prefetch("targets", Target.objects.defer("read").order_by("position"), to_attr="aims"),
        )
    )


def sections_of(ledger: int) -> list[str]:
    """The sections of a ledger, in the document's order."""
    named = Item.objects.filter(ledger=ledger).exclude(section="").order_by().values("section")
    return list(named.annotate(first=Min("ordinal")).order_by("first").values_list("section", flat=True))


def unit_names(units: set[int]) -> dict[int, str]:
    """The short names of these units."""
    return {unit.pk: unit.short or unit.name for unit in Unit.objects.filter(pk__in=units)} if units else {}
