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
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from duban.reading.audit.ordinals import small_number
from duban.reading.audit.parts import ARTICLE, CHAPTER, Counted, Parts
from duban.reading.drafts import CountDraft
from duban.text import Span, places_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duban.lexicon.counts import Counts
    from duban.reading.drafts import HeadingDraft, ItemDraft

_NUMERAL = "[0-9０-９]{1,4}|[一二两三四五六七八九十百]{1,5}"
_NUMERALS = "0-9０-９一二两三四五六七八九十百"
_HAN = "[\u4e00-\u9fff]"
_NOT_NUMERAL = "(?![一二两三四五六七八九十百])"
# A paper says what it consists of a few times. Each statement is held against the whole outline, so a text that
# says it for ever is heard only so often.
_MOST_STATEMENTS = 60
_LONGEST_CHAIN = 5
_BEFORE_NAME = 14


class _Patterns(NamedTuple):
    opening: re.Pattern[str]
    paired: re.Pattern[str]
    self_named: tuple[str, ...]
    before_name: re.Pattern[str]
    number: re.Pattern[str]
    joint: re.Pattern[str]
    announcers: tuple[str, ...]
    announced: re.Pattern[str]


class _Declared(NamedTuple):
    span: Span
    noun: str
    key: str
    value: int


def find_breakdowns(
    text: str, headings: Sequence[HeadingDraft], drafts: Sequence[ItemDraft], counts: Counts
) -> Iterator[CountDraft]:
    """The numbers a document gives of its own parts, in the order of their kinds of statement."""
    patterns = _patterns(counts)
    chains = list(islice(_chains(text, patterns, counts), _MOST_STATEMENTS))
    announced = list(islice(_announcements(text, patterns), _MOST_STATEMENTS))
    if not chains and not announced:
        return
    parts = Parts(headings, drafts)
    said: set[tuple[str, int]] = set()  # what the title says and the first sentence repeats is said once
    for count in (*_from_chains(chains, parts), *_from_announcements(announced, parts)):
        if (count.noun, count.declared) not in said:
            said.add((count.noun, count.declared))
            yield count


def _from_chains(chains: Sequence[Sequence[_Declared]], parts: Parts) -> Iterator[CountDraft]:
    for chain in chains:
        yield from _compare(chain, parts)


def _from_announcements(announced: Sequence[re.Match[str]], parts: Parts) -> Iterator[CountDraft]:
    for match in announced:
        value, rows = small_number(match["value"]), parts.rows_after(match.end())
        found = value if value in rows else next((row for row in rows if _nearly(row, value)), None)
        if value is not None and found is not None:
            yield CountDraft(Span(match.start("value"), match.end()), match["noun"], value, found)


def _chains(text: str, patterns: _Patterns, counts: Counts) -> Iterator[list[_Declared]]:
    """The rows of numbers with their nouns: 4个方面 / 71项任务, behind a verb or two numbers at once."""
    end = 0
    starts = {opening.end(1) for opening in patterns.opening.finditer(text)}
    starts.update(pair.start() for pair in patterns.paired.finditer(text))
    starts.update(_named(text, patterns))
    for start in sorted(starts):
        chain = _chain(text, start, patterns, counts) if start >= end else []
        if chain:
            end = chain[-1].span.end
            yield chain


def _named(text: str, patterns: _Patterns) -> Iterator[int]:
    """Where the number before 民生实事 starts, looked for from the name, which is rare."""
    for at in places_of(patterns.self_named, text):
        before = patterns.before_name.search(text, max(0, at - _BEFORE_NAME), at)
        if before:
            yield before.start("value")


def _announcements(text: str, patterns: _Patterns) -> Iterator[re.Match[str]]:
    """以下五项工作:, looked for from its first word."""
    done = 0
    for at in places_of(patterns.announcers, text):
        announced = patterns.announced.match(text, at) if at >= done else None
        if announced:
            yield announced
            done = announced.end()


def _chain(text: str, start: int, patterns: _Patterns, counts: Counts) -> list[_Declared]:
    declared: list[_Declared] = []
    number = patterns.number.match(text, start)
    while number and len(declared) < _LONGEST_CHAIN:
        value = small_number(number["value"])
        noun = number["noun"] or number["measure"]
        key = _key(noun, counts)
        if value is None or key is None:
            break
        declared.append(_Declared(Span(*number.span()), noun, key, value))
        joint = patterns.joint.match(text, number.end())
        number = patterns.number.match(text, joint.end()) if joint else None
    return declared


def _key(noun: str, counts: Counts) -> str | None:
    endings = [ending for ending in counts.nouns if noun.endswith(ending)]
    return counts.nouns[max(endings, key=len)] if endings else None


