"""Faults of the copy rather than of the document: what cleaning repaired, what stands twice, numbers left out.

``每年开展评选活动提升知名。每年开展评选活动提升知名度`` is a line that a scan or a paste doubled.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate, compress, count
from operator import eq, itemgetter, ne, or_
from typing import TYPE_CHECKING

from duban.reading.audit.ordinals import small_number
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duban.reading.audit.voice import Voice
    from duban.reading.model import Finding

_MARKS = "，,。；;！？!?\r"  # and the line break, which they are all read as
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
    clauses = _clauses(source)
    long = list(map(_ALIKE.__le__, map(len, clauses)))
    places = list(compress(count(), long))
    doubtful = _doubtful(list(compress(clauses, long)))
    if not doubtful:
        return
    lengths = list(accumulate(map(len, clauses)))

    def span_of(index: int) -> Span:
        place = places[index]
        end = lengths[place] + place  # one mark stands between two clauses
        return Span(end - len(clauses[place]), end)

    noise = sorted(noise.span for noise in voice.reading.noise)
    widest = max((item.span.end - item.span.start for item in voice.reading.items), default=0)
    for index, first, like in doubtful:
        if not like and lengths[places[index]] - lengths[places[first]] > widest:
            continue  # the same words so far back stand in another item
        span = span_of(index)
        alike = like and _neighbours(source, span_of(index - 1).end, span.start)
        repeats = first != index and span.end - span.start >= _SENTENCE
        if (alike or repeats) and not _covered(span, noise):
            item = voice.item_at(span.start)
            if alike or (item and item.span.start <= span_of(first).start):
                yield voice.finding(
                    "repeated_span", span, item=item.id if item else None, words=voice.quote(span)
                )


def _clauses(source: str) -> list[str]:
    """What stands between two marks. Replacing a few signs in turn is twice as quick as one pattern for them."""
    for mark in _MARKS:
        source = source.replace(mark, "\n")
    return source.split("\n")


def _doubtful(clauses: Sequence[str]) -> list[tuple[int, int, bool]]:
    """The clauses that begin or end like the one before, or stand there a second time.

    Each is the clause's place, the first place of the same words, and whether it is like its neighbour.
    """
    first_places: dict[str, int] = {}
    firsts = list(map(first_places.setdefault, clauses, range(len(clauses))))
    heads = ["", *map(itemgetter(slice(None, _ALIKE)), clauses)]
    tails = ["", *map(itemgetter(slice(-_ALIKE, None)), clauses)]
    like = list(map(or_, map(eq, heads, heads[1:]), map(eq, tails, tails[1:])))
    doubts = map(or_, like, map(ne, firsts, count()))
    return [(index, firsts[index], like[index]) for index in compress(count(), doubts)]


def _neighbours(source: str, end: int, start: int) -> bool:
    """Whether nothing but a mark stands between; a new line is a new beginning and may well begin alike."""
    return start - end <= 2 and "\n" not in source[end:start]


def _covered(span: Span, noise: Sequence[Span]) -> bool:
    index = bisect_right(noise, span.start, key=itemgetter(0)) - 1
    return index >= 0 and span.end <= noise[index].end


def review_numbering(voice: Voice) -> Iterator[Finding]:
    """Headings of one rank whose numbers skip one: 1. 2. 4."""
    last: dict[tuple[str | None, int, str], tuple[int, str]] = {}
    for heading in voice.reading.outline:
        number, style = _numbering(heading.label)
        if number is None:
            continue
        rank = (heading.parent, heading.level, style)
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


@lru_cache(maxsize=256)
def _numbering(label: str) -> tuple[int | None, str]:
    """The number of a label, and the label without it: 第#章. A paper has few labels, and many headings."""
    found = _LABEL_NUMBER.search(label)
    return (small_number(found[0]) if found else None), _LABEL_NUMBER.sub("#", label)
