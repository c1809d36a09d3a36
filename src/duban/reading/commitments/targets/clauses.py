"""Where the words of a number are: its clause, its part of a list, and what stands before and after it.

新建停车场4处、充电桩120个，改造公厕6座 is two clauses; the first has two figures, each with its own part.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from duban.reading.values.quantities import beside, find_quantities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.lexicon.measures import Measures
    from duban.reading.commitments.targets.cells import Stretch
    from duban.reading.values.quantities import Beside, Quantity
    from duban.text import Span

_SENTENCE_ENDS: Final = "。；;！!？?\n\r\t|｜"
# Names and quotations (a number inside is no figure of the document, a comma inside ends nothing), thousands,
# and where clauses end.
_QUOTED: Final = (
    r"《[^《》\n]{1,120}》|“[^“”\n]{1,60}”|‘[^‘’\n]{1,40}’|「[^「」\n]{1,40}」|『[^『』\n]{1,40}』"
    r"|\"[^\"\n]{1,40}\"|〔[^〔〕\n]{1,20}〕|【[^【】\n]{1,40}】"
)
# Ordinals of parts run into a paragraph: ；二是…, 。（2）…
_ORDINAL: Final = (
    r"\s*(?:[(（][0-9一二三四五六七八九十]{1,3}[)）]|[0-9]{1,3}[.．、](?![0-9])"
    r"|[一二三四五六七八九十]{1,3}(?:、|是))\s*"
)
_FIRST: Final = re.compile(_ORDINAL)
_MARKS: Final = re.compile(
    rf"(?P<ordinal>(?<=[。；;，,：:\n]){_ORDINAL})|(?P<break>(?<![0-9]),|,(?![0-9]{{3}}(?![0-9]))|，(?![０-９]{{3}}(?![０-９]))|[(（](?=其中|含|包括)|[。；;：:！!？?\n\r\t|｜…])|(?P<quoted>{_QUOTED})"
)
_JOINED: Final = re.compile(r"(?:以及|[、和及与])$")
_LEADING_JOIN: Final = re.compile(r"^(?:以及|[、和及与并])")
# How much wording on either side of a number is looked at, and how many figures one clause is read with: what is
# longer is no sentence.
WIDEST: Final = 240
_MOST_FIGURES: Final = 40
_MOST_CHUNKS: Final = 5
# How many clauses back a sentence is followed.
_FARTHEST: Final = 12
_OPENED: Final = re.compile(r"[(（]")
_EDGES: Final = " \u00a0\u3000、,，.。;；:：\n\r\t（(《"


class Part(NamedTuple):
    """One figure with its surroundings, all as offsets into the text.

    ``start`` to ``end`` is its own part of the clause; ``lead`` to ``tail`` the number with its words of
    comparison. ``joined`` says that the part follows another by 、 or 和, ``shared`` that the next figure stands
    in the same part.
    """

    quantity: Quantity
    beside: Beside
    start: int
    end: int
    joined: bool
    shared: bool

    def head(self, text: str) -> str:
        """What stands before the number."""
        return text[max(self.start, self.beside.lead - WIDEST) : self.beside.lead]

    def rest(self, text: str) -> str:
        """What stands after the number."""
        return text[self.beside.tail : min(self.end, self.beside.tail + WIDEST)].strip(" \u00a0\u3000")


@dataclass(frozen=True, slots=True)
class Clause:
    """The figures of one clause.

    ``sentence`` is where its sentence begins; ``before`` the nearest clause of it before this one that has no figure
    of its own.
    """

    start: int
    end: int
    sentence: int
    before: tuple[int, int] | None
    parts: tuple[Part, ...]


def find_clauses(text: str, stretch: Stretch, skipped: Sequence[Span], measures: Measures) -> list[Clause]:
    """The clauses of ``stretch`` that hold figures outside ``skipped`` and outside quotations."""
    start, end = stretch.start, stretch.end
    first = _FIRST.match(text, start, end)
    start = first.end() if first else start
    quantities = find_quantities(text, start, end, measures)
    if not quantities:
        return []
    passed = sorted((span.start, span.end) for span in skipped)
    bounds, quoted = _marks(text, start, end)
    quantities = [
        quantity
        for quantity in quantities
        if not _covered(quantity.start, quoted) and not _covered(quantity.start, passed)
    ]
    groups: dict[int, list[Quantity]] = {}
    for quantity in quantities:
        groups.setdefault(bisect_right(bounds, quantity.start) - 1, []).append(quantity)
    clauses: list[Clause] = []
    for index, group in groups.items():
        sentence, before = _sentence(text, bounds, index), _before(text, bounds, index, groups)
        start, end = bounds[index], bounds[index + 1] - 1
        # A clause of hundreds of figures is debris; its first ones are read, so that it costs no more than a page.
        for at in range(0, min(len(group), _MOST_CHUNKS * _MOST_FIGURES), _MOST_FIGURES):
            after = at + _MOST_FIGURES
            chunk = group[at:after]
            stop = group[after].start if after < len(group) else end
            clauses.append(
                Clause(start, stop, sentence, before, tuple(_parts(text, start, stop, chunk, measures)))
            )
            start = chunk[-1].end
    return clauses


def _covered(start: int, spans: Sequence[tuple[int, int]]) -> bool:
    index = bisect_right(spans, start, key=_first) - 1
    return index >= 0 and start < spans[index][1]


def _first(span: tuple[int, int]) -> int:
    return span[0]


def _marks(text: str, start: int, end: int) -> tuple[list[int], list[tuple[int, int]]]:
    """Where clauses begin, one past the end of the stretch included, and what stands in quotation marks."""
    bounds, quoted = [start], []
    for mark in _MARKS.finditer(text, start, end):
        if mark.lastgroup == "quoted":
            quoted.append(mark.span())
        else:
            bounds.append(mark.end())
    bounds.append(end + 1)
    return bounds, quoted


def _sentence(text: str, bounds: list[int], index: int) -> int:
    for earlier in range(index, max(index - _FARTHEST, 0), -1):
        if text[bounds[earlier] - 1] in _SENTENCE_ENDS:
            return bounds[earlier]
    return bounds[max(index - _FARTHEST, 0)]


def _before(
    text: str, bounds: list[int], index: int, groups: dict[int, list[Quantity]]
) -> tuple[int, int] | None:
    """The nearest clause without figures that the same sentence holds before this one."""
    for earlier in range(index - 1, max(index - _FARTHEST, -1), -1):
        if text[bounds[earlier + 1] - 1] in _SENTENCE_ENDS:
            return None
        if earlier not in groups and bounds[earlier + 1] - bounds[earlier] > 3:
            return bounds[earlier], bounds[earlier + 1] - 1
    return None


def _parts(text: str, start: int, end: int, group: list[Quantity], measures: Measures) -> list[Part]:
    sides = []
    edge = start
    for quantity in group:
        sides.append(beside(text, quantity, edge, end, measures))
        edge = sides[-1].tail
    parts: list[Part] = []
    left, joined = start, False
    for index, (quantity, side) in enumerate(zip(group, sides, strict=True)):
        if index + 1 == len(group):
            parts.append(_trimmed(text, Part(quantity, side, left, end, joined, False)))
            break
        cut = _cut(text, side.tail, sides[index + 1].lead)
        if cut is None:
            parts.append(_trimmed(text, Part(quantity, side, left, sides[index + 1].lead, joined, True)))
            left, joined = side.tail, False
        else:
            parts.append(_trimmed(text, Part(quantity, side, left, cut[0], joined, False)))
            left, joined = cut[1], True
    return parts


def _trimmed(text: str, part: Part) -> Part:
    start, end = part.start, part.end
    while start < part.beside.lead and text[start] in _EDGES:
        start += 1
    while end > part.beside.tail and text[end - 1] in " \u00a0\u3000、,，.。;；:：\n\r\t":
        end -= 1
    if (
        end > part.beside.tail
        and text[end - 1] in ")）"
        and not _OPENED.search(text, max(start, end - WIDEST), end)
    ):
        end -= 1
    return part._replace(start=start, end=end)


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
