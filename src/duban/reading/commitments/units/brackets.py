"""Pairs of brackets in a stretch: ``…全面启动。（牵头单位：区应急局（区地震局）；配合单位：各镇街）``."""

from __future__ import annotations

import re
from typing import NamedTuple

_BRACKET = re.compile(r"[（(〔［\[【）)〕］\]】]")
_KINDS = {
    "（": 0,
    "(": 0,
    "）": 0,
    ")": 0,
    "〔": 1,
    "〕": 1,
    "［": 2,
    "[": 2,
    "］": 2,
    "]": 2,
    "【": 3,
    "】": 3,
}
_OPEN = frozenset("（(〔［[【")
# A list of units may be long, but is never a page; deeper nesting than a name's own bracket is no list.
_LONGEST = 1500
_HIGHEST = 3


class Pair(NamedTuple):
    """Where a bracket opens and closes: ``text[opens]`` and ``text[closes]`` are its two signs."""

    opens: int
    closes: int


def find_pairs(text: str, start: int, end: int) -> list[Pair]:
    """Bracket pairs of a size and depth that a list of units may have, outer before inner, in one pass.

    A sign without its partner is passed over, so a numbering such as ``1)`` or a lost bracket spoils nothing else.
    """
    pairs: list[Pair] = []
    waiting: tuple[list[list[int]], ...] = (
        [],
        [],
        [],
        [],
    )  # for each kind: [offset, height of what is inside]
    for match in _BRACKET.finditer(text, start, end):
        sign, at = match.group(), match.start()
        stack = waiting[_KINDS[sign]]
        if sign in _OPEN:
            stack.append([at, 0])
        elif stack:
            opens, inside = stack.pop()
            if inside < _HIGHEST and at - opens <= _LONGEST:
                pairs.append(Pair(opens, at))
            if stack:
                stack[-1][1] = max(stack[-1][1], inside + 1)
    pairs.sort()
    return pairs
