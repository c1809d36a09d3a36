"""What a unit has to do, found together with the last sign of its name: ``各镇街|要…``, ``区财政局|局长要…``.

The sign after a name tells most places of a text apart at once; only where it can begin what may follow is more tried.
Between the name and the predicate may stand a bracket, 等部门, a post, a colon, and when it is to be done.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from duban.reading.commitments.units.names import alternation
from duban.reading.commitments.units.statements import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from duban.lexicon.organs import Organs

# 将 says that somebody will; these tell somebody to.
_TELLS = frozenset("要应须必务")
# 各镇街从2024年第二季度起，要…; 区城管局接到举报后三日内应当….
_WHEN = (
    r"(?:(?:(?:从|自|在|于|到)?[\d０-９]{1,4}[年月][\d０-９年月日季度第一二三四上下半旬底末前起后内以之]{0,16}"
    r"|[在自]?[接收]到[^，,。；;\n]{1,16}[后起][^，,。；;\n]{0,10}?)[，,]?)?"
)
_WHEN_BEGINS = "从自在于到接收0123456789０１２３４５６７８９"
# After a verb of ``predicates_agent`` these make it the name of an office: 检查组, 评审中心.
_OFFICES = "[室办局科股处组队部中所站]"
# 由区民政局组织推进和落实。: nothing else is said of the item, so it is no report of who did what.
_ASSIGNED = re.compile(
    "(?:具体|分别)?(?:负责|组织|牵头)?(?:(?:推进|实施|落实|承办|办理|完成)[和、及]?){1,3}(?=[。；;])"
)
# 各镇人民政府：根据…: the paper begins behind those it is addressed to; 区教育局：按照职责… gives a duty.
_OCCASION = "(?:根据|按照?|依据|结合|围绕|对照|遵照)(?![^，,。；;\\n]{0,6}(?:职责|分工|职能))"
_CLAUSE_END = re.compile("[，,。；;\n]")
# 各地、各部门以专项行动为契机，…: how they are to do what follows.
_TAKING = "以(?![及下来内外])(?=[^，,。；;\\n]{2,24}为)"
_ASSIGNED_BEGINS = ("具体", "分别", "负责", "组织", "牵头", "推进", "实施", "落实", "承办", "办理", "完成")


@cache
def predicates_of(organs: Organs) -> Predicates:
    """The predicates of a table; made once for each table."""
    return Predicates(organs)


class Predicates:
    """The patterns of one table: ``any`` predicate, one that states a role (``explicit``) or gives a task (``told``).

    Their groups: ``alias`` a bracket after the name, ``post`` who holds its office, ``predicate``.
    """

    def __init__(self, organs: Organs) -> None:
        self._organs = organs
        told = [word for word in organs.predicate_modals if word[0] in _TELLS]
        self._told_words = alternation(told)
        explicit = alternation(organs.predicates_explicit)
        agent = f"{alternation(organs.predicates_agent)}(?!{_OFFICES})"
        duty = f"(?:作为|[是为])(?=[^，,。；;\\n]{{0,16}}{alternation(organs.predicate_offices)})"
        self.any = self._after_a_name(
            f"{alternation(organs.predicates)}|{agent}|{duty}|{_TAKING}",
            (*organs.predicates, *organs.predicates_agent, "是", "为", "作为", "以"),
        )
        self.explicit = self._after_a_name(
            f"(?:要|应当?|须|必须)?(?:{explicit}|负责)",
            (*told, "要", "应", "须", "必须", *organs.predicates_explicit, "负责"),
        )
        self.told = self._after_a_name(f"{self._told_words}|{_ASSIGNED.pattern}", (*told, *_ASSIGNED_BEGINS))
        self._agent_only = re.compile(agent)
        duties = alternation(organs.predicate_duties)
        self._leads = re.compile(f"{duties}{{0,3}}总?{explicit}")
        self._helps = re.compile(f"{duties}{{0,3}}{alternation(organs.verb_supporting)}")
        self._only_helps = re.compile(f"{alternation(organs.verb_supporting)}(?=[。；;，,\\s]|\\Z)")
        self._modal = re.compile(alternation(organs.predicate_modals))

    def is_modal(self, match: re.Match[str]) -> bool:
        """Whether the predicate tells a unit what it must or will do, which even a mere place may be told."""
        return self._modal.match(match.string, match.start("predicate")) is not None

    def role(self, match: re.Match[str]) -> Role:
        """What the predicate says of its subject."""
        if self._leads.match(match.string, match.start("predicate")):
            return Role.LEAD
        return Role.FIRST if self._helps.match(match.string, match.start("predicate")) else Role.RESPONSIBLE

    def only_helps(self, match: re.Match[str]) -> bool:
        """Whether the predicate is the role and nothing else: 区水务局、区财政局等部门配合。"""
        return self._only_helps.match(match.string, match.start("predicate")) is not None

    def end(self, match: re.Match[str], end: int) -> int:
        """Where the next subject may begin: behind what a unit is said to be (作为行业主管部门，要…), if it is."""
        if not match.group("predicate").startswith(("作为", "是", "为")):
            return match.end()
        stop = _CLAUSE_END.search(match.string, match.end(), end)
        return stop.start() if stop else end

    def needs_agent(self, match: re.Match[str]) -> bool:
        """Whether the predicate counts only with 由 before the name: 由区纪委监委启动问责."""
        if match.re is self.explicit and match.group("predicate").endswith("负责"):
            return True
        at = match.start("predicate")
        if "每" in match.string[match.start() + 1 : at]:
            return False  # 区发展改革局每月调度一次
        if match.re is self.told and _ASSIGNED.match(match.string, at):
            return True
        return self._agent_only.match(match.string, at) is not None

    def _after_a_name(self, predicate: str, words: Iterable[str]) -> re.Pattern[str]:
        organs, told = self._organs, self._told_words
        ends = "".join(sorted({head[-1] for head in organs.all_heads} - set("）)")))
        begin = _beginning((*words, *organs.posts, *organs.posts_vague, *organs.predicate_adverbs))
        vague = f"{alternation(organs.posts_vague)}(?=将|{told})"
        return re.compile(
            f"[{ends}](?={begin}|[，,]{told})"
            "(?P<alias>[（(][^（()）\\n]{1,40}[）)])?"
            f"(?:等(?:[^、，,；;。（(\\n]{{0,16}}?{alternation(organs.closers)})?)?"
            f"(?P<post>(?:{alternation(organs.posts)}|{vague}){{1,2}})?"
            f"(?:[：:](?!{_OCCASION})|[，,](?={told}))?{_WHEN}{alternation(organs.predicate_adverbs)}{{0,2}}"
            f"(?!{alternation(organs.predicates_not)})(?P<predicate>{predicate})"
            f"(?!{alternation(organs.predicates_not_before)})"
        )


def _beginning(words: Iterable[str]) -> str:
    """What a stretch begins with that may follow a name: one of some signs, or the first two of a word."""
    words = set(words)
    alone = {word for word in words if len(word) == 1} | set("（(等：:" + _WHEN_BEGINS)
    first = {word[0] for word in words} - alone
    second = {word[1] for word in words if word[0] in first}
    return f"(?:[{_any(alone)}]|[{_any(first)}][{_any(second)}])"


def _any(characters: Iterable[str]) -> str:
    return re.escape("".join(sorted(characters)))
