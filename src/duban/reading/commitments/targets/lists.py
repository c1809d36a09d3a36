"""Figures that share words: 分别增长30%、50%, 甲率和乙率均在99%以上, 吞吐量突破6亿吨、2400万标箱."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from duban.lexicon.measures import Measures

_SPLIT: Final = re.compile(r"以及|[、和及与]")
_RESPECTIVELY: Final = "分别"
_EACH: Final = re.compile(r"(?:均|都|各|全部)[^、，,；;。]{0,8}$")


def paired(head: str, count: int, measures: Measures) -> tuple[str, ...] | None:
    """The subjects of ``count`` figures that follow one another without words of their own, one for each."""
    front, mark, behind = head.partition(_RESPECTIVELY)
    front = front or behind
    if not mark and _SPLIT.search(front) is None:
        return None
    return split_names(front, count, measures)


def split_names(front: str, count: int, measures: Measures) -> tuple[str, ...] | None:
    """``front`` as ``count`` coordinated names, the common head noun lent to each; None where it is not."""
    pieces = _SPLIT.split(front)
    if len(pieces) > count:
        commas = front.split("、")
        pieces = commas if len(commas) == count else pieces
    if len(pieces) != count or not all(pieces):
        return None
    last = pieces[-1]
    own = next((word for word in measures.rules["parallel"] if last.startswith(word)), "")
    if own and all(piece in measures.rules["parallel"] for piece in pieces[:-1]):
        return (*(piece + last.removeprefix(own) for piece in pieces[:-1]), last)
    ends = measures.nouns["measure_end"]
    shared = max((end for end in ends if last.endswith(end)), key=len, default="")
    return tuple(
        piece if piece is last or piece.endswith(ends) or not shared else piece + shared for piece in pieces
    )


def each_of(head: str, lead: str, measures: Measures) -> tuple[str, ...] | None:
    """The two or more rates that one figure holds for: 处置率和结案率均在99%以上."""
    said = head + lead
    if not ("均" in said or "都" in said or "各" in said or "全部" in said) or _EACH.search(said) is None:
        return None
    front = _EACH.sub("", head)
    pieces = [piece for piece in _SPLIT.split(front) if piece]
    ends = measures.nouns["measure_end"]
    if len(pieces) < 2 or not all(piece.endswith(ends) for piece in pieces):
        return None
    return tuple(piece.removeprefix("确保").removeprefix("实现") for piece in pieces)
