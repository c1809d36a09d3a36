"""Can an item be run at all: has it an owner, a measure and a date? Told from its rows, kept for lists to filter by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from duban.server.ledger.models import Assignment, DueDate, Item, Part, Target
from duban.server.people.models import Collective

if TYPE_CHECKING:
    from collections.abc import Iterable

#: A date that the item does not say itself but has from the time its document covers.
DERIVED = "period"


def measure(items: Iterable[Item]) -> int:
    """Bring owner, measure and date of these items up to date; how many changed."""
    rows = {item.pk: item for item in items}
    leads = Assignment.objects.filter(item__in=rows, part=Part.LEAD, until=None)
    collective = Collective.objects.values("written")
    owned = {
        *leads.filter(unit__isnull=False).values_list("item", flat=True),
        *leads.filter(unit=None, written__in=collective).values_list("item", flat=True),
    }
    measured = set(Target.objects.filter(item__in=rows).values_list("item", flat=True))
    dates = DueDate.objects.filter(item__in=rows, date__isnull=False).exclude(origin=DERIVED)
    dated = set(dates.values_list("item", flat=True))
    changed = []
    for pk, item in rows.items():
        found = (pk in owned, pk in measured, item.ongoing or (pk in dated and item.due is not None))
        if found != (item.has_owner, item.has_measure, item.has_date):
            item.has_owner, item.has_measure, item.has_date = found
            changed.append(item)
    Item.objects.bulk_update(changed, ["has_owner", "has_measure", "has_date"], batch_size=500)
    return len(changed)


def risen(items: Iterable[Item]) -> None:
    """One more revision for each: what somebody sees of them is no longer what there is."""
    Item.objects.filter(pk__in=[item.pk for item in items]).update(revision=F("revision") + 1)
