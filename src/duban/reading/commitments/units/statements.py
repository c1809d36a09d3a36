"""Statements of who does what: ``牵头单位：A；配合单位：B``, ``A牵头，B、C按职责分工负责``, ``（A、B）``.

A zone of text is known to state units (it is a bracket, a labelled line, a cell of a table); here its labels and verbs
are read and the names between them given a role.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from duban.reading.commitments.units.names import STRONG, Piece, alternation, names_of
from duban.reading.drafts import UnitDraft
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duban.lexicon.organs import Organs
    from duban.reading.drafts import CellRole


class Role(Enum):
    """What a statement says of its units. What RESPONSIBLE means depends on whether a lead is named beside it."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORTING = "supporting"
    FIRST = "first leads"  # 牵头及配合单位：the first leads, the rest support
    NONE = "none"  # 督导单位, 责任领导, 完成时限: not ours


class Statement(NamedTuple):
    """Units with a role, and the stretch that says so, label and verb included.

    ``vouched``: a label or verb gives the role, not the mere list.
    """

    role: Role
    units: tuple[UnitDraft, ...]
    span: Span
    vouched: bool = True


class Label(NamedTuple):
    """A label and its colon. ``doubtful`` where there is no colon: then its value must look like names."""

    span: Span
    role: Role
    doubtful: bool


class _Verb(NamedTuple):
    start: int
    end: int
    role: Role
    joining: bool


# The colon first and then what stands before it: there are few colons, and a look back at every sign is slow.
_COLON = re.compile(r"[:：】〕\]](?<=[一-鿿）)*＊ \u3000].)")
_SIGN = re.compile(r"[（(〔［\[【:：】|｜]")
# A label without its colon: 责任单位 区教育局; 牵头单位为区教育局.
_NO_COLON = re.compile(r"(?:单位|部门|主体|科室)(?=[ \t\u3000\xa0|｜为是）)])")
_FIELD = re.compile(r"(?<![一-鿿])[一-鿿]{2,6}(?:[（(][一-鿿]{1,6}[）)])?[一-鿿]{0,4}[*＊]{0,2}\s{0,4}\Z")
_AGENT = re.compile("(?<!自)由(?!贸)|(?<![一-鿿])以(?![及岭])")
_TAG_ROLES = {"牵头": Role.LEAD, "主办": Role.LEAD}
_VERB_ROLES = {"lead": Role.LEAD, "supporting": Role.SUPPORTING, "responsible": Role.RESPONSIBLE}
# Where the first name of a list may end: 区教育局、…; 区教育局等.
_FIRST_PIECE = re.compile(r"[、，,；;等 \u3000]")
_LONGEST_FIRST = 60
_LONGEST_STEM = 6
# 第一责任单位 leads where 其他责任单位 stands beside it.
_FOREMOST = ("第一", "主要", "首要", "首位")
_LONGEST_LABEL = 34
_LONGEST_MANNER = 16
# Column heads recur in every row; what is known of this many is kept.
_REMEMBERED = 256


@cache
def grammar_of(organs: Organs) -> Grammar:
    """The grammar of a table; made once for each table."""
    return Grammar(organs)


