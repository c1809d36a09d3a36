"""Figures that define what is counted instead of counting it.

引进投资5亿元以上的项目3个 counts 3; 5亿元 says which projects. So do 单机容量30万千瓦以下机组, 20万吨级码头 and the
conditions of a policy (年营业收入达到2000万元以上的，给予…). What is granted is a figure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from duban.reading.commitments.targets.figures import GRANTED
from duban.reading.commitments.targets.words import one_of

if TYPE_CHECKING:
    from duban.lexicon.measures import Measures
    from duban.reading.commitments.targets.figures import Candidate, Figure

_WORD: Final = re.compile(r"[一-龥“《\"「（(]")
_JOINT: Final = re.compile(r"[和及与并且或、]")
# A condition ends its clause with 的, or with 的 and who may apply.
_CONDITION: Final = re.compile(
    r"的(?:企业|单位|个人|项目|机构|园区|基地|平台|高校|院所|社区|村|团队|人才|家庭)?$"
)
_PER: Final = re.compile(r"每(?:新增|增加|超过?|满|达到?|完成|引进|新建)?$")
_SPECIFYING: Final = frozenset({"physical", "money", "extent", "person", "score", "time", "times"})


class Criteria:
    """What shows that a figure only defines, by the words of one table."""

    def __init__(self, measures: Measures) -> None:
        amounts = one_of(measures.rules["amount_before"])
        totals = one_of(measures.rules["total_before"])
        self._amount = re.compile(f"{amounts}了?$")
        self._total = re.compile(f"{totals}(?:约|达|超过?|为|共)?$")
        self._content = measures.verbs["content"]

    def apply(self, candidate: Candidate, figure: Figure) -> bool:
        """Whether the figure only says what is meant by the noun behind it, or is a condition."""
        after, head = figure.rest, figure.head
        if (
            ("每" in head and _PER.search(head))
            or ((figure.after is not None or after[:1] == "的") and _is_condition(candidate, figure))
            or (len(candidate.clause.figures) > 1 and _qualifies(candidate, figure))
        ):
            return True
        if figure.kind not in _SPECIFYING or after.startswith(GRANTED):
            return False
        if not after:
            # 其中10亿元以上3个: the next number counts.
            return figure.after is not None and figure.shared
        if not _WORD.match(after) or _JOINT.match(after):
            return False
        if figure.after is not None and figure.after != "about":
            return not after.startswith(self._content)
        return self._specifies(candidate, figure)

    def _specifies(self, candidate: Candidate, figure: Figure) -> bool:
        """Whether a number with a noun right behind it is a specification of that noun: 10万吨粮库, 50亿元项目."""
        kind, after, head = figure.kind, figure.rest, figure.head
        if after.startswith("的"):
            return not self._total.search(head)
        if after.startswith(("级", "型", "档", "版")):
            return True
        if kind not in ("physical", "extent", "money"):
            return False
        governed = self._amount.search(head) or (figure.joined and not head)
        if kind != "money":
            return not governed and not after.startswith(self._content)
        following = candidate.following
        counted = figure.shared and following is not None and following.kind == "count"
        return not governed and (counted or not head)


def _is_condition(candidate: Candidate, figure: Figure) -> bool:
    """年营业收入首次达到2000万元的，…; 增速10%以上的企业，…."""
    after = figure.rest
    if after.startswith("的") and not _WORD.match(after[1:2]) and not figure.shared:
        return True
    if (
        figure.after is None
        and figure.before in ("at_least", "at_most", "over", "under")
        and after.startswith("的")
    ):
        return _CONDITION.fullmatch(after) is not None and _CONDITION.search(candidate.through) is not None
    if figure.after is None or not _CONDITION.search(candidate.through):
        return False
    return candidate.through.endswith("的") or figure.kind not in ("count", "event")


def _qualifies(candidate: Candidate, figure: Figure) -> bool:
    """Whether a count only says whose rate follows: 3个片区平均容积率提高至2.0以上."""
    if candidate.whole is not None:
        return figure.before == "under" or candidate.whole.kind == "percent"
    following = candidate.following
    if following is None or not figure.shared or figure.kind not in ("count", "person"):
        return False
    if following.before == "under":
        return False
    # 占目标任务2个的200%: what the share is of.
    if figure.rest == "的" and following.kind == "percent":
        return True
    return following.kind in ("none", "percent") and following.before is not None
