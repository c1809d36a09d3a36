"""What a figure says of its indicator: a level, more of it, less of it, a growth rate, or a share of a whole."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from duban.lexicon.measures import Measures
    from duban.reading.commitments.targets.clauses import Part
    from duban.reading.model import Change

_REACHES: Final = re.compile(r"[至到为]$|保持在?$|控制在$")
# 新建、扩建6处: with a second verb the number no longer says how many more there are.
_SECOND_VERB: Final = re.compile(r"^[、和及与/（(]?(?:改|扩|续|迁|提|修|翻|维|更|重|加固)")
_NOT_NEW: Final = re.compile(r"(?:创|更|高|革|刷|焕|出|全|最)$")


class _Words:
    """Patterns of one table."""

    def __init__(self, measures: Measures) -> None:
        verbs = measures.verbs
        self.increase = _any(verbs["increase"])
        self.decrease = re.compile(_any(verbs["decrease"]).pattern + "了?(?![至到为低])")
        self.rate = re.compile("(?:" + _any(verbs["growth"]).pattern + ")(?:率|保持|稳定|力争|达到?|实现|约|超|超过|[为在])*$")
        self.fall = re.compile("(?:" + _any(verbs["decrease"]).pattern + ")(?:了|率|幅度?)?$")
        self.rise = re.compile("(?:" + _any(verbs["rise"]).pattern + ")了?$")
        self.content = _any(verbs["content"])


def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")")


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
    reached = bool(_REACHES.search(lead)) or part.beside.before in ("at_most",)
    fall = words.decrease.search(head)
    if fall is not None and not reached and not _REACHES.search(head) and len(head) - fall.end() <= 12:
        return "decrease"
    found = words.increase.search(head)
    if found is None:
        return "level" if words.content.search(head) else None
    if _NOT_NEW.search(head[: found.start()]) or _SECOND_VERB.match(head[found.end() :]):
        return "level"
    if re.search(r"[新改扩][、（(/]*[改扩迁续]?建?[)）]?$", head[: found.start()]):
        return "level"
    if head.startswith(("完工", "竣工", "更新", "改造"), max(0, found.start() - 2)):
        return "level"
    if found.group() in ("增长", "增加", "净增", "增收") and reached:
        return "level"
    return "increase"


def _of_percent(words: _Words, head: str, lead: str, unit: str) -> Change | None:
    said = head + lead
    if unit == "百分点":
        if words.fall.search(head) or words.fall.search(said):
            return "decrease"
        return "increase" if words.rise.search(head) or words.rate.search(said) else None
    if words.rate.search(said) or words.rate.search(head):
        return "growth_rate"
    if words.fall.search(head):
        return "decrease"
    if words.rise.search(head):
        return "increase"
    return None if not head else "share"
