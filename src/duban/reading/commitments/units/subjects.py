"""Units as the subjects of running text: ``各镇街要…``, ``由区民政局牵头，会同区残联…``, ``区财政局局长要…``.

Only the subject of what has to be done is a unit of the item; a name inside an attribute (挖掘各部门的经验) or an
object (支持区妇联…) is not. So a name must begin its clause, or stand after 由, and be followed by a predicate.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from duban.reading.commitments.units.names import alternation, names_of
from duban.reading.commitments.units.statements import Role, Statement
from duban.reading.drafts import UnitDraft
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.lexicon.organs import Organs

_SENTENCE_ENDS = "。；;！!？?\n：:"
_MARKER = re.compile(
    r"[\s\u3000*＊•·●○■◆▲△\-—–]*(?:[（(]?[一二三四五六七八九十\d０-９]{1,3}[）)、.．]|[①-⑳]|[一二三四五六七八九十]{1,2}(?:是|要(?!求)))*[\s\u3000]*"
)
_HELPS = re.compile("(?:积极|密切|主动|全力|要|应|应当|须|必须|切实|协同|共同|做好|分别|按照?(?:各自)?职责(?:分工)?){0,3}(?:配合|协助|参与|支持)")
_REACH = 240


@cache
def subjects_of(organs: Organs) -> Subjects:
    """The finder of a table; made once for each table."""
    return Subjects(organs)


class Subjects:
    """Finds subjects by the words of one table."""

    def __init__(self, organs: Organs) -> None:
        self._names = names_of(organs)
        heads = (*organs.strong, *organs.places, *organs.classes, *organs.standalone)
        ends = "".join(sorted({head[-1] for head in heads} - set("）)")))
        closing = f"(?:等[^、，,；;。（(\\n]{{0,16}}?{alternation(organs.closers)})?"
        adverbs = ("都", "均", "也", "还", "每年", "每月", "每季度", "年内", "具体", "同步")
        # The sign after a name tells most places apart at once: only there is the rest tried.
        begins = "".join(sorted({word[0] for word in (*organs.posts, *organs.predicates, *adverbs)} | set("（(等")))
        template = (
            f"[{ends}](?=[{begins}])(?P<alias>[（(][^（()）\\n]{{1,24}}[）)])?{closing}(?:{alternation(organs.posts)}){{0,2}}"
            f"{alternation(adverbs)}{{0,2}}(?!{alternation(organs.predicates_not)})(?P<predicate>%s)"
            "(?!的|情况|结果|能力|水平|体系|方面|工作的|工作情况)"
        )
        self._any = re.compile(template % alternation(organs.predicates))
        self._explicit = re.compile(template % f"(?:要|应当?|须|必须)?{alternation((*organs.predicates_explicit, '负责'))}")
        self._leads = re.compile(f"(?:要|应当?|须|必须|负责|切实|充分发挥|履行){{0,2}}总?{alternation(organs.predicates_explicit)}")
        self._modal = re.compile("要|应|须|必须|务必|将|负责|牵头|会同")
        self._head = re.compile(alternation(heads))
        self._joining = re.compile(alternation(word for word in organs.verb_joining if len(word) > 1))
        self._foreign_stop = re.compile("[。；;，,\n：:！!？?（(]")

    def find(self, text: str, start: int, end: int, *, explicit: bool) -> list[Statement]:
        """The subjects in a stretch. ``explicit``: only those that are said to lead or answer (牵头, 由…负责)."""
        statements: list[Statement] = []
        floor = start
        for match in (self._explicit if explicit else self._any).finditer(text, start, end):
            if match.start() < floor:
                continue
            name_end = match.end("alias") if match.group("alias") else match.start() + 1
            begin = self._sentence_start(text, max(floor, match.start() - _REACH), match.start())
            modal = self._modal.match(text, match.start("predicate")) is not None
            units, agent = self._subject(text, begin, name_end, places=modal)
            word = match.group("predicate")
            floor = match.start() + 1
            if not units or (explicit and word.endswith("负责") and not agent):
                continue
            statements.append(Statement(self._role(text, match.start("predicate")), units, Span(units[0].span.start, match.end())))
            if helpers := self._helpers(text, match, end):
                statements.append(helpers)
                floor = helpers.span.end
        led = any(statement.role is Role.LEAD for statement in statements)
        # 各部门要密切配合 says how to work; only beside a lead does it say that they support.
        return [
            statement._replace(role=Role.LEAD)
            if statement.role is Role.RESPONSIBLE or (statement.role is Role.FIRST and not led)
            else statement._replace(role=Role.SUPPORTING) if statement.role is Role.FIRST else statement
            for statement in statements
        ]

    def _role(self, text: str, predicate: int) -> Role:
        if self._leads.match(text, predicate):
            return Role.LEAD
        return Role.FIRST if _HELPS.match(text, predicate) else Role.RESPONSIBLE

    def _sentence_start(self, text: str, floor: int, at: int) -> int:
        return max(floor, 1 + max(text.rfind(sign, floor, at) for sign in _SENTENCE_ENDS))

    def _subject(self, text: str, start: int, end: int, *, places: bool) -> tuple[tuple[UnitDraft, ...], bool]:
        """The names that end at ``end``, back to the start of the clause or to 由; and whether 由 stood there."""
        units: list[UnitDraft] = []
        right = end
        while right > start:
            left = self._piece_start(text, start, right)
            at, agent = self._name_start(text, left, right)
            names = self._names.split(text, at, right)
            if not names or not all(self._names.is_unit(text, piece.start, piece.end, places=(places and right - left <= 5) or agent) for piece in names):
                break
            units[:0] = [UnitDraft(text[piece.start : piece.end], Span(piece.start, piece.end)) for piece in names]
            if agent or left == start:
                return tuple(units), agent
            if at != left and text[left:at].strip():
                return tuple(units), False
            right = left - 1
        else:
            return tuple(units), False
        # What stands before the names is no name: it must be set off by a comma, not by the 、 of a list.
        if units and text[right : right + 1] in "，,":
            return tuple(units), False
        return (), False

    def _piece_start(self, text: str, start: int, right: int) -> int:
        """Where the piece that ends at ``right`` begins: after a separator outside of brackets."""
        depth = 0
        for at in range(right - 1, start - 1, -1):
            sign = text[at]
            if sign in "）)":
                depth += 1
            elif sign in "（(":
                if not depth:
                    return at + 1
                depth -= 1
            elif not depth and sign in "、，,":
                return at + 1
        return start

    def _name_start(self, text: str, left: int, right: int) -> tuple[int, bool]:
        """Past a marker (一是, 1.) and a lead-in; after the last 由, where there is one."""
        agent = text.rfind("由", left, right)
        if agent >= 0 and not text.startswith("由贸", agent) and not text.startswith("自由", agent - 1):
            return agent + 1, True
        marker = _MARKER.match(text, left, right)
        at = marker.end() if marker else left
        return self._names.strip_lead_in(text, at, right), False

    def _helpers(self, text: str, match: re.Match[str], end: int) -> Statement | None:
        """Those named after 会同: ``区发展改革局会同区财政局、区审计局制定…``."""
        at = match.start("predicate")
        joined = self._joining.match(text, at) or self._joining.match(text, match.end())
        if joined is None and text[match.end() : match.end() + 1] in "，,":
            joined = self._joining.match(text, match.end() + 1)
        if joined is None:
            return None
        stop = self._foreign_stop.search(text, joined.end(), min(end, joined.end() + _REACH))
        upto = stop.start() if stop else min(end, joined.end() + _REACH)
        names = self._names.split(text, joined.end(), upto)
        units: list[UnitDraft] = []
        for piece in names:
            upper = piece.end
            if not self._names.is_unit(text, piece.start, upper, places=True):
                upper = self._longest_name(text, piece.start, piece.end)
            if upper is None:
                break
            units.append(UnitDraft(text[piece.start : upper], Span(piece.start, upper)))
            if upper != piece.end:
                break
        if not units:
            return None
        return Statement(Role.SUPPORTING, tuple(units), Span(joined.start(), units[-1].span.end))

    def _longest_name(self, text: str, start: int, end: int) -> int | None:
        """The end of the name that a longer stretch begins with: 区审计局制定实施细则."""
        best = None
        for match in self._head.finditer(text, start + 1, min(end, start + 40)):
            if self._names.is_unit(text, start, match.end(), places=True):
                best = match.end()
            elif best is not None:
                break
        return best
