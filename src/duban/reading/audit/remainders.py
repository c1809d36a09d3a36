"""A whole and the parts it is said to fall into: ``推进30条村路改造,12条已完工,10条在建,其余8条…`` adds up to 30.

Only two words make a sum: 其余 names the last part of a whole, and 其中 opens parts that are reported only where they
happen to be all of it (most often they are not).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from duban.reading.drafts import CountDraft
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duban.lexicon.counts import Counts

_BACK = 400  # a whole and its parts stand in one paragraph
_AHEAD = 200
_NEAR = 60
_MOST_PARTS = 12
_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z“”]{0,12}")
_SENTENCE_END = re.compile(r"[。！？!?\n]")


class _Patterns(NamedTuple):
    cue: re.Pattern[str]
    remainders: frozenset[str]
    quantity: re.Pattern[str]


class _Quantity(NamedTuple):
    start: int
    end: int
    value: int
    measure: str


def find_remainders(text: str, counts: Counts) -> Iterator[CountDraft]:
    """Wholes whose parts are all named after them, in order of the words that say so."""
    patterns = _patterns(counts)
    cues = list(patterns.cue.finditer(text))
    if not cues:
        return
    quantities = [
        _Quantity(found.start(), found.end(), int(found[1]), found[2])
        for found in patterns.quantity.finditer(text)
    ]
    seen: set[Span] = set()
    for cue in cues:
        index = bisect_left(quantities, cue.start(), key=itemgetter(0))
        before = quantities[max(0, index - _MOST_PARTS) : index]
        after = quantities[index : index + _MOST_PARTS + 1]
        split = _split_remainder if cue[0] in patterns.remainders else _split_partition
        draft = split(text, cue, before, after)
        if draft is not None and draft.span not in seen:
            seen.add(draft.span)
            yield draft


def _split_remainder(
    text: str, cue: re.Match[str], before: Sequence[_Quantity], after: Sequence[_Quantity]
) -> CountDraft | None:
    """The nearest earlier number that is the sum of those between it and 其余N."""
    if not after or after[0].start != cue.end():
        return None
    floor = _paragraph_start(text, cue.start(), _BACK)
    earlier = [part for part in reversed(before) if part.start >= floor]
    sums = accumulate((part.value for part in earlier), initial=after[0].value)
    for parts, (whole, total) in enumerate(zip(earlier, sums, strict=False), start=1):
        if whole.value == total and parts > 1:
            return _draft(text, whole, total)
    return None


def _split_partition(
    text: str, cue: re.Match[str], before: Sequence[_Quantity], after: Sequence[_Quantity]
) -> CountDraft | None:
    """The number before 其中, where those after it in the sentence add up to it."""
    if not before or before[-1].start < _paragraph_start(text, cue.start(), _NEAR):
        return None
    end = _SENTENCE_END.search(text, cue.end(), cue.end() + _AHEAD)
    stop = end.start() if end else cue.end() + _AHEAD
    parts = [part for part in after if part.end <= stop]
    whole, total = before[-1], sum(part.value for part in parts)
    alike = all(part.measure == whole.measure for part in parts)
    return _draft(text, whole, total) if alike and len(parts) > 1 and whole.value == total else None


def _paragraph_start(text: str, offset: int, reach: int) -> int:
    """The start of the line that holds ``offset``, looked for no further back than ``reach``."""
    floor = max(0, offset - reach)
    return max(floor, text.rfind("\n", floor, offset) + 1)


def _draft(text: str, whole: _Quantity, found: int) -> CountDraft:
    noun = _NOUN.match(text, whole.end)
    end = noun.end() if noun else whole.end
    return CountDraft(Span(whole.start, end), text[whole.end : end] or whole.measure, whole.value, found)


@lru_cache(maxsize=8)
def _patterns(counts: Counts) -> _Patterns:
    measures = "|".join(sorted(map(re.escape, counts.part_measures), key=len, reverse=True))
    return _Patterns(
        cue=re.compile("|".join(map(re.escape, (*counts.remainders, *counts.partitions)))),
        remainders=frozenset(counts.remainders),
        # Bounded digits: a longer run is no count, and int() of it would not end soon.
        quantity=re.compile(rf"(?<![0-9.．,])([1-9][0-9]{{0,5}})({measures})"),
    )
