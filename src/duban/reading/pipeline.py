"""One document, from text to reading: clean, describe, outline, find, audit, assemble."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from duban.lexicon import Lexicon
from duban.lexicon import load as load_lexicon
from duban.reading.assembly import assemble, item_of
from duban.reading.audit.counts import find_counts
from duban.reading.audit.findings import find_findings
from duban.reading.audit.glossary import find_glossary
from duban.reading.cleaning import clean
from duban.reading.collecting import uncollected
from duban.reading.commitments.citations import find_citations
from duban.reading.commitments.deadlines import find_deadlines
from duban.reading.commitments.items import itemise
from duban.reading.commitments.targets import Stated, find_all
from duban.reading.commitments.units import find_units
from duban.reading.drafts import ItemFacts
from duban.reading.metadata import describe
from duban.reading.outline import draw
from duban.reading.values.times import find_times, in_section

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from duban.reading.drafts import Anchors, ItemDraft, TimeMention, UnitsFound
    from duban.reading.model import Reading

# How many items are read together; more would only hold more of what is thrown away again.
_MANY = 64


def read(text: str, *, dated: date | None = None, lexicon: Lexicon | None = None) -> Reading:
    """Read one document.

    ``text`` is any text, as decoded; ``dated`` the day it was written, used only where the text gives none.
    Any text yields a reading; nothing is raised for what it holds.
    """
    lexicon = lexicon or load_lexicon()
    with uncollected(len(text)):
        # In a function of its own, so that the drafts are gone before the findings are made.
        reading = _read(text, dated, lexicon)
        return replace(reading, findings=find_findings(reading, lexicon))


def _read(text: str, dated: date | None, lexicon: Lexicon) -> Reading:
    """The reading, without findings."""
    cleaned = clean(text, lexicon)
    view, body = cleaned.view, cleaned.view.text
    described = describe(body, lexicon, dated=dated, asides=cleaned.asides)
    outline = draw(body, described, lexicon)
    drafts = itemise(body, outline, described, lexicon)
    headings = outline.headings
    del outline  # and with it the blocks, of which nothing more is asked
    units = find_units(body, drafts, lexicon)
    facts = _facts(body, drafts, units, described.anchors, lexicon)
    return assemble(
        cleaned,
        described.description,
        headings,
        tuple(item_of(view, index, item) for index, item in enumerate(facts)),
        find_counts(body, headings, drafts, lexicon),
        find_glossary(body, lexicon),
    )


def _facts(
    text: str, drafts: Sequence[ItemDraft], units: Sequence[UnitsFound], anchors: Anchors, lexicon: Lexicon
) -> Iterator[ItemFacts]:
    """What each item states. One kind of fact is read from many items before the next: that is quicker."""
    below: dict[tuple[str, ...], Anchors] = {}  # the items of a section share its headings and so its year
    for draft in drafts:
        if draft.path not in below:
            below[draft.path] = in_section(anchors, draft.path, lexicon)
    for at in range(0, len(drafts), _MANY):
        some = drafts[at : at + _MANY]
        items = [
            Stated(draft, _times(text, draft, below[draft.path], lexicon), found, below[draft.path])
            for draft, found in zip(some, units[at : at + _MANY], strict=True)
        ]
        deadlines = [find_deadlines(text, *item, lexicon) for item in items]
        targets = find_all(text, items, lexicon)
        citations = [find_citations(text, draft, lexicon) for draft in some]
        yield from map(ItemFacts, some, units[at : at + _MANY], deadlines, targets, citations)


def _times(text: str, draft: ItemDraft, anchors: Anchors, lexicon: Lexicon) -> tuple[TimeMention, ...]:
    found = [find_times(text, span.start, span.end, anchors, lexicon) for span in draft.body]
    return found[0] if len(found) == 1 else tuple(chain.from_iterable(found))
