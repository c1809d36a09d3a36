"""Faults of the copy rather than of the document: what cleaning repaired, what stands twice, numbers left out.

``每年开展评选活动提升知名。每年开展评选活动提升知名度`` is a line that a scan or a paste doubled.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from duban.reading.audit.ordinals import small_number
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duban.reading.audit.voice import Voice
    from duban.reading.model import Finding, Item

_CLAUSE = re.compile(r"[^，,。；;！？!?\n\r]+")
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
    """Clauses that begin or end like the one before them, and sentences that an item holds twice.

    Almost no clause does, so everything but comparing is left until one has been found.
    """
    source = voice.reading.source
    noise = sorted(noise.span for noise in voice.reading.noise)
    end_before = 0
    head = tail = ""
    seen: dict[str, int] = {}
    for clause in _CLAUSE.finditer(source):
        start, end = clause.span()
        if end - start < _ALIKE:
            continue
        head_before, tail_before = head, tail
        words = clause[0]
        head, tail = words[:_ALIKE], words[-_ALIKE:]
        first = seen.setdefault(words, start)
        alike = (head == head_before or tail == tail_before) and _neighbours(source, end_before, start)
        if (alike or first != start) and not _covered(Span(start, end), noise):
            item = voice.item_at(start)
            if alike or _twice_in(item, first, end - start):
                span = Span(start, end)
                yield voice.finding(
                    "repeated_span", span, item=item.id if item else None, words=voice.quote(span)
                )
        end_before = end


def _neighbours(source: str, end: int, start: int) -> bool:
    """Whether nothing but a mark stands between; a new line is a new beginning and may well begin alike."""
    return start - end <= 2 and "\n" not in source[end:start]


def _covered(span: Span, noise: Sequence[Span]) -> bool:
    index = bisect_right(noise, span.start, key=itemgetter(0)) - 1
    return index >= 0 and span.end <= noise[index].end


def _twice_in(item: Item | None, first: int, length: int) -> bool:
    """Whether an item holds a whole sentence of some length in two places."""
    return item is not None and item.span.start <= first and length >= _SENTENCE


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
