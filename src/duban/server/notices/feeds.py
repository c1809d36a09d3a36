"""A person's or a unit's dates as iCalendar (RFC 5545): open items by their due date, and returns that are owed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from icalendar import Calendar, Event, Todo

from duban.server.ledger.access import own_units, visible_items
from duban.server.ledger.models import Duty, Item
from duban.server.notices.models import Feed
from duban.server.notices.settling import hashed
from duban.server.people.access import Right, actor_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

#: How far back and ahead a feed reaches, in days.
BACK, AHEAD = 90, 400


def feed_of(secret: str) -> Feed | None:
    """The feed of this secret; None where there is none, it was ended, or its person may not log in any more."""
    found = Feed.objects.select_related("account").filter(digest=hashed(secret), ended_at=None).first()
    return found if found and found.account.is_active else None


def render(feed: Feed, today: date, at: datetime, *, todos: bool = False) -> bytes:
    """The calendar. With ``todos`` each entry is a task (VTODO), else an all-day event, which every calendar shows."""
    calendar = Calendar()
    calendar.add("prodid", "-//duban//duban//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "督办")
    items, duties = _entries(feed, today)
    for item in items:
        if item.due:
            calendar.add_component(_entry(f"item-{item.pk}", str(item), item.due, item.pk, at, todos=todos))
    for duty in duties:
        title = f"报送 {duty.period}：{duty.item}"
        calendar.add_component(_entry(f"duty-{duty.pk}", title, duty.due, duty.item_id, at, todos=todos))
    return bytes(calendar.to_ical())


def _entries(feed: Feed, today: date) -> tuple[QuerySet[Item], Iterable[Duty]]:
    actor = actor_of(feed.account, today)
    span = (today - timedelta(days=BACK), today + timedelta(days=AHEAD))
    seen = visible_items(actor).filter(closed_on=None, withdrawn=False, due__range=span).order_by("due", "pk")
    units = own_units(actor)
    if feed.unit_id is not None:
        units = tuple(unit for unit in units if unit == feed.unit_id)
    if feed.unit_id is not None or not actor.has(Right.SEE_ALL_ITEMS):
        mine = Q(assignments__unit__in=units, assignments__until=None)
        seen = seen.filter(mine).distinct()
    owed = Duty.objects.filter(unit__in=units, filed_at=None, due__range=span).select_related("item")
    return seen, owed


def _entry(uid: str, title: str, day: date, item: int, at: datetime, *, todos: bool) -> Event | Todo:
    entry = Todo() if todos else Event()
    entry.add("uid", f"{uid}@duban")
    entry.add("dtstamp", at)
    entry.add("summary", title)
    entry.add("url", f"{settings.OFFICE_ADDRESS}/items/{item}/")
    if todos:
        entry.add("due", day)
        entry.add("status", "NEEDS-ACTION")
    else:
        entry.add("dtstart", day)
        entry.add("transp", "TRANSPARENT")
    return entry
