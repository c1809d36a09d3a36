"""Counts that a document declares of its own parts, and how many it holds.

Three kinds: a list of names and the number that closes it (``区、镇街、村三级管护体系``), a whole and its
parts (``共30条村路,12条完工,其余18条…``), and what the paper says of itself (``分解为4个方面21项任务``), which is
held against its outline and items.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from duban.reading.audit.breakdowns import find_breakdowns
from duban.reading.audit.enumerations import find_enumerations
from duban.reading.audit.remainders import find_remainders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.lexicon import Lexicon
    from duban.reading.drafts import CountDraft, HeadingDraft, ItemDraft


def find_counts(
    text: str, headings: Sequence[HeadingDraft], drafts: Sequence[ItemDraft], lexicon: Lexicon
) -> tuple[CountDraft, ...]:
    """The declared counts, in document order; a count found in two ways stands once."""
    table = lexicon.counts
    found = [
        *find_enumerations(text, table),
        *find_remainders(text, table),
        *find_breakdowns(text, headings, drafts, table),
    ]
    found.sort(key=lambda count: (count.span.end, -count.span.start))
    kept: list[CountDraft] = []
    for count in found:
        if not kept or not count.span.overlaps(kept[-1].span):
            kept.append(count)
    return tuple(kept)
