"""The source as HTML, character for character, so that what is selected on the page has offsets in the source.

Each line is one paragraph whose id is the offset of its first character (``l120``); the text in it is the line itself,
less the line's end, with a sign of one character in place of each that must not act. Counting code points from the
paragraph's beginning therefore gives the offset. A piece knows the stretches that cover it (``data-s="120-131"``), and
the first piece of a stretch is what a link without script leads to (``#c120``).
"""

from __future__ import annotations

from bisect import bisect_right
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from django.utils.safestring import SafeString, mark_safe

from duban.formats.papers.characters import visible
from duban.formats.papers.page.segments import Mark, cut
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from duban.formats.papers.page.segments import Segment


class Quote(NamedTuple):
    """A stretch of the source that something is said about; ``note`` is what a tooltip says."""

    start: int
    end: int
    kind: str
    note: str = ""


class Line(NamedTuple):
    """One line of the source: its offset and its pieces."""

    at: int
    html: str


def source_html(text: str, quotes: Iterable[Quote]) -> SafeString:
    """All lines."""
    return _joined(_lines(text, quotes), swap=False)


def changed_html(text: str, quotes: Iterable[Quote], stretches: Sequence[tuple[int, int]]) -> SafeString:
    """The lines that touch one of these stretches, each to take the place of the one that is shown."""
    starts = line_starts(text)
    wanted = {
        starts[number]
        for start, end in stretches
        for number in range(_line_of(starts, start), _line_of(starts, max(end - 1, start)) + 1)
    }
    return _joined((line for line in _lines(text, quotes) if line.at in wanted), swap=True)


def shown(text: str) -> str:
    """A stretch of the source as a browser gives it back: signs for characters, and one kind of line end."""
    return visible(text.replace("\r\n", "\n"))


def line_starts(text: str) -> list[int]:
    """The offset of each line."""
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def _line_of(starts: Sequence[int], offset: int) -> int:
    return bisect_right(starts, offset) - 1


def _joined(lines: Iterable[Line], *, swap: bool) -> SafeString:
    oob = ' hx-swap-oob="true"' if swap else ""
    html = "".join(f'<p class="ln" id="l{line.at}"{oob}>{line.html}</p>' for line in lines)
    return mark_safe(html)  # noqa: S308 - each piece was escaped as it was made


def _lines(text: str, quotes: Iterable[Quote]) -> Iterator[Line]:
    marks = [
        Mark(number, Span(quote.start, quote.end), quote.kind, quote.note)
        for number, quote in enumerate(quotes)
        if 0 <= quote.start <= quote.end <= len(text)
    ]
    at, pieces = 0, list[str]()
    for segment in cut(len(text), marks):
        start = segment.start
        for index, line in enumerate(text[segment.start : segment.end].split("\n")):
            if index:
                yield Line(at, "".join(pieces))
                at, pieces = start, []
            end = start + len(line)
            ending = line.endswith("\r") and text.startswith("\n", end)
            pieces.append(_piece(line[:-1] if ending else line, segment, anchor=not index))
            start = end + 1
    yield Line(at, "".join(pieces))


def _piece(line: str, segment: Segment, *, anchor: bool) -> str:
    words = escape(visible(line), quote=False)
    if not segment.marks:
        return words
    if not words and segment.start != segment.end:
        return ""
    kinds = " ".join(dict.fromkeys(f"k-{mark.kind}" for mark in segment.marks))
    spans = " ".join(dict.fromkeys(f"{mark.span.start}-{mark.span.end}" for mark in segment.marks))
    note = "；".join(dict.fromkeys(mark.note for mark in segment.marks if mark.note))
    place = f' id="c{segment.start}"' if anchor and segment.start < segment.end else ""
    title = f' title="{escape(note)}"' if note else ""
    return f'<span{place} class="{kinds}" data-s="{spans}"{title}>{words}</span>'
