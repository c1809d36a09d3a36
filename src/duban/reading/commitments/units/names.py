"""Names of organs in a text: where one ends, what cannot be one, and how a list of them comes apart.

``区发展改革局、区文化和旅游局及各有关街道`` is three names: the 和 stands inside one, the 及 between two.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from duban.lexicon.organs import Organs

STRONG, PLACE, CLASS, NONE = 3, 2, 1, 0

OPENERS = "（(〔［[【"
CLOSERS = "）)〕］]】"
_BLANK = " \t\r\n\u3000\xa0"
_EDGES = _BLANK + "*＊·•、，,；;：:。.．/／|｜—-_”“\"'"
_MAX_NAME = 40

_SEPARATOR = re.compile(
    rf"[、，,；;/／|｜\n\r]+|[{_BLANK}]+|以及|[和及与]|[{re.escape(OPENERS)}]|[{re.escape(CLOSERS)}]"
)
# Not a name even where a label vouches for the list: a date, a time limit, a reference.
_NOT_A_NAME = re.compile(
    r"[\d０-９]+\s*[年月日个号]|季度|完成|底前|月底|年底|年内|长期|持续|立行立改|立即|第一|首位|下同|同上|不再|见附件|详见|[的《》：:]"
    r"|^无$|^全年$|^以下|^均|推进中|时限|常态"
)
_ROLE_TAG = re.compile(r"[（(〔\[](牵头|主办|配合|参与|协办|协助)(?:单位|部门|负责)?[）)〕\]]\s*\Z")
# 区财政局（张三）: a person in brackets after the name; three characters at most and no organ.
_PERSON_TAG = re.compile(r"[（(][一-鿿]{2,3}[）)]\s*\Z|[（(]?[\d０-９－-]{7,}[）)]?\s*\Z")
_AND_SO_ON = re.compile("等")
_UNNAMEABLE = re.compile(r"[\d０-９%％“”\"《》〈〉：:？?！!。…+＋=]")


class Piece(NamedTuple):
    """One name of a list; ``tag`` is a role written after it (``区发展改革局（牵头）``)."""

    start: int
    end: int
    tag: str = ""


def alternation(words: Iterable[str]) -> str:
    """The words as one group, longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


@cache
def names_of(organs: Organs) -> Names:
    """The names that a table describes; made once for each table."""
    return Names(organs)


