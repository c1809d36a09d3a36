"""From characters to the lines that an outline is drawn from.

A line of the file is not always a line of the document: a converter wraps paragraphs (``推进项目建⏎设。``) or runs
numbered tasks together (``1.…（牵头单位：甲局）2.…``). Here the first are joined and the second cut apart.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from duban.reading.outline.grammar import Marker, marker_at, markers_inside, openings_of
from duban.reading.outline.heads import label_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duban.reading.outline.grammar import Grammar
    from duban.reading.outline.heads import Heads

# A line without the white space around it. Greedy to the last visible character, so linear in the line.
_LINE = re.compile(r"[^\s\ufeff\u200b](?:[^\n\r\x0b\x0c\x85\u2028\u2029]*[^\s\ufeff\u200b])?")
# What conversion to Markdown leaves before a numbered line: "- (2)", "## 一、", "**1.", "- (175.) 二是".
_DEBRIS = re.compile(r"(?:(?:[-*•·>]|#{1,6})\s+|\*\*|\([0-9]{1,4}\.\)\s*){1,4}")
_PARAGRAPH_GAP = re.compile(
    r"(?<=[。！？；）)])[\u3000]{2}\s{0,6}(?=\S)"
    r"|(?<=。)[ \xa0]{2,8}(?=20[0-9]{2}年|下一步|[一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十]{1,2}[）)])"
)
_TERMINAL = frozenset("。！？；：!?;:…”」』）)】〕|")
# （牵头单位：甲局） or （甲局、乙局负责）: a part that ends so is a task of its own.
_UNIT_BRACKET = re.compile(
    r"[（(【〔\[](?:[^（()）]{0,6}(?:牵头|责任|配合|参与|主办|负责|落实)[^（()）]{0,400}|[^（()）]{1,200}(?:负责|牵头|配合|落实)[)）])"
)

# …改造工程；五是加大: the beginning of a member that the line breaks off.
_OPEN_MEMBER = re.compile(r"[；;。]\s?[一二三四五六七八九十]{1,2}是[^，。；：,;:\n]{1,20}$")
_LONGEST_OPEN_MEMBER = 25
_LONGEST_OPEN_BRACKET = 60
# A number alone on its line, and one with the line below it.
_ALONE = re.compile(r"[0-9０-９]{1,3}\s?[.、．]?$")
_ABOVE = re.compile(r"(?P<sign>(?P<number>[0-9０-９]{1,3})\s?[.、．]?)\s*\n\s*")
_HAN = re.compile("[一-龥“《]")
_LONGEST_NUMBER = 5
_FEWEST_NUMBERS = 2
_LONGEST_HEADING = 20
_COLON = re.compile("[：:]")
# How long the parts of a paragraph are on average where each is a paragraph of its own, or an entry of a list.
_LONG_ACCOUNT = 18
_LONG_PART = 60
_FLAT_PART = 40
_FLAT_PARAGRAPH = 120
_LISTED_PART = 20
_LONGEST_LISTED = 40
_WRAP_WIDEST = 60
_WRAP_SHARE = 0.4


class Line(NamedTuple):
    """A line of the document; ``marker`` is what it would begin with, ``runins`` the proven markers inside it."""

    start: int
    end: int
    marker: Marker | None
    runins: tuple[Marker, ...] = ()


def find_lines(text: str) -> list[tuple[int, int]]:
    """The stretches between line breaks, without white space around them; empty lines are left out.

    A paragraph indented by two wide spaces after a full stop begins a line, too: that is what remains of a line
    break in a document that was flattened to one; behind narrow spaces it has to begin like one.
    """
    if "\u3000\u3000" not in text and "。  " not in text and "。\xa0" not in text:
        return [match.span() for match in _LINE.finditer(text)]
    found = []
    for match in _LINE.finditer(text):
        start = match.start()
        for gap in _PARAGRAPH_GAP.finditer(text, start, match.end()):
            found.append((start, gap.start()))
            start = gap.end()
        found.append((start, match.end()))
    return found


def led_by_numbers(
    text: str, lines: Sequence[tuple[int, int]], grammar: Grammar, heads: Heads
) -> list[tuple[int, int]]:
    """The lines, each with the number that stands alone above it (1⏎新建公园3处。⏎2⏎改造小区5个。).

    Numbers of pages count up as well, but they come in the middle of sentences; so all of them have to stand behind
    something complete and above words, or none is believed.
    """
    alone = {
        at: int("".join(filter(str.isdecimal, text[slice(*line)])))
        for at, line in enumerate(lines)
        if line[1] - line[0] <= _LONGEST_NUMBER and _ALONE.match(text, *line)
    }
    values = list(alone.values())
    if len(values) < _FEWEST_NUMBERS or any(
        after not in {1, before + 1} for before, after in pairwise(values)
    ):
        return list(lines)
    for at in alone:
        leads = at + 1 < len(lines) and at + 1 not in alone and _HAN.match(text, lines[at + 1][0])
        if not leads or (at and not _is_complete(text, *lines[at - 1], grammar, heads)):
            return list(lines)
    led = {at + 1 for at in alone}
    return [
        (lines[at - 1][0] if at in led else line[0], line[1])
        for at, line in enumerate(lines)
        if at + 1 not in led
    ]


def _is_complete(text: str, start: int, end: int, grammar: Grammar, heads: Heads) -> bool:
    """Whether a number that follows the line begins something new: it is a sentence, a field, or a heading."""
    if text[end - 1] in _TERMINAL:
        return True
    return (
        label_at(heads, text, start, end) is not None
        or marker_at(grammar, text, start, end) is not None
        or (end - start <= _LONGEST_HEADING and not any(sign in text[start:end] for sign in "，,。；"))
    )


def _number_above(text: str, start: int, end: int) -> Marker | None:
    """The marker of a line that :func:`led_by_numbers` gave its number."""
    found = _ABOVE.match(text, start, end)
    if found is None:
        return None
    value = int(found["number"])
    return Marker(start, found.end("sign"), found.end(), "arabic", found["number"], value, doubtful=False)


def without_debris(text: str, start: int, end: int, grammar: Grammar) -> tuple[int, Marker | None]:
    """Where the line really begins, and the marker there. Debris is debris only before a numbered marker."""
    debris = _DEBRIS.match(text, start, end)
    if debris:
        marker = marker_at(grammar, text, debris.end(), end)
        if marker and marker.ordinal:
            return debris.end(), marker
    return start, marker_at(grammar, text, start, end)


def unwrapped(
    text: str, lines: Sequence[tuple[int, int]], grammar: Grammar, heads: Heads
) -> list[tuple[int, int]]:
    """The lines with wrapped ones joined.

    A line goes on in the next where it breaks off behind a full stop (…。推进项目建), behind a comma, or, in a document
    whose lines were all cut at a width, anywhere at that width. A heading breaks off without any of these.
    """
    width = _wrap_width(text, lines)
    joined: list[tuple[int, int]] = []
    wide = False
    for start, end in lines:
        broken = bool(joined) and (
            (wide and text[joined[-1][1] - 1] not in _TERMINAL)
            or _breaks_off(text, *joined[-1])
            or (text[end - 1] == "。" and _account_breaks_off(text, *joined[-1], heads))
        )
        if broken and _goes_on(text, joined[-1][1], (start, end), grammar, heads):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        wide = bool(width) and end - start >= width - 4
    return joined


def _breaks_off(text: str, start: int, end: int) -> bool:
    """Whether a line ends in the middle of a paragraph: behind a comma, in a bracket, or in a second sentence."""
    start = max(start, end - 400)
    if text[end - 1] in "，、（(" or _in_bracket(text, start, end):
        return True
    tail = max(start, end - _LONGEST_OPEN_MEMBER)
    if text.find("是", tail, end) >= 0 and _OPEN_MEMBER.search(text, tail, end):
        return True
    stop = text.rfind("。", start, end)
    if text[end - 1] in "；;":
        # A list of figures in the middle of a paragraph that a converter broke at each semicolon.
        return stop >= 0
    # Behind a colon a line may end in names: …。责任单位：甲局、乙局
    return stop >= 0 and text[end - 1] not in _TERMINAL and not _COLON.search(text, stop, end)


def _account_breaks_off(text: str, start: int, end: int, heads: Heads) -> bool:
    """Whether a labelled line that tells something (目前进度：…) ends in the middle of a sentence."""
    if end - start < _LONG_ACCOUNT or text[end - 1] in _TERMINAL:
        return False
    label = label_at(heads, text, start, end)
    return label is not None and (label.head is None or label.head.role in {"other", "target", "task"})


def _in_bracket(text: str, start: int, end: int) -> bool:
    start = max(start, end - _LONGEST_OPEN_BRACKET + 1)
    opened = max(text.rfind("（", start, end), text.rfind("(", start, end))
    return opened >= 0 and text.find("）", opened, end) < 0 and text.find(")", opened, end) < 0


def _goes_on(text: str, above: int, line: tuple[int, int], grammar: Grammar, heads: Heads) -> bool:
    """Whether a line can be the rest of one that ends at ``above``: it follows at once and begins nothing."""
    start, end = line
    return (
        text[start] not in "（(【〔["
        and not _ABOVE.match(text, start, end)
        and text.count("\n", above, start) <= 1
        # 分别缩短18、⏎15、12个工作日: a number that only looks like a marker, behind an open list.
        and (
            not (marker := marker_at(grammar, text, start, end))
            or (marker.doubtful and text[above - 1] in "、，")
        )
        and ((label := label_at(heads, text, start, end)) is None or label.name == "单位")
    )


def _wrap_width(text: str, lines: Sequence[tuple[int, int]]) -> int:
    """The width at which the document was wrapped; 0 where it was not."""
    if len(lines) < 8:
        return 0
    lengths = sorted(end - start for start, end in lines)
    width = lengths[-1 - len(lengths) // 10]
    if width > _WRAP_WIDEST:
        return 0
    wide = [end for start, end in lines if end - start >= width - 4]
    broken = sum(text[end - 1] not in _TERMINAL for end in wide)
    return width if width >= 15 and broken >= _WRAP_SHARE * len(wide) and len(wide) >= 5 else 0


def with_markers(text: str, lines: Sequence[tuple[int, int]], grammar: Grammar) -> Iterator[Line]:
    """The lines, each with the markers at its beginning and inside; run-together tasks are cut apart."""
    openings = openings_of(text, lines[0][0], lines[-1][1]) if lines else []
    for line_start, end in lines:
        start, marker = line_start, _number_above(text, line_start, end)
        if marker is None:
            start, marker = without_debris(text, line_start, end, grammar)
        inside = markers_inside(grammar, text, start, end, openings) if end - start > 20 else []
        runins = _proven(marker, inside) if inside else inside
        line = Line(start, end, marker, tuple(runins))
        if runins and (keys := _cutting_keys(text, line)):
            yield from _cut(text, line, keys)
        else:
            yield line


def _proven(own: Marker | None, candidates: Sequence[Marker]) -> list[Marker]:
    """The candidates that continue a sequence: 2 after 1, or after the marker that the line begins with."""
    chains: dict[str, list[Marker]] = {}
    proven: list[Marker] = []
    if own and own.ordinal:
        chains[own.key] = [own]

    def close(chain: list[Marker]) -> None:
        if len(chain) > 1:
            proven.extend(marker for marker in chain if marker is not own)

    for marker in candidates:
        chain = chains.get(marker.key)
        if chain and (marker.value == chain[-1].value + 1 or marker.ordinal == "最后"):
            chain.append(marker)
        elif marker.value == 1 and (not marker.doubtful or marker.key in {"first", "han_yao"}):
            close(chains.pop(marker.key, []))
            chains[marker.key] = [marker]
    for chain in chains.values():
        close(chain)
    return sorted(proven)


def _cut(text: str, line: Line, keys: set[str]) -> Iterator[Line]:
    """The line in pieces, cut at its markers of the levels ``keys``."""
    cuts = [marker for marker in line.runins if marker.key in keys]
    starts = [line.start, *(marker.start for marker in cuts)]
    inner = [marker for marker in line.runins if marker.key not in keys]
    places = [marker.start for marker in inner]
    for index, start in enumerate(starts):
        end = starts[index + 1] if index + 1 < len(starts) else line.end
        within = tuple(inner[bisect_left(places, start) : bisect_left(places, end)])
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            yield Line(start, end, line.marker if index == 0 else cuts[index - 1], within)


def _cutting_keys(text: str, line: Line) -> set[str]:
    """The levels of the sequences inside a line that are lines of their own in all but the line break.

    一是…二是 rarely is: it is how one paragraph is built. 1.…2.… is where the line itself begins with 1., where
    each part names its own units, or where the same line also holds 一、…二、 (a document without line breaks).
    """
    keys: set[str] = set()
    ends = [marker.start for marker in line.runins[1:]] + [line.end]
    sections = [marker for marker in line.runins if marker.key == "han_dun"]
    if (
        sections
        and line.end - line.start > 150
        and all(_ends_clause(text, marker.start) for marker in sections)
    ):
        keys = {"han_dun", "han_paren", "arabic", "arabic_paren"}
    if _is_announced_list(text, line) or _tells_at_length(text, line):
        keys.add("han_shi")
    if _is_flattened(text, line):
        keys.add("han_paren")
    if _heads_a_list(text, line):
        keys.add("arabic")
    for key in {marker.key for marker in line.runins} - keys:
        own = line.marker is not None and line.marker.key == key
        parts = [
            (marker.start, end) for marker, end in zip(line.runins, ends, strict=True) if marker.key == key
        ]
        owned = sum(bool(_UNIT_BRACKET.search(text, start, end)) for start, end in parts)
        if owned * 2 > len(parts) or (key in {"han_dun", "han_paren", "arabic"} and own):
            keys.add(key)
    return keys


def _is_announced_list(text: str, line: Line) -> bool:
    """Whether 一是…；二是… lists things of their own (十件实事分别为：一是…): four or more behind a colon."""
    members = [marker for marker in line.runins if marker.key == "han_shi"]
    return len(members) >= 4 and text[members[0].start - 1] in "：:"


def _tells_at_length(text: str, line: Line) -> bool:
    """Whether a section (一、…) or a paragraph without a number is made of 一是…。二是…。三是…。, each long."""
    members = [marker for marker in line.runins if marker.key == "han_shi"]
    if (line.marker is not None and line.marker.key != "han_dun") or len(members) < 3:
        return False
    long = line.end - members[0].start >= _LONG_PART * len(members)
    return long and all(text[marker.start - 1] in "。：: " for marker in members)


def _is_flattened(text: str, line: Line) -> bool:
    """Whether a line without a number holds （一）…（二）…（三）…: a section that lost its line breaks."""
    members = [marker for marker in line.runins if marker.key == "han_paren"]
    if line.marker is not None or len(members) < 2:
        return False
    # Two alone may be a list within a sentence, unless each is as long as a paragraph.
    shortest = _FLAT_PART if len(members) > 2 else _FLAT_PARAGRAPH
    long = line.end - members[0].start >= shortest * len(members)
    return long and all(_ends_clause(text, marker.start) for marker in members[1:])


def _heads_a_list(text: str, line: Line) -> bool:
    """Whether a line is a heading and then a list: （五）畅通工程。1.改造…；2.新增…；3.启动…。"""
    own = line.marker
    members = [marker for marker in line.runins if marker.key == "arabic"]
    if own is None or own.key not in {"han_dun", "han_paren"} or len(members) < 2:
        return False
    heading = text[own.body : members[0].start].rstrip()
    return (
        len(heading) <= _LONGEST_LISTED
        and _ends_clause(text, members[0].start)
        and not any(sign in heading[:-1] for sign in "。；;：:")
        and line.end - members[0].start >= _LISTED_PART * len(members)
    )


def _ends_clause(text: str, start: int) -> bool:
    """Whether what stands before ``start`` is complete, so that a heading may follow."""
    while start > 0 and text[start - 1].isspace():
        start -= 1
    return start == 0 or text[start - 1] in "。：:！!）)”"
