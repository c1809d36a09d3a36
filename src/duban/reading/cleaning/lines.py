"""Lines and the characters nobody sees: where a text can be taken apart without changing it.

A line ends at any of the marks that systems use for it; a byte-order mark or a right-to-left mark inside
``\ufeff一、加强河道管护`` belongs to no line.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from duban.reading.model import Noise, Repair
from duban.text import Edit, Span

if TYPE_CHECKING:
    from duban.lexicon.noise import Noise as NoiseTable

_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
# Zero-width and direction marks, joiners and selectors; then the control characters that end no line.
_UNSEEN = (
    "\ufeff\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufff9-\ufffb\ufe00-\ufe0f"
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"
)
_BREAKS = "\r\v\f\x1c-\x1e\x85\u2028\u2029"
_RADICALS = "\u2e80-\u2fdf\uf900-\ufaff"
_ODD = re.compile(f"[{_UNSEEN}{_BREAKS}{_RADICALS}]")
_UNSEEN_RUN = re.compile(f"[{_UNSEEN}]+")
_BREAK = re.compile(f"[{_BREAKS}]")
_BLANKS_AND_ENDS = " \t\xa0\u3000\u2002\u2003\u2009\u202f\ufeff\u200b\u200c\u200d\u200e\u200f" + _ENDS
# A run of unseen characters this long is worth a reviewer's look; a single mark is not.
_MANY_UNSEEN = 8


class Line(NamedTuple):
    """A line without its indentation and trailing blanks; the raw line is ``[head, tail)``."""

    head: int
    start: int
    end: int
    tail: int
    text: str


class Oddities(NamedTuple):
    """What has to change before a text can be read at all, and what is worth telling about it."""

    edits: tuple[Edit, ...]
    noise: tuple[Noise, ...]
    repairs: tuple[Repair, ...]


def split_lines(source: str) -> list[Line]:
    """The lines that hold anything."""
    lines = []
    after = 0
    # The marks that end a line are the same for `str.splitlines` and here.
    for ended in source.splitlines(keepends=True):
        head, after = after, after + len(ended)
        text = ended.strip(_BLANKS_AND_ENDS)
        if text:
            start = head if ended[0] == text[0] else head + ended.index(text[0])
            lines.append(Line(head, start, start + len(text), head + len(ended.rstrip(_ENDS)), text))
    return lines


def after_line(source: str, line: Line) -> int:
    """Where the next raw line starts, behind the mark that ends this one."""
    return min(len(source), line.tail + (2 if source.startswith("\r\n", line.tail) else 1))


def find_oddities(source: str, table: NoiseTable) -> Oddities:
    """Unseen characters are cut, odd line ends read as plain ones, radicals as the characters they look like."""
    edits: list[Edit] = []
    noise: list[Noise] = []
    repairs: list[Repair] = []
    done = 0
    # One class of characters is looked for; which kind a find is, is asked only of the few.
    for found in _ODD.finditer(source):
        start, end = found.span()
        if start < done:
            continue
        run = _UNSEEN_RUN.match(source, start)
        if run:
            done = end = run.end()
            edits.append(Edit(start, end, ""))
            if end - start >= _MANY_UNSEEN:
                noise.append(Noise(Span(start, end), "ocr_debris"))
        elif _BREAK.match(source, start):
            edits.append(Edit(start, end, "" if _beside_newline(source, start, end) else "\n"))
        elif meant := _plain(found.group(), table):
            edits.append(Edit(start, end, meant))
            repairs.append(Repair(Span(start, end), meant, "ocr_character", 1.0))
    return Oddities(tuple(edits), tuple(noise), tuple(repairs))


def _beside_newline(source: str, start: int, end: int) -> bool:
    return source[end : end + 1] == "\n" or source[start - 1 : start] == "\n"


def _plain(character: str, table: NoiseTable) -> str:
    plain = table.radicals.get(character) or unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 and plain != character else ""
