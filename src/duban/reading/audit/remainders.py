"""A whole and the parts it is said to fall into: ``推进30条村路改造,12条已完工,10条在建,其余8条…`` adds up to 30.

Only a few words make a sum: 其余 names the last part of a whole; 其中 and words of progress (未完成, 在建) name parts
that are reported only where they happen to be all of it (most often they are not).
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
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from duban.lexicon.counts import Counts

_BACK = 400  # a whole and its parts stand in one paragraph
_AHEAD = 200
_NEAR = 60
_LONGEST_QUANTITY = 16
_BESIDE = 6
_MOST_PARTS = 12
_WHOLE_AND_PARTS = 3
# 1,200 and 1.5; but a number behind the comma of a clause (已办结,30件) is one of its own.
_INSIDE_A_NUMBER = re.compile("[0-9],$|.?[0-9.．]$")
_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z“”]{0,12}")
_ALL_TOLD = re.compile(r"(?:共|共计|总计|合计|总共)(?:有|为|计)?$")
_SENTENCE_END = re.compile(r"[。！？!?\n]")


class _Quantity(NamedTuple):
    start: int
    end: int
    value: int
    measure: str


if TYPE_CHECKING:
    _Split = Callable[[str, re.Match[str], Sequence[_Quantity], Sequence[_Quantity]], CountDraft | None]


class _Patterns(NamedTuple):
    cue: re.Pattern[str]
    splits: Mapping[str, _Split]
    quantity: re.Pattern[str]


def find_remainders(text: str, counts: Counts) -> Iterator[CountDraft]:
    """Wholes whose parts are all named after them, in order of the words that say so."""
    patterns = _patterns(counts)
    cues = list(patterns.cue.finditer(text))
    if not cues:
        return
    quantities = [
        _Quantity(found.start(), found.end(), int(found[1]), found[2])
        for start, end in _around(cues)
        for found in patterns.quantity.finditer(text, start, end)
        if not _INSIDE_A_NUMBER.match(text, max(0, found.start() - 2), found.start())
    ]
    seen: set[Span] = set()
    for cue in cues:
        index = bisect_left(quantities, cue.start(), key=itemgetter(0))
        before = quantities[max(0, index - _MOST_PARTS) : index]
        after = quantities[index : index + _MOST_PARTS + 1]
        draft = patterns.splits[cue[0]](text, cue, before, after)
        if draft is not None and draft.span not in seen:
            seen.add(draft.span)
            yield draft


def _around(cues: Sequence[re.Match[str]]) -> Iterator[Span]:
    """The stretches that hold all that any of the cues (in order) may look at, with room for the last measure."""
    start, end = max(0, cues[0].start() - _BACK), 0
    for cue in cues:
        if end and cue.start() - _BACK > end:
            yield Span(start, end)
            start = cue.start() - _BACK
        end = cue.end() + _AHEAD + _LONGEST_QUANTITY
    yield Span(start, end)


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
    """The number before 其中, where those after it in the sentence add up to it.

    Behind 共 the parts claim to be all of it: three or more that nearly add up are a slip worth asking about.
    """
    if not before or before[-1].start < _paragraph_start(text, cue.start(), _NEAR):
        return None
    end = _SENTENCE_END.search(text, cue.end(), cue.end() + _AHEAD)
    stop = end.start() if end else cue.end() + _AHEAD
    parts = [part for part in after if part.end <= stop]
    whole, total = before[-1], sum(part.value for part in parts)
    if _adding_up(whole, parts):
        return _draft(text, whole, whole.value)
    alike = all(part.measure == whole.measure for part in parts)
    if not alike or len(parts) < 2:
        return None
    claimed = _ALL_TOLD.search(text, max(0, whole.start - _BESIDE), whole.start) and len(parts) > 2
    slip = claimed and abs(whole.value - total) <= max(1, whole.value // 10)
    return _draft(text, whole, total) if slip else None


def _split_statuses(
    text: str, cue: re.Match[str], before: Sequence[_Quantity], after: Sequence[_Quantity]
) -> CountDraft | None:
    """The first number of the sentence that is the sum of those right after it, the one in question among them."""
    floor = _paragraph_start(text, cue.start(), _BACK)
    floor = max(floor, text.rfind("。", floor, cue.start()) + 1)
    end = _SENTENCE_END.search(text, cue.end(), cue.end() + _AHEAD)
    stop = end.start() if end else cue.end() + _AHEAD
    row = [part for part in (*before, *after) if floor <= part.start and part.end <= stop]
    for index, whole in enumerate(row):
        last = _adding_up(whole, row[index + 1 :])
        # 新建8个、在建3个、续建5个 stand beside one another, whatever they add up to.
        if last and whole.end <= cue.start() <= last.end + _BESIDE and text[whole.end] != "、":
            return _draft(text, whole, whole.value)
    return _slip(text, cue, row)


def _slip(text: str, cue: re.Match[str], row: Sequence[_Quantity]) -> CountDraft | None:
    """16家民宿，验收9家，正在建设8家。: a whole that begins its clause, and two parts to the end of the sentence."""
    if len(row) < _WHOLE_AND_PARTS:
        return None
    whole, first, last = row[-_WHOLE_AND_PARTS:]
    alike = whole.measure == first.measure == last.measure
    ends = _SENTENCE_END.match(text, last.end) is not None or last.end == len(text)
    begins = whole.start == 0 or text[whole.start - 1] in "，,。；;：:\n"
    if not (alike and ends and begins and first.end <= cue.start() <= last.start):
        return None
    total = first.value + last.value
    near = total != whole.value and abs(total - whole.value) <= max(1, whole.value // 10)
    return _draft(text, whole, total) if near and max(first.value, last.value) < whole.value else None


def _adding_up(whole: _Quantity, following: Sequence[_Quantity]) -> _Quantity | None:
    """The part with which those right after a whole come up to it, where there are two or more."""
    total = 0
    for place, part in enumerate(following):
        total += part.value
        if part.measure != whole.measure or total > whole.value:
            return None
        if total == whole.value:
            return part if place else None
    return None


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
    splits: dict[str, _Split] = {
        **dict.fromkeys(counts.statuses, _split_statuses),
        **dict.fromkeys(counts.partitions, _split_partition),
        **dict.fromkeys(counts.remainders, _split_remainder),
    }
    return _Patterns(
        cue=re.compile("|".join(map(re.escape, splits))),
        splits=splits,
        # Bounded digits: a longer run is no count, and int() of it would not end soon.
        quantity=re.compile(rf"([1-9][0-9]{{0,5}})({measures})"),
    )
