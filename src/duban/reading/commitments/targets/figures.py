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
        "index",
        "part",
        "rest",
        "text",
        "through",
        "whole",
    )

    def __init__(self, text: str, clause: Clause, index: int) -> None:
        part = clause.parts[index]
        self.text = text
        self.clause = clause
        self.index = index
        self.part: Part = part
        self.following: Part | None = clause.parts[index + 1] if index + 1 < len(clause.parts) else None
        # 逾六成的村收入突破30万元, 6个项目完成率低于50%: the figure before that this one only qualifies.
        earlier = clause.parts[index - 1] if index else None
        shares = earlier is not None and earlier.shared and part.quantity.kind in ("money", "percent", "none")
        self.whole: Part | None = (
            earlier if shares and earlier is not None and _is_whole(text, earlier) else None
        )
        self.head = part.head
        self.rest = part.rest
        start = max(clause.start, part.beside.lead - WIDEST)
        self.front = text[start : part.beside.lead]
        self.before = text[start : part.quantity.start]
        self.through = text[part.beside.tail : min(clause.end, part.beside.tail + WIDEST)]


def _is_whole(text: str, part: Part) -> bool:
    """Whether the figure opens its clause as what is talked about: 逾六成的村, 16个项目."""
    opens = not text[part.start : part.beside.lead].strip()
    kind = part.quantity.kind
    return opens and (kind == "count" or (kind == "percent" and text.startswith("的", part.beside.tail)))
