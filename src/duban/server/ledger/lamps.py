"""Turning lamps: what an item's dates and reported values say on a day, stored so that lists can filter by it.

A stored lamp is a shadow: :func:`judge` tells it from the rows at any time, and only those that differ are written.
The last day on which an item may stay in its state is another, and is brought up to date with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from duban.governing.clock import Course, Point, Thresholds, Watched, even_course, say, signals
from duban.governing.clock.lamps import Closed, Paused
from duban.governing.lifecycle import Nature
from duban.server.ledger.adoption import adopted_by, lifecycle_of
from duban.server.ledger.limits import last_day
from duban.server.ledger.models import Item, Pause, Target, Value
from duban.server.ledger.workdays import calendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from duban.governing.clock import Signal
    from duban.mechanisms.figures import LampFigures

#: A share or a rate does not begin at nothing, and where it begins is not known; an even course would be invented.
STEADY = frozenset({"level", "increase"})
RISING = frozenset({">=", ">", "=", "~"})


@dataclass(slots=True)
class _Seen:
    """What lamps look at, for one item."""

    item: Item
    targets: list[Target] = field(default_factory=list)
    points: dict[int, list[Point]] = field(default_factory=dict)
    pauses: list[Pause] = field(default_factory=list)

    @property
    def paused(self) -> date | None:
        """Since when its clock has stood still, where it does."""
        return next((pause.since for pause in self.pauses if pause.until is None), None)


def turn(ids: Iterable[int], today: date) -> int:
    """Bring lamps and last days of these items up to date; how many changed. No revision rises: nobody did anything.

    The items are locked, so that a lamp is never told from what somebody is changing.
    """
    ids = list(ids)
    list(Item.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").values_list("pk"))
    changed = _changed(ids, today)
    Item.objects.bulk_update(changed, ["lamp", "lamp_reason", "state_due"], batch_size=500)
    return len(changed)


def differing(ids: Iterable[int], today: date) -> list[int]:
    """Those of these items whose lamp or last day is not what it should be; nothing is locked and nothing written."""
    return [item.pk for item in _changed(ids, today)]


def _changed(ids: Iterable[int], today: date) -> list[Item]:
    changed = []
    for seen in _look(ids):
        item = seen.item
        found = judge(item, seen.targets, seen.points, seen.paused, today)
        lamp, reason, last = found[0].lamp.value, told(found), last_day(item, seen.pauses)
        if (item.lamp, item.lamp_reason, item.state_due) != (lamp, reason, last):
            item.lamp, item.lamp_reason, item.state_due = lamp, reason, last
            changed.append(item)
    return changed


def judge(
    item: Item,
    targets: Sequence[Target],
    points: dict[int, list[Point]],
    paused: date | None,
    today: date,
) -> tuple[Signal, ...]:
    """All that is to be said of an item on a day, the worst first."""
    state = lifecycle_of(item.ledger).state(item.state)
    ended: Closed | Paused | None = None
    if state is not None and state.nature is Nature.CLOSED and not state.clock_runs:
        ended = Closed(item.closed_on or today)
    elif paused is not None:
        ended = Paused(paused)
    found: list[Signal] = []
    figures = adopted_by(item.ledger).lamps
    limits = Thresholds(near_due=figures.near_due, behind=Decimal(0))
    due = item.due if item.outcome == "" else None
    sent = item.dispatched_on is not None
    found += signals(Watched(due=due, ended=ended, sent=sent), today, calendar=calendar(), thresholds=limits)
    if ended is None and item.outcome == "" and sent:
        for target in targets:
            found += _course(item, target, points.get(target.pk, []), today, figures)
    order = ("red", "yellow", "green", "grey")
    return tuple(sorted(found, key=lambda signal: order.index(signal.lamp.value)))


def told(found: Sequence[Signal]) -> dict[str, Any]:
    """The reasons in both languages, the worst first, none twice."""
    zh = dict.fromkeys(say(signal.reason, "zh") for signal in found)
    en = dict.fromkeys(say(signal.reason, "en") for signal in found)
    return {"code": type(found[0].reason).__name__.lower(), "zh": list(zh)[:3], "en": list(en)[:3]}


def _course(
    item: Item, target: Target, points: list[Point], today: date, figures: LampFigures
) -> tuple[Signal, ...]:
    """What a target's reported values say against an even course from the dispatch to its date."""
    due = target.due or item.first_due or item.due
    start = item.dispatched_on
    if start is None or due is None or due <= start or target.value <= 0:
        return ()
    if target.change not in STEADY or target.comparator not in RISING:
        return ()
    planned = even_course(start, due, target.value)
    limits = Thresholds(
        near_due=figures.near_due,
        behind=target.value * figures.behind,
        far_behind=target.value * figures.far_behind,
        stale=None,
    )
    watched = Watched(course=Course(planned, tuple(points)))
    found = signals(watched, today, calendar=calendar(), thresholds=limits)
    return tuple(signal for signal in found if signal.lamp.value in ("yellow", "red"))


def _look(ids: Iterable[int]) -> list[_Seen]:
    """Four queries for any number of items."""
    seen = {item.pk: _Seen(item) for item in Item.objects.filter(pk__in=list(ids)).select_related("ledger")}
    owner = {}
    for target in Target.objects.filter(item__in=seen):
        seen[target.item_id].targets.append(target)
        owner[target.pk] = target.item_id
    for value in Value.objects.filter(target__in=owner, report__isnull=False).order_by("as_of", "id"):
        points = seen[owner[value.target_id]].points.setdefault(value.target_id, [])
        if points and points[-1].day == value.as_of:
            points.pop()  # of two reports on one day the later one holds
        points.append(Point(value.as_of, value.value))
    for pause in Pause.objects.filter(item__in=seen).order_by("id"):
        seen[pause.item_id].pauses.append(pause)
    return list(seen.values())
