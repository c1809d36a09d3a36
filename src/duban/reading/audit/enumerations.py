"""Names in a row and the number that closes them: ``建立区、镇街、村三级管护体系`` names three and says three.

The members stand between the last comma and the numeral. A list closed by 等 only gives examples, unless it names
as many as the number says.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from duban.reading.audit.ordinals import small_number
from duban.reading.drafts import CountDraft
from duban.text import Span, places_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duban.lexicon.counts import Counts

_WINDOW = 160  # longer lists than this are not closed by a number
_MOST = 16
_LONG_LIST = 3
_BEFORE_BRACKET = 16
_IN_BRACKETS = re.compile(r"[（(](?P<names>[^（()）：:；;。\n]{3,120})[)）]")  # tried where a bracket opens
# One class at the front and the look behind it afterwards: the scan then skips from numeral to numeral.
_FIRST = '[两二三四五六七八九十1-9１-９“"「]'
_NOT_BEFORE = "[0-9０-９.．第一二两三四五六七八九十百千万亿几数余多前后每近约超达]"
_DIGITS, _WORDS = "0-9０-９", "两二三四五六七八九十"
_CLAUSE_BREAK = re.compile(r"[。；;！？!?\n\r，,：:]")
_NOUN = re.compile(
    r"[“\"「]?(?:(?!的|将|已|于|进行|初具|等|和|与|及)[\u4e00-\u9fffA-Za-z]){1,8}(?:[”\"」][\u4e00-\u9fff]{0,4})?"
)
_QUOTED = re.compile(r"[“\"「《][^“”\"「」《》]*[”\"」》]")
_MEMBER = re.compile("[、，,]|(?<=[\u4e00-\u9fff]{2})[和及](?=[\u4e00-\u9fff]{2})")
_JOINED = re.compile(r"[、和及与暨或]|”“|\"\"|」「")
_INNER_COUNT = re.compile(r"[0-9０-９]|[一二两三四五六七八九十][大级个项条家处所名座]")
_MAY_PRECEDE = re.compile(r"(?:这|共|共计|合计|以上|上述)$")


class _Patterns(NamedTuple):
    closing: re.Pattern[str]
    token: re.Pattern[str]
    before_bracket: re.Pattern[str]
    lead_in: re.Pattern[str]
    level_whole: re.Pattern[str]
    conjunctions: frozenset[str]
    open_ends: tuple[str, ...]
    lead_ins: tuple[str, ...]


class _List(NamedTuple):
    """A list before its number: where it starts, how many members by each reading, whether 等 closes it."""

    start: int
    counts: frozenset[int]
    likeliest: int
    is_open: bool
    is_plain: bool


def find_enumerations(text: str, counts: Counts) -> Iterator[CountDraft]:
    """Lists that are closed by a count of their members, then those that follow their count in brackets."""
    patterns = _patterns(counts)
    for match in patterns.closing.finditer(text):
        draft = _read(text, match, patterns)
        if draft is not None:
            yield draft
    yield from _in_brackets(text, patterns)


def _in_brackets(text: str, patterns: _Patterns) -> Iterator[CountDraft]:
    """三个断面（青石、柳湾、云溪）: names that only say which are meant, as many as there are said to be."""
    for opening in places_of("（(", text):
        names = _IN_BRACKETS.match(text, opening)
        if names is None:
            continue
        match = patterns.before_bracket.search(text, max(0, names.start() - _BEFORE_BRACKET), names.start())
        declared = small_number(match["value"]) if match else None
        listed = _MEMBER.split(names["names"])
        if match is None or declared is None or not 2 <= declared <= _MOST or len(listed) < 2:
            continue
        plain = len(listed) == declared or (_alike(listed) and abs(len(listed) - declared) == 1)
        if plain and "等" not in listed[-1] and not _INNER_COUNT.search(names["names"]):
            yield CountDraft(Span(match.start(), names.end()), match["noun"], declared, len(listed))


def _read(text: str, match: re.Match[str], patterns: _Patterns) -> CountDraft | None:
    measure = match["measure"] or match["bare"] or ""
    declared = small_number(match["short"] or match[0].removesuffix(measure))
    if declared is None or not 2 <= declared <= _MOST:
        return None
    clause = _clause_before(text, match.start())
    # A number among the names (5个车间、3条产线) makes them quantities, not members.
    if not _JOINED.search(clause) or _INNER_COUNT.search(_QUOTED.sub("", clause)):
        return None
    listed = _members(clause, match.start() - len(clause), patterns)
    if listed is None:
        return None
    found = _agree(listed, declared, match["measure"])
    noun = _noun(text, match, patterns)
    if found is None or noun is None:
        return None
    return CountDraft(Span(listed.start, noun[1]), noun[0], declared, found)


def _clause_before(text: str, offset: int) -> str:
    """The clause up to ``offset``, looked for from behind."""
    backwards = text[max(0, offset - _WINDOW) : offset][::-1]
    found = _CLAUSE_BREAK.search(backwards)
    return (backwards[: found.start()] if found else backwards)[::-1]


def _agree(listed: _List, declared: int, measure: str | None) -> int | None:
    """How many members there are, as far as one can tell; None where the number need not count them.

    Names that hold 和 or 、 of their own can be counted in more ways than one: a way that agrees is believed. A
    disagreement is only reported of a plain list of like names, and only where it is small.
    """
    if declared in listed.counts:
        return declared
    if listed.is_open or not listed.is_plain or measure not in {"大", "个", "项", "种", "类"}:
        return None
    return listed.likeliest if abs(listed.likeliest - declared) <= 2 and listed.likeliest > 2 else None


def _noun(text: str, match: re.Match[str], patterns: _Patterns) -> tuple[str, int] | None:
    """What is counted, and where its name ends."""
    if match["short"]:
        return match["big"] or match["form"][:2], match.end()
    if match["bare"]:
        return match["bare"], match.end()
    if match["measure"] == "级":
        rest = _CLAUSE_BREAK.split(text[match.end() : match.end() + 30], maxsplit=1)[0]
        return ("级", match.end()) if patterns.level_whole.search(rest) else None
    noun = _NOUN.match(text, match.end())
    return (re.sub('[“”"「」]', "", noun[0]), noun.end()) if noun else None


def _members(clause: str, start: int, patterns: _Patterns) -> _List | None:
    clause = _MAY_PRECEDE.sub("", clause)
    is_open = clause.endswith(patterns.open_ends)
    if is_open:
        clause = clause.rstrip("等")
    tokens = list(patterns.token.finditer(clause))
    inside = _quoted_list(clause, tokens)
    if inside:
        quote = tokens[-1]
        return _List(start + quote.start(), frozenset({inside}), inside, is_open, is_plain=True)
    cuts = _cuts(tokens)
    last_cut = cuts[-1] if cuts else -1
    words = (token for token in tokens if token[0] in patterns.conjunctions)
    joins = [token.start() for token in words if token.start() > last_cut]
    if not cuts and not joins:
        return None
    names = _names(clause, [*cuts, *joins[-1:]], patterns)
    if not _is_a_list(clause, names, patterns):
        return None
    least = len(cuts) + 1
    counts = {least, least + bool(joins)} - {1}
    if is_open and len(cuts) >= _LONG_LIST:
        # 健全采购和配送、巡查、考评、…等5大体系: the writer counted what 和 joins as well.
        counts.add(least + sum(token[0] in patterns.conjunctions for token in tokens))
    first = _first_name(names[0], patterns)
    return _List(
        start=start + len(names[0]) - len(first),
        counts=frozenset(counts),
        likeliest=least + bool(joins),
        is_open=is_open,
        is_plain=_alike([first, *names[1:]]),
    )


def _quoted_list(clause: str, tokens: Sequence[re.Match[str]]) -> int:
    """How many names the quotation holds that the clause ends with, where it holds them all: 集“吃、住、行”三大…."""
    if not tokens or tokens[-1].end() != len(clause) or tokens[-1][0][0] not in '“"「':
        return 0
    if any(token[0] == "、" for token in tokens) or "、" not in tokens[-1][0]:
        return 0
    return tokens[-1][0].count("、") + 1


def _cuts(tokens: Sequence[re.Match[str]]) -> list[int]:
    """Where one member ends and the next begins: at 、 and between quotations that touch."""
    cuts = []
    quoted_to = -1
    for token in tokens:
        if token[0] == "、":
            cuts.append(token.start())
        elif token[0][0] in '“"「《':
            if token.start() == quoted_to:
                cuts.append(token.start())
            quoted_to = token.end()
    return cuts


def _names(clause: str, cuts: Sequence[int], patterns: _Patterns) -> list[str]:
    bounds = [0, *sorted(cuts), len(clause)]
    names = [clause[a:b].lstrip("、") for a, b in pairwise(bounds)]
    for index, name in enumerate(names[1:], start=1):
        for word in patterns.conjunctions:
            if name.startswith(word):
                names[index] = name[len(word) :]
                break
    return names


def _is_a_list(clause: str, names: Sequence[str], patterns: _Patterns) -> bool:
    last = names[-1]
    if not all(names) or last.endswith((*patterns.lead_ins, "其余", "的", "了")):
        return False
    if "等" in last and "”" not in last:
        return False
    if any(clause.count(opening) != clause.count(closing) for opening, closing in ("《》", "“”", "「」")):
        return False
    return clause.count('"') % 2 == 0


def _first_name(name: str, patterns: _Patterns) -> str:
    """The first member without the words of the sentence before it: 建立区 is 区."""
    quote = name.find("“")
    if quote > 0 and name.endswith("”"):
        return name[quote:]
    verbs = [found.end() for found in patterns.lead_in.finditer(name) if found.end() < len(name)]
    return name[verbs[-1] :] if verbs else name


def _alike(names: Sequence[str]) -> bool:
    """Whether the members are plainly names of one kind: all quoted, or short and of about one length."""
    if all(name.startswith(("“", '"')) and name.endswith(("”", '"')) for name in names):
        return True
    lengths = [len(name) for name in names]
    return min(lengths) >= 2 and max(lengths) <= 10 and max(lengths) - min(lengths) <= 2 and len(names) > 2


def _any(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))


@lru_cache(maxsize=8)
def _patterns(counts: Counts) -> _Patterns:
    short = (
        r"(?<=[“\"「])(?P<form>(?P<short>[两二三四五六七八九十])"
        rf"(?:大(?P<big>[\u4e00-\u9fff]{{1,4}})[”\"」]|[\u4e00-\u9fff][”\"」](?P<whole>{_any(counts.short_form_wholes)})))"
    )
    plain = (
        rf"(?<![“\"「])(?<!{_NOT_BEFORE}{_FIRST})[0-9０-９一二三四五六]?"
        rf"(?:(?P<measure>{_any(counts.list_measures)})(?=[\u4e00-\u9fff“\"「A-Za-z])"
        rf"|(?P<bare>{_any(counts.bare_nouns)}))"
    )
    token = (
        rf"“[^“”]*”|\"[^\"]*\"|「[^「」]*」|《[^《》]*》|（[^（）]*）|\([^()]*\)"
        rf"|、|{_any(counts.no_conjunctions)}|{_any(counts.conjunctions)}"
    )
    return _Patterns(
        closing=re.compile(f"{_FIRST}(?:{plain}|{short})"),
        token=re.compile(token),
        before_bracket=re.compile(
            rf"(?<!{_NOT_BEFORE})(?P<value>[0-9０-９]{{1,2}}|[两二三四五六七八九十]{{1,3}})"
            rf"(?:{_any((*counts.list_measures, *counts.bracket_measures))})(?P<noun>[\u4e00-\u9fff]{{1,10}})$"
        ),
        lead_in=re.compile(_any(counts.lead_ins)),
        level_whole=re.compile(_any(counts.level_wholes)),
        conjunctions=frozenset(counts.conjunctions),
        open_ends=counts.open_ends,
        lead_ins=counts.lead_ins,
    )
