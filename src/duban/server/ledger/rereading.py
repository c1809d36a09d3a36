"""A new version of the document meets the items that are there.

What the document says follows it, what people decided stays, and where the two differ the item says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from duban.server.audit.actions import Happening
from duban.server.ledger import events
from duban.server.ledger.drafting import assignments, due_row, targets
from duban.server.ledger.findings import DIFFERS, count_open
from duban.server.ledger.measuring import risen
from duban.server.ledger.models import Assignment, Correction, DueDate, Item, Part, Target

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from duban.server.ledger.drafting import Draft
    from duban.server.people.resolving import Directory

#: What a person may have decided and a document may say otherwise later.
SAID = ("number", "title", "text", "section", "kind")
#: What follows the document in silence.
FOLLOWS = ("version", "start", "end", "read")
#: When it is to be done.
DATES = ("first_due", "due", "due_text", "ongoing")
#: Dates that came from the document; after any other one the document no longer moves the date.
DOCUMENTS = frozenset({"document", "period"})


@dataclass(slots=True)
class _Held:
    """What the ledger holds of an item besides its columns."""

    item: Item
    decided: dict[str, Any] = field(default_factory=dict)
    """Fields that people decided, each with what had been read then."""
    units: list[Assignment] = field(default_factory=list)
    figures: list[Target] = field(default_factory=list)
    dates: list[DueDate] = field(default_factory=list)
    differs: list[dict[str, Any]] = field(default_factory=list)
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    def change(self, name: str, before: Any, after: Any) -> None:
        self.before[name], self.after[name] = before, after

    def differ(self, name: str, read: Any) -> None:
        """Both are kept: the item as decided, and what the document now says, for a person to look at."""
        item = self.item
        self.differs.append(
            {
                "code": DIFFERS,
                "severity": "warning",
                "message": "文件新版本与人工审定的内容不同，请核对",
                "field": name,
                "read": read,
                "start": item.start,
                "end": item.end,
                "item": None,
            }
        )


def reread(
    items: Sequence[Item], known: Mapping[int, Item], found: Sequence[Draft], names: Directory, at: datetime
) -> list[Happening]:
    """Bring matched items up to the new reading, withdraw those it no longer has; what happened to each."""
    held = _holdings(list(known.values()))
    for place, item in known.items():
        one = held[item.pk]
        if "merged" in one.decided:
            continue
        old = item.read
        _columns(one, found[place], place)
        _dates(one, found[place], at)
        _units(one, found[place], old, names, at)
        _figures(one, found[place], old)
        item.findings = [*item.findings, *one.differs]
    count_open(one.item for one in held.values())
    told = [
        Happening(events.CHANGED, str(pk), one.before, one.after) for pk, one in held.items() if one.after
    ]
    gone = _gone(items, held)
    for item in gone:
        item.withdrawn = True
        told.append(Happening(events.WITHDRAWN, str(item.pk), {"title": item.title}, {}))
    columns = [*SAID, *FOLLOWS, "findings", "open_findings", "ordinal", *DATES, "withdrawn"]
    Item.objects.bulk_update([*(one.item for one in held.values()), *gone], columns, batch_size=200)
    risen([*(one.item for one in held.values()), *gone])
    return told


def _holdings(items: Sequence[Item]) -> dict[int, _Held]:
    held = {item.pk: _Held(item) for item in items}
    for correction in Correction.objects.filter(item__in=held).order_by("id"):
        held[correction.item_id].decided[correction.field] = correction.read
    for unit in Assignment.objects.filter(item__in=held, until=None):
        held[unit.item_id].units.append(unit)
    for figure in Target.objects.filter(item__in=held).prefetch_related("values"):
        held[figure.item_id].figures.append(figure)
    for due in DueDate.objects.filter(item__in=held).order_by("item", "ordinal"):
        held[due.item_id].dates.append(due)
    return held


def _gone(items: Sequence[Item], held: Mapping[int, _Held]) -> list[Item]:
    """Items that were read once and are in the document no more; those that people made stay."""
    return [item for item in items if item.read and item.pk not in held and not item.withdrawn]


def _columns(one: _Held, draft: Draft, place: int) -> None:
    item = one.item
    for name in FOLLOWS:
        setattr(item, name, draft.columns[name])
    item.findings = list(draft.columns["findings"])
    item.ordinal = place + 1
    item.withdrawn = False
    for name in SAID:
        read, holds = draft.columns[name], getattr(item, name)
        if read == holds:
            continue
        if name in one.decided:
            if read != one.decided[name]:
                one.differ(name, read)
        else:
            one.change(name, holds, read)
            setattr(item, name, read)
    if item.ongoing != draft.ongoing and "ongoing" not in one.decided and not item.dispatched_on:
        one.change("ongoing", item.ongoing, draft.ongoing)
        item.ongoing = draft.ongoing


def _dates(one: _Held, draft: Draft, at: datetime) -> None:
    """A date that the document now says otherwise is added; it becomes the date unless people set a later one."""
    item, said = one.item, draft.deadline
    last = next((due for due in reversed(one.dates) if due.origin in DOCUMENTS), None)
    if said is None or (last is not None and (last.date, last.text) == (said.date, said.text)):
        return
    due_row(item, draft, len(one.dates) + 1, at).save()
    day = said.date.isoformat() if said.date else None
    if "due" in one.decided or any(due.origin not in DOCUMENTS for due in one.dates):
        one.differ("due", day)
        return
    one.change("due", item.due.isoformat() if item.due else None, day)
    item.due, item.due_text = said.date, said.text
    if not item.dispatched_on:
        item.first_due = said.date


def _units(one: _Held, draft: Draft, old: Mapping[str, Any], names: Directory, at: datetime) -> None:
    """Units follow the document until somebody decided about them or the item went out."""
    for part, entry in ((Part.LEAD, "lead_units"), (Part.SUPPORTING, "supporting_units")):
        before, now = _names(old, entry), _names(draft.entry, entry)
        held = {unit.written: unit for unit in one.units if unit.part == part}
        fresh = [unit for unit in assignments(draft, names, at.date()) if unit.part == part]
        for unit in fresh:
            if unit.written in held:
                kept = held[unit.written]
                kept.start, kept.end, kept.position = unit.start, unit.end, unit.position
                kept.save(update_fields=["start", "end", "position"])
        if before == now:
            continue
        if part.value in one.decided or one.item.dispatched_on:
            one.differ(part.value, now)
            continue
        one.change(part.value, before, now)
        gone = [unit.pk for written, unit in held.items() if written not in now]
        Assignment.objects.filter(pk__in=gone).update(until=at.date())
        for unit in fresh:
            if unit.written not in held:
                unit.item = one.item
                unit.save()


def _figures(one: _Held, draft: Draft, old: Mapping[str, Any]) -> None:
    """Targets follow the document; one that has values already stays whatever the document says."""
    before, now = _texts(old), _texts(draft.entry)
    held = {figure.text: figure for figure in one.figures}
    decided = one.decided.keys() & {"add_target", "remove_target"}
    if before != now:
        if decided:
            one.differ("targets", now)
        else:
            one.change("targets", before, now)
    for figure in targets(draft):
        kept = held.pop(figure.text, None)
        if kept is not None:
            kept.start, kept.end, kept.position = figure.start, figure.end, figure.position
            kept.save(update_fields=["start", "end", "position"])
        elif not decided:
            figure.item = one.item
            figure.save()
    if not decided:
        unused = [figure.pk for figure in held.values() if figure.read and not figure.values.all()]
        Target.objects.filter(pk__in=unused).delete()


def _names(entry: Mapping[str, Any], key: str) -> list[str]:
    return [unit["name"] for unit in entry.get(key, ())]


def _texts(entry: Mapping[str, Any]) -> list[str]:
    return [target["text"] for target in entry.get("targets", ()) if target["tense"] == "planned"]
