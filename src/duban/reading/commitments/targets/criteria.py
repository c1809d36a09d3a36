"""Figures that define what is counted instead of counting it.

引进投资5亿元以上的项目3个 counts 3; 5亿元 says which projects. So do 单机容量30万千瓦以下机组, 20万吨级码头 and the
conditions of a policy (年营业收入达到2000万元以上的，给予…). What is granted is a figure.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from duban.reading.commitments.targets.figures import GRANTED
from duban.reading.commitments.targets.words import one_of

if TYPE_CHECKING:
    from duban.lexicon.measures import Measures
    from duban.reading.commitments.targets.figures import Figure

_WORD: Final = re.compile(r"[一-龥“《\"「（(]")
_JOINT: Final = re.compile(r"[和及与并且或、]")
# A condition ends its clause with 的, or with 的 and who may apply.
_CONDITION: Final = re.compile(
    r"的(?:企业|单位|个人|项目|机构|园区|基地|平台|高校|院所|社区|村|团队|人才|家庭)?$"
)
_PER: Final = re.compile(r"每(?:新增|增加|超过?|满|达到?|完成|引进|新建)?$")
_SPECIFYING: Final = frozenset({"physical", "money", "extent", "person", "score", "time", "times"})


def is_criterion(figure: Figure, measures: Measures) -> bool:
    """Whether the figure only says what is meant by the noun behind it, or is a condition."""
    after = figure.rest
    side = figure.part.beside
    conditional = side.after is not None or after.startswith("的")
    if (
        ("每" in figure.head and _PER.search(figure.head))
        or (conditional and _is_condition(figure))
        or (len(figure.clause.parts) > 1 and _qualifies(figure))
    ):
        return True
    kind = figure.part.quantity.kind
    if kind not in _SPECIFYING or after.startswith(GRANTED):
        return False
    if not after:
        # 其中10亿元以上3个: the next number counts.
        return side.after is not None and figure.part.shared
    if not _WORD.match(after) or _JOINT.match(after):
        return False
    if side.after is not None and side.after != "about":
        return not after.startswith(measures.verbs["content"])
    return _specifies(figure, measures)


def _is_condition(figure: Figure) -> bool:
    """年营业收入首次达到2000万元的，…; 增速10%以上的企业，…."""
    after = figure.rest
    if after.startswith("的") and not _WORD.match(after[1:2]) and not figure.part.shared:
        return True
    side = figure.part.beside
    if (
        side.after is None
        and side.before in ("at_least", "at_most", "over", "under")
        and after.startswith("的")
    ):
        return _CONDITION.fullmatch(after) is not None and _CONDITION.search(figure.through) is not None
    if side.after is None or not _CONDITION.search(figure.through):
        return False
    return figure.through.endswith("的") or figure.part.quantity.kind not in ("count", "event")


def _qualifies(figure: Figure) -> bool:
    """Whether a count only says whose rate follows: 3个片区平均容积率提高至2.0以上."""
    if figure.whole is not None:
        return figure.part.beside.before == "under" or figure.whole.quantity.kind == "percent"
    following = figure.following
    if following is None or not figure.part.shared or figure.part.quantity.kind not in ("count", "person"):
        return False
    if following.beside.before == "under":
        return False
    # 占目标任务2个的200%: what the share is of.
    if figure.rest == "的" and following.quantity.kind == "percent":
        return True
    return following.quantity.kind in ("none", "percent") and following.beside.before is not None


@lru_cache(maxsize=4)
def _endings(measures: Measures) -> tuple[re.Pattern[str], re.Pattern[str]]:
    amounts, totals = one_of(measures.rules["amount_before"]), one_of(measures.rules["total_before"])
    return re.compile(f"{amounts}了?$"), re.compile(f"{totals}(?:约|达|超过?|为|共)?$")


def _specifies(figure: Figure, measures: Measures) -> bool:
    """Whether a number with a noun right behind it is a specification of that noun: 10万吨粮库, 50亿元项目."""
    kind, after = figure.part.quantity.kind, figure.rest
    amount, total = _endings(measures)
    if after.startswith("的"):
        return not total.search(figure.head)
    if after.startswith(("级", "型", "档", "版")):
        return True
    governed = amount.search(figure.head) or (figure.part.joined and not figure.head)
    if kind in ("physical", "extent"):
        return not governed and not after.startswith(measures.verbs["content"])
    if kind == "money":
        following = figure.following
        counted = figure.part.shared and following is not None and following.quantity.kind == "count"
        return not governed and (counted or not figure.head)
    return False
