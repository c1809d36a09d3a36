"""Sentences that were cut: by the end of a printed line, by a page, or by a gap inside a word.

A line goes on from the one above only on evidence: the text is cut at a column, or the sentence above is plainly
unfinished. A title over two lines, a heading and the cells of a table are left as they stand.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from duban.reading.cleaning.layout import SENTENCE, beginning, ends_open, gaps_in, holds_stop, numbering
from duban.reading.model import Noise, Repair
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duban.lexicon.noise import Breaks
    from duban.lexicon.noise import Noise as NoiseTable
    from duban.reading.cleaning.layout import Layout
    from duban.reading.cleaning.lines import Line

_TIED, _CUT, _CUT_AT_STOP, _UNFINISHED = 0.95, 0.95, 0.75, 0.9
_SCANNED, _ODD_ONE_OUT, _GAP_IN_WORD = 0.85, 0.75, 0.85
# A paragraph that breaks off among closed ones, and the line that would go on from it, are at least this long.
_LONG_ENOUGH, _REST_ENOUGH, _CLAUSE = 30, 10, 16

_BOLD = re.compile(r"\*\*")


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
    above, below = lines[index - 1].text, lines[index].text
    if "|" in above or "|" in below or "\t" in above or "\t" in below:
        return 0.0
    is_open = ends_open(above, breaks)
    if is_open and below[0] in breaks.tied_starts:
        return _TIED
    if layout.full:
        return _goes_on_in_column(source, lines, index, layout, breaks)
    if not is_open or beginning(breaks).match(below):
        return 0.0
    return _goes_on_in_prose(above, below, layout, breaks)


def _goes_on_in_prose(above: str, below: str, layout: Layout, breaks: Breaks) -> float:
    """The same where a line is a paragraph, as far as one can see, and the one above has no proper end."""
    if above[-1] in breaks.open_marks:
        return _UNFINISHED
    if above[-1] in breaks.open_words and (len(above) >= _CLAUSE or holds_stop(above)):
        return _UNFINISHED
    if layout.scanned:
        return _SCANNED if holds_stop(above) else 0.0
    is_odd = layout.closed and len(above) >= _LONG_ENOUGH and len(below) >= _REST_ENOUGH
    return _ODD_ONE_OUT if is_odd and below[-1] in breaks.full_stops and holds_stop(above) else 0.0


def _goes_on_in_column(
    source: str, lines: Sequence[Line], index: int, layout: Layout, breaks: Breaks
) -> float:
    above, below = lines[index - 1], lines[index]
    if not layout.full[index - 1]:
        return 0.0
    if (layout.indented and below.start > below.head) or numbering(breaks).match(below.text):
        return 0.0
    if ends_open(above.text, breaks):
        return _CUT
    # A full line that happens to end with a sentence is hardly ever a paragraph's end, and never where those are
    # indented; a blank line or a unit bracket says that it is.
    is_next = source.count("\n", above.end, below.start) == 1 and above.text[-1] not in breaks.closers
    if layout.indented:
        return _CUT if is_next else 0.0
    return _CUT_AT_STOP if is_next and not beginning(breaks).match(below.text) else 0.0


def find_gaps(source: str, lines: Sequence[Line], layout: Layout, breaks: Breaks) -> Iterator[Repair]:
    """The blanks that a scan left inside words (建 立), in lines that are sentences or numbered."""
    if not layout.scanned:
        return
    number = numbering(breaks)
    for line, gaps in groupby(gaps_in(source, lines), key=lambda gap: gap.line):
        if number.match(line.text) or SENTENCE.search(line.text):
            yield from (Repair(gap.span, "", "broken_line", _GAP_IN_WORD) for gap in gaps)


@lru_cache(maxsize=8)
def _debris(table: NoiseTable, *, scanned: bool) -> re.Pattern[str]:
    before = r"(?=\S)" if scanned else f"(?={'|'.join(table.breaks.numbers)})"
    return re.compile(rf"((?:(?:{'|'.join(table.debris)})\s{{0,2}}){{1,4}}){before}")


def find_debris(source: str, lines: Sequence[Line], layout: Layout, table: NoiseTable) -> Iterator[Noise]:
    """Stray marks at the start of a paragraph, ``- (2)``, and those of a markup: ``**（一）加强领导。**``.

    Outside a scan a mark without a number after it may be the number, of a list without figures.
    """
    pattern = _debris(table, scanned=layout.scanned)
    for line in lines:
        found = pattern.match(line.text) if not line.text[0].isalnum() else None
        if found:
            yield Noise(Span(line.start, line.start + len(found.group(1).rstrip())), "ocr_debris")
    for found in _BOLD.finditer(source):
        yield Noise(Span(*found.span()), "ocr_debris")
