"""A reading as the wire form ``duban.extraction/1`` (``extraction.schema.json`` beside this module)."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from duban.reading import Reading
    from duban.text import Span

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

SCHEMA = "duban.extraction/1"


def to_json(reading: Reading, *, name: str, media_type: str = "text/plain") -> dict[str, Json]:
    """``reading`` as plain values; ``name`` is what the document is called where it came from."""
    document = reading.document
    return {
        "schema": SCHEMA,
        "document": {
            "title": document.title,
            "doc_number": document.doc_number,
            "issuer": document.issuer,
            "signed_on": _day(document.signed_on),
            "published_on": _day(document.published_on),
            "index_number": document.index_number,
            "kind": document.kind,
            "period": None
            if document.period is None
            else {"start": _day(document.period.start), "end": _day(document.period.end)},
            "source": {
                "name": name,
                "media_type": media_type,
                "sha256": sha256(reading.source.encode("utf-8", "surrogatepass")).hexdigest(),
                "characters": len(reading.source),
            },
        },
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
        "outline": [
            {
                **_span(heading.span),
                "id": heading.id,
                "parent": heading.parent,
                "level": heading.level,
                "label": heading.label,
                "title": heading.title,
            }
            for heading in reading.outline
        ],
        "items": [
            {
                **_span(item.span),
                "id": item.id,
                "parent": item.parent,
                "kind": item.kind,
                "number": item.number,
                "title": item.title,
                "path": list(item.path),
                "lead_units": [{**_span(unit.span), "name": unit.name} for unit in item.lead_units],
                "supporting_units": [
                    {**_span(unit.span), "name": unit.name} for unit in item.supporting_units
                ],
                "deadlines": [
                    {
                        **_span(deadline.span),
                        "text": deadline.text,
                        "kind": deadline.kind,
                        "date": _day(deadline.date),
                    }
                    for deadline in item.deadlines
                ],
                "targets": [
                    {
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
                    for target in item.targets
                ],
                "cited_documents": [
                    {**_span(citation.span), "title": citation.title, "role": citation.role}
                    for citation in item.cited_documents
                ],
            }
            for item in reading.items
        ],
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
        "findings": [
            {
                **_span(finding.span),
                "code": finding.code,
                "severity": finding.severity,
                "message": finding.message,
                "item": finding.item,
            }
            for finding in reading.findings
        ],
        "glossary": [
            {
                **_span(entry.span),
                "marker": entry.marker,
                "term": entry.term,
                "definition": entry.definition,
            }
            for entry in reading.glossary
        ],
    }


def _span(span: Span) -> dict[str, Json]:
    return {"start": span.start, "end": span.end}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
