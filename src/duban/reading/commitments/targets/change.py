"""What a figure says of its indicator: a level, more of it, less of it, a growth rate, or a share of a whole."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from duban.reading.commitments.targets.words import one_of

if TYPE_CHECKING:
    from duban.lexicon.measures import Measures
    from duban.reading.commitments.targets.clauses import Part
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


class _Words:
    """Patterns of one table."""

    def __init__(self, measures: Measures) -> None:
        verbs = measures.verbs
        self.increase = re.compile(one_of(verbs["increase"]) + "了?(?![值量额极点率])")
        self.decrease = re.compile(one_of(verbs["decrease"]) + "了?(?![至到为低率])")
        self.rate = re.compile(
            one_of(verbs["growth"]) + "(?:率|保持|稳定|力争|达到?|实现|约|超|超过|[为在])*$"
        )
        self.fall = re.compile(one_of(verbs["decrease"]) + "(?:了|幅度?)?$")
        self.rise = re.compile(one_of(verbs["rise"]) + "了?$")
        self.rising = re.compile(one_of((*verbs["rise"], *verbs["growth"])))
        self.content = re.compile(one_of(verbs["content"]))


@lru_cache(maxsize=4)
def _words(measures: Measures) -> _Words:
    return _Words(measures)


def change_of(text: str, part: Part, head: str, measures: Measures) -> Change | None:
    """The change that ``part`` states with its own words; None where it has no verb of its own to say so.

    ``head`` is what stands before the number without time words.
    """
    words = _words(measures)
    lead = text[part.beside.lead : part.quantity.start]
    kind, unit = part.quantity.kind, part.quantity.unit
    if kind == "percent":
        return _of_percent(words, head, lead, unit)
    if kind == "none":
        return "level"
    reached = bool(_REACHES.search(lead)) or part.beside.before == "at_most"
    fall, found = words.decrease.search(head), words.increase.search(head)
    if fall is not None and not (found is not None and found.start() < fall.start()):
        near = len(head) - fall.end() <= _NEAR
        return "decrease" if near and not reached and not _REACHES.search(head) else "level"
    if found is None:
        return None
    return _increase(head, found, reached=reached)


def made_of(part: Part, head: str, measures: Measures) -> Change | None:
    """``level`` where a verb of making stands before a number that is no percentage; its list goes on saying so."""
    making = part.quantity.kind != "percent" and _words(measures).content.search(head) is not None
    return "level" if making else None


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


def _of_percent(words: _Words, head: str, lead: str, unit: str) -> Change | None:
    said = head + lead
    if unit.endswith("百分点"):
        if words.fall.search(said) or words.decrease.search(head):
            return "decrease"
        return "increase" if words.rising.search(said) else None
    if words.rate.search(said) or words.rate.search(head):
        return "growth_rate"
    if words.fall.search(head) or (words.decrease.search(head) and not _REACHES.search(said)):
        return "decrease"
    if words.rise.search(head):
        return "increase"
    return None if not head else "share"
