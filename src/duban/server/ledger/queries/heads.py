"""The heads of several lists on one page: each list is asked once, and what all of them show is fetched together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from duban.server.ledger.models import Item, Part
from duban.server.ledger.queries.listing import CAP, LISTED, Count, Held, Listed, holders

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Head:
    """The first items of a list, by id, and how many it has up to the cap."""

    ids: Sequence[int]
    count: Count


@dataclass(frozen=True, slots=True)
class Shown:
    """Items as lists show them, and who leads them, by id."""

    rows: Mapping[int, Listed]
    leads: Mapping[int, Sequence[Held]]


def head(items: QuerySet[Item], size: int, *, cap: int = CAP) -> Head:
    """The first ``size`` of a sorted list and its count, in one query: ids up to the cap are soon fetched."""
    ids = list(items.values_list("pk", flat=True)[: cap + 1])
    return Head(ids[:size], Count(min(len(ids), cap), len(ids) > cap))


def shown(heads: Iterable[Head]) -> Shown:
    """What the heads of all these lists show; two queries."""
    ids = list({pk for one in heads for pk in one.ids})
    rows = Item.objects.filter(pk__in=ids).order_by().values_list(*LISTED)
    return Shown({row.pk: row for row in (Listed(*row) for row in rows)}, holders(ids, (Part.LEAD,)))
