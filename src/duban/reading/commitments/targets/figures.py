"""One number of a clause with the wording that reading it looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from duban.lexicon.measures import UnitKind, WordKind

# A length of time that is given: 3至6个月的免租期.
GRANTED: Final = ("的免租期", "的宽限期", "的免费期", "的缓缴期")
# How much wording on either side of a number is looked at.
WIDEST: Final = 240
_SPACES: Final = " \u00a0\u3000"


class Figure(NamedTuple):
    """A number with its surroundings, all places as offsets into the text; begins with the fields of a quantity.

    ``at`` to ``stop`` is the number with its unit, ``lead`` to ``tail`` that with its words of comparison (``before``
    and ``after``), ``start`` to ``end`` its own part of the clause. ``joined`` says that the part follows another by
    、 or 和, ``shared`` that the next figure stands in the same part. ``head`` and ``rest`` are what stands before
    and behind the number in its part.
    """

    at: int
    stop: int
    low: float
    high: float | None
    unit: str
    kind: UnitKind
    over: bool
    worded: bool
    lead: int
    tail: int
    before: WordKind | None
    after: WordKind | None
    start: int
    end: int
    joined: bool
    shared: bool
    head: str
    rest: str


class Clause(NamedTuple):
    """The figures of one clause.

    ``sentence`` is where its sentence begins; ``before`` the nearest clause of it before this one that has no figure
    of its own.
    """

    start: int
    end: int
    sentence: int
    before: tuple[int, int] | None
    figures: tuple[Figure, ...]


class Candidate:
    """A figure that may be a target, with the wording of its whole clause.

    ``front`` and ``through`` are what stands before and behind the number; ``upto`` is the clause up to the numeral
    itself, words of comparison included. ``whole`` is the figure before that this one only qualifies:
    逾六成的村收入突破30万元, 6个项目完成率低于50%.
    """

    __slots__ = ("clause", "figure", "following", "front", "text", "through", "upto", "whole")

    def __init__(self, text: str, clause: Clause, index: int) -> None:
        figures = clause.figures
        self.text = text
        self.clause = clause
        self.figure = figure = figures[index]
        start, end, lead, tail = clause.start, clause.end, figure.lead, figure.tail
        if lead - start > WIDEST:
            start = lead - WIDEST
        self.upto = upto = text[start : figure.at]
        self.front = upto if lead == figure.at else text[start:lead]
        self.through = text[tail : end if end - tail < WIDEST else tail + WIDEST]
        self.following: Figure | None = None
        self.whole: Figure | None = None
        if len(figures) == 1:
            return
        if index + 1 < len(figures):
            self.following = figures[index + 1]
        if index and figure.kind in ("money", "percent", "none"):
            earlier = figures[index - 1]
            self.whole = earlier if earlier.shared and _is_whole(text, earlier) else None


def head_of(text: str, lead: int, start: int) -> str:
    """What stands before a number that leads in at ``lead``, in a part that begins at ``start``."""
    return text[start if lead - start < WIDEST else lead - WIDEST : lead]


def rest_of(text: str, tail: int, end: int) -> str:
    """What stands behind a number that trails off at ``tail``, in a part that ends at ``end``."""
    return text[tail : end if end - tail < WIDEST else tail + WIDEST].strip(_SPACES)


def _is_whole(text: str, figure: Figure) -> bool:
    """Whether a figure opens its clause as what is talked about: 逾六成的村, 16个项目."""
    opens = not text[figure.start : figure.lead].strip()
    return opens and (
        figure.kind == "count" or (figure.kind == "percent" and text.startswith("的", figure.tail))
    )
