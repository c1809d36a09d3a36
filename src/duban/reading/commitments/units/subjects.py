"""Units as the subjects of running text: ``各镇街要…``, ``由区民政局牵头，会同区残联…``, ``区财政局局长要…``.

Only the subject of what has to be done is a unit of the item; a name inside an attribute (挖掘各部门的经验) or an
object (支持区妇联…) is not. So a name must begin its clause, or stand after 由, and be followed by a predicate.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from duban.reading.commitments.units.names import CLASS, alternation, names_of
from duban.reading.commitments.units.predicates import predicates_of
from duban.reading.commitments.units.statements import Role, Statement
from duban.reading.drafts import UnitDraft
from duban.text import Span

if TYPE_CHECKING:
    from duban.lexicon.organs import Organs

_CLAUSE_ENDS = "。；;！!？?\n：:"
_LISTING = "、，,"
_ANY_END = re.compile(f"[{_CLAUSE_ENDS}{_LISTING}由]")
_MARKER = re.compile(
    r"[\s\u3000*＊•·●○■◆▲△\-—–]{0,8}"
    r"(?:(?:[（(]?[一二三四五六七八九十\d０-９]{1,3}[）)、.．]|[①-⑳]|[一二三四五六七八九十]{1,2}(?:是|要(?!求))"
    r"|第[一二三四五六七八九十百零〇\d０-９]{1,6}[条款项章节])[\s\u3000]{0,4}){0,2}"
)
# A bracket that explains a name is no part of it: 各责任单位（含牵头单位，下同）要….
_EXPLAINS = re.compile("[（(][包含无]|[（(][^）)]*(?:下同|以下|简称|除外)")
# A system that units are to work in is set up with their names in an attribute: 建立由区教育局牵头的机制.
_SETS_UP = re.compile("(?:建立|构建|形成|健全|完善|实行|组建)(?:起|了)?\\Z")
# The same with names as the subjects of its attribute: 形成区委牵头抓总，各部门各司其职的工作格局. What forms it has an
# object; 镇街落实、 is itself such a subject.
_FORMS = re.compile(
    "(?:形成|构建|建立|健全|完善|实行|推行|落实|坚持|打造|营造|探索|深化|构筑|组建|成立|设立|强化|理顺|创新|明确|按照)(?![、，,的])"
)
_FORMED = re.compile("机制|格局|制度|体系|体制|局面|模式|责任制|负责制|原则|专班|小组|联席会议")
# What no attribute holds: another thing that is set up, or somebody told to do something.
_NO_ATTRIBUTE = re.compile(f"(?<![主重需])[要应须](?!素|求|急)|{_FORMS.pattern}")
# 区委牵头抓总、各部门各负其责的体制机制: the same where nothing sets it up.
_SHORT_ATTRIBUTE = re.compile(
    f"[^，,。；;、的\\n]{{2,4}}(?:、[^，,。；;、的\\n]{{2,14}}){{0,4}}的[^，,。；;、的\\n]{{0,4}}(?:{_FORMED.pattern})"
)
_LEADER = re.compile("各?(?:(?:总?牵头|主办)(?:责任)?|主要责任|主责)(?:单位|部门)")
_CONCERNED = re.compile("各?(?:相关|有关|其他|其它)")
_WORD = re.compile("[一-鿿]")
_STOP = re.compile("[。；;！!？?\\n]")
_LONGEST_ATTRIBUTE = 120
# 下一步: what a report on things done says after it is still to be done.
_TURN = re.compile("下一步|下阶段|下一阶段|接下来|今后")
_PHRASE_END = re.compile("[。；;，,\n：:！!？?（(]|[于在](?=[0-9０-９每年])")
# A list of subjects is looked for this far back, and one name of it this far.
_REACH = 160
_NAME_REACH = 60
_LONGEST_NUMBER = 8
# So many words share the last one: 各市、县、区; 发改、自然资源、住建、水利等部门和各镇.
_MOST_SHARING = 6


class _Subject(NamedTuple):
    """Names in front of a predicate, and the word that brings them in, if one does: 由 or 会同."""

    units: tuple[UnitDraft, ...]
    brought_in_by: str = ""


_NOBODY = _Subject(())


@cache
def subjects_of(organs: Organs) -> Subjects:
    """The finder of a table; made once for each table."""
    return Subjects(organs)


class Subjects:
    """Finds subjects by the words of one table."""

    def __init__(self, organs: Organs) -> None:
        self._names = names_of(organs)
        self._predicates = predicates_of(organs)
        self._bare = re.compile(f"{alternation(organs.standalone)}|{self._names.role_unit.pattern}")
        # 配合单位 says by its name what it does.
        self._helper = re.compile(
            f"各?{alternation(organs.label_supporting)}{{1,2}}{alternation(organs.label_nouns)}"
        )
        self._rest = re.compile(f"等(?:[^、，,；;。]{{0,16}}{alternation(organs.closers)})?")
        self._joining = re.compile(alternation(word for word in organs.verb_joining if len(word) > 1))

    def find_told(self, text: str, start: int, end: int) -> list[Statement]:
        """The subjects in a report on what was done: those told what to do, and all after 下一步."""
        turn = _TURN.search(text, start, end)
        told = self._find(text, start, turn.start() if turn else end, self._predicates.told)
        return told + (self._find(text, turn.start(), end, self._predicates.any) if turn else [])

    def find(self, text: str, start: int, end: int, *, explicit: bool) -> list[Statement]:
        """The subjects in a stretch. ``explicit``: only those that are said to lead or answer (牵头, 由…负责)."""
        return self._find(text, start, end, self._predicates.explicit if explicit else self._predicates.any)

    def _find(self, text: str, start: int, end: int, pattern: re.Pattern[str]) -> list[Statement]:
        statements: list[Statement] = []
        floor = at = start
        while match := pattern.search(text, at, end):
            at = match.start() + 1
            needs_agent = self._predicates.needs_agent(match)
            if needs_agent and text.find("由", max(floor, at - _REACH), at) < 0:
                continue
            subject = self._subject_of(text, floor, match, claimed=bool(statements))
            if not subject.units or (needs_agent and not subject.brought_in_by):
                continue
            if self._in_attribute(text, start, subject.units[0].span.start, match):
                continue
            joined = subject.brought_in_by not in ("", "由")
            role = Role.SUPPORTING if joined else self._predicates.role(match)
            if role is Role.FIRST and statements and self._predicates.only_helps(match):
                role = Role.SUPPORTING
            if statements and all(self._helper.fullmatch(unit.name) for unit in subject.units):
                role = Role.SUPPORTING
            statements.append(Statement(role, subject.units, Span(subject.units[0].span.start, match.end())))
            at = floor = self._predicates.end(match, end)
            if helpers := self._helpers(text, match, end):
                statements.append(helpers)
                at = floor = helpers.span.end
        return _settle(statements) if statements else statements

    def _in_attribute(self, text: str, start: int, at: int, match: re.Match[str]) -> bool:
        """Whether a subject at ``at`` only tells what a system is like that is to be set up: 形成A牵头、B配合的机制."""
        begins = match.start("predicate")
        if not self._predicates.is_modal(match) and _SHORT_ATTRIBUTE.match(text, begins):
            return True
        left = max(
            start, at - _LONGEST_ATTRIBUTE, 1 + max(text.rfind(sign, start, at) for sign in "。；;！!？?\n")
        )
        forms = [match.end() for match in _FORMS.finditer(text, left, at)][-1:]
        if not forms or _FORMED.search(text, forms[0], at):
            return False
        limit = min(len(text), begins + _LONGEST_ATTRIBUTE)
        stop = _STOP.search(text, begins, limit)
        formed = _FORMED.search(text, begins, stop.start() if stop else limit)
        if formed is None or _NO_ATTRIBUTE.search(text, forms[0], formed.start()):
            return False
        parted = any(text.find(sign, forms[0], formed.start()) >= 0 for sign in "，,")
        return not parted or text.find("的", max(begins, formed.start() - 8), formed.start()) >= 0

    def _subject_of(self, text: str, floor: int, match: re.Match[str], *, claimed: bool) -> _Subject:
        """The names that end where the predicate begins, back to the start of the clause or to 由.

        ``claimed``: what stands before ``floor`` has its own subject.
        """
        alias = match.group("alias")
        right = match.end("alias") if alias and not _EXPLAINS.match(alias) else match.start() + 1
        subject = self._ending_at(text, floor, match, right, claimed=claimed)
        if not subject.units and match.group("post") and self._names.grade(text, right, match.end("post")):
            return self._ending_at(
                text, floor, match, match.end("post"), claimed=claimed
            )  # 局党组 is no post of a 局
        return subject

    def _ending_at(
        self, text: str, floor: int, match: re.Match[str], right: int, *, claimed: bool
    ) -> _Subject:
        last = floor if claimed else -1
        if right - floor > _NAME_REACH and not _ANY_END.search(text, right - _NAME_REACH, right):
            return _NOBODY  # nothing to begin a name after, within the length of one
        floor = max(floor, right - _REACH)
        start = max(floor, 1 + max(text.rfind(sign, floor, right) for sign in _CLAUSE_ENDS))
        if text.find("、", start, min(right, start + _LONGEST_NUMBER)) >= 0:
            marker = _MARKER.match(text, start, right)  # the 、 of 一、区教育局要… parts no names
            start = marker.end() if marker and marker.end() < right else start
        modal = self._predicates.is_modal(match)
        units: list[UnitDraft] = []
        end, word = right, ""
        while right > start and not word:
            left = self._piece_start(text, max(start, right - _NAME_REACH), right)
            at, word = self._name_start(text, left, right)
            names = self._listed(text, at, right, places=bool(word) or (modal and right - left <= 8))
            if not names and not units and not word:
                left, at, word, names = self._sharing(text, start, left, right)
            if not names:
                # What stands before the names is no name: a comma must set it off, not the 、 of a list,
                # unless all of it is one name: 公安、消防、民政等部门.
                if units and self._names.is_level(text, at, right):
                    units[0] = _unit(text, at, units[0].span.end)
                    if left == start:
                        break
                    right = left - 1
                    continue  # 市、县政府
                if not units or (left != last and text[right : right + 1] not in ("，", ",")):
                    return self._whole(text, start, end)
                word = ""
                break
            units[:0] = names
            if left == start or text[left:at].strip():
                break
            right = left - 1
        # 各县市、区政府 is one name, which only the whole list shows.
        together = self._listed(text, units[0].span.start, end, places=True) if len(units) > 1 else units
        return _Subject(tuple(together or units), word)

    def _sharing(self, text: str, start: int, left: int, right: int) -> tuple[int, int, str, list[UnitDraft]]:
        """A piece that is no name by itself with those before it whose word it shares: 各镇党委、政府; 各市、县、区."""
        whole = right
        found: tuple[int, int, str, list[UnitDraft]] = (left, left, "", [])
        for _ in range(_MOST_SHARING):
            if left == start or text[left - 1] != "、":
                break
            left = self._piece_start(text, max(start, whole - _NAME_REACH), left - 1)
            at, word = self._name_start(text, left, whole)
            names = self._listed(text, at, whole, places=True)
            if names and names[0].span.start == at and names[-1].span.end == whole:
                found = (left, at, word, names)
            elif found[3]:
                break
        return found

    def _whole(self, text: str, start: int, end: int) -> _Subject:
        """The clause up to the predicate as one name made of stems, if it is one."""
        if self._names.grade(text, start, end) != CLASS:
            return _NOBODY
        names = self._listed(text, self._name_start(text, start, end)[0], end, places=False)
        return _Subject(tuple(names)) if len(names) == 1 else _NOBODY

    def _listed(self, text: str, start: int, end: int, *, places: bool) -> list[UnitDraft]:
        """The names of a piece, if it is made of nothing else."""
        pieces = self._names.split(text, start, end)
        if pieces and _WORD.search(text, start, pieces[0].start):
            return []  # 一个部门作为总牵头和牵头单位: the last words of something else
        rest = pieces[-1].end if pieces else end
        if text.startswith("等", rest, end) and not self._rest.fullmatch(text, rest, end):
            return []  # 区妇联等群团组织作用
        if all(self._names.is_unit(text, piece.start, piece.end, places=places) for piece in pieces):
            return [_unit(text, piece.start, piece.end) for piece in pieces]
        return []

    def _piece_start(self, text: str, start: int, right: int) -> int:
        """Where the piece that ends at ``right`` begins: after a separator outside of brackets."""
        if text.find("（", start, right) < 0 and text.find("(", start, right) < 0:
            return max(start, 1 + max(text.rfind(sign, start, right) for sign in _LISTING))
        depth = 0
        for at in range(right - 1, start - 1, -1):
            sign = text[at]
            if sign in "）)":
                depth += 1
            elif sign in "（(":
                if not depth:
                    return at + 1
                depth -= 1
            elif not depth and sign in _LISTING:
                return at + 1
        return start

    def _name_start(self, text: str, left: int, right: int) -> tuple[int, str]:
        """Past a marker (一是, 1.) and a lead-in; after the last 由 or a first 会同, which is also returned."""
        agent = text.rfind("由", left, right)
        if agent >= 0 and _SETS_UP.search(text, max(left, agent - 4), agent):
            return left, ""
        if agent >= 0 and not (text.startswith("由贸", agent) or text.startswith("自", agent - 1)):
            return agent + 1, "由"
        marker = _MARKER.match(text, left, right)
        at = self._names.strip_lead_in(text, marker.end() if marker else left, right)
        joining = None if self._bare.match(text, at, right) else self._joining.match(text, at, right)
        return (joining.end(), joining.group()) if joining else (at, "")

    def _helpers(self, text: str, match: re.Match[str], end: int) -> Statement | None:
        """Those named after 会同: ``区发展改革局会同区财政局、区审计局制定…``."""
        after = match.end() + (text[match.end() : match.end() + 1] in ("，", ","))
        joined = self._joining.match(text, match.start("predicate")) or self._joining.match(text, after)
        if joined is None:
            return None
        limit = min(end, joined.end() + _REACH)
        stop = _PHRASE_END.search(text, joined.end(), limit)
        units: list[UnitDraft] = []
        for piece in self._names.split(text, joined.end(), stop.start() if stop else limit):
            upto = self._names.leading_unit(text, piece.start, piece.end)
            if upto is None:
                break
            units.append(_unit(text, piece.start, upto))
            if upto != piece.end:
                break
        if not units:
            return None
        return Statement(Role.SUPPORTING, tuple(units), Span(joined.start(), units[-1].span.end))


def _unit(text: str, start: int, end: int) -> UnitDraft:
    """A name as written, without the white space that a broken line left in it."""
    return UnitDraft("".join(text[start:end].split()), Span(start, end))


def _settle(statements: list[Statement]) -> list[Statement]:
    """Say of each whether it leads: 各部门要密切配合 tells how to work; only beside a lead does it mean support.

    Beside one that is a lead only by its name (牵头单位要…), only those do who are no more than concerned.
    """
    led = any(statement.role is Role.LEAD for statement in statements)
    named = any(_LEADER.match(unit.name) for statement in statements for unit in statement.units)

    def helps(statement: Statement) -> bool:
        concerned = named and all(_CONCERNED.match(unit.name) for unit in statement.units)
        return statement.role is Role.FIRST and (led or concerned)

    return [
        statement
        if statement.role is Role.SUPPORTING
        else statement._replace(role=Role.SUPPORTING if helps(statement) else Role.LEAD)
        for statement in statements
    ]
