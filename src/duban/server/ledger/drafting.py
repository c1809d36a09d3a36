"""A read item in the wire form as the ledger's columns and rows; nothing is stored here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from duban.server.ledger.models import Assignment, DueDate, Part, Target
from duban.server.people.resolving import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from duban.server.documents.models import Version
    from duban.server.ledger.models import Item
    from duban.server.people.resolving import Directory

#: Deadlines that say when the whole is to be done, before those that speak of a step on the way.
WHOLE = frozenset({"by_date", "window", "immediate", "relative"})


@dataclass(frozen=True, slots=True)
class Deadline:
    """The date an item goes by, and where it comes from: its own words, or the time its document covers."""

    date: date | None
    kind: str
    text: str
    start: int | None
    end: int | None
    origin: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One read item, ready to be compared with the ledger or added to it."""

    entry: Mapping[str, Any]
    key: str
    columns: dict[str, Any]
    """What a document may change later: text, place, what was read."""
    deadline: Deadline | None
    ongoing: bool
    mentions: tuple[tuple[Part, Mapping[str, Any]], ...]
    targets: tuple[Mapping[str, Any], ...]


def drafts(version: Version, keys: Sequence[str]) -> list[Draft]:
    """Every read item of a version, in the document's order."""
    reading = version.reading
    findings: dict[str, list[Any]] = {}
    for finding in reading["findings"]:
        if finding["item"] is not None:
            findings.setdefault(finding["item"], []).append(finding)
    end = _period_end(reading)
    return [
        _draft(version, entry, key, findings.get(entry["id"], []), end)
        for entry, key in zip(reading["items"], keys, strict=True)
    ]


def _draft(
    version: Version, entry: Mapping[str, Any], key: str, findings: list[Any], end: date | None
) -> Draft:
    columns = {
        "number": (entry["number"] or "")[:32],
        "title": entry["title"][:500],
        "text": version.source[entry["start"] : entry["end"]],
        "section": " / ".join(entry["path"])[:500],
        "kind": entry["kind"],
        "version": version,
        "start": entry["start"],
        "end": entry["end"],
        "read": dict(entry),
        "findings": findings,
        "open_findings": len(findings),
    }
    mentions = (
        *((Part.LEAD, unit) for unit in entry["lead_units"]),
        *((Part.SUPPORTING, unit) for unit in entry["supporting_units"]),
    )
    return Draft(
        entry=entry,
        key=key,
        columns=columns,
        deadline=_deadline(entry["deadlines"], end),
        ongoing=any(found["kind"] in ("ongoing", "recurring") for found in entry["deadlines"]),
        mentions=mentions,
        targets=tuple(target for target in entry["targets"] if target["tense"] == "planned"),
    )


def _deadline(read: Sequence[Mapping[str, Any]], end: date | None) -> Deadline | None:
    """Of several dates the last one of the whole; without any, the last day of the time the document covers."""
    dated = [found for found in read if found["date"]]
    whole = [found for found in dated if found["kind"] in WHOLE] or dated
    if whole:
        found = max(whole, key=lambda found: str(found["date"]))
        return _quoted(found, date.fromisoformat(found["date"]))
    if read:
        return _quoted(read[0], None)
    if end is not None:
        return Deadline(end, "by_date", "", None, None, "period")
    return None


def _quoted(found: Mapping[str, Any], day: date | None) -> Deadline:
    return Deadline(day, found["kind"], found["text"][:255], found["start"], found["end"], "document")


def _period_end(reading: Mapping[str, Any]) -> date | None:
    """A plan for a year is due by its last day where an item says nothing; a report promises nothing."""
    document = reading["document"]
    period = document["period"]
    if document["kind"] != "task_plan" or not period or not period["end"]:
        return None
    return date.fromisoformat(period["end"])


def assignments(draft: Draft, names: Directory, since: date) -> Iterator[Assignment]:
    """The units as written, each at its own place; a collective name waits for the day of the dispatch."""
    for position, (part, unit) in enumerate(draft.mentions):
        yield Assignment(
            unit_id=meant(unit["name"], names),
            part=part,
            written=unit["name"][:128],
            position=position,
            start=unit["start"],
            end=unit["end"],
            since=since,
        )


def due_row(item: Item, draft: Draft, ordinal: int, at: datetime) -> DueDate:
    """The date that the document promises, as one of the item's promised dates."""
    found = draft.deadline
    if found is None:
        raise ValueError(f"item {item.pk} has no deadline in its document")
    return DueDate(
        item=item,
        ordinal=ordinal,
        date=found.date,
        kind=found.kind,
        text=found.text,
        origin=found.origin,
        start=found.start,
        end=found.end,
        set_at=at,
    )


def meant(written: str, names: Directory) -> int | None:
    """The one unit a name means; None where it means several or none."""
    meaning = names.resolve(written)
    return meaning.units[0].id if meaning.outcome is Outcome.UNIT else None


def targets(draft: Draft) -> Iterator[Target]:
    """The figures to reach, as written."""
    for position, target in enumerate(draft.targets):
        low, high = _values(target["value"])
        yield Target(
            position=position,
            indicator=target["indicator"][:255],
            comparator=target["comparator"],
            value=low,
            high=high,
            unit=target["unit"][:32],
            change=target["change"],
            due=date.fromisoformat(target["due"]) if target["due"] else None,
            text=target["text"][:500],
            start=target["start"],
            end=target["end"],
            read=dict(target),
        )


def _values(value: float | list[float]) -> tuple[Decimal, Decimal | None]:
    if isinstance(value, list):
        low, high = (Decimal(str(one)) for one in value)
        return low, high
    return Decimal(str(value)), None
