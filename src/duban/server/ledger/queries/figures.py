"""Figures over many items: each is a query over rows that only grow, so anybody can take it again for the same day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q
from django.http import Http404

from duban.server.ledger.access import own_units
from duban.server.ledger.models import Assignment, Duty, Item, Lamp, Part
from duban.server.ledger.queries.kept import kept, mark
from duban.server.people.access import Right
from duban.server.people.models import Unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from duban.server.people.access import Actor

#: Months in a trend.
MONTHS = 12
#: Outcomes that mean done; not to be done and disputed are closed and not done.
DONE = ("completed", "ongoing")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a unit's (or everybody's) items stand. ``in_time`` are those of ``done`` that were closed by their date."""

    red: int
    yellow: int
    green: int
    grey: int
    done: int
    in_time: int
    closed: int

    @property
    def open(self) -> int:
        """In hand, whatever the lamp; grey ones in hand are suspended or have no date."""
        return self.red + self.yellow + self.green + self.grey

    @property
    def rate(self) -> int | None:
        """In whole per cent, of those done; None where nothing was."""
        return round(self.in_time * 100 / self.done) if self.done else None


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """A unit and how its items stand."""

    unit: Unit
    standing: Standing


@dataclass(frozen=True, slots=True)
class Month:
    """One month: fell due, done, of these in time, and late at its end by the dates that hold today."""

    first: date
    due: int
    done: int
    in_time: int
    late_at_end: int

    @property
    def key(self) -> str:
        """2026-11."""
        return f"{self.first:%Y-%m}"

    @property
    def rate(self) -> int | None:
        """Done in time among those done, in per cent."""
        return round(self.in_time * 100 / self.done) if self.done else None


def _tallies(prefix: str = "") -> dict[str, Count]:
    """Counting columns, over items or over assignments (``item__``)."""

    def of(**conditions: object) -> Q:
        return Q(**{f"{prefix}{name}": value for name, value in conditions.items()})

    in_hand, done = of(outcome=""), of(outcome__in=DONE)
    in_time = done & Q(**{f"{prefix}closed_on__lte": F(f"{prefix}due")})
    lamps = {lamp.value: Count("pk", filter=in_hand & of(lamp=lamp)) for lamp in Lamp}
    return {
        **lamps,
        "done": Count("pk", filter=done),
        "in_time": Count("pk", filter=in_time | (done & of(due=None))),
        "closed": Count("pk", filter=~in_hand),
    }


@dataclass(frozen=True, slots=True)
class Whole:
    """How everything stands that somebody sees who sees all: together, by month, and by unit in the units' order."""

    standing: Standing
    months: Sequence[Month]
    units: Sequence[UnitStanding]


def whole(actor: Actor, today: date) -> Whole:
    """How everything stands; five queries, two where nothing has happened. Raises PermissionDenied (403)."""
    actor.require(Right.SEE_ALL_ITEMS)
    return kept("whole", mark(today), lambda: _whole(today))


def _whole(today: date) -> Whole:
    items = Item.objects.filter(withdrawn=False).order_by()
    row = items.aggregate(**_tallies(), **_monthly(today))
    counted = {name: row[name] for name in _tallies()}
    return Whole(Standing(**counted), _months(row, today), by_unit())


def standing(items: QuerySet[Item]) -> Standing:
    """How these items stand; one query."""
    return Standing(**items.filter(withdrawn=False).order_by().aggregate(**_tallies()))


def by_unit(units: Sequence[int] | None = None) -> list[UnitStanding]:
    """How each unit's led items stand, in the units' order; two queries. Units that lead nothing are left out.

    What was not dispatched is no unit's yet, whatever the document says of it.
    """
    led = Assignment.objects.filter(
        part=Part.LEAD,
        until=None,
        unit__isnull=False,
        item__withdrawn=False,
        item__dispatched_on__isnull=False,
    ).order_by()
    if units is not None:
        led = led.filter(unit__in=units)
    rows: dict[int, Standing] = {}
    for row in led.values("unit").annotate(**_tallies("item__")):
        counted: dict[str, Any] = dict(row)
        unit = counted.pop("unit")
        rows[unit] = Standing(**counted)
    return [UnitStanding(unit, rows[unit.pk]) for unit in Unit.objects.filter(pk__in=rows)]


def months(items: QuerySet[Item], today: date) -> list[Month]:
    """The last twelve months, this one included; one query."""
    return _months(items.filter(withdrawn=False).order_by().aggregate(**_monthly(today)), today)


def _firsts(today: date) -> list[date]:
    """The first days of the months of a trend."""
    return [_month(today, back) for back in range(MONTHS - 1, -1, -1)]


def _monthly(today: date) -> dict[str, Count]:
    """Counting columns over items, four for each month."""
    tallies: dict[str, Count] = {}
    for number, first in enumerate(_firsts(today)):
        after = _month(first, -1)
        within = Q(closed_on__gte=first, closed_on__lt=after, outcome__in=DONE)
        end = min(after, today)
        tallies |= {
            f"due{number}": Count("pk", filter=Q(due__gte=first, due__lt=after)),
            f"done{number}": Count("pk", filter=within),
            f"in_time{number}": Count("pk", filter=within & (Q(due=None) | Q(closed_on__lte=F("due")))),
            f"late{number}": Count(
                "pk",
                filter=Q(due__lt=end, dispatched_on__lt=end) & (Q(closed_on=None) | Q(closed_on__gte=end)),
            ),
        }
    return tallies


def _months(row: Mapping[str, int], today: date) -> list[Month]:
    return [
        Month(first, row[f"due{number}"], row[f"done{number}"], row[f"in_time{number}"], row[f"late{number}"])
        for number, first in enumerate(_firsts(today))
    ]


def _month(day: date, back: int) -> date:
    """The first day of the month so many months before."""
    year, month = divmod(day.year * 12 + day.month - 1 - back, 12)
    return date(year, month + 1, 1)


@dataclass(frozen=True, slots=True)
class Filed:
    """Returns of a unit: owed so far, filed, of these late, and never filed."""

    owed: int
    filed: int
    late: int
    missing: int


def filed(unit: int, today: date) -> Filed:
    """How a unit keeps to its returns; one query."""
    owed = Duty.objects.filter(unit=unit, due__lte=today).order_by()
    row = owed.aggregate(
        owed=Count("pk"),
        filed=Count("pk", filter=Q(filed_at__isnull=False)),
        late=Count("pk", filter=Q(late=True, filed_at__isnull=False)),
        missing=Count("pk", filter=Q(filed_at=None, grace_until__lt=today)),
    )
    return Filed(**row)


def unit_seen(actor: Actor, pk: int) -> Unit:
    """A unit whose standing this actor may see: any, for those who see all items; the own ones; Http404 otherwise."""
    if not actor.has(Right.SEE_ALL_ITEMS) and pk not in own_units(actor):
        raise Http404
    try:
        return Unit.objects.select_related("parent").get(pk=pk)
    except Unit.DoesNotExist:
        raise Http404 from None


def units_seen(actor: Actor) -> list[int] | None:
    """The units whose standing this actor may see; None is all."""
    return None if actor.has(Right.SEE_ALL_ITEMS) else list(own_units(actor))
