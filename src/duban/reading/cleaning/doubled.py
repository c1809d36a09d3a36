"""The table of metadata that some sites print twice, once wide and once narrow.

``索引号 | 0001 | 发文机关 | 云溪区人民政府`` and, below it, ``索引号：0001`` and ``发文机关：云溪区人民政府``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from duban.reading.model import Noise
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

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
