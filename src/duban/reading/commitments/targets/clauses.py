"""Where the words of a number are: its clause, its part of a list, and what stands before and after it.

新建停车场4处、充电桩120个，改造公厕6座 is two clauses; the first has two figures, each with its own part.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from duban.reading.commitments.targets.figures import WIDEST, Clause, Figure, head_of, rest_of
from duban.reading.values.quantities import beside, find_quantities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.lexicon.measures import Measures
    from duban.reading.commitments.targets.stretches import Stretch
    from duban.reading.values.quantities import Beside, Quantity

_SENTENCE_ENDS: Final = "。；;！!？?\n\r\t|｜"
# Names and quotations: a number inside is no figure of the document, a comma inside ends nothing.
_QUOTED: Final = (
    r"(?<=《)[^《》\n]{1,120}》|(?<=“)[^“”\n]{1,60}”|(?<=‘)[^‘’\n]{1,40}’|(?<=「)[^「」\n]{1,40}」"
    r"|(?<=『)[^『』\n]{1,40}』|(?<=\")[^\"\n]{1,40}\"|(?<=〔)[^〔〕\n]{1,20}〕|(?<=【)[^【】\n]{1,40}】"
)
# Ordinals of parts run into a paragraph: ；二是…, 。（2）…
_ORDINAL: Final = (
    r"\s*(?:[(（][0-9一二三四五六七八九十]{1,3}[)）]|[0-9]{1,3}[.．、](?![0-9])"
    r"|[一二三四五六七八九十]{1,3}(?:、|是)|[①-⑳⑴-⒇])\s*"
)
# Asked first, since hardly any sign is followed by one.
_ORDINAL_BEGINS: Final = r"[\s(（0-9一二三四五六七八九十①-⑳⑴-⒇]"
_FIRST: Final = re.compile(_ORDINAL)
# Every sign that ends a clause, with the ordinal behind it, and every quotation. The comma of 1,200 and a bracket that
# only explains end nothing.
_MARKS: Final = re.compile(
    r"[，,。；;：:！!？?\n\r\t|｜…（(《“‘「『\"〔【]"
    r"(?:(?<=，)(?![０-９]{3}(?![０-９]))|(?<=,)(?!(?<=[0-9],)[0-9]{3}(?![0-9]))|(?<=[。；;：:！!？?\n\r\t|｜…])"
    rf"|(?<=[（(])(?=其中|含|包括)|(?<=[《“‘「『\"〔【])(?P<quoted>{_QUOTED}))"
    rf"(?:(?<=[。；;，,：:\n])(?={_ORDINAL_BEGINS})(?P<ordinal>{_ORDINAL}))?"
)
_JOINED: Final = re.compile(r"(?:以及|[、和及与])$")
_LEADING_JOIN: Final = re.compile(r"^(?:以及|[、和及与并])")
# How many figures one clause is read with: what is longer is no sentence.
_MOST_FIGURES: Final = 40
_MOST_CHUNKS: Final = 5
# How many clauses back a sentence is followed.
_FARTHEST: Final = 12
_PAST_ALL: Final = 1 << 62  # an offset behind every text
_OPENED: Final = re.compile(r"[(（]")
_EDGES: Final = " \u00a0\u3000、,，.。;；:：\n\r\t（(《"
_END_EDGES: Final = " \u00a0\u3000、,，.。;；:：\n\r\t"


def find_clauses(
    text: str, stretch: Stretch, skipped: Sequence[tuple[int, int]], measures: Measures
) -> list[Clause]:
    """The clauses of ``stretch`` that hold figures outside ``skipped`` and outside quotations."""
    start, end = stretch.start, stretch.end
    first = _FIRST.match(text, start, end)
    start = first.end() if first else start
    quantities = find_quantities(text, start, end, measures)
    if not quantities:
        return []
    bounds, quoted = _marks(text, start, end, quantities[-1].start)
    if quoted:
        quantities = _outside(quantities, quoted)
    if skipped:
        quantities = _outside(quantities, skipped)
    groups: dict[int, list[Quantity]] = {}
    for quantity in quantities:
        groups.setdefault(bisect_right(bounds, quantity.start) - 1, []).append(quantity)
    clauses: list[Clause] = []
    for index, group in groups.items():
        sentence, before = _context(text, bounds, index, groups)
        start, end = bounds[index], bounds[index + 1] - 1
        if len(group) == 1:
            side = beside(text, group[0], start, end, measures)
            only = _figure(text, group[0], side, start, end)
            clauses.append(Clause(start, end, sentence, before, (only,)))
            continue
        # A clause of hundreds of figures is debris; its first ones are read, so that it costs no more than a page.
        for at in range(0, min(len(group), _MOST_CHUNKS * _MOST_FIGURES), _MOST_FIGURES):
            after = at + _MOST_FIGURES
            chunk = group[at:after]
            stop = group[after].start if after < len(group) else end
            clauses.append(
                Clause(start, stop, sentence, before, tuple(_listed(text, start, stop, chunk, measures)))
            )
            start = chunk[-1].end
    return clauses


def _outside(quantities: list[Quantity], spans: Sequence[tuple[int, int]]) -> list[Quantity]:
    """The quantities that begin in none of ``spans``, which are sorted."""
    if not quantities or spans[0][0] > quantities[-1].start:
        return quantities
    kept: list[Quantity] = []
    for quantity in quantities:
        at = quantity.start
        index = bisect_right(spans, (at, _PAST_ALL)) - 1
        if index < 0 or at >= spans[index][1]:
            kept.append(quantity)
    return kept


def _marks(text: str, start: int, end: int, last: int) -> tuple[list[int], list[tuple[int, int]]]:
    """Where clauses begin, up to the one behind ``last``, and what stands in quotation marks.

    The end of the stretch counts as the beginning of one more.
    """
    bounds = [start]
    quoted: list[tuple[int, int]] = []
    for mark in _MARKS.finditer(text, start, end):
        kind = mark.lastgroup
        if kind is None:
            at = mark.end()
            bounds.append(at)
            if at > last:
                return bounds, quoted
        elif kind == "quoted":
            quoted.append(mark.span())
        else:
            bounds += (mark.start() + 1, mark.end())
    bounds.append(end + 1)
    return bounds, quoted


def _context(
    text: str, bounds: list[int], index: int, groups: dict[int, list[Quantity]]
) -> tuple[int, tuple[int, int] | None]:
    """Where the sentence of a clause begins, and the nearest clause without figures that it holds before this one."""
    before: tuple[int, int] | None = None
    first = max(index - _FARTHEST, 0)
    while index > first:
        start = bounds[index]
        if text[start - 1] in _SENTENCE_ENDS:
            return start, before
        index -= 1
        if before is None and index not in groups and start - bounds[index] > 3:
            before = bounds[index], start - 1
    return bounds[first], before


def _listed(text: str, start: int, end: int, group: list[Quantity], measures: Measures) -> list[Figure]:
    """The figures of a clause that has several, each with its part."""
    sides = []
    edge = start
    for quantity in group:
        sides.append(beside(text, quantity, edge, end, measures))
        edge = sides[-1].tail
    figures: list[Figure] = []
    left, joined = start, False
    for index, (quantity, side) in enumerate(zip(group, sides, strict=True)):
        if index + 1 == len(group):
            figures.append(_figure(text, quantity, side, left, end, joined=joined, shared=False))
            break
        following = sides[index + 1].lead
        cut = _cut(text, side.tail, following)
        if cut is None:
            figures.append(_figure(text, quantity, side, left, following, joined=joined, shared=True))
            left, joined = side.tail, False
        else:
            figures.append(_figure(text, quantity, side, left, cut[0], joined=joined, shared=False))
            left, joined = cut[1], True
    return figures


def _figure(  # noqa: PLR0913  (a figure's fields)
    text: str,
    quantity: Quantity,
    side: Beside,
    start: int,
    end: int,
    *,
    joined: bool = False,
    shared: bool = False,
) -> Figure:
    """The figure with its part, which has no signs and spaces at its edges."""
    lead, tail, _, _ = side
    while start < lead and text[start] in _EDGES:
        start += 1
    while end > tail and text[end - 1] in _END_EDGES:
        end -= 1
    if end > tail and text[end - 1] in ")）" and not _OPENED.search(text, max(start, end - WIDEST), end):
        end -= 1
    rest = rest_of(text, tail, end) if tail < end else ""
    return Figure(*quantity, *side, start, end, joined, shared, head_of(text, lead, start), rest)


def _cut(text: str, tail: int, lead: int) -> tuple[int, int] | None:
    """Where one figure's part ends and the next one's begins; None where they share it."""
    gap = text[tail:lead]
    joint = _JOINED.search(gap) or _LEADING_JOIN.match(gap)
    if joint is not None:
        return tail + joint.start(), tail + joint.end()
    comma = gap.find("、")
    if comma >= 0:
        return tail + comma, tail + comma + 1
    for word in ("以及", "并"):
        at = gap.rfind(word)
        if at > 0:
            return tail + at, tail + at + len(word)
    return None
