"""One figure of a clause with the wording that deciding about it looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from duban.reading.commitments.targets.clauses import WIDEST

if TYPE_CHECKING:
    from duban.reading.commitments.targets.clauses import Clause, Part

# A length of time that is given: 3至6个月的免租期.
GRANTED: Final = ("的免租期", "的宽限期", "的免费期", "的缓缴期")


class Figure:
    """``clause.parts[index]`` and its wording.

    ``head`` and ``rest`` are before and behind the number in its own part, ``front`` and ``through`` in the whole
    clause; ``before`` is the clause up to the numeral itself, words of comparison included.
    """

    __slots__ = (
        "before",
        "clause",
        "following",
        "front",
        "head",
        "part",
        "rest",
        "text",
        "through",
        "whole",
    )

    def __init__(self, text: str, clause: Clause, index: int) -> None:
        parts = clause.parts
        part = parts[index]
        lead, tail = part.beside[:2]
        start = lead - WIDEST if lead - clause.start > WIDEST else clause.start
        self.text = text
        self.clause = clause
        self.part: Part = part
        self.head = part.head
        self.rest = part.rest
        self.front = text[start:lead]
        self.before = text[start : part.quantity.start]
        self.through = text[tail : min(clause.end, tail + WIDEST)]
        self.following: Part | None = None
        # 逾六成的村收入突破30万元, 6个项目完成率低于50%: the figure before that this one only qualifies.
        self.whole: Part | None = None
        if len(parts) == 1:
            return
        if index + 1 < len(parts):
            self.following = parts[index + 1]
        if index and part.quantity.kind in ("money", "percent", "none"):
            earlier = parts[index - 1]
            self.whole = earlier if earlier.shared and _is_whole(text, earlier) else None


def _is_whole(text: str, part: Part) -> bool:
    """Whether the figure opens its clause as what is talked about: 逾六成的村, 16个项目."""
    opens = not text[part.start : part.beside.lead].strip()
    kind = part.quantity.kind
    return opens and (kind == "count" or (kind == "percent" and text.startswith("的", part.beside.tail)))
