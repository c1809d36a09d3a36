"""Items that are one and an item that is two, decided by a reviewer before anything goes out.

Nothing is deleted: an item that became part of another is withdrawn, names it, and a later version of the document
leaves it at that.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from duban.governing.lifecycle import Refusal
from duban.server.audit.actions import Happening, record
from duban.server.documents.access import account_of
from duban.server.ledger import events
from duban.server.ledger.actions.handing import RefusedError
from duban.server.ledger.adoption import lifecycle_of
from duban.server.ledger.holding import held, lock, settled
from duban.server.ledger.models import Assignment, Correction, DueDate, Item, Part, Target
from duban.server.ledger.reviewing import add_due
from duban.server.people.access import Right

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from duban.server.people.access import Actor

NOT_TOGETHER = Refusal(
    "not_together",
    "只能合并同一台账内两个以上未交办的事项",
    "two or more items of one ledger that are not out yet",
)
NOT_HERE = Refusal(
    "not_here", "只能在未交办事项的原文之内拆分", "an item that is not out yet is cut inside its own text"
)
#: How much of its text becomes the title of an item that was cut off.
TITLE = 40
_STOPS = "。；;\n"


def merge(actor: Actor, item_ids: Sequence[int], *, at: datetime) -> Item:
    """Make one item of several; the first in the document's order stays, with the units and targets of all.

    The latest of their dates holds for the whole.
    """
    actor.require(Right.IMPORT)
    with transaction.atomic():
        items = sorted(lock(item_ids), key=lambda item: (item.ordinal, item.pk))
        _together(items, len(set(item_ids)))
        first, others = items[0], items[1:]
        before = first.text
        _join(first, others)
        _take_over(first, others, at)
        by = account_of(actor)
        into = {"id": first.pk, "title": first.title}
        Correction.objects.bulk_create(
            [
                Correction(item=first, field="text", read=before, decided=first.text, by_id=by, at=at),
                *(
                    Correction(item=other, field="merged", read=None, decided=into, by_id=by, at=at)
                    for other in others
                ),
            ]
        )
        settled(items, at)
        merged = [other.pk for other in others]
        told = [
            Happening(events.MERGED, str(first.pk), {"text": before}, {"items": merged, "text": first.text}),
            *(
                Happening(events.MERGED, str(other.pk), {"title": other.title}, {"into": first.pk})
                for other in others
            ),
        ]
        record(actor.who, *told, at=at, action=uuid.uuid4())
    return Item.objects.get(pk=first.pk)


def split(actor: Actor, item_id: int, offset: int, *, revision: int, at: datetime) -> tuple[Item, Item]:
    """Make two items of one, cut at this offset of the source.

    Units and targets go where they are written; a half without a lead unit has those of the other half.
    """
    actor.require(Right.IMPORT)
    with transaction.atomic():
        item = held(item_id, revision)
        if (
            item.dispatched_on
            or item.withdrawn
            or item.start is None
            or item.end is None
            or item.version is None
        ):
            raise RefusedError((NOT_HERE,))
        if not item.start < offset < item.end:
            raise RefusedError((NOT_HERE,))
        before = item.text
        second = _second(item, offset)
        item.text, item.end = item.version.source[item.start : offset], offset
        item.save(update_fields=["text", "end"])
        _share(item, second, offset, at)
        by = account_of(actor)
        origin = {"id": item.pk, "title": item.title}
        Correction.objects.bulk_create(
            [
                Correction(item=item, field="text", read=before, decided=item.text, by_id=by, at=at),
                Correction(item=second, field="split", read=None, decided=origin, by_id=by, at=at),
            ]
        )
        settled([item, second], at)
        told = [
            Happening(events.PARTED, str(item.pk), {"text": before}, {"text": item.text, "item": second.pk}),
            Happening(events.ADDED, str(second.pk), {}, {"title": second.title, "number": second.number}),
        ]
        record(actor.who, *told, at=at, action=uuid.uuid4())
    both = Item.objects.in_bulk([item.pk, second.pk])
    return both[item.pk], both[second.pk]


def _together(items: Sequence[Item], asked: int) -> None:
    one_ledger = len({item.ledger_id for item in items}) == 1
    if len(items) != asked or asked < 2 or not one_ledger:
        raise RefusedError((NOT_TOGETHER,))
    if any(item.dispatched_on or item.withdrawn for item in items):
        raise RefusedError((NOT_TOGETHER,))


def _join(first: Item, others: Sequence[Item]) -> None:
    """One text; one span too, where nothing of another item stands between."""
    first.text = "\n".join(item.text.strip("\n") for item in (first, *others))
    whole = [
        (item.start, item.end) for item in (first, *others) if item.start is not None and item.end is not None
    ]
    if len(whole) == len(others) + 1 and len({item.version_id for item in (first, *others)}) == 1:
        start, end = min(start for start, _ in whole), max(end for _, end in whole)
        between = first.ledger.items.filter(
            version=first.version, withdrawn=False, start__gte=start, end__lte=end
        )
        if not between.exclude(pk__in=[item.pk for item in (first, *others)]).exists():
            first.start, first.end = start, end
    first.save(update_fields=["text", "start", "end"])
    Item.objects.filter(pk__in=[item.pk for item in others]).update(withdrawn=True)
    for other in others:
        other.withdrawn = True


def _take_over(first: Item, others: Sequence[Item], at: datetime) -> None:
    """Units, targets, parts and the latest date of the others."""
    held_names = set(first.assignments.filter(until=None).values_list("part", "written"))
    for row in Assignment.objects.filter(item__in=others, until=None).order_by("item__ordinal", "position"):
        if (row.part, row.written) not in held_names:
            held_names.add((row.part, row.written))
            Assignment.objects.filter(pk=row.pk).update(item=first)
    count = first.targets.count()
    for place, target in enumerate(
        Target.objects.filter(item__in=others).order_by("item__ordinal", "position")
    ):
        Target.objects.filter(pk=target.pk).update(item=first, position=count + place)
    Item.objects.filter(Q(parent__in=others) & ~Q(pk=first.pk)).update(parent=first)
    latest = max((item for item in others if item.due), key=lambda item: item.due or date.min, default=None)
    if latest is not None and latest.due and (first.due is None or latest.due > first.due):
        add_due(first, latest.due, text=latest.due_text, at=at)


def _second(item: Item, offset: int) -> Item:
    if item.version is None or item.end is None:
        raise RefusedError((NOT_HERE,))
    text = item.version.source[offset : item.end]
    return Item.objects.create(
        ledger=item.ledger,
        parent=item.parent,
        key=f"{item.key[:100]}+{offset}.{item.revision}",
        ordinal=item.ordinal,
        number=f"{item.number}-2"[:32] if item.number else "",
        title=_title(text),
        text=text,
        section=item.section,
        kind=item.kind,
        version=item.version,
        start=offset,
        end=item.end,
        state=lifecycle_of(item.ledger).start,
        first_due=item.due,
        due=item.due,
        due_text=item.due_text,
        ongoing=item.ongoing,
    )


def _title(text: str) -> str:
    """The first sentence, as far as a title goes."""
    stripped = text.strip(" \t\r\n\u3000" + _STOPS)
    ends = [place for stop in _STOPS if (place := stripped.find(stop)) > 0]
    return stripped[: min([*ends, TITLE])] or "（无标题）"


def _share(item: Item, second: Item, offset: int, at: datetime) -> None:
    """Units, targets and the date: to each half what is written in it."""
    item.assignments.filter(until=None, start__gte=offset).update(item=second)
    Target.objects.filter(item=item, start__gte=offset).update(item=second)
    for empty, full in ((item, second), (second, item)):
        leads = list(full.assignments.filter(until=None, part=Part.LEAD))
        if leads and not empty.assignments.filter(until=None, part=Part.LEAD).exists():
            for row in leads:
                row.pk, row.item, row._state.adding = None, empty, True  # noqa: SLF001 - Django's way of copying
            Assignment.objects.bulk_create(leads)
    if second.due:
        DueDate.objects.create(
            item=second,
            ordinal=1,
            date=second.due,
            kind="by_date",
            text=second.due_text,
            origin="split",
            set_at=at,
        )