class Grammar:
    """Labels and verbs of one table, compiled."""

    def __init__(self, organs: Organs) -> None:
        self.names = names_of(organs)
        roles = alternation(
            (*organs.label_lead, *organs.label_responsible, *organs.label_supporting, *organs.label_oversight)
        )
        nouns, persons = alternation(organs.label_nouns), alternation(organs.label_persons)
        bare = alternation((*organs.label_lead, *organs.label_supporting, "责任", "负责", "承办"))
        end = r"(?:[（(][^（()）\n]{1,20}[)）])?[*＊]{0,2}\s{0,4}\Z"
        self._label = re.compile(
            f"(?:{alternation(organs.label_prefixes)}){{0,3}}"
            f"(?P<role>{roles}[）)]?(?:[、及和与/／（(]?{roles}[）)]?){{0,2}})的?{nouns}"
            f"(?:[、及和与/／（(](?:{roles}|主要|分管|直接|具体){{0,2}}(?:{nouns}|{persons})[）)]?){{0,2}}{end}"
            f"|(?<![一-鿿])(?P<bare>{bare}){end}"
            f"|(?P<division>{alternation(organs.label_divisions)}){end}"
        )
        self._label_word = re.compile(f"{roles}{nouns}")
        self._says_support = re.compile(alternation(organs.label_supporting))
        self._says_lead = re.compile(alternation(organs.label_lead))
        self._says_oversight = re.compile(alternation(organs.label_oversight))
        self._person = re.compile(f"[、及和与/／（(](?:{roles}|主要|分管|直接|具体)?{persons}")
        lead, responsible = alternation(organs.verb_lead), alternation(organs.verb_responsible)
        supporting, joining = alternation(organs.verb_supporting), alternation(organs.verb_joining)
        stop = r"(?=[，,；;。、）)\]】〕\s]|\Z)"
        tails = alternation(organs.verb_tails)
        self._verb = re.compile(
            f"(?P<lead>{lead}{tails}{{0,3}}|为主{stop})"
            f"|(?P<joining>{joining}(?=[一-鿿]))"
            f"|(?<!政)(?P<supporting>{supporting}{tails}{{0,2}}{stop})"
            f"|(?P<responsible>(?:责任单位|{responsible}){{1,2}}(?:工作|到位)?{stop}|(?:职责|分工){{1,2}}{stop})"
        )
        self._remark = re.compile(alternation(organs.remarks))
        # How they do it, before the verb: 按职责分工(负责), 共同(牵头), 积极(配合), 为(牵头单位).
        self._manner = re.compile(
            "(?:(?:按照?|依据?|根据|结合|在)(?:各自)?(?:部门|工作|法定)?(?:职责|职能|分工)?(?:和?分工|范围|权限|要求)?内?"
            "|各自|积极|密切|共同|分别|分头|分工|联合|具体|统一|直接|切实|抓好|做好|全力|协同|统筹|作为?|为|是|总|主要){1,4}\\Z"
        )
        self._duty = re.compile(
            f"{alternation(organs.predicates)}|{alternation(organs.predicates_agent)}(?![室办局科股处组队部中所站])"
        )
        self._heads = lru_cache(_REMEMBERED)(self._head_role)
        self._role_word = re.compile(
            alternation(
                (*organs.verb_lead, *organs.verb_responsible, *organs.verb_supporting, "责任", "会同", "职责")
            )
        )

    def may_state(self, text: str, start: int, end: int) -> bool:
        """The very first test: whether the stretch has any sign that brackets, labels and rows are made with."""
        return _SIGN.search(text, start, end) is not None or _NO_COLON.search(text, start, end) is not None

    def mentions_role(self, text: str, start: int, end: int) -> bool:
        """The cheap first test: whether any word of a role stands in the stretch."""
        return self._role_word.search(text, start, end) is not None

    def may_list(self, text: str, start: int, end: int) -> bool:
        """The same for a list without words of a role: whether its first piece, or all of it, ends like a name."""
        stop = _FIRST_PIECE.search(text, start, min(end, start + _LONGEST_FIRST))
        if self.names.grade(text, start, stop.start() if stop else end) > 0:
            return True
        # 市教育、卫健部门: the first is a stem that shares the last word of another.
        shared = stop is not None and stop.group() == "、" and stop.start() - start <= _LONGEST_STEM
        return shared and self.names.grade(text, start, end) > 0

    def labels(self, text: str, start: int, end: int) -> Iterator[Label]:
        """The labels in a stretch, in order; also those of other fields, since they end a list of units."""
        anchors = [(match.start(), False) for match in _COLON.finditer(text, start, end)]
        if doubtful_ones := [(match.end(), True) for match in _NO_COLON.finditer(text, start, end)]:
            anchors = sorted(anchors + doubtful_ones)
        for at, doubtful in anchors:
            left = max(start, at - _LONGEST_LABEL)
            if match := self._label.search(text, left, at):
                # （责任单位）区教育局: a round bracket is a label's only if it holds nothing else.
                if text[at] in "）)" and text[match.start() - 1 : match.start()] not in ("（", "("):
                    continue
                # 各牵头单位是第一责任单位: told of them all, no label of one's names.
                if doubtful and text[match.start() - 1 : match.start()] == "各":
                    continue
                # 责任单位及责任人：…; 牵头：… may name persons too.
                persons = match.group("bare") is not None or self._person.search(match.group()) is not None
                span = Span(match.start(), self._past(text, at + 1, end))
                yield Label(span, self._label_role(match), doubtful or persons)
            elif not doubtful and (field := _FIELD.search(text, left, at)):
                yield Label(Span(field.start(), at + 1), Role.NONE, doubtful=False)

    def _past(self, text: str, at: int, end: int) -> int:
        """Past the signs that may follow the first one of a colon: 】：, **."""
        while at < end and text[at] in "】〕]:：*＊ \t\u3000|｜":
            at += 1
        return at

    def _label_role(self, match: re.Match[str]) -> Role:
        if match.group("division"):
            return Role.RESPONSIBLE
        words = match.group("role") or match.group("bare")
        supports, leads = self._says_support.search(words), self._says_lead.search(words)
        if supports and leads:
            return Role.FIRST
        if supports:
            return Role.SUPPORTING
        if leads or (match.group("role") and match.group().startswith(_FOREMOST)):
            return Role.LEAD
        return Role.NONE if self._says_oversight.search(words) else Role.RESPONSIBLE

    def head_role(self, head: str, cell: CellRole) -> tuple[Role, bool] | None:
        """The role that a column head or field label gives, and whether it promises persons too (责任单位及责任人).

        None for a column of something else; ``cell`` is what the outline takes the column for.
        """
        return self._heads(head, cell)

    def _head_role(self, head: str, cell: CellRole) -> tuple[Role, bool] | None:
        if cell not in ("lead", "supporting", "other"):
            return None
        head = "".join(head.split()).rstrip("：:")
        match = self._label.search(head)
        role = self._label_role(match) if match else Role.NONE
        if cell == "other" and role is Role.NONE:
            return None
        if cell != "other" and (role is Role.NONE or (role is Role.SUPPORTING) is (cell == "lead")):
            role = Role.LEAD if cell == "lead" else Role.SUPPORTING
        return role, self._person.search(head) is not None

    def read_zone(
        self, text: str, start: int, end: int, role: Role | None = None, *, strict: bool = True
    ) -> list[Statement]:
        """All statements in a zone.

        ``role`` is what stands over the zone (a column head), if anything does; with ``strict`` names outside of
        labels must be units by their own words.
        """
        statements: list[Statement] = []
        at, over, begin, doubtful = start, role, start, strict
        for label in (*self.labels(text, start, end), None):
            upto = label.span.start if label else end
            if over is not Role.NONE:
                statements += self.read_list(text, Span(begin, upto), at, over, strict=doubtful)
            if label is None:
                break
            begin, at, over, doubtful = label.span.start, label.span.end, label.role, label.doubtful
        return statements

    def read_list(
        self, text: str, span: Span, start: int, over: Role | None, *, strict: bool
    ) -> list[Statement]:
        """One stretch without labels but the one that it begins with: names from ``start`` and the verbs after them."""
        begin, end = span.start, self._before_remark(text, start, span.end)
        statements: list[Statement] = []
        at, joined = start, False
        for verb in (*self._verbs(text, start, end), None):
            upto = verb.start if verb else end
            role = over or Role.RESPONSIBLE
            if joined:
                role = Role.SUPPORTING
            elif verb and (verb.role is not Role.RESPONSIBLE or over is None):
                role = verb.role
            left = at
            if role is Role.SUPPORTING and not statements and verb and not joined:
                # 区教育局，区财政局配合: who stands before the comma is not said to help.
                comma = max(text.rfind(sign, at, upto) for sign in "，,；;")
                first = self._listed(text, at, max(comma, at), strict=strict, labelled=over is not None)
                if first:
                    stretch = Span(begin, first[-1].end)
                    statements += _by_tag(text, first, Statement(over or Role.RESPONSIBLE, (), stretch))
                    left = comma + 1
            if agents := [match.end() for match in _AGENT.finditer(text, left, upto)]:
                left = agents[-1]
            pieces = self._listed(text, left, upto, strict=strict, labelled=over is not None)
            if pieces:
                tail = verb.end if verb else pieces[-1].end
                head = begin if left == start else pieces[0].start
                vouched = over is not None or joined or verb is not None
                statements += _by_tag(text, pieces, Statement(role, (), Span(head, tail), vouched))
            if verb is None:
                break
            joined, at = verb.joining, verb.end
        return statements

    def _listed(self, text: str, start: int, end: int, *, strict: bool, labelled: bool) -> list[Piece]:
        """The names of a list. With ``strict`` at least one must be a unit by its own words, and none a sentence."""
        pieces = [
            self._without_duty(text, piece)
            for piece in self.names.split(text, start, end)
            if not self._label_word.fullmatch(text, piece.start, piece.end)
        ]
        if not strict:
            return pieces
        units = [self.names.is_unit(text, piece.start, piece.end, places=True) for piece in pieces]
        if not any(units):
            return []
        return [
            piece
            for piece, unit in zip(pieces, units, strict=True)
            if unit or not (labelled or self.names.is_sentence(text, piece.start, piece.end))
        ]

    def _without_duty(self, text: str, piece: Piece) -> Piece:
        """The name alone where a piece goes on to say what its unit does: 区财政局保障经费."""
        if self.names.grade(text, piece.start, piece.end):
            return piece
        upto = self.names.leading_unit(text, piece.start, piece.end)
        if upto is None:
            return piece
        duty = self._duty.match(text, upto, piece.end) or self.names.is_person(text, upto, piece.end)
        return piece._replace(end=upto) if duty else piece

    def _verbs(self, text: str, start: int, end: int) -> Iterator[_Verb]:
        at = start
        for match in self._verb.finditer(text, start, end):
            kind = match.lastgroup or ""
            if kind == "joining":
                # 商 and 协同 also stand inside names (区商务局); they join only where a name has just ended.
                if match.group() == "会同" or self.names.grade(text, at, match.start()) == STRONG:
                    yield _Verb(match.start(), match.end(), Role.LEAD, joining=True)
                    at = match.end()
                continue
            manner = self._manner.search(text, max(at, match.start() - _LONGEST_MANNER), match.start())
            yield _Verb(
                manner.start() if manner else match.start(), match.end(), _VERB_ROLES[kind], joining=False
            )
            at = match.end()

    def _before_remark(self, text: str, start: int, end: int) -> int:
        """The end of the list: before a clause that speaks of other items (列第一位的为牵头单位，下同)."""
        if match := self._remark.search(text, start, end):
            return max(start, *(text.rfind(sign, start, match.start()) for sign in "，,；;。（("))
        return end

    def is_bare_list(self, text: str, start: int, end: int) -> bool:
        """Whether the stretch lists units and nothing else but perhaps a time limit: ``区教育局、各镇街，6月底前``."""
        pieces = self.names.split(text, start, self._before_remark(text, start, end))
        units = [self.names.is_unit(text, piece.start, piece.end) for piece in pieces]
        return any(units) and all(
            unit
            or self.names.grade(text, piece.start, piece.end) == STRONG
            or self.names.is_unit(text, piece.start, piece.end, places=True)
            for piece, unit in zip(pieces, units, strict=True)
        )


def _by_tag(text: str, pieces: list[Piece], statement: Statement) -> list[Statement]:
    """The statement with its units, or one for each where names carry their roles: 区发展改革局（牵头）、区财政局."""
    if not any(piece.tag for piece in pieces):
        return [statement._replace(units=tuple(_unit(text, piece) for piece in pieces))]
    return [
        statement._replace(
            role=_TAG_ROLES.get(piece.tag, Role.SUPPORTING) if piece.tag else statement.role,
            units=(_unit(text, piece),),
            vouched=True,
        )
        for piece in pieces
    ]


def _unit(text: str, piece: Piece) -> UnitDraft:
    """A name as written, without the white space that a broken line left in it."""
    return UnitDraft("".join(text[piece.start : piece.end].split()), Span(piece.start, piece.end))
