"""Faults of the copy rather than of the document: what cleaning repaired, what stands twice, numbers left out.

``每年开展评选活动提升知名。每年开展评选活动提升知名度`` is a line that a scan or a paste doubled.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from duban.reading.audit.ordinals import small_number
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duban.reading.audit.voice import Voice
    from duban.reading.model import Finding

_CLAUSE = re.compile(r"[^，,。；;！？!?\n\r]{10,}")
_ALIKE = 13  # two neighbouring clauses that begin or end with so many like characters are one, doubled
_SENTENCE = 15
_LABEL_NUMBER = re.compile(r"[0-9０-９]+|[一二三四五六七八九十百]+")
_WIDEST_GAP = 30  # a wider one is a number that was taken for a heading
_REPAIRS = {"spam": "spam_removed", "lost_character": "lost_character", "ocr_character": "suspected_ocr"}


def review_repairs(voice: Voice) -> Iterator[Finding]:
    """What cleaning cut out or put back, and once for all the debris of scanning."""
    for repair in voice.reading.repairs:
        code = _REPAIRS.get(repair.reason)
        if code is not None:
            item = voice.item_at(repair.span.start)
            yield voice.finding(
                code,
                repair.span,
                item=item.id if item else None,
                words=voice.quote(repair.span) if repair.reason == "spam" else voice.around(repair.span),
                replacement=voice.around(repair.span, repair.replacement),
            )
    debris = [repair.span for repair in voice.reading.repairs if repair.reason == "broken_line"]
    debris += [noise.span for noise in voice.reading.noise if noise.reason == "ocr_debris"]
    if debris:
        yield voice.finding("suspected_ocr", min(debris), message="ocr_debris", count=len(debris))


def review_repeats(voice: Voice) -> Iterator[Finding]:
    """Clauses that begin or end like the one before them, and sentences that an item holds twice."""
    source = voice.reading.source
    noise = sorted(noise.span for noise in voice.reading.noise)
    starts = [span.start for span in noise]
    before: re.Match[str] | None = None
    seen: set[tuple[str | None, str]] = set()
    for clause in _CLAUSE.finditer(source):
        index = bisect_right(starts, clause.start()) - 1
        if index >= 0 and clause.end() <= noise[index].end:
            continue
        text = clause[0].strip()
        item = voice.item_at(clause.start()) if len(text) >= _SENTENCE else None
        key = (item.id if item else None, text)
        twice = item is not None and key in seen
        if twice or (before is not None and _doubled(before, clause, source)):
            span = Span(*clause.span())
            yield voice.finding(
                "repeated_span", span, item=item.id if item else None, words=voice.quote(span)
            )
        if item is not None:
            seen.add(key)
        before = clause


def _doubled(before: re.Match[str], clause: re.Match[str], source: str) -> bool:
    """Whether a clause repeats its neighbour; a new line is a new beginning and may well begin alike."""
    if clause.start() - before.end() > 2 or "\n" in source[before.end() : clause.start()]:
        return False
    first, second = before[0].strip(), clause[0].strip()
    if min(len(first), len(second)) < _ALIKE:
        return False
    return first[:_ALIKE] == second[:_ALIKE] or first[-_ALIKE:] == second[-_ALIKE:]


def review_numbering(voice: Voice) -> Iterator[Finding]:
    """Headings of one rank whose numbers skip one: 1. 2. 4."""
    last: dict[tuple[str | None, int, str], tuple[int, str]] = {}
    for heading in voice.reading.outline:
        found = _LABEL_NUMBER.search(heading.label)
        number = small_number(found[0]) if found else None
        if number is None:
            continue
        rank = (heading.parent, heading.level, _LABEL_NUMBER.sub("#", heading.label))
        before, label = last.get(rank, (number, heading.label))
        if 1 < number - before <= _WIDEST_GAP:
            item = voice.item_at(heading.span.start)
            yield voice.finding(
                "numbering_gap",
                heading.span,
                item=item.id if item else None,
                before=label,
                after=heading.label,
            )
        last[rank] = (number, heading.label)
