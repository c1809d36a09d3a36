"""How a text is laid out: one paragraph a line, cut at a column, or scanned with gaps inside its words.

The same line end means different things in each, so the question is asked of the whole document first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.lexicon.noise import Breaks
    from duban.reading.cleaning.lines import Line

# A blank between two Han characters: 带 动. It begins with a literal, which is found without trying every position.
GAP = re.compile(r" (?<=[\u4e00-\u9fff”》）\"] )(?=[\u4e00-\u9fff“《（\"])")
_SENTENCE = re.compile(r"[，,。；;]")
_SENTENCE_LINE = 24
# So many gaps in sentences, and one for so many characters, make a scan.
_GAPS, _CHARACTERS_A_GAP = 3, 1500
# What follows a gap in a row of a table: 1 建设河道 区水务局 12月底.
_CELL = re.compile(r"[\u4e00-\u9fff]{1,12}(?:局|委|办|部|中心|公司|镇|街道|处|院)(?=[\s、，,]|$)|\d{1,2}月")
# A column of text is this wide, counted in half-width characters.
_NARROW, _WIDE = 20, 150
# A full line is at most so much shorter than the widest, and at most so much wider (a hanging mark).
_SHORTER, _WIDER = 5, 4
_FULL_LINES = 6
_FULL_SHARE, _OPEN_SHARE = 0.4, 0.6
_INDENTED_LEAST, _INDENTED_MOST = 0.03, 0.75
# Paragraphs that hold a full stop and end in one: where most do, one that does not was cut.
_CLOSED_SHARE = 0.75


class Layout(NamedTuple):
    """``column`` is the width at which lines are cut, 0 where they are not; widths are one per line."""

    scanned: bool
    column: int
    indented: bool
    closed: bool
    widths: tuple[int, ...]

    def is_full(self, index: int) -> bool:
        """Whether a line reaches the column at which lines are cut."""
        return self.column > 0 and self.widths[index] >= self.column - _SHORTER


def find_layout(source: str, lines: Sequence[Line], breaks: Breaks) -> Layout:
    """The layout of the lines that belong to the document."""
    widths = tuple(_width(line.text) for line in lines)
    column = _column(lines, widths, breaks)
    indented = sum(line.start > line.head for line in lines)
    return Layout(
        scanned=_is_scanned(source, lines),
        column=column,
        indented=_INDENTED_LEAST * len(lines) <= indented <= _INDENTED_MOST * len(lines) and indented > 0,
        closed=_closes_paragraphs(lines, breaks),
        widths=widths,
    )


def ends_open(text: str, breaks: Breaks) -> bool:
    """Whether a line ends without what ends a sentence or a unit bracket: 。 and 。” and （牵头单位：区水务局）."""
    return text[-1] not in breaks.closers and text.rstrip(breaks.quotes)[-1:] not in breaks.full_stops


def holds_stop(text: str) -> bool:
    """Whether a sentence ends inside the line."""
    return any(0 <= text.find(mark) < len(text) - 1 for mark in "。；;")


@lru_cache(maxsize=4)
def numbering(breaks: Breaks) -> re.Pattern[str]:
    """A number that a line begins with: 一、 (三) 2. 一是."""
    return re.compile("|".join(breaks.numbers))


@lru_cache(maxsize=4)
def beginning(breaks: Breaks) -> re.Pattern[str]:
    """Whatever a line begins with that begins something, a number or a word: 牵头单位, 首先."""
    return re.compile("|".join(breaks.numbers + breaks.words))


def _width(text: str) -> int:
    # In this encoding a Han character takes two bytes and a Latin one a single byte, as they do on the page.
    return len(text.encode("gbk", "replace"))


def _is_scanned(source: str, lines: Sequence[Line]) -> bool:
    starts: list[int] = []
    gaps = cells = 0
    for found in GAP.finditer(source):
        starts = starts or [line.start for line in lines]
        index = bisect_right(starts, found.start()) - 1
        if index < 0 or len(lines[index].text) < _SENTENCE_LINE or not _SENTENCE.search(lines[index].text):
            continue
        gaps += 1
        cells += bool(_CELL.match(source, found.end()))
        if gaps > _GAPS and gaps * _CHARACTERS_A_GAP > len(source):
            break
    return gaps >= _GAPS and gaps * _CHARACTERS_A_GAP >= len(source) and cells * 3 < gaps


def _column(lines: Sequence[Line], widths: Sequence[int], breaks: Breaks) -> int:
    """The width at which lines are cut: most lines reach it, hardly any passes it, and sentences go on after it."""
    if len(lines) < _FULL_LINES:
        return 0
    column = sorted(widths)[len(widths) * 9 // 10]
    if not _NARROW <= column <= _WIDE:
        return 0
    full = [index for index, width in enumerate(widths) if column - _SHORTER <= width <= column + _WIDER]
    longer = sum(width > column + _WIDER for width in widths)
    begins = beginning(breaks)
    cut = sum(
        ends_open(lines[index].text, breaks)
        and index + 1 < len(lines)
        and not begins.match(lines[index + 1].text)
        for index in full
    )
    enough = len(full) >= max(_FULL_LINES, _FULL_SHARE * len(lines)) and longer * 20 <= len(lines)
    return column if enough and cut >= _OPEN_SHARE * len(full) else 0


def _closes_paragraphs(lines: Sequence[Line], breaks: Breaks) -> bool:
    paragraphs = [line for line in lines if holds_stop(line.text)]
    closed = sum(not ends_open(line.text, breaks) for line in paragraphs)
    return closed > 0 and closed >= _CLOSED_SHARE * len(paragraphs)
