"""What a document says it consists of, held against its outline.

``梳理出3个方面问题,细化为8项整改任务、21条具体措施`` declares three numbers about the rest of the paper, and
``重点抓好以下五项工作:`` one about the headings that follow at once.

What is counted depends on the noun (requirements, measures, tasks are items of that kind; 方面 and 部分 are headings
that hold others) and on the place in the row: each number counts the parts of what the one before it counted. Where
a document can be counted in several ways and one agrees, that one is believed; a disagreement is only reported
where it is plain what should have been counted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from duban.reading.audit.ordinals import small_number
from duban.reading.drafts import CountDraft
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duban.lexicon.counts import Counts
    from duban.reading.drafts import HeadingDraft, ItemFacts

_NUMERAL = "[0-9０-９]{1,4}|[一二两三四五六七八九十百]{1,5}"
_HAN = "[\u4e00-\u9fff]"
_NOT_NUMERAL = "(?![一二两三四五六七八九十百])"
_CHAPTER = re.compile(r"第[^\s]{1,5}章")
_ARTICLE = re.compile(r"第[^\s]{1,6}条")
_NEAR = 120  # the listed headings follow within this distance of their announcement
# A paper says what it consists of a few times. Each statement is held against the whole outline, so a text that
# says it for ever is heard only so often.
_MOST_STATEMENTS = 60
_LONGEST_ROW = 500


class _Patterns(NamedTuple):
    opening: re.Pattern[str]
    number: re.Pattern[str]
    joint: re.Pattern[str]
    announced: re.Pattern[str]


class _Declared(NamedTuple):
    span: Span
    noun: str
    key: str
    value: int


class _Counted(NamedTuple):
    """One way to count: how many, whether this is plainly what was meant, and the headings counted, if headings."""

    number: int
    plain: bool
    headings: frozenset[int] = frozenset()


class _Parts:
    """What the finished outline and items hold, for counting; made only where a document declares anything."""

    def __init__(self, headings: Sequence[HeadingDraft], facts: Sequence[ItemFacts]) -> None:
        self.headings = headings
        self.facts = facts
        self.kinds = Counter(item.draft.kind for item in facts)
        with_parts = {item.draft.parent for item in facts if item.draft.parent is not None}
        self.leaves = Counter(item.draft.kind for index, item in enumerate(facts) if index not in with_parts)
        self.numbered = Counter(item.draft.kind for item in facts if item.draft.number is not None)
        self.tops = Counter(item.draft.kind for item in facts if item.draft.parent is None)

    def first(self, kind: str) -> int:
        """Where the first item of a kind starts; 0 where there is none, so that nothing stands before it."""
        return next((item.draft.span.start for item in self.facts if item.draft.kind == kind), 0)

    def of_kind(self, kind: str) -> list[_Counted]:
        """The ways to count items of one kind, the likeliest first."""
        ways = (self.kinds, self.numbered, self.leaves, self.tops)
        return [_Counted(way[kind], plain=True) for way in ways if way[kind]]  # type: ignore[index]

    def titled(self, noun: str) -> list[_Counted]:
        """Headings whose title ends with the very noun."""
        found = [
            index
            for index, heading in enumerate(self.headings)
            if heading.title.rstrip("。:：").endswith(noun)
        ]
        levels = Counter(self.headings[index].level for index in found)
        return [
            _Counted(
                number,
                plain=number > 1,
                headings=frozenset(i for i in found if self.headings[i].level == level),
            )
            for level, number in levels.most_common()
        ]

    def below(self, above: frozenset[int]) -> list[_Counted]:
        """The headings right below those counted before."""
        found = frozenset(index for index, heading in enumerate(self.headings) if heading.parent in above)
        return [_Counted(len(found), plain=True, headings=found)] if found else []

    def levels(self) -> list[_Counted]:
        """The headings of each level, outermost first."""
        levels = sorted({heading.level for heading in self.headings})
        groups = (
            frozenset(index for index, heading in enumerate(self.headings) if heading.level == level)
            for level in levels[:6]
        )
        return [_Counted(len(group), plain=False, headings=group) for group in groups]

    def labelled(self, label: re.Pattern[str]) -> list[_Counted]:
        """The headings whose number is written in a certain way: 第三章."""
        found = frozenset(index for index, heading in enumerate(self.headings) if label.match(heading.label))
        return [_Counted(len(found), plain=True, headings=found)] if found else []

    def rows_after(self, offset: int) -> list[int]:
        """How many headings, and how many numbered items, of one rank follow an announcement at once."""
        headings = [(heading.span.start, heading.parent, heading.level) for heading in self.headings]
        items = [
            (item.draft.span.start, item.draft.parent, 0)
            for item in self.facts
            if item.draft.number is not None
        ]
        rows = (_row(parts, offset) for parts in (headings, items))
        return [row for row in rows if row is not None and row > 1]


def find_breakdowns(
    text: str, headings: Sequence[HeadingDraft], facts: Sequence[ItemFacts], counts: Counts
) -> Iterator[CountDraft]:
    """The numbers a document gives of its own parts, in the order of their kinds of statement."""
    patterns = _patterns(counts)
    parts: _Parts | None = None
    end = 0
    statements = 0
    for opening in patterns.opening.finditer(text):
        if opening.start() < end or statements == _MOST_STATEMENTS:
            continue
        declared = _chain(text, opening.end(), patterns, counts)
        if declared:
            end = declared[-1].span.end
            statements += 1
            parts = parts or _Parts(headings, facts)
            yield from _compare(declared, parts)
    for match in islice(patterns.announced.finditer(text), _MOST_STATEMENTS):
        parts = parts or _Parts(headings, facts)
        value, rows = small_number(match["value"]), parts.rows_after(match.end())
        found = value if value in rows else next((row for row in rows if _nearly(row, value)), None)
        if value is not None and found is not None:
            yield CountDraft(Span(match.start("value"), match.end()), match["noun"], value, found)


def _chain(text: str, start: int, patterns: _Patterns, counts: Counts) -> list[_Declared]:
    declared: list[_Declared] = []
    number = patterns.number.match(text, start)
    while number and len(declared) < 5:
        value = small_number(number["value"])
        noun = number["noun"] or number["measure"]
        key = next(
            (counts.nouns[end] for end in sorted(counts.nouns, key=len, reverse=True) if noun.endswith(end)),
            "",
        )
        if value is None or not key:
            break
        declared.append(_Declared(Span(*number.span()), noun, key, value))
        joint = patterns.joint.match(text, number.end())
        number = patterns.number.match(text, joint.end()) if joint else None
    return declared


def _compare(declared: Sequence[_Declared], parts: _Parts) -> Iterator[CountDraft]:
    above: frozenset[int] = frozenset()
    for one in declared:
        if one.value < 2:
            continue
        ways = _ways(one, parts, above)
        agreed = next((way for way in ways if way.number == one.value), None)
        chosen = agreed or next(
            (way for way in ways if way.plain and _comparable(one, way, len(declared))), None
        )
        above = chosen.headings if chosen else frozenset()
        if chosen is not None:
            yield CountDraft(one.span, one.noun, one.value, chosen.number)


def _ways(one: _Declared, parts: _Parts, above: frozenset[int]) -> list[_Counted]:
    """The ways in which a number could count the document, the most telling first."""
    if one.key == "chapter":
        return parts.labelled(_CHAPTER)
    if one.key == "article":
        return parts.labelled(_ARTICLE)
    below = parts.below(above) if above else []
    titled = parts.titled(one.noun) if len(one.noun) >= 3 else []
    if one.key == "group":
        return [*titled, *below, *parts.levels()]
    # A number inside what it would count (提出13项任务 in the eighth task) declares something else.
    if not above and one.span.start >= parts.first(one.key):
        return titled
    of_kind = parts.of_kind(one.key)
    # Requirements and measures are what they are called; tasks and problems may be numbered on several levels.
    if one.key in {"requirement", "measure"}:
        return [*titled, *of_kind, *below]
    return [*titled, *below, *of_kind, *parts.levels()]


def _comparable(one: _Declared, way: _Counted, row: int) -> bool:
    """Whether a disagreement is worth reporting: of one order in a row of numbers, close where one stands alone."""
    if row == 1:
        return _nearly(way.number, one.value)
    return way.number > 1 and way.number * 3 >= one.value and one.value * 3 >= way.number


def _nearly(found: int, declared: int | None) -> bool:
    """Whether one of two numbers is a slip of the other: 10 declared and 9 listed."""
    return declared is not None and min(found, declared) > 2 and abs(found - declared) <= max(1, declared // 10)


def _row(parts: Sequence[tuple[int, int | None, int]], offset: int) -> int | None:
    """The length of the row of one rank that starts right after ``offset``; parts are (start, parent, level)."""
    first = bisect_left(parts, offset, key=itemgetter(0))
    if first == len(parts) or parts[first][0] - offset > _NEAR:
        return None
    _, parent, level = parts[first]
    row = 0
    for _, other_parent, other_level in parts[first : first + _LONGEST_ROW]:
        if (other_parent, other_level) == (parent, level):
            row += 1
        elif other_level < level:
            break
    return row


def _any(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))


@lru_cache(maxsize=8)
def _patterns(counts: Counts) -> _Patterns:
    verbs, measures, nouns = _any(counts.verbs), _any(counts.breakdown_measures), _any(tuple(counts.nouns))
    noun = rf"(?:(?:{_NOT_NUMERAL}{_HAN}){{0,6}}?(?:{nouns})){{1,2}}"
    value = rf"(?P<value>{_NUMERAL})"
    return _Patterns(
        opening=re.compile(rf"(?:{verbs})(?:{_any(counts.fillers)}){{0,2}}\s?(?={_NUMERAL})"),
        number=re.compile(
            rf"{value}\s?(?P<measure>{measures})(?P<noun>{noun}|(?!{_HAN}){_NOT_NUMERAL}|(?=[一二三四五六七八九十]))"
        ),
        joint=re.compile(
            rf"\s?[、，,；;]?\s?(?:和|及|以及|并|梳理|整理|再|逐项|逐条|共|细化|进一步|{verbs}){{0,4}}(?:为|成|出|了)?\s?(?={_NUMERAL})"
        ),
        announced=re.compile(
            rf"(?:{_any(counts.announcers)})\s?{value}\s?(?:{measures})(?P<noun>(?:{_HAN}){{0,8}})(?=[:：。，,\s])"
        ),
    )