class Names:
    """What can be told about a stretch of text from the words of the table alone."""

    def __init__(self, organs: Organs) -> None:
        endings: dict[str, list[tuple[str, int]]] = {}
        graded = (
            *((head, STRONG) for head in organs.strong),
            *((head, PLACE) for head in organs.places),
            *((head, CLASS) for head in organs.classes),
            *((head, NONE) for head in organs.false_heads),
        )
        for head, grade in graded:
            endings.setdefault(head[-1], []).append((head, grade))
        # Longest first, and of equals the real one: 城区 is none, 社区 is a place.
        self._endings = {
            last: tuple(sorted(heads, key=lambda entry: (-len(entry[0]), -entry[1])))
            for last, heads in endings.items()
        }
        self._foreign = re.compile(f"{alternation(organs.native)}|({alternation(organs.foreign)})")
        self._collective = re.compile(f"{alternation(organs.collective)}|全[省市区县州镇]|[省市县区州]级?(?:有关|相关|各|直)")
        self._bare = frozenset(organs.standalone)
        self._levels = re.compile(f"各?{alternation(organs.levels)}{{1,4}}")
        self._shared = frozenset(organs.shared)
        self._level_start = re.compile(alternation(organs.levels))
        self._level_body = re.compile(
            f"{alternation(organs.levels)}{{1,4}}(?:[（(][^（()）]{{0,12}}[)）])?"
            "(?:(?:级|直)?(?:各|有关|相关)*(?:人民政府|政府|党委|党工委|管委会|办事处|街道办事处|部门|单位))?"
        )
        self._closing = re.compile(f"等[^、，,；;（(]{{0,16}}?{alternation(organs.closers)}")
        self._lead_in = re.compile(f"{alternation(organs.lead_ins)}(?!贸)")

    def grade(self, text: str, start: int, end: int) -> int:
        """How the stretch ends: like an organ, a place, a class noun, or like no name at all."""
        end = self._without_alias(text, start, end)
        if end <= start:
            return NONE
        for head, grade in self._endings.get(text[end - 1], ()):
            if text.endswith(head, start, end):
                return grade
        return NONE

    def is_unit(self, text: str, start: int, end: int, *, places: bool = False) -> bool:
        """Whether the whole stretch is the name of a unit, going by its own words only.

        ``places`` also lets a mere place name pass (青石街道), which in running text it may not.
        """
        grade = self.grade(text, start, end)
        if grade == NONE or not 2 <= end - start <= _MAX_NAME or _UNNAMEABLE.search(text, start, end):
            return False
        if grade == CLASS and text.find("、", start, end) > 0:
            return True  # 区发展改革、财政、民政等部门: put together from stems that share their last word
        if self.is_sentence(text, start, self._without_alias(text, start, end)):
            return False
        word = text[start:end]
        if word in self._bare or self._is_collective(text, start, end):
            return True
        if grade == STRONG:
            return end - start > 2 or self._level_start.match(text, start, end) is not None
        if grade == CLASS:
            return self._level_start.match(text, start, end) is not None and end - start > 2
        return places and end - start > 2

    def _is_collective(self, text: str, start: int, end: int) -> bool:
        """各有关部门, 市直相关单位, 区政府各部门: a collective word at the start or after the name of a level."""
        match = self._collective.search(text, start, end)
        if match is None or match.end() == end:
            return False
        before = match.start()
        return before == start or self._level_start.match(text, start, before) is not None or self.grade(text, start, before) == STRONG

    def is_sentence(self, text: str, start: int, end: int) -> bool:
        """Whether the stretch holds a word that no name holds."""
        return any(match.group(1) for match in self._foreign.finditer(text, start, end))

    def split(self, text: str, start: int, end: int) -> list[Piece]:
        """The names in a stretch that is known to list units, in order; what is no name is left out."""
        cut = self._cut(text, start, end)
        pieces: list[Piece] = []
        closed = False
        for left, right in self._regroup(text, cut):
            piece, closes = self._trim(text, left, right)
            word = text[piece.start : piece.end]
            # 等部门、单位: what the closing noun is joined to closes the list with it.
            if not (closed and word in self._shared) and len(word) > 1 and self._may_be_listed(text, piece):
                pieces.append(piece)
            closed = closes
        return pieces

    def strip_lead_in(self, text: str, start: int, end: int) -> int:
        """Where the name starts after 由, 请, 同时 and the like."""
        while (match := self._lead_in.match(text, start, end)) and match.end() < end:
            start = match.end()
        return start

    def is_broken(self, text: str, start: int, at: int, end: int) -> bool:
        """Whether the line break at ``at`` parts a name: 园区党工⏎委、各镇街."""
        left = 1 + max(text.rfind(sign, start, at) for sign in "、，,；;：:")
        left = max(left, start)
        right = at + 1
        stop = _SEPARATOR.search(text, right, min(end, right + 20))
        after = stop.start() if stop else min(end, right + 20)
        return left < at and self.grade(text, left, at) == NONE and self.grade(text, right - 1, after) != NONE

    def _may_be_listed(self, text: str, piece: Piece) -> bool:
        if piece.end - piece.start > _MAX_NAME + 20 or not any("一" <= sign <= "鿿" for sign in text[piece.start : piece.end]):
            return False
        return not _NOT_A_NAME.search(text, piece.start, piece.end) and text[piece.start] not in CLOSERS

    def _without_alias(self, text: str, start: int, end: int) -> int:
        """The end without a bracket that belongs to the name: 市市场监管局（市知识产权局）."""
        if end > start and text[end - 1] in CLOSERS:
            opener = max(text.rfind(sign, max(start, end - _MAX_NAME), end) for sign in OPENERS)
            if opener > start:
                return opener
        return end

    def _cut(self, text: str, start: int, end: int) -> list[tuple[int, int, str]]:
        """The stretch at its separators; each piece with what stands before it."""
        pieces: list[tuple[int, int, str]] = []
        left, before, depth = start, "", 0
        for match in _SEPARATOR.finditer(text, start, end):
            sign = match.group()
            if sign in OPENERS:
                depth += 1
            elif sign in CLOSERS:
                depth = max(0, depth - 1)
            elif not depth and self._separates(text, left, match, end):
                pieces.append((left, match.start(), before))
                left, before = match.end(), sign[0]
        pieces.append((left, end, before))
        return [piece for piece in pieces if piece[1] > piece[0]]

    def _separates(self, text: str, left: int, match: re.Match[str], end: int) -> bool:
        sign = match.group()
        if sign[0] in "和及与":
            return self._joins(text, left, match.start(), match.end(), end)
        if sign.isspace() and "\n" not in sign:
            return self.grade(text, left, match.start()) != NONE
        if sign.isspace():
            # A line broken inside a name: 区发展改⏎革局.
            return self.grade(text, left, match.start()) != NONE or not left < match.start()
        return True

    def _joins(self, text: str, left: int, at: int, right: int, end: int) -> bool:
        """Whether a 和 between ``left`` and ``right`` joins two names, and is not part of one."""
        if self._collective.match(text, right, end):
            return True
        if closing := _AND_SO_ON.search(text, left, at):
            at = closing.start()
        stop = _SEPARATOR.search(text, right, min(end, right + _MAX_NAME))
        after = stop.start() if stop else end
        if closing := _AND_SO_ON.search(text, right, after):
            after = closing.start()
        here, there = self.grade(text, left, at), self.grade(text, right, after)
        if here == STRONG:
            return there != NONE and (after - right > 2 or self._level_start.match(text, right, after) is not None)
        if here == PLACE:
            return there == PLACE and at - left > 2
        return here == CLASS and there != NONE

    def _regroup(self, text: str, pieces: list[tuple[int, int, str]]) -> list[tuple[int, int]]:
        """Put together what shares a word: 市、县发展改革局; 各有关部门、单位; 区教育、民政等部门."""
        names: list[tuple[int, int]] = []
        stems = 0  # how many of the last names are stems without a head
        for start, end, before in pieces:
            start, end = _strip(text, start, end)
            if start >= end:
                continue
            if names and before in "、和及与" and self._shares(text, names[-1], (start, end)):
                names[-1] = (names[-1][0], end)
                continue
            closing = self._closing.search(text, start, end)
            head_end = closing.start() if closing else end
            headless = self.grade(text, start, head_end) == NONE
            if stems and before in "、和及与" and (closing is not None) == headless and self._is_class(text, start, end):
                names[-stems:] = [(names[-stems][0], end)]
                stems = 0
                continue
            names.append((start, end))
            stems = stems + 1 if headless and not closing and end - start <= 8 else 0
        return names

    def _is_class(self, text: str, start: int, end: int) -> bool:
        """Whether a piece ends in a class noun that stems before it can share: 民政等部门, 民政部门."""
        return self.grade(text, start, end) == CLASS and not self._collective.match(text, start, end)

    def _shares(self, text: str, left: tuple[int, int], right: tuple[int, int]) -> bool:
        if text[right[0]] == "各":
            return False
        collective = self._collective.match(text, *left) is not None
        if self._levels.fullmatch(text, *left):
            body = self._level_body.fullmatch(text, *right)
            return body is not None if text[left[0]] == "各" else self._level_start.match(text, *right) is not None
        if collective and text[right[0] : right[1]] in self._shared:
            return True
        return text[left[0]] == "各" and left[1] - left[0] <= 6 and self._level_body.fullmatch(text, *right) is not None and (
            self.grade(text, *left) == PLACE and text[left[1] - 1] in "市县区旗州）)"
        )

    def _trim(self, text: str, start: int, end: int) -> tuple[Piece, bool]:
        """A piece without lead-in, role tag, person, and 等 with what follows it; and whether 等 closed it."""
        start, end = _strip(text, start, end)
        start = self.strip_lead_in(text, start, end)
        tag = ""
        if match := _ROLE_TAG.search(text, start, end):
            tag, end = match.group(1), match.start()
        elif (match := _PERSON_TAG.search(text, start, end)) and self.grade(text, match.start(), match.end()) == NONE:
            inside = text[match.start() + 1 : match.end() - 1]
            if self.grade(inside, 0, len(inside)) == NONE:
                end = match.start() if match.start() > start else end
        closed = False
        for match in _AND_SO_ON.finditer(text, start, end):
            if match.end() == end or (
                self.grade(text, start, match.start()) != NONE and match.start() - start > 1
            ):
                end, closed = match.start(), True
                break
        start, end = _strip(text, start, end)
        return Piece(start, end, tag), closed


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space, punctuation and brackets that were opened or closed outside of it."""
    while start < end:
        if text[start] in _EDGES or (text[start] in CLOSERS):
            start += 1
        elif text[end - 1] in _EDGES or (text[end - 1] in OPENERS):
            end -= 1
        elif text[end - 1] in CLOSERS and not _holds(text, start, end, OPENERS):
            end -= 1
        elif text[start] in OPENERS and not _holds(text, start, end, CLOSERS):
            start += 1
        else:
            break
    return start, end


def _holds(text: str, start: int, end: int, signs: str) -> bool:
    return any(text.find(sign, start, end) >= 0 for sign in signs)
