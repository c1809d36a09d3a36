"""One document, from text to reading: clean, describe, outline, find, audit, assemble."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from duban.lexicon import Lexicon
from duban.lexicon import load as load_lexicon
from duban.reading.assembly import assemble
from duban.reading.audit.counts import find_counts
from duban.reading.audit.findings import find_findings
from duban.reading.audit.glossary import find_glossary
from duban.reading.cleaning import clean
from duban.reading.commitments.citations import find_citations
from duban.reading.commitments.deadlines import find_deadlines
from duban.reading.commitments.items import itemise
from duban.reading.commitments.targets import find_targets
from duban.reading.commitments.units import find_units
from duban.reading.drafts import Anchors, ItemDraft, ItemFacts, UnitsFound
from duban.reading.metadata import describe
from duban.reading.outline import draw
from duban.reading.values.times import find_times, in_section

if TYPE_CHECKING:
    from datetime import date

    from duban.reading.model import Reading


def read(text: str, *, dated: date | None = None, lexicon: Lexicon | None = None) -> Reading:
    """Read one document.

    ``text`` is any text, as decoded; ``dated`` the day it was written, used only where the text gives none.
    Any text yields a reading; nothing is raised for what it holds.
    """
    lexicon = lexicon or load_lexicon()
    cleaned = clean(text, lexicon)
    body = cleaned.view.text
    described = describe(body, lexicon, dated=dated, asides=cleaned.asides)
    outline = draw(body, described, lexicon)
    drafts = itemise(body, outline, described, lexicon)
    units = find_units(body, drafts, lexicon)
    below: dict[tuple[str, ...], Anchors] = {}  # the items of a section share its headings and so its year
    for draft in drafts:
        if draft.path not in below:
            below[draft.path] = in_section(described.anchors, draft.path, lexicon)
    facts = tuple(
        _facts(body, draft, found, below[draft.path], lexicon)
        for draft, found in zip(drafts, units, strict=True)
    )
    reading = assemble(
        cleaned,
        described.description,
        outline.headings,
        facts,
        find_counts(body, outline, facts, lexicon),
        find_glossary(body, lexicon),
    )
    return replace(reading, findings=find_findings(reading, lexicon))


def _facts(text: str, draft: ItemDraft, units: UnitsFound, anchors: Anchors, lexicon: Lexicon) -> ItemFacts:
    times = tuple(
        mention for span in draft.body for mention in find_times(text, span.start, span.end, anchors, lexicon)
    )
    return ItemFacts(
        draft=draft,
        units=units,
        deadlines=find_deadlines(text, draft, times, units, anchors, lexicon),
        targets=find_targets(text, draft, times, units, anchors, lexicon),
        citations=find_citations(text, draft, lexicon),
    )
