"""What a careful reviewer would ask about a finished reading, each with what to do.

Findings are made from the reading alone, in source offsets: nothing here finds facts, it only looks at them. Codes are
stable; the sentences stand in ``lexicon/data/review.toml``, and every finding is said in both languages.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from duban.reading.audit.contradictions import review_values
from duban.reading.audit.fragments import review_ends
from duban.reading.audit.tasks import review_tasks
from duban.reading.audit.texture import review_numbering, review_repairs, review_repeats
from duban.reading.audit.voice import Voice
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duban.lexicon import Lexicon
    from duban.reading.model import Finding, Reading


_WORD = re.compile(r"\w")


def find_findings(reading: Reading, lexicon: Lexicon) -> tuple[Finding, ...]:
    """What is missing, doubtful or contradictory in a finished reading, in document order."""
    voice = Voice(reading, lexicon.review)
    if not _WORD.search(reading.source):
        return (voice.finding("empty_document", Span(0, len(reading.source))),)
    found = [
        *review_ends(voice),
        *_no_items(voice),
        *review_tasks(voice),
        *_mismatches(voice),
        *review_values(voice),
        *review_numbering(voice),
        *review_repeats(voice),
        *review_repairs(voice),
    ]
    return tuple(sorted(found, key=lambda finding: finding.span.start))


def _no_items(voice: Voice) -> Iterator[Finding]:
    if not voice.reading.items:
        source = voice.reading.source
        start = len(source) - len(source.lstrip())
        yield voice.finding("no_items", Span(start, min(len(source), start + 80)))


def _mismatches(voice: Voice) -> Iterator[Finding]:
    for count in voice.reading.declared_counts:
        if count.found is not None and count.found != count.declared:
            item = voice.item_at(count.span.start)
            yield voice.finding(
                "count_mismatch",
                count.span,
                item=item.id if item else None,
                words=voice.quote(count.span),
                declared=count.declared,
                found=count.found,
            )
