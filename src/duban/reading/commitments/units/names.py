"""Names of organs in a text: where one ends, what cannot be one, and how a list of them comes apart.

``区发展改革局、区文化和旅游局及各有关街道`` is three names: the 和 stands inside one, the 及 between two.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from duban.lexicon.organs import Organs

STRONG, PLACE, CLASS, NONE = 3, 2, 1, 0

OPENERS = "（(〔［[【"
CLOSERS = "）)〕］]】"
_BLANK = " \t\r\n\u3000\xa0"
_EDGES = frozenset(_BLANK + "*＊·•●★☆◆▲※、，,；;：:。.．/／|｜—-_”“\"'「」『』<>〈〉")
_MAX_NAME = 40
# A name that no head ends is short; what is longer is a sentence that stands among names.
_MAX_HEADLESS = 16
# Names recur all through a document; what is known of this many is kept.
_REMEMBERED = 4096

_SEPARATOR = re.compile(
    rf"[、，,；;/／|｜\n\r]+|[{_BLANK}]+|以及|[和及与]|[{re.escape(OPENERS)}]|[{re.escape(CLOSERS)}]"
)
_NUMBERING = re.compile(r"[（(]?[\d０-９]{1,2}[.．)）]|[①-⑳]")
# Class nouns that stems before them share: 财政、审计部门.
_SHARING = ("部门", "单位", "机构", "机关", "企业")
# A party committee and the office beside it are one name as written: 各街道党工委、办事处.
_COMMITTEES = ("党委", "党工委")
_SEATS = ("政府", "人民政府", "办事处", "管委会")
_CHINESE = re.compile("[一-鿿]")
_ROLE_TAG = re.compile(r"[（(〔\[](牵头|主办|配合|参与|协办|协助)(?:单位|部门|负责)?[）)〕\]]\s*\Z")
_UNNAMEABLE = re.compile(r"[\d０-９%％“”\"《》〈〉：:？?！!。…+＋=]")


class Piece(NamedTuple):
    """One name of a list; ``tag`` is a role written after it (``区发展改革局（牵头）``)."""

    start: int
    end: int
    tag: str = ""


class _Trimmed(NamedTuple):
    """A piece of a list without what is not its name: offsets into the piece, its role tag, whether 等 closed it."""

    start: int
    end: int
    tag: str
    closed: bool
    grade: int
    listed: bool  # may stand in a list that a label vouches for


class _Cut(NamedTuple):
    """A piece of a list as it stands between two separators; ``before`` is the first sign of the one before."""

    start: int
    end: int
    before: str


def alternation(words: Iterable[str]) -> str:
    """The words as one group that finds the longest; what begins alike is tried once, which is much faster."""
    return f"(?:{_branches(set(words))})"


def _branches(words: set[str]) -> str:
    if len(words) == 1:
        return re.escape(next(iter(words)))
    rests: dict[str, set[str]] = {}
    for word in words:
        rests.setdefault(word[:1], set()).add(word[1:])
    ended = rests.pop("", None) is not None
    single = "".join(sorted(first for first, rest in rests.items() if rest == {""}))
    branches = [re.escape(first) + _branches(rest) for first, rest in sorted(rests.items()) if rest != {""}]
    if single:
        branches.append(re.escape(single) if len(single) == 1 else f"[{re.escape(single)}]")
    return f"(?:{'|'.join(branches)}){'?' if ended and branches else ''}"


@cache
def names_of(organs: Organs) -> Names:
    """The names that a table describes; made once for each table."""
    return Names(organs)


class Names:
    """What can be told about a stretch of text from the words of the table alone."""

    def __init__(self, organs: Organs) -> None:
        graded = (
            *((head, STRONG) for head in organs.strong),
            *((head, PLACE) for head in organs.places),
            *((head, CLASS) for head in organs.classes),
            *((head, NONE) for head in organs.false_heads),
        )
        endings: dict[str, list[tuple[str, int]]] = {}
        for head, grade in graded:
            endings.setdefault(head[-1], []).append((head, grade))
        # Longest first, and of equals the real one: 城区 is none, 社区 is a place.
        self._endings = {
            last: tuple(sorted(heads, key=lambda entry: (-len(entry[0]), -entry[1])))
            for last, heads in endings.items()
        }
        self._head = re.compile(alternation(organs.all_heads))
        levels = alternation(organs.levels)
        self._foreign = re.compile(f"{alternation(organs.native)}|({alternation(organs.foreign)})")
        self._body = re.compile(alternation(organs.bodies))
        self._founding = re.compile(alternation(organs.founding))
        self._collective = re.compile(
            f"{alternation(organs.collective)}|全[省市区县州镇]|[省市县区州]级?(?:有关|相关|各|直)"
        )
        self._not_first = organs.not_first
        # 配合市教育局, 协助各镇: what is done for a unit, no name.
        self._acts = re.compile(f"{alternation(organs.acting)}(?:{levels}|各|有关|相关|其他)")
        self._predicates = organs.predicates
        self._bare = frozenset(organs.standalone)
        roles = alternation((*organs.label_lead, *organs.label_supporting, *organs.role_units))
        # 各责任（配合）单位, 各协作和配合单位: named by the part that they have.
        self.role_unit = re.compile(
            f"各?(?:主要|共同|具体|其他)?{roles}(?:[、和及与/（(]?{roles}[）)]?){{0,2}}(?:单位|部门)"
        )
        self._shared = frozenset(organs.shared)
        self._levels = re.compile(f"各?{levels}{{1,4}}")
        self._level_start = re.compile(levels)
        body = f"{levels}{{1,4}}(?:[（(][^（()）]{{0,12}}[)）])?"
        seat = "(?:人民政府|政府|党委|党工委|管委会|办事处|街道办事处)(?:[（(][^（()）]{0,12}[)）])?"
        self._level_body = re.compile(f"{body}(?:{seat})?")
        self._closing = re.compile(f"等[^、，,；;（(]{{0,16}}?{alternation(organs.closers)}")
        self._lead_in = re.compile(f"{alternation(organs.lead_ins)}(?!贸)")
        # A date is no name; nor is what the table says is none.
        self._not_a_name = re.compile(
            rf"[\d０-９]+\s*[年月日个号项]|{alternation(organs.not_names)}"
            f"|^{alternation(organs.not_names_alone)}(?:$|[^一-鿿]|需|须|由|涉及)"
        )
        # 区财政局（王小明）, 区财政局 88000000: a person or a number after the name.
        surname = f"[{''.join(organs.surnames)}]"
        self._person_tag = re.compile(
            rf"[（(]{surname}[一-鿿]{{1,2}}[\s\d０-９，,：:－-]{{0,16}}[）)]\s*\Z|[（(]?[\d０-９－-]{{7,}}[）)]?\s*\Z"
        )
        self._person = re.compile(rf"[{_BLANK}]*{surname}[一-鿿]{{1,2}}")
        self._headless = re.compile(alternation(organs.headless))
        self._grade = lru_cache(_REMEMBERED)(self._grade_of)
        self._unit = lru_cache(_REMEMBERED)(self._unit_of)
        self._trim = lru_cache(_REMEMBERED)(self._trim_of)

    def grade(self, text: str, start: int, end: int) -> int:
        """How the stretch ends: like an organ, a place, a class noun, or like no name at all."""
        return self._grade(text[max(start, end - _MAX_NAME) : end])

    def is_unit(self, text: str, start: int, end: int, *, places: bool = False) -> bool:
        """Whether the whole stretch is the name of a unit, going by its own words only.

        ``places`` also lets a mere place name pass (青石街道), which in running text it may not.
        """
        return 2 <= end - start <= _MAX_NAME and self._unit(text[start:end], places)

    def leading_unit(self, text: str, start: int, end: int) -> int | None:
        """The end of the unit that a stretch is or begins with: 区审计局 in 区审计局制定实施细则."""
        if self.is_unit(text, start, end, places=True):
            return end
        best = None
        for match in self._head.finditer(text, start + 1, min(end, start + _MAX_NAME)):
            if self.is_unit(text, start, match.end(), places=True):
                best = match.end()
                if text.startswith(self._predicates, best, end):
                    break
            elif best is not None:
                break
        return best

    def is_sentence(self, text: str, start: int, end: int) -> bool:
        """Whether the stretch holds a word that no name holds."""
        if self._level_start.match(text, start, end) and (body := self._body.search(text, start, end)):
            return self._founding.search(text, start, body.start()) is not None
        return any(match.group(1) for match in self._foreign.finditer(text, start, end))

    def is_level(self, text: str, start: int, end: int) -> bool:
        """Whether the stretch is only a level, which shares the next one's name: 市、县政府."""
        return self._levels.fullmatch(text, start, end) is not None

    def is_person(self, text: str, start: int, end: int) -> bool:
        """Whether the whole stretch looks like the name of a person: 王小明."""
        return self._person.fullmatch(text, start, end) is not None

    def split(self, text: str, start: int, end: int) -> list[Piece]:
        """The names in a stretch that is known to list units, in order; what is no name is left out."""
        cut = self._cut(text, start, end)
        trimmed = [self._trim(text[piece.start : piece.end]) for piece in cut]
        if text.find("党", start, end) >= 0 or any(
            piece.grade != STRONG or piece.end - piece.start < 3 for piece in trimmed
        ):
            cut = self._regroup(text, cut)
            trimmed = [self._trim(text[piece.start : piece.end]) for piece in cut]
        pieces: list[Piece] = []
        closed = False
        for whole, part in zip(cut, trimmed, strict=True):
            # 等部门、单位: what the closing noun is joined to closes the list with it.
            left, right = whole.start + part.start, whole.start + part.end
            if part.listed and not (closed and text[left:right] in self._shared):
                pieces.append(Piece(left, right, part.tag))
            closed = part.closed
        return pieces

    def strip_lead_in(self, text: str, start: int, end: int) -> int:
        """Where the name starts after 由, 请, 同时 and the like."""
        while (match := self._lead_in.match(text, start, end)) and match.end() < end:
            start = match.end()
        return start

    def is_broken(self, text: str, start: int, at: int, end: int) -> bool:
        """Whether the line break at ``at`` parts a name: 园区党工⏎委、各镇街."""
        left = max(start, 1 + max(text.rfind(sign, start, at) for sign in "、，,；;：:"))
        right = at + 1
        stop = _SEPARATOR.search(text, right, min(end, right + 20))
        after = stop.start() if stop else min(end, right + 20)
        if not left < at or right == after or self.grade(text, left, at) != NONE:
            return False
        return self._grade(text[left:at] + text[right:after]) != NONE

    def _grade_of(self, word: str) -> int:
        end = _without_alias(word)
        if end:
            for head, grade in self._endings.get(word[end - 1], ()):
                if word.endswith(head, 0, end):
                    return grade
        return NONE

    def _unit_of(self, word: str, places: bool) -> bool:
        grade = self._grade(word)
        if grade == NONE or _UNNAMEABLE.search(word) or word.startswith(self._not_first):
            return False
        if self._acts.match(word):
            return False
        if grade == CLASS and word.find("、") > 0 and (word.endswith(_SHARING) or "等" in word):
            # 区发展改革、财政、民政等部门: put together from stems that share their last word
            return not self.is_sentence(word, 0, word.find("等") if "等" in word else len(word))
        if self.is_sentence(word, 0, _without_alias(word)):
            return False
        if word in self._bare or self.role_unit.fullmatch(word):
            return True
        return self._is_collective(word) or self._stands_alone(word, grade, places)

    def _stands_alone(self, word: str, grade: int, places: bool) -> bool:
        """Whether a name without a collective word is long enough, or of a level, to be one: 区委, not 中心."""
        levelled = self._level_start.match(word) is not None
        if grade == STRONG:
            return levelled or len(word) > 2
        if grade == CLASS:
            return (levelled and len(word) > 2) or (
                places and word.endswith(("部门", "机关")) and len(word) > 3
            )
        return places and len(word) > 2

    def _is_collective(self, word: str) -> bool:
        """各有关部门, 市直相关单位, 区政府各部门: a collective word at the start or after the name of a level."""
        match = self._collective.search(word)
        if match is None or match.end() == len(word):
            return False
        before = word[: match.start()]
        if not before or self._level_start.match(before) is not None:
            return True
        return self._grade(before) == STRONG or before.endswith(("机关", "属"))

    def _trim_of(self, piece: str) -> _Trimmed:
        """A piece without lead-in, role tag, person, and 等 with what follows it."""
        start, end = _strip(piece, 0, len(piece))
        if match := _NUMBERING.match(piece, start, end):
            start = match.end()
        start = self.strip_lead_in(piece, start, end)
        tag = ""
        if match := _ROLE_TAG.search(piece, start, end):
            tag, end = match.group(1), match.start()
        elif (match := self._person_tag.search(piece, start, end)) and not self._is_alias(match.group()):
            end = max(start, match.start())
        closed = False
        at = piece.find("等", start, end)
        while at >= 0 and not closed:
            # 高等院校 holds a 等 of its own: only after a complete name, or at the end, does 等 close a list.
            if at + 1 == end or (at - start > 1 and self._grade(piece[start:at]) != NONE):
                end, closed = at, True
            at = piece.find("等", at + 1, end)
        start, end = _strip(piece, start, end)
        name = piece[start:end]
        grade = self._grade(name)
        listed = (
            1 < len(name) <= (_MAX_HEADLESS if grade == NONE else _MAX_NAME + 20)
            and _CHINESE.search(name) is not None
            and self._not_a_name.search(name) is None
        )
        return _Trimmed(start, end, tag, closed, grade, listed)

    def _is_alias(self, tag: str) -> bool:
        """Whether a bracket after a name holds another name of the unit, not a person: （林业局）."""
        return self._grade(tag.strip(_BLANK + OPENERS + CLOSERS)) != NONE

    def _cut(self, text: str, start: int, end: int) -> list[_Cut]:
        """The stretch at its separators."""
        pieces: list[_Cut] = []
        left, before, depth = start, "", 0
        for match in _SEPARATOR.finditer(text, start, end):
            sign = match.group()
            if sign in OPENERS:
                depth += 1
            elif sign in CLOSERS:
                depth = max(0, depth - 1)
            elif not depth and (sign[0] in "、，,；;" or self._separates(text, left, match, end)):
                if match.start() > left:
                    pieces.append(_Cut(left, match.start(), before))
                left, before = match.end(), sign[0]
        if left < end:
            pieces.append(_Cut(left, end, before))
        return pieces

    def _separates(self, text: str, left: int, match: re.Match[str], end: int) -> bool:
        """Whether a sign that may stand inside a name stands between two: 和, or white space."""
        sign = match.group()
        if sign[0] in "和及与":
            return self._joins(text, left, match.start(), match.end(), end)
        if sign.isspace():
            # A line or a word broken inside a name: 区发展改⏎革局.
            return self.grade(text, left, match.start()) != NONE or left == match.start()
        return True

    def _joins(self, text: str, left: int, at: int, right: int, end: int) -> bool:
        """Whether a 和 between ``left`` and ``right`` joins two names, and is not part of one."""
        if self._collective.match(text, right, end):
            return True
        closing = text.find("等", left, at)
        at = closing if closing >= 0 else at
        stop = _SEPARATOR.search(text, right, min(end, right + _MAX_NAME))
        after = stop.start() if stop else end
        closing = text.find("等", right, after)
        after = closing if closing >= 0 else after
        if text[right:after] in _SEATS and text[left:at].endswith(_COMMITTEES):
            return False  # 柳湾镇党委和人民政府
        here, there = self.grade(text, left, at), self.grade(text, right, after)
        if here == STRONG:
            return there != NONE and (
                after - right > 2 or self._level_start.match(text, right, after) is not None
            )
        if here == PLACE:
            collective = there != PLACE and self._collective.match(text, left, at) is not None
            return at - left > 2 and (there == PLACE or (collective and there != NONE))
        return here == CLASS and there != NONE

    def _regroup(self, text: str, pieces: list[_Cut]) -> list[_Cut]:
        """Put together what shares a word: 市、县发展改革局; 各有关部门、单位; 区教育、民政等部门."""
        names: list[_Cut] = []
        stems = 0  # how many of the last names are stems without a head
        for piece in pieces:
            start, end = _strip(text, piece.start, piece.end)
            if start >= end:
                continue
            joined = piece.before in ("、", "和", "及", "与")
            if joined and names and self._shares(text, names[-1], start, end):
                names[-1] = names[-1]._replace(end=end)
                continue
            closing = self._closing.search(text, start, end)
            headless = self.grade(text, start, closing.start() if closing else end) == NONE
            if joined and stems and (closing is not None) == headless and self._is_class(text, start, end):
                names[-stems:] = [names[-stems]._replace(end=end)]
                stems = 0
                continue
            if joined and stems and self._is_shared_place(text, names[-stems:], start, end):
                names[-stems:] = [names[-stems]._replace(end=end)]
                stems = 0
                continue
            names.append(_Cut(start, end, piece.before))
            stems = stems + 1 if headless and not closing and end - start <= 8 else 0
        return names

    def _is_class(self, text: str, start: int, end: int) -> bool:
        """Whether a piece ends in a class noun that stems before it can share: 民政等部门, 民政部门."""
        return self.grade(text, start, end) == CLASS and not self._collective.match(text, start, end)

    def _is_shared_place(self, text: str, stems: list[_Cut], start: int, end: int) -> bool:
        """Whether short stems share the last word of a place: 青石、柳湾管理区 is one name as written."""
        return (
            end - start > 3
            and self.grade(text, start, end) == PLACE
            and self._collective.match(text, start, end) is None
            and all(
                stem.end - stem.start <= 4 and not self._headless.search(text, stem.start, stem.end)
                for stem in stems
            )
        )

    def _shares(self, text: str, left: _Cut, start: int, end: int) -> bool:
        """Whether the name before goes on in this piece: 各区、县（市）人民政府."""
        if text[start] == "各":
            return False
        word = text[left.start : left.end]
        if self._levels.fullmatch(word):
            if word[0] == "各":
                return self._level_body.fullmatch(text, start, end) is not None
            return self._level_start.match(text, start, end) is not None
        if word.endswith(_COMMITTEES):
            return text[start:end] in _SEATS
        if self._collective.match(word) and text[start:end] in self._shared:
            # 各镇人民政府、街道办事处 are two: a complete name shares nothing; 各部、委、办、局 is one.
            return len(word) == 2 or self._grade(word) != STRONG
        # 各县（市）、区人民政府
        return (
            word[0] == "各"
            and len(word) <= 6
            and word[-1] in "市县区旗州）)"
            and self._level_body.fullmatch(text, start, end) is not None
        )


def _without_alias(word: str) -> int:
    """The length of a name without a bracket that belongs to it: 市市场监管局（市知识产权局）."""
    if word and word[-1] in CLOSERS:
        opener = max(word.rfind(sign) for sign in OPENERS)
        if opener > 0:
            return opener
    return len(word)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space, punctuation and brackets that were opened or closed outside of it."""
    while start < end:
        first, last = text[start], text[end - 1]
        if (
            first in _EDGES
            or first in CLOSERS
            or (first in OPENERS and not _holds(text, start, end, CLOSERS))
        ):
            start += 1
        elif last in _EDGES or last in OPENERS or (last in CLOSERS and not _holds(text, start, end, OPENERS)):
            end -= 1
        else:
            break
    return start, end


def _holds(text: str, start: int, end: int, signs: str) -> bool:
    return any(text.find(sign, start, end) >= 0 for sign in signs)
