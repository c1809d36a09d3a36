"""The numbering styles as one pattern: what a place in the text would say if it were a marker.

``（二）推进项目建设`` gives the style ``han_paren``, the ordinal ``二``, the value 2 and the place where the heading's
words begin. Whether the place *is* a marker is not decided here but by the sequence it stands in
(:mod:`duban.reading.outline.sequence`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from duban.text import Span, places_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duban.lexicon.numbering import Numbering, Style

_HAN = "([一二三四五六七八九十百零〇廿]{1,6})"
_ARABIC = "((?<![0-9０-９])[0-9０-９]{1,3})"
_NUMERALS = "0-9０-９一二三四五六七八九十百零〇廿"
_HAN_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0}

# What may stand before a marker inside a paragraph. 一是 also follows a comma (抓好三件事，一是…).
_BEFORE_RUN_IN = r"[。；;！!？?：:）)\u3000 ，,](?=[\s{firsts}])\s{0,8}"
# A bracketed 一 needs nothing before it: the headings of a document flattened to one line have lost their full stop
# (二、工作目标（一）…). Looked for by its sign, in many lines at once.
_OPENING = "（("
_BRACKETED = re.compile(r"\s?[一二三四五六七八九十]{1,3}\s?[）)]")
# A digit after 2. makes it doubtful: 2.0版 is a version, 3.2024年 a heading that begins with a year.
_DIGIT = re.compile("[0-9０-９]")


class Marker(NamedTuple):
    """A place that reads as a marker. ``key`` names the level it would number, ``body`` is where its words begin.

    ``value`` is its place in the sequence (0: unnumbered), ``above`` the components of a 2.1 before the last.
    ``doubtful`` asks for proof by the sequence.
    """

    start: int
    end: int
    body: int
    key: str
    ordinal: str | None
    value: int
    doubtful: bool
    above: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Grammar:
    """The compiled styles. ``plain`` is the pattern without decimals, to read 3.50年 as 3. where 3.50 has no proof."""

    at_line: re.Pattern[str]
    plain: re.Pattern[str]
    inside: re.Pattern[str]
    runin: re.Pattern[str]
    styles: dict[str, Style]
    values: dict[str, int]
    measure: re.Pattern[str]


@lru_cache(maxsize=4)
def compiled(table: Numbering) -> Grammar:
    """The grammar of a table."""
    signs = {sign: place for row in table.signs.values() for place, sign in enumerate(row, 1)}
    words = {word: place for place, word in enumerate(table.first, 1)}
    runins = [style for style in table.styles if style.runin]
    return Grammar(
        at_line=re.compile(_alternation(table, table.styles)),
        plain=re.compile(_alternation(table, [style for style in table.styles if style.name != "decimal"])),
        inside=re.compile(f"{_before_run_in(table)}(?:{_alternation(table, runins)})"),
        runin=re.compile(_alternation(table, runins)),
        styles={style.name: style for style in table.styles},
        values=signs | words,
        measure=re.compile(r"\s?(?:" + "|".join(re.escape(word) for word in table.measures) + ")"),
    )


def _before_run_in(table: Numbering) -> str:
    """The mark before a marker, told apart at once by what follows it: nearly all marks stand before words."""
    signs = "".join(table.signs.values()) + "".join(word[0] for word in table.first)
    return _BEFORE_RUN_IN.replace("{firsts}", f"{_NUMERALS}（(第{re.escape(signs)}")


def _alternation(table: Numbering, styles: list[Style] | tuple[Style, ...]) -> str:
    names = {"han": _HAN, "arabic": _ARABIC, "open": "[（(]", "close": "[）)]"}
    names |= {name: f"([{row}])" for name, row in table.signs.items()}
    return "|".join(f"(?P<{style.name}>{_filled(style.pattern, names)})" for style in styles)


def _filled(pattern: str, names: dict[str, str]) -> str:
    # Not str.format: the patterns hold braces of their own ({4}).
    for name, piece in names.items():
        pattern = pattern.replace("{" + name + "}", piece)
    return pattern


def marker_at(grammar: Grammar, text: str, start: int, end: int, *, decimals: bool = True) -> Marker | None:
    """The marker that ``text`` from ``start`` would begin with."""
    match = (grammar.at_line if decimals else grammar.plain).match(text, start, end)
    return None if match is None else _marker(grammar, text, match)


def openings_of(text: str, start: int, end: int) -> list[int]:
    """Where the brackets of a stretch open, in order; found once for :func:`markers_inside` of all its lines."""
    return places_of(_OPENING, text, start, end)


def markers_inside(
    grammar: Grammar, text: str, start: int, end: int, openings: Sequence[int]
) -> list[Marker]:
    """Every place between ``start`` and ``end``, inside a paragraph, that reads as a marker."""
    inside = openings[bisect_left(openings, start) : bisect_left(openings, end)]
    brackets = [at for at in inside if _BRACKETED.match(text, at + 1, end)]
    found = []
    for match in _run_ins(grammar, text, Span(start, end), brackets):
        marker = _marker(grammar, text, match)
        # After a comma only 一是 and 一要 are looked for: 5、6月 and 三、四级 stand in every list.
        if text[match.start()] not in "，," or marker.key in {"han_shi", "han_yao"}:
            found.append(marker)
    return found


def _run_ins(grammar: Grammar, text: str, within: Span, brackets: Sequence[int]) -> Iterator[re.Match[str]]:
    """What reads as a marker behind a mark, or in brackets anywhere, from left to right and none in another."""
    start, end = within
    if not brackets:
        yield from grammar.inside.finditer(text, start, end)
        return
    done = start
    behind_mark = grammar.inside.search(text, done, end)
    for at in [*brackets, end]:
        while behind_mark and behind_mark.start() < at:
            if behind_mark.start() >= done:
                yield behind_mark
                done = behind_mark.end()
            behind_mark = grammar.inside.search(text, done, end)
        bracketed = grammar.runin.match(text, at, end) if done <= at < end else None
        if bracketed:
            yield bracketed
            done = bracketed.end()


def _marker(grammar: Grammar, text: str, match: re.Match[str]) -> Marker:
    name = match.lastgroup or ""
    start, end = match.span(name)
    ordinal = _ordinal(match, match.re.groupindex[name] + 1)
    while end > start and text[end - 1].isspace():
        end -= 1
    body = match.end()
    while body < match.endpos and text[body] in " \u3000":
        body += 1
    style = grammar.styles[name]
    if name == "decimal" and ordinal:
        parts = tuple(int(part) for part in re.split("[.．]", ordinal))
        return Marker(
            start, end, match.end(), f"decimal{len(parts)}", str(parts[-1]), parts[-1], True, parts[:-1]
        )
    doubtful = style.proof or (name in {"arabic_dot", "arabic_dun"} and bool(_DIGIT.match(text, match.end())))
    key = "arabic" if name in {"arabic_dot", "arabic_dun"} else name
    return Marker(start, end, body, key, ordinal, _value(grammar, ordinal), doubtful)


def _ordinal(match: re.Match[str], first: int) -> str | None:
    """What the first group inside the style's own found; the groups of the other styles found nothing."""
    for index in range(first, match.re.groups + 1):
        if group := match[index]:
            return str(group)
    return None


def _value(grammar: Grammar, ordinal: str | None) -> int:
    if ordinal is None:
        return 0
    if ordinal in grammar.values:
        return grammar.values[ordinal]
    return int(ordinal) if ordinal.isdecimal() else han_value(ordinal)


def han_value(numeral: str) -> int:
    """The value of a Chinese ordinal: 二十三 is 23, 一百零二 is 102, 十 is 10."""
    total = pending = 0
    for character in numeral:
        if character in "十百":
            total += (pending or 1) * (10 if character == "十" else 100)
            pending = 0
        elif character == "廿":
            total += 20
        else:
            pending = _HAN_DIGITS[character]
    return total + pending


def rank(grammar: Grammar, key: str) -> int:
    """The customary depth of a level, the smaller the further out."""
    if key.startswith("decimal"):
        return grammar.styles["decimal"].rank + int(key[7:])
    return grammar.styles["arabic_dot" if key == "arabic" else key].rank
