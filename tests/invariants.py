"""What holds of every reading, whatever the text; shared by the property tests and the fuzz target."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Protocol

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

import duban
from duban.formats.exchange.extraction import to_json

if TYPE_CHECKING:
    from duban.reading import Reading
    from duban.text import Span

SCHEMA = Draft202012Validator(
    json.loads(files("duban.formats.exchange").joinpath("extraction.schema.json").read_text("utf-8"))
)


class Spanned(Protocol):
    """Whatever quotes its source."""

    @property
    def span(self) -> Span:
        """Where."""


def quotes(reading: Reading) -> list[tuple[Span, str]]:
    """Every span of the reading that comes with its words."""
    return [
        *((count.span, count.text) for count in reading.declared_counts),
        *((deadline.span, deadline.text) for item in reading.items for deadline in item.deadlines),
        *((target.span, target.text) for item in reading.items for target in item.targets),
    ]


def spans(reading: Reading) -> list[Span]:
    """Every span of the reading."""
    facts: list[Spanned] = [
        *reading.noise,
        *reading.repairs,
        *reading.outline,
        *reading.items,
        *reading.declared_counts,
        *reading.findings,
        *reading.glossary,
    ]
    for item in reading.items:
        facts += [
            *item.lead_units,
            *item.supporting_units,
            *item.deadlines,
            *item.targets,
            *item.cited_documents,
        ]
    return [fact.span for fact in facts]


def check(text: str) -> Reading:
    """Read, and assert everything that has to hold: quotes, spans, the tree, the wire form."""
    reading = duban.read(text)
    assert reading.source == text
    for span, quote in quotes(reading):
        assert text[span.start : span.end] == quote, f"{quote!r} is not what stands at {span}"
        assert quote.strip(), f"an empty quote at {span}"
    for span in spans(reading):
        assert 0 <= span.start <= span.end <= len(text), f"{span} leaves a text of {len(text)}"
    assert len(set(reading.repairs)) == len(reading.repairs), "a repair is proposed twice"
    _hangs_together(reading)
    SCHEMA.validate(json.loads(json.dumps(to_json(reading, name="any.txt"))))
    return reading


def _hangs_together(reading: Reading) -> None:
    """Ids are unique, parents exist and come first, findings name items that exist."""
    for members in (reading.items, reading.outline):
        ids: set[str] = set()
        for member in members:
            assert member.id not in ids, f"two are called {member.id}"
            assert member.parent is None or member.parent in ids, f"{member.id} stands before its parent"
            ids.add(member.id)
    named = {finding.item for finding in reading.findings} - {None}
    assert named <= {item.id for item in reading.items}, named
