"""The table of metadata that some sites print twice, once wide and once narrow; and sentences printed twice.

``索引号 | 0001 | 发文机关 | 云溪区人民政府`` and, below it, ``索引号：0001`` and ``发文机关：云溪区人民政府``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from duban.reading.model import Noise
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duban.lexicon.noise import Noise as NoiseTable
    from duban.reading.cleaning.lines import Line
    from duban.reading.model import NoiseReason

_BORDER = re.compile(r"\s*[|｜\t]\s*")
_COLON = re.compile(r"\s*[:：]\s*")
_BORDER_OR_COLON = re.compile(r"[|｜\t:：]")
_LONGEST_LABEL = 24
# A metadata table is short; so many of its rows given a second time are a copy.
_LONGEST_ROW = 400
_COPIED_ROWS = 3
# So many characters in common with the clause before are no turn of phrase.
_REPEATED = 12
_CLAUSE = re.compile(r"[^。；;，,！？!?\s]+")


class _Row(NamedTuple):
    line: int
    pairs: tuple[tuple[str, str], ...]


def find_doubled_metadata(
    lines: Sequence[Line], reasons: Sequence[NoiseReason | None], table: NoiseTable
) -> list[Noise]:
    """The second copy of a metadata table, as one span from its first row to its last."""
    noise = []
    seen: set[tuple[str, str]] = set()
    copied: list[int] = []
    for index, line in enumerate(lines):
        if reasons[index]:
            continue
        pairs = _pairs(line.text, table)
        if pairs and all(pair in seen for pair in pairs):
            copied.append(index)
            continue
        if len(copied) >= _COPIED_ROWS:
            noise.append(Noise(Span(lines[copied[0]].start, lines[copied[-1]].end), "duplicate_metadata"))
        copied = []
        seen.update(pairs)
    if len(copied) >= _COPIED_ROWS:
        noise.append(Noise(Span(lines[copied[0]].start, lines[copied[-1]].end), "duplicate_metadata"))
    return noise


def _pairs(text: str, table: NoiseTable) -> tuple[tuple[str, str], ...]:
    """The labels of a row with their values; empty where the line is no row of a metadata table."""
    border = _BORDER_OR_COLON.search(text, 0, _LONGEST_LABEL)
    if len(text) > _LONGEST_ROW or not border or _label(text[: border.start()]) not in table.metadata_labels:
        return ()
    cells = _COLON.split(text, 1) if border.group() in ":：" else _BORDER.split(text)
    labels = [_label(cell) for cell in cells]
    return tuple(
        (label, "".join(cells[index + 1].split()) if index + 1 < len(cells) else "")
        for index, label in enumerate(labels)
        if label in table.metadata_labels and index % 2 == 0
    )


def _label(cell: str) -> str:
    return "".join(cell.split()).strip("•·【】[]-:：")


class Repeat(NamedTuple):
    """A stretch that stands twice, one clause after the other."""

    first: Span
    second: Span


def find_repeats(text: str) -> Iterator[Repeat]:
    """Words that a clause has in common with the one before it, at its start or end, by an accident of copying.

    加强河道日常管护巡查;加强河道日常管护巡查和水质监测: the second clause is the first one over again.
    """
    before = None
    for found in _CLAUSE.finditer(text):
        long = before and min(before.end() - before.start(), found.end() - found.start()) >= _REPEATED
        # A heading says again what the one above it said; a paragraph does not.
        if before and long and text.find("\n", before.end(), found.start()) < 0:
            yield from _common(before, found)
        before = found


def _common(before: re.Match[str], after: re.Match[str]) -> Iterator[Repeat]:
    left, right = before.group(), after.group()
    size = _common_length(left, right)
    if size >= _REPEATED:
        yield Repeat(Span(before.start(), before.start() + size), Span(after.start(), after.start() + size))
        return
    size = _common_length(left[::-1], right[::-1])
    if size >= _REPEATED:
        yield Repeat(Span(before.end() - size, before.end()), Span(after.end() - size, after.end()))


def _common_length(left: str, right: str) -> int:
    if left[:_REPEATED] != right[:_REPEATED]:
        return 0
    same = zip(left, right, strict=False)
    return next((at for at, (one, other) in enumerate(same) if one != other), min(len(left), len(right)))
