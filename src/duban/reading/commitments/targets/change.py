"""What a figure says of its indicator: a level, more of it, less of it, a growth rate, or a share of a whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from duban.reading.commitments.targets.words import one_of

if TYPE_CHECKING:
    from duban.lexicon.measures import Measures
    from duban.reading.commitments.targets.figures import Figure
    from duban.reading.model import Change

_REACHES: Final = re.compile(r"[至到为]$|保持在?$|控制在$")
# 新建、扩建6处: with a second verb the number no longer says how many more there are.
_SECOND_VERB: Final = re.compile(r"^[、和及与/（(]?(?:改|扩|续|迁|提|修|翻|维|更|重|加固)")
_FIRST_VERB: Final = re.compile(r"(?:完[善工]|竣工|更新|改造|[改扩迁续][建]?[、和及与（(/]?|完善[、和及与])$")
_NOT_NEW: Final = re.compile(r"(?:创|更|高|革|刷|焕|出|全|最|稳|促|保|正常|同比)$")
# 对新认定的企业给予10万元奖励: the verb is in the condition.
_GRANTS: Final = re.compile(r"给予|奖励|补助|补贴|奖补|资助")
_GROWING: Final = ("增长", "增加", "净增", "增收")
# How far from its object's number a verb of lessening may stand.
_NEAR: Final = 20


class Changes:
    """The words of one table that say it."""

    def __init__(self, measures: Measures) -> None:
        verbs = measures.verbs
        self._increase = re.compile(one_of(verbs["increase"]) + "了?(?![值量额极点率])")
        self._decrease = re.compile(one_of(verbs["decrease"]) + "了?(?![至到为低率])")
        self._rate = re.compile(
            one_of(verbs["growth"]) + "(?:率|保持|稳定|力争|达到?|实现|约|超|超过|[为在])*$"
        )
        self._fall = re.compile(one_of(verbs["decrease"]) + "(?:了|幅度?)?$")
        self._rise = re.compile(one_of(verbs["rise"]) + "了?$")
        self._rising = re.compile(one_of((*verbs["rise"], *verbs["growth"])))
        self._content = re.compile(one_of(verbs["content"]))

    def of(self, text: str, figure: Figure, head: str) -> Change | None:
        """The change that ``figure`` states with its own words; None where it has no verb of its own to say so.

        ``head`` is what stands before the number without time words.
        """
        lead = text[figure.lead : figure.at]
        if figure.kind == "percent":
            return self._of_percent(head, lead, figure.unit)
        if figure.kind == "none":
            return "level"
        if not head:
            return None
        fall, found = self._decrease.search(head), self._increase.search(head)
        if fall is None and found is None:
            return None
        reached = figure.before == "at_most" or bool(_REACHES.search(lead))
        if fall is not None and not (found is not None and found.start() < fall.start()):
            near = len(head) - fall.end() <= _NEAR
            return "decrease" if near and not reached and not _REACHES.search(head) else "level"
        return None if found is None else _increase(head, found, reached=reached)

    def made(self, figure: Figure, head: str) -> Change | None:
        """``level`` where a verb of making stands before a number that is no percentage; its list goes on saying so."""
        making = figure.kind != "percent" and self._content.search(head) is not None
        return "level" if making else None

    def _of_percent(self, head: str, lead: str, unit: str) -> Change | None:
        said = head + lead
        if unit.endswith("百分点"):
            if self._fall.search(said) or self._decrease.search(head):
                return "decrease"
            return "increase" if self._rising.search(said) else None
        if self._rate.search(said) or (lead and self._rate.search(head)):
            return "growth_rate"
        if self._fall.search(head) or (self._decrease.search(head) and not _REACHES.search(said)):
            return "decrease"
        if self._rise.search(head):
            return "increase"
        return "share" if head else None


def _increase(head: str, found: re.Match[str], *, reached: bool) -> Change:
    """``increase`` unless the verb is only part of a word or is joined with another one."""
    before, behind = head[: found.start()], head[found.end() :]
    if _NOT_NEW.search(before) or _SECOND_VERB.match(behind) or _FIRST_VERB.search(before):
        return "level"
    if _GRANTS.search(behind):
        return "level"
    if found.group().startswith(_GROWING) and (reached or (behind and found.group().startswith("增长"))):
        return "level"
    return "increase"
