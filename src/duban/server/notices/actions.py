"""The only writer of messages. Everything here may run twice: an occasion is told of once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction

from duban.governing.lifecycle import Kind
from duban.server.audit.actions import CLOCK, Happening, record
from duban.server.ledger.adoption import lifecycle_of
from duban.server.ledger.models import Assignment, Move, Part
from duban.server.notices import days, events, limits
from duban.server.notices.models import Bookmark, Message, Rung
from duban.server.notices.recipients import Posts
from duban.server.notices.telling import Told, Units, told_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from duban.server.people.access import Actor

MOVES, DAYS = "moves", "days"
#: Moves told of in one transaction; a bulk dispatch is more than one.
CHUNK = 500


def tell_of_moves(today: date, at: datetime) -> int:
    """Tell of every move since the last one told of; how many messages were new.

    The bookmark is the number of a move's event: ids are given out before the commit, and one that commits late would
    be passed over.
    """
    told = 0
    while True:
        with transaction.atomic():
            mark = _bookmark(MOVES)
            moves = list(
                Move.objects.filter(
                    event__gt=mark.reached
                )  # events are numbered in the order of their commits
                .select_related("item__ledger", "unit", "extension_asked")
                .order_by("event")[:CHUNK]
            )
            if not moves:
                return told
            told += _write(_of_moves(moves, Posts(today)), at)
            mark.reached = moves[-1].event or mark.reached
            mark.save(update_fields=["reached"])


def begin_day(today: date, at: datetime) -> int:
    """Once a day: tell of what is near, late or missing, and climb the ladders; how many messages were new."""
    with transaction.atomic():
        mark = _bookmark(DAYS)
        if mark.reached >= today.toordinal():
            return 0
        posts = Posts(today)
        told = _write(days.of_items(today, posts), at) + _write(days.of_duties(today, posts), at)
        told += _write(limits.of_limits(today, posts), at)
        reached = list(days.rungs(today))
        known = set(
            Rung.objects.filter(item__in={step.item for step in reached}).values_list(
                "item", "rung", "occasion"
            )
        )
        new = [step for step in reached if (step.item, step.rung, step.occasion) not in known]
        Rung.objects.bulk_create(
            Rung(item_id=step.item, rung=step.rung, occasion=step.occasion, reached_at=at) for step in new
        )
        told += _write((one for step in new for one in days.told_of_rung(step, posts)), at)
        mark.reached = today.toordinal()
        mark.save(update_fields=["reached"])
        record(
            CLOCK,
            *(
                Happening(events.RUNG, str(step.item), {}, {"rung": step.rung, "zh": step.zh, "en": step.en})
                for step in new
            ),
            at=at,
        )
    return told


def mark_read(actor: Actor, messages: Sequence[int] | None, at: datetime) -> int:
    """Mark the actor's own messages as read, all of them with None; how many were unread."""
    unread = Message.objects.filter(account=actor.account, read_at=None)
    if messages is not None:
        unread = unread.filter(pk__in=messages)
    return unread.update(read_at=at)


def _bookmark(name: str) -> Bookmark:
    Bookmark.objects.get_or_create(name=name)
    return Bookmark.objects.select_for_update().get(name=name)


def _of_moves(moves: Sequence[Move], posts: Posts) -> Iterator[Told]:
    parts: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    held = Assignment.objects.filter(
        item__in={move.item_id for move in moves}, until=None, unit__isnull=False
    )
    for item, part, unit in held.values_list("item", "part", "unit"):
        parts[item][part].add(unit)
    for move in moves:
        known = lifecycle_of(move.item.ledger).move(move.move)
        if known is None:  # a mechanism that was changed under its ledger; its past is not told again
            continue
        of_item = parts[move.item_id]
        units = Units(frozenset(of_item[Part.LEAD]), frozenset(of_item[Part.SUPPORTING]))
        yield from told_of(move, Kind(known.kind), units, posts)


def _write(told: Iterable[Told], at: datetime) -> int:
    """Store what is new of ``told``; an occasion that an account was told of is left out."""
    wanted = {(one.account, one.once): one for one in told}
    if not wanted:
        return 0
    known = Message.objects.filter(
        account__in={account for account, _ in wanted}, once__in={once for _, once in wanted}
    ).values_list("account", "once")
    for key in known:
        wanted.pop(key, None)
    Message.objects.bulk_create(
        (
            Message(
                account_id=one.account,
                item_id=one.item,
                code=one.code,
                values=one.values,
                once=one.once,
                at=one.at or at,
            )
            for one in wanted.values()
        ),
        ignore_conflicts=True,
        batch_size=CHUNK,
    )
    return len(wanted)
