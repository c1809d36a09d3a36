"""What a figure measures: the counted noun with the subject that the sentence gave last.

年内新增2家市级以上重点实验室 → 市级以上重点实验室 · 力争贷款余额增速达到12%以上 → 贷款余额增速 · in results the verb stays:
引进8个文化项目 → 引进文化项目.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from duban.lexicon.measures import Measures
    from duban.reading.commitments.targets.clauses import Clause, Part
    from duban.reading.model import Tense

_LONGEST: Final = 40
_LIGHT: Final = re.compile(r"进行了?|开展了?")
_EDGE: Final = re.compile(r"^[\s、，,；;：:的了“”\"（()）]+|[\s、，,；;：:了]+$")
_TAIL: Final = re.compile(r"(?:分别|均|都|各|同比|环比|较上年|比上年|年均|累计|共|达|已|将|要|可|也|力争|确保|实现|占|为|在|约|再|总计|合计)+$")
_LIST_BEFORE_ETC: Final = re.compile(r"^.*(?<=[、，和”\"）)一-龥])等$", re.DOTALL)
_NUMBERED: Final = re.compile(r"第[一二三四五六七八九十\d]+(?:批|轮|期)")
_CONSEQUENCE: Final = re.compile(r"(?:并|同时)?(?:投入使用|完工并投入使用|建成投用|竣工投用|开工建设|建成投产)$")


class _Openings:
    def __init__(self, measures: Measures) -> None:
        verbs = measures.verbs
        kept = set(verbs["keep"])
        opening = [word for word in verbs["opening"] if word not in kept]
        making = [*verbs["content"], *verbs["increase"], *(word for word in verbs["opening"] if word not in kept)]
        self.opening = _run(opening)
        self.making = _run(making)
        self.verb = re.compile("(?:" + _alternatives([*verbs["content"], *verbs["increase"]]) + ")了?$")


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))


def _run(words: Iterable[str]) -> re.Pattern[str]:
    """The words, any number of them, joined or not by 、 和 并."""
    return re.compile(f"(?:(?:{_alternatives(words)})[、和并及了]?){{0,8}}")


@lru_cache(maxsize=4)
def _openings(measures: Measures) -> _Openings:
    return _Openings(measures)


def indicator_of(
    text: str, clause: Clause, part: Part, head: str, tense: Tense, carried: str, measures: Measures
) -> str:
    """What ``part`` measures. ``head`` is the wording before the number without time words, ``carried`` the
    wording that an earlier part of the same list lends.
    """
    openings = _openings(measures)
    rest = _following(part, text)
    before = _subject(head, tense, openings)
    if rest:
        wording = _counted(before, rest, tense, openings)
    else:
        wording = before or _tidy(head)
    if len(wording) <= 1 or (not rest and not head):
        wording = carried + wording if carried not in wording else wording
    if _is_generic(wording, measures):
        wording = _context(text, clause, openings) + wording
    if tense == "achieved" and part.quantity.kind == "event" and not wording.endswith("数"):
        wording += "次数"
    return wording[:_LONGEST] or _tidy(head)[:_LONGEST] or part.quantity.unit


def lent(text: str, part: Part, head: str, measures: Measures) -> str:
    """The wording that the parts after this one of the same list may lack: its verb, or all of it."""
    openings = _openings(measures)
    if part.rest(text):
        match = openings.verb.search(head)
        return match.group() if match else ""
    return _tidy(head)


def making_verb(head: str, measures: Measures) -> str:
    """The verb that ``head`` begins with after its adverbs, empty where it has none: 年内新建蓄水池 → 新建."""
    openings = _openings(measures)
    rest = head[openings.opening.match(head).end() :]  # type: ignore[union-attr]
    for length in (5, 4, 3, 2):
        if openings.verb.fullmatch(rest[:length]):
            return rest[:length]
    return ""


def _following(part: Part, text: str) -> str:
    rest = part.rest(text).lstrip("的")
    return _tidy(_CONSEQUENCE.sub("", rest) or rest)


def _subject(head: str, tense: Tense, openings: _Openings) -> str:
    """The wording before the number without what only opens or carries it."""
    head = _NUMBERED.sub("", head)
    if head.endswith("等"):
        head = _without_list(head, openings)
    elif "等" in head:
        before, _, after = head.rpartition("等")
        if "、" in before and len(after) >= 2:
            head = after
    head = _tidy(head)
    pattern = openings.making if tense == "planned" else openings.opening
    match = pattern.match(head)
    stripped = _tidy(head[match.end() :]) if match else head
    return _tidy(_TAIL.sub("", stripped))


def _without_list(head: str, openings: _Openings) -> str:
    """推荐甲、乙等 → 推荐: of a list of names only the verb in front stays."""
    match = openings.making.match(head)
    return head[: match.end()] if match else ""


def _counted(before: str, rest: str, tense: Tense, openings: _Openings) -> str:
    """The counted noun with what stands before the number."""
    if tense == "planned":
        verb = openings.verb.search(before)
        before = before[: verb.start()] if verb else before
    return _LIGHT.sub("", before + rest) or rest


def _tidy(wording: str) -> str:
    return _EDGE.sub("", _EDGE.sub("", wording))


def _is_generic(wording: str, measures: Measures) -> bool:
    return wording in measures.nouns["generic"] or len(wording) <= 1


def _context(text: str, clause: Clause, openings: _Openings) -> str:
    """The object of the clause before, for an indicator that is too general alone (总数, 入库)."""
    if clause.before is None:
        return ""
    before = text[clause.before[0] : clause.before[1]].strip()
    match = openings.making.match(before)
    return _tidy(before[match.end() :] if match else before)[-20:]
