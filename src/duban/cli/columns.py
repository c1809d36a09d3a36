"""Text in columns of a terminal, where a Chinese character takes two: wrapping, padding, sharing out the width."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from duban.formats.papers.characters import width_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# A line may be broken between any two Chinese characters, but not inside a word, a number or a day.
_PIECES = re.compile(r"\s+|[!-~“”‘’–≥≤≈]+|.")
_NOT_FIRST = frozenset("，。；：、）》！？”,.;:)")
_NOT_LAST = frozenset("（《“(")


def padded(text: str, width: int) -> str:
    """``text`` with the spaces that fill ``width``."""
    return text + " " * (width - width_of(text))


def wrapped(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` columns, none of which begins with a closing mark."""
    return [line for part in text.split("\n") for line in _lines(part, max(2, width))]


def shared_out(total: int, wanted: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Widths that add up to at most ``total``: columns that want less than their share leave the rest to others."""
    widths = list(wanted)
    open_, left = set(range(len(wanted))), total
    while open_:
        unit = left / sum(weights[index] for index in open_)
        content = {index for index in open_ if wanted[index] <= unit * weights[index]}
        if not content:
            for index in open_:
                widths[index] = max(2, int(unit * weights[index]))
            break
        left -= sum(wanted[index] for index in content)
        open_ -= content
    return widths


def packed(parts: Iterable[str], gap: str, width: int) -> list[str]:
    """``parts`` in lines, none of them broken that fits a line."""
    lines = [""]
    for part in parts:
        candidate = lines[-1] + gap + part if lines[-1] else part
        if width_of(candidate) <= width:
            lines[-1] = candidate
        else:
            lines += wrapped(part, width)
    return [line for line in lines if line]


def _lines(text: str, width: int) -> Iterator[str]:
    if width_of(text) <= width:
        yield text
        return
    line: list[str] = []
    used = 0
    for piece in _fitting(text, width):
        used += width_of(piece)
        if line and used > width:
            taken_along = _taken_along(line, piece, width)
            yield "".join(line[: len(line) - len(taken_along)]).rstrip()
            line = taken_along
            if piece.isspace():
                piece = ""  # noqa: PLW2901 (a line does not begin with the space it was broken at)
            used = sum(map(width_of, line)) + width_of(piece)
        line.append(piece)
    if rest := "".join(line).rstrip():
        yield rest


def _taken_along(line: list[str], piece: str, width: int) -> list[str]:
    """The end of ``line`` that goes on to the next one with ``piece``: what a closing mark closes, what opens."""
    count = 1 if piece in _NOT_FIRST else 0
    while count < len(line) and line[-1 - count] in _NOT_LAST:
        count += 1
    moved = line[len(line) - count :]
    fits = count < len(line) and sum(map(width_of, moved)) + width_of(piece) <= width
    return moved if fits else []


def _fitting(text: str, width: int) -> Iterator[str]:
    """The pieces of ``text``, those that no line can hold cut up."""
    for piece in _PIECES.findall(text):
        if len(piece) <= width:
            yield piece
        else:
            yield from (piece[start : start + width] for start in range(0, len(piece), width))
