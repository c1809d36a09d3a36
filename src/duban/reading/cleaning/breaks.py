"""Sentences that were cut: by the end of a printed line, by a page, or by a gap inside a word.

A line goes on from the one above only on evidence: the text is cut at a column, or the sentence above is plainly
unfinished. A title over two lines, a heading and the cells of a table are left as they stand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from duban.reading.cleaning.layout import GAP, beginning, ends_open, holds_stop, numbering
from duban.reading.model import Noise, Repair
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duban.lexicon.noise import Breaks
    from duban.lexicon.noise import Noise as NoiseTable
    from duban.reading.cleaning.layout import Layout
    from duban.reading.cleaning.lines import Line

_TIED, _CUT, _UNFINISHED, _SCANNED, _ODD_ONE_OUT, _GAP_IN_WORD = 0.95, 0.95, 0.9, 0.85, 0.75, 0.85
# A paragraph that breaks off among closed ones, and the line that would go on from it, are at least this long.
_LONG_ENOUGH, _REST_ENOUGH, _CLAUSE = 30, 10, 16
_SENTENCE = re.compile(r"[，,。；;]")


def find_breaks(source: str, lines: Sequence[Line], layout: Layout, breaks: Breaks) -> list[Repair]:
    """The line ends inside sentences, each with all that stands between the two halves."""
    repairs = []
    for index in range(1, len(lines)):
        above, below = lines[index - 1], lines[index]
        confidence = _goes_on(source, lines, index, layout, breaks)
        if confidence:
            latin = above.text[-1].isascii() and above.text[-1].isalpha() and below.text[0].isascii()
            glue = " " if latin and below.text[0].isalpha() else ""
            repairs.append(Repair(Span(above.end, below.start), glue, "broken_line", confidence))
    return repairs


def _goes_on(source: str, lines: Sequence[Line], index: int, layout: Layout, breaks: Breaks) -> float:
    """How sure a line is the rest of the one above it; 0 where nothing says so."""
    above, below = lines[index - 1], lines[index]
    if "|" in above.text or "|" in below.text or "\t" in above.text or "\t" in below.text:
        return 0.0
    is_open = ends_open(above.text, breaks)
    if is_open and below.text[0] in breaks.tied_starts:
        return _TIED
    if layout.column:
        return _goes_on_in_column(source, lines, index, layout, breaks)
    if not is_open or beginning(breaks).match(below.text):
        return 0.0
    if above.text[-1] in breaks.open_ends and (len(above.text) >= _CLAUSE or holds_stop(above.text)):
        return _UNFINISHED
    if not holds_stop(above.text):
        return 0.0
    if layout.scanned:
        return _SCANNED
    is_odd = layout.closed and len(above.text) >= _LONG_ENOUGH and len(below.text) >= _REST_ENOUGH
    return _ODD_ONE_OUT if is_odd and below.text[-1] in breaks.full_stops else 0.0


def _goes_on_in_column(source: str, lines: Sequence[Line], index: int, layout: Layout, breaks: Breaks) -> float:
    above, below = lines[index - 1], lines[index]
    if not layout.is_full(index - 1):
        return 0.0
    if not layout.indented:
        goes_on = ends_open(above.text, breaks) and not beginning(breaks).match(below.text)
        return _CUT if goes_on else 0.0
    if below.start > below.head or numbering(breaks).match(below.text):
        return 0.0
    # Where paragraphs are indented, a full line that happens to end with a sentence is no paragraph's end.
    is_next = source.count("\n", above.end, below.start) == 1
    return _CUT if is_next or ends_open(above.text, breaks) else 0.0


def find_gaps(source: str, lines: Sequence[Line], layout: Layout, breaks: Breaks) -> Iterator[Repair]:
    """The blanks that a scan left inside words (建 立), in lines that are sentences or numbered."""
    if not layout.scanned:
        return
    starts = [line.start for line in lines]
    number = numbering(breaks)
    for found in GAP.finditer(source):
        line = lines[max(0, bisect_right(starts, found.start()) - 1)]
        if number.match(line.text) or _SENTENCE.search(line.text):
            yield Repair(Span(*found.span()), "", "broken_line", _GAP_IN_WORD)


@lru_cache(maxsize=4)
def _debris(table: NoiseTable) -> re.Pattern[str]:
    numbers = "|".join(table.breaks.numbers)
    return re.compile(rf"((?:(?:{'|'.join(table.debris)})\s{{0,2}}){{1,4}})(?={numbers})")


def find_debris(lines: Sequence[Line], table: NoiseTable) -> Iterator[Noise]:
    """Stray marks before a paragraph's own number: ``- (2)``."""
    pattern = _debris(table)
    for line in lines:
        found = pattern.match(line.text) if not line.text[0].isalnum() else None
        if found:
            yield Noise(Span(line.start, line.start + len(found.group(1).rstrip())), "ocr_debris")
