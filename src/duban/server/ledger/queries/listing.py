"""One page of a long list, in an order that has an index, without counting what nobody will leaf through."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import F, Prefetch

from duban.server.ledger.models import Assignment, Item, Part, Target
from duban.server.people.models import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

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


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are; ``capped`` where there are more than were counted."""

    number: int
    capped: bool

    def __str__(self) -> str:
        return f"{self.number}+" if self.capped else str(self.number)

    def __bool__(self) -> bool:
        return self.number > 0


@dataclass(frozen=True, slots=True)
class Row:
    """An item in a list; ``heading`` is the lead unit under which it stands, where the list is grouped by unit."""

    item: Item
    heading: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list: the ``number``-th page, and whether another one follows."""

    rows: Sequence[Row]
    number: int
    more: bool

    @property
    def first(self) -> int:
        """The place of the first row in the whole list, from 1."""
        return (self.number - 1) * SIZE + 1

    @property
    def last(self) -> int:
        """The place of the last row."""
        return self.first + len(self.rows) - 1


def count(rows: QuerySet[Any], *, cap: int = CAP) -> Count:
    """Count up to ``cap``: a list of two hundred thousand costs no more than one of a thousand."""
    found = rows.order_by().values("pk")[: cap + 1].count()
    return Count(min(found, cap), found > cap)


def page(items: QuerySet[Item], number: int, *, order: Order, grouping: Grouping = Grouping.NONE) -> Page:
    """One page with what a row shows: ledger, units, targets; four queries however long the list is."""
    number = min(max(number, 1), DEEPEST)
    first = (number - 1) * SIZE
    rows = list(_sorted(items, order, grouping)[first : first + SIZE + 1])
    shown = _shown([row["pk"] for row in rows[:SIZE]], [row.get("heading") for row in rows[:SIZE]])
    return Page(shown, number, len(rows) > SIZE and number < DEEPEST)


def _sorted(items: QuerySet[Item], order: Order, grouping: Grouping) -> QuerySet[Item, Any]:
    """The ids of a list in its order; grouping by unit gives an item once for each of its lead units."""
    match grouping:
        case Grouping.UNIT:
            held = items.filter(assignments__part=Part.LEAD, assignments__until=None)
            headed = held.annotate(heading=F("assignments__unit"))
            return headed.order_by("assignments__unit", "assignments__item").values("pk", "heading")
        case Grouping.STATE:
            keys = ("state", *ORDERS[Order.DUE])
        case Grouping.MONTH:
            keys = ORDERS[Order.DUE]
        case Grouping.SECTION:
            keys = ORDERS[Order.DOCUMENT]
        case Grouping.NONE:
            keys = ORDERS[order]
    return items.order_by(*keys).values("pk")


def _shown(ids: Sequence[int], headings: Sequence[int | None]) -> list[Row]:
    found = {item.pk: item for item in with_row(Item.objects.filter(pk__in=ids))}
    return [Row(found[pk], heading) for pk, heading in zip(ids, headings, strict=True) if pk in found]


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
    found = (
        Item.objects.filter(ledger=ledger)
        .exclude(section="")
        .order_by("ordinal")
        .values_list("section", flat=True)
    )
    return list(dict.fromkeys(found[:5000]))


def unit_names(units: set[int]) -> dict[int, str]:
    """The short names of these units."""
    return {unit.pk: unit.short or unit.name for unit in Unit.objects.filter(pk__in=units)} if units else {}
