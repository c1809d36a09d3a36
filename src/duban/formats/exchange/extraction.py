"""A reading as the wire form ``duban.extraction/1`` (``extraction.schema.json`` beside this module)."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from duban.formats.exchange.findings import kept

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from duban.formats.exchange.findings import Json
    from duban.reading import Description, Heading, Item, Reading, Target, UnitMention
    from duban.text import Span

SCHEMA = "duban.extraction/1"


def to_json(
    reading: Reading,
    *,
    name: str,
    media_type: str = "text/plain",
    digest: str | None = None,
    extracted: bool = False,
) -> dict[str, Json]:
    """``reading`` as plain values; ``name`` is what the document is called where it came from.

    ``digest`` is the SHA-256 of the file's bytes; without one, that of the text in UTF-8 is given. ``extracted``
    says that the text cannot be had by decoding the file (it was taken out of a web page), so it is enclosed.
    """
    source: dict[str, Json] = {
        "name": name,
        "media_type": media_type,
        "sha256": digest or sha256(reading.source.encode("utf-8", "surrogatepass")).hexdigest(),
        "characters": len(reading.source),
    }
    if extracted:
        source["text"] = reading.source
    return {
        "schema": SCHEMA,
        "document": {**_description(reading.document), "source": source},
        **_marks(reading),
        "outline": [_heading(heading) for heading in reading.outline],
        "items": [_item(item) for item in reading.items],
        **_remarks(reading),
    }


def _description(document: Description) -> dict[str, Json]:
    period = document.period
    return {
        "title": document.title,
        "doc_number": document.doc_number,
        "issuer": document.issuer,
        "signed_on": _day(document.signed_on),
        "published_on": _day(document.published_on),
        "index_number": document.index_number,
        "kind": document.kind,
        "period": {"start": _day(period.start), "end": _day(period.end)} if period else None,
    }


def _marks(reading: Reading) -> dict[str, Json]:
    """What cleaning proposed."""
    return {
        "noise": [{**_span(noise.span), "reason": noise.reason} for noise in reading.noise],
        "repairs": [
            {
                **_span(repair.span),
                "replacement": repair.replacement,
                "reason": repair.reason,
                "confidence": repair.confidence,
            }
            for repair in reading.repairs
        ],
    }


def _remarks(reading: Reading) -> dict[str, Json]:
    """What is said about the document as a whole."""
    return {
        "declared_counts": [
            {
                **_span(count.span),
                "text": count.text,
                "noun": count.noun,
                "declared": count.declared,
                "found": count.found,
            }
            for count in reading.declared_counts
        ],
        "findings": [kept(finding) for finding in reading.findings],
        "glossary": [
            {**_span(entry.span), "marker": entry.marker, "term": entry.term, "definition": entry.definition}
            for entry in reading.glossary
        ],
    }


def _heading(heading: Heading) -> Json:
    return {
        **_span(heading.span),
        "id": heading.id,
        "parent": heading.parent,
        "level": heading.level,
        "label": heading.label,
        "title": heading.title,
    }


def _item(item: Item) -> Json:
    return {
        **_span(item.span),
        "id": item.id,
        "parent": item.parent,
        "kind": item.kind,
        "number": item.number,
        "title": item.title,
        "path": list(item.path),
        "lead_units": _units(item.lead_units),
        "supporting_units": _units(item.supporting_units),
        "deadlines": [
            {
                **_span(deadline.span),
                "text": deadline.text,
                "kind": deadline.kind,
                "date": _day(deadline.date),
            }
            for deadline in item.deadlines
        ],
        "targets": [_target(target) for target in item.targets],
        "cited_documents": [
            {**_span(citation.span), "title": citation.title, "role": citation.role}
            for citation in item.cited_documents
        ],
    }


def _units(units: Iterable[UnitMention]) -> list[Json]:
    return [{**_span(unit.span), "name": unit.name} for unit in units]


def _target(target: Target) -> Json:
    return {
        **_span(target.span),
        "text": target.text,
        "indicator": target.indicator,
        "comparator": target.comparator,
        "value": list(target.value) if isinstance(target.value, tuple) else target.value,
        "unit": target.unit,
        "change": target.change,
        "tense": target.tense,
        "due": _day(target.due),
    }


def _span(span: Span) -> dict[str, Json]:
    return {"start": span.start, "end": span.end}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