def _compare(chain: Sequence[_Declared], parts: Parts) -> Iterator[CountDraft]:
    above: frozenset[int] = frozenset()
    for declared in chain:
        ways = [way for way in _ways(declared, parts, above) if parts.follow(declared.span.start, way)]
        agreed = next((way for way in ways if way.number == declared.value), None)
        plain = (way for way in ways if way.plain and _comparable(declared, way, len(chain)))
        chosen = agreed or next(plain, None)
        above = chosen.headings if chosen else frozenset()
        if chosen is not None and declared.value > 1:
            yield CountDraft(declared.span, declared.noun, declared.value, chosen.number)


def _ways(declared: _Declared, parts: Parts, above: frozenset[int]) -> list[Counted]:
    """The ways in which a number could count the document, the most telling first."""
    key = declared.key
    if key == "chapter":
        return parts.labelled(CHAPTER)
    if key == "article":
        return parts.labelled(ARTICLE)
    titled, below = parts.titled(declared.noun), parts.below(above)
    if key == "group":
        return [*titled, *below, *parts.levels()]
    first = parts.first(key)
    # A number inside what it would count (提出13项任务 in the eighth task) declares something else.
    inside = first is None or (not above and declared.span.start >= first)
    of_kind = [] if inside else parts.of_kind(key)
    # Requirements and measures are what they are called; tasks and problems may be numbered on several levels.
    if key in {"requirement", "measure"} and of_kind:
        return [*titled, *of_kind, *below]
    if key == "measure":  # those of a policy are its tasks
        return [*titled, *below, *parts.of_kind("task"), *parts.levels()]
    return [*titled, *below, *of_kind, *parts.levels()]


def _comparable(declared: _Declared, way: Counted, row: int) -> bool:
    """Whether a disagreement is worth reporting: of one order in a row of numbers, close where one stands alone."""
    if row == 1:
        return _nearly(way.number, declared.value)
    return way.number > 1 and way.number * 3 >= declared.value and declared.value * 3 >= way.number


def _nearly(found: int, declared: int | None) -> bool:
    """Whether one of two numbers is a slip of the other: 10 declared and 9 listed."""
    if declared is None or min(found, declared) < 3:
        return False
    return abs(found - declared) <= max(1, declared // 10)


def _any(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))


@lru_cache(maxsize=8)
def _patterns(counts: Counts) -> _Patterns:
    verbs, measures, nouns = _any(counts.verbs), _any(counts.breakdown_measures), _any(tuple(counts.nouns))
    # Most places are turned down by two characters: of a verb, or one and the filler or numeral behind it.
    first = re.escape("".join({verb[0] for verb in counts.verbs}))
    second = re.escape("".join({word[:1] for verb in counts.verbs for word in (verb[1:], *counts.fillers)}))
    noun = rf"(?:(?:{_NOT_NUMERAL}{_HAN}){{0,6}}?(?:{nouns})){{1,2}}"
    value = rf"(?P<value>{_NUMERAL})"
    joiners = rf"和|及|以及|并|梳理|整理|再|逐项|逐条|共|细化|进一步|{verbs}"
    return _Patterns(
        opening=re.compile(
            rf"[{first}](?=[{second}{_NUMERALS}\s])(?<=(?=((?:{verbs})(?:{_any(counts.fillers)}){{0,2}}\s?)(?:{_NUMERAL})).)"
        ),
        paired=re.compile(
            r"[0-9０-９一二两三四五六七八九十](?=[0-9０-９一二两三四五六七八九十个大方领板部类章])"
            r"[0-9０-９一二两三四五六七八九十]{0,3}个?大?(?:方面|领域|板块|部分|类|章)[、，,]?共?"
            r"(?=[0-9０-９一二两三四五六七八九十百]{1,5}[项条个件款])"
        ),
        self_named=counts.self_named,
        before_name=re.compile(
            rf"(?<![{_NUMERALS}第.])(?P<value>[{_NUMERALS}]{{1,4}})[项件大](?:{_HAN}){{0,6}}$"
        ),
        number=re.compile(
            rf"{value}\s?(?P<measure>{measures})(?P<noun>{noun}|(?!{_HAN})|(?=[一二两三四五六七八九十]))"
        ),
        joint=re.compile(rf"\s?[、，,；;]?\s?(?:{joiners}){{0,4}}(?:为|成|出|了)?\s?(?={_NUMERAL})"),
        announcers=counts.announcers,
        announced=re.compile(
            rf"(?:{_any(counts.announcers)})\s?{value}\s?(?:{measures})(?P<noun>(?:{_HAN}){{0,8}})(?=[:：。，,\s])"
        ),
    )
