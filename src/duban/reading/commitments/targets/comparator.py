"""How a figure is compared: 以上 and 不少于 are >=, 突破 and 余 are >, a bare number is =."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from duban.lexicon.measures import WordKind
    from duban.reading.commitments.targets.figures import Figure
    from duban.reading.model import Comparator, Tense

_AT_LEAST: Final = re.compile(r"至少|不少于|最少")
# 单户最高补贴10万元: the ceiling stands before the verb.
_AT_MOST: Final = re.compile(r"(?:最高|最多|最长|至多|不超过)[^，,、；;。0-9]{1,8}$")
_NEAR: Final = 12
_SIGNS: Final[dict[WordKind, Comparator]] = {
    "at_least": ">=",
    "over": ">",
    "at_most": "<=",
    "under": "<",
    "about": "~",
}


def comparator_of(figure: Figure, tense: Tense, front: str) -> Comparator:
    """The comparator of ``figure``.

    ``front`` is the clause before the number: 至少 may stand before the verb.

    达到 sets a floor in a plan and reports a figure in a result. What stands after the number decides over what
    stands before it (突破30家以上).
    """
    if figure.high is not None:
        return "range"
    before, after = figure.before, figure.after
    if after is not None and after in _SIGNS:
        return _SIGNS[after]
    if figure.over:
        return ">"
    if before is not None and before in _SIGNS:
        return _SIGNS[before]
    if (before == "reach" and tense == "planned") or ("少" in front and _AT_LEAST.search(front)):
        return ">="
    near = front[-_NEAR:]
    return "<=" if ("最" in near or "不超过" in near or "至多" in near) and _AT_MOST.search(near) else "="
