"""How a text is laid out: one paragraph a line, cut at a column, or scanned with gaps inside its words.

The same line end means different things in each, so the question is asked of the whole document first.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, groupby
from typing import TYPE_CHECKING, NamedTuple

from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duban.lexicon.noise import Breaks
    from duban.reading.cleaning.lines import Line

# What a sentence has and a heading or a title has not.
SENTENCE = re.compile(r"[，,。；;]")
# A blank between two Han characters: 带 动. It begins with a literal, which is found without trying every position.
GAP = re.compile(r" (?<=[\u4e00-\u9fff”》）\"] )(?=[\u4e00-\u9fff“《（\"])")
_STOP_INSIDE = re.compile(r"[。；;](?!\Z)")
_MARK = re.compile(r"[，,。；;、]")
_SENTENCE_LINE = 24
# So many gaps in sentences, and one for so many characters, make a scan.
_GAPS, _CHARACTERS_A_GAP = 3, 1500
# What follows a gap in a row of a table: 1 建设河道 区水务局 12月底.
_CELL = re.compile(r"[\u4e00-\u9fff]{1,12}(?:局|委|办|部|中心|公司|镇|街道|处|院)(?=[\s、，,]|$)|\d{1,2}月")
# A column of text is this wide, counted in half-width characters.
_NARROW, _WIDE = 20, 150
# A full line is at most so much shorter than the widest, and at most so much wider (a mark hangs, a number is kept
# whole). Some programs cut at a width, some after a number of characters.
_SHORTER, _WIDER = 5, 4
_FEWER, _MORE = 2, 1
_FULL_LINES = 6
_FULL_SHARE, _OPEN_SHARE, _SENTENCE_SHARE = 0.4, 0.5, 0.4
_INDENTED_LEAST, _INDENTED_MOST = 0.03, 0.75
# Paragraphs that hold a full stop and end in one: where most do, one that does not was cut.
_CLOSED_SHARE = 0.75


class Layout(NamedTuple):
    """``full`` tells of each line whether it reaches the column at which lines are cut; empty where they are not."""

    scanned: bool
    indented: bool
    closed: bool
    full: tuple[bool, ...]


def find_layout(source: str, lines: Sequence[Line], breaks: Breaks) -> Layout:
    """The layout of the lines that belong to the document."""
    indented = sum(line.start > line.head for line in lines)
    return Layout(
        scanned=_is_scanned(source, lines),
        indented=_INDENTED_LEAST * len(lines) <= indented <= _INDENTED_MOST * len(lines) and indented > 0,
        closed=_closes_paragraphs(lines, breaks),
        full=_full_lines(source, lines, breaks),
    )


def ends_open(text: str, breaks: Breaks) -> bool:
    """Whether a line ends without what ends a sentence or a unit bracket: 。 and 。” and （牵头单位：区水务局）."""
    return text[-1] not in breaks.closers and text.rstrip(breaks.quotes)[-1:] not in breaks.full_stops


def holds_stop(text: str) -> bool:
    """Whether a sentence ends inside the line."""
    return bool(_STOP_INSIDE.search(text))


@lru_cache(maxsize=4)
def numbering(breaks: Breaks) -> re.Pattern[str]:
    """A number that a line begins with: 一、 (三) 2. 一是."""
    return re.compile("|".join(breaks.numbers))


@lru_cache(maxsize=4)
def beginning(breaks: Breaks) -> re.Pattern[str]:
    """Whatever a line begins with that begins something, a number or a word: 牵头单位, 首先."""
    return re.compile("|".join(breaks.numbers + breaks.words))


class GapLine(NamedTuple):
    """A gap and the line it stands in."""

    span: Span
    line: Line


def gaps_in(source: str, lines: Sequence[Line]) -> Iterator[GapLine]:
    """Every gap that stands in one of the lines; both run in order."""
    if not lines:
        return
    index = 0
    for found in GAP.finditer(source):
        while index + 1 < len(lines) and lines[index + 1].start <= found.start():
            index += 1
        if lines[index].start <= found.start() < lines[index].end:
            yield GapLine(Span(*found.span()), lines[index])


def _is_scanned(source: str, lines: Sequence[Line]) -> bool:
    gaps = cells = 0
    for _, in_line in groupby(gaps_in(source, lines), key=lambda gap: gap.line):
        first = next(in_line)
        if len(first.line.text) < _SENTENCE_LINE or not SENTENCE.search(first.line.text):
            continue
        for gap in chain((first,), in_line):
            gaps += 1
            cells += bool(_CELL.match(source, gap.span.end))
    return gaps >= _GAPS and gaps * _CHARACTERS_A_GAP >= len(source) and cells * 3 < gaps


def _full_lines(source: str, lines: Sequence[Line], breaks: Breaks) -> tuple[bool, ...]:
    """Which lines are cut at a column: most lines reach it, hardly any passes it, and sentences go on after it."""
    if len(lines) < _FULL_LINES:
        return ()
    lengths = [line.end - line.head for line in lines]
    # One paragraph a line: the longest lines are far too long to have been cut.
    if not _NARROW // 2 <= _ninth_tenth(lengths) <= _WIDE:
        return ()
    # In this encoding a Han character takes two bytes and a Latin one a single byte, as they do on the page.
    widths = [len(source[line.head : line.end].encode("gbk", "replace")) for line in lines]
    by_width = _near_column(widths, _SHORTER, _WIDER)
    by_length = _near_column(lengths, _FEWER, _MORE)
    full = [wide or long for wide, long in zip(by_width, by_length, strict=True)]
    begins = numbering(breaks)
    cut = sum(
        is_full and ends_open(line.text, breaks) and not begins.match(below.text)
        for is_full, line, below in zip(full, lines, lines[1:], strict=False)
    )
    # A list of names of about the same length has no commas in it.
    marked = sum(is_full and bool(_MARK.search(line.text)) for is_full, line in zip(full, lines, strict=True))
    enough = cut and cut >= _OPEN_SHARE * sum(full) and marked >= _SENTENCE_SHARE * sum(full)
    return tuple(full) if enough else ()


def _ninth_tenth(sizes: Sequence[int]) -> int:
    return sorted(sizes)[len(sizes) * 9 // 10]


def _near_column(sizes: Sequence[int], shorter: int, wider: int) -> list[bool]:
    """Which lines reach the column that nine tenths keep within; none where too few reach it or too many pass it."""
    column = _ninth_tenth(sizes)
    full = [size >= column - shorter for size in sizes]
    longer = sum(size > column + wider for size in sizes)
    enough = sum(full) >= max(_FULL_LINES, _FULL_SHARE * len(sizes)) and longer * 20 <= len(sizes)
    return full if enough and column * 2 >= _NARROW else [False] * len(sizes)


def _closes_paragraphs(lines: Sequence[Line], breaks: Breaks) -> bool:
    paragraphs = [line for line in lines if holds_stop(line.text)]
    closed = sum(not ends_open(line.text, breaks) for line in paragraphs)
    return closed > 0 and closed >= _CLOSED_SHARE * len(paragraphs)
