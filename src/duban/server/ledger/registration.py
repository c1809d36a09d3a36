"""From a version's reading to a ledger, and from a corrected version to the same ledger: nothing doubles.

What the program read may change with the document; what a person decided stays, and the item says where they differ.
An item that is no longer in the document is withdrawn and keeps its history.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from duban.server.audit.actions import Happening, record
from duban.server.ledger import events
from duban.server.ledger.adoption import kept, lifecycle_of
from duban.server.ledger.drafting import assignments, drafts, due_row, targets
from duban.server.ledger.lamps import turn
from duban.server.ledger.matching import keys_of, match
from duban.server.ledger.measuring import measure
from duban.server.ledger.models import Assignment, Correction, DueDate, Item, Ledger, Target
from duban.server.ledger.rereading import reread
from duban.server.people.access import Right
from duban.server.people.resolving import directory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from duban.mechanisms import Adopted
    from duban.server.documents.models import Version
    from duban.server.ledger.drafting import Draft
    from duban.server.people.access import Actor
    from duban.server.people.resolving import Directory


def register(actor: Actor, version: Version, *, adopted: Adopted, owner: int, at: datetime) -> Ledger:
    """The ledger of this document under this mechanism, made or brought up to this version.

    A ledger that is there keeps the mechanism as it was adopted; the same version again changes nothing.
    """
    actor.require(Right.IMPORT)
    with transaction.atomic():
        type(version.document).objects.select_for_update(no_key=True).get(pk=version.document_id)
        ledger = version.document.ledgers.filter(mechanism=adopted.mechanism.id).order_by("id").first()
        new = ledger is None
        if ledger is None:
            ledger = _begin(version, adopted, owner)
        items = list(ledger.items.select_for_update(no_key=True).order_by("ordinal", "id"))
        if not new and _is_old(version, items):
            return ledger
        told = _fill(ledger, version, items, at)
        if new:
            after: dict[str, Any] = {"name": ledger.name, "items": len(version.reading["items"])}
            told.insert(
                0, Happening(events.REGISTERED, str(ledger.pk), {}, after | {"version": version.ordinal})
            )
        else:
            told.insert(0, Happening(events.REREAD, str(ledger.pk), {}, {"version": version.ordinal}))
        record(actor.who, *told, at=at, action=uuid.uuid4())
    return ledger


def _begin(version: Version, adopted: Adopted, owner: int) -> Ledger:
    return Ledger.objects.create(
        name=version.document.title,
        document=version.document,
        mechanism=adopted.mechanism.id,
        mechanism_version=str(adopted.mechanism.version),
        adopted=kept(adopted),
        owner_id=owner,
    )


def _is_old(version: Version, items: Sequence[Item]) -> bool:
    """Whether the ledger stands at this version, or at a later one, already."""
    seen = version.document.versions.filter(pk__in={item.version_id for item in items if item.version_id})
    return any(ordinal >= version.ordinal for ordinal in seen.values_list("ordinal", flat=True))


def _fill(ledger: Ledger, version: Version, items: Sequence[Item], at: datetime) -> list[Happening]:
    """Bring the ledger's items to the version; what happened to each."""
    keys = keys_of(version.reading["items"])
    found = drafts(version, keys)
    names = directory(at.date())
    known = match([item for item in items if item.read], keys, [draft.columns["text"] for draft in found])
    taken = {item.key for item in items}
    fresh = [(place, draft) for place, draft in enumerate(found) if place not in known]
    added = _add(ledger, fresh, names, taken=taken, at=at)
    told = reread(items, known, found, names, at)
    _set_parents(found, {**known, **added})
    measure([*added.values(), *known.values()])
    turn([item.pk for item in (*added.values(), *known.values())], timezone.localdate(at))
    told += [
        Happening(events.ADDED, str(item.pk), {}, {"title": item.title, "number": item.number})
        for item in added.values()
    ]
    return told


def _add(
    ledger: Ledger,
    fresh: Sequence[tuple[int, Draft]],
    names: Directory,
    *,
    taken: set[str],
    at: datetime,
) -> dict[int, Item]:
    """New items with their rows, by their place in the document."""
    start = lifecycle_of(ledger).start
    items = {}
    for place, draft in fresh:
        due = draft.deadline.date if draft.deadline else None
        items[place] = Item(
            ledger=ledger,
            key=_free(draft.key, taken),
            ordinal=place + 1,
            state=start,
            first_due=due,
            due=due,
            due_text=draft.deadline.text if draft.deadline else "",
            ongoing=draft.ongoing,
            **draft.columns,
        )
    Item.objects.bulk_create(items.values())
    units, figures, dates = list[Assignment](), list[Target](), list[DueDate]()
    for place, draft in fresh:
        item = items[place]
        for unit in assignments(draft, names, at.date()):
            unit.item = item
            units.append(unit)
        for figure in targets(draft):
            figure.item = item
            figures.append(figure)
        if draft.deadline is not None:
            dates.append(due_row(item, draft, 1, at))
    Assignment.objects.bulk_create(units)
    Target.objects.bulk_create(figures)
    DueDate.objects.bulk_create(dates)
    return items


def _free(key: str, taken: set[str]) -> str:
    free, number = key, 1
    while free in taken:
        number += 1
        free = f"{key}#{number}"
    taken.add(free)
    return free


def _set_parents(found: Sequence[Draft], items: Mapping[int, Item]) -> None:
    """Items below items, as the document has them; a person's decision about it stays."""
    places = {draft.entry["id"]: place for place, draft in enumerate(found)}
    decided = set(
        Correction.objects.filter(item__in=items.values(), field="parent").values_list("item", flat=True)
    )
    changed = []
    for place, item in items.items():
        above = found[place].entry["parent"]
        parent = items[places[above]] if above in places else None
        if item.pk not in decided and item.parent_id != (parent.pk if parent else None):
            item.parent = parent
            changed.append(item)
    Item.objects.bulk_update(changed, ["parent"])
