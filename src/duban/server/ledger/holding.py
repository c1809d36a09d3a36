"""Items in a reviewer's hands: taken as they were seen, put back with what they lack told anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from duban.governing.lifecycle import Refusal
from duban.server.ledger.actions.handing import RefusedError, StaleError
from duban.server.ledger.lamps import turn
from duban.server.ledger.measuring import measure, risen
from duban.server.ledger.models import Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

NO_SUCH_ITEM = Refusal("no_such_item", "没有这个事项", "there is no such item")


def held(item_id: int, revision: int) -> Item:
    """The item, locked and as the reviewer saw it."""
    item = _one(item_id)
    if item.revision != revision:
        raise StaleError(item.pk, item.revision)
    return item


def settled(items: Sequence[Item], at: datetime) -> None:
    """After a decision: what the items lack, their lamps, and one more revision."""
    measure(items)
    turn([item.pk for item in items], timezone.localdate(at))
    risen(items)


def _one(item_id: int) -> Item:
    found = Item.objects.select_for_update(no_key=True, of=("self",)).select_related("ledger")
    item = found.filter(pk=item_id).first()
    if item is None:
        raise RefusedError((NO_SUCH_ITEM,))
    return item


def lock(ids: Iterable[Any]) -> list[Item]:
    """These items, locked in the order in which every writer locks them."""
    rows = Item.objects.select_for_update(no_key=True, of=("self",)).select_related("ledger")
    return list(rows.filter(pk__in=ids).order_by("pk"))
