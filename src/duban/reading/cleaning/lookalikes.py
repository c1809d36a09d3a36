"""Characters that text recognition took for others: 市场准人 for 市场准入.

Only listed words are proposed, each with the characters beside which it is another word (吸纳人才 is no 纳入).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from duban.reading.cleaning.wording import seek
from duban.reading.model import Repair
from duban.text import Span

if TYPE_CHECKING:
    from duban.lexicon.noise import LookAlike

_SURE, _DOUBTFUL = 0.9, 0.4
_HAN = re.compile(r"[\u4e00-\u9fff]")


class _Difference(NamedTuple):
    """The one stretch in which a row's words differ."""

    row: LookAlike
    start: int
    end: int


@lru_cache(maxsize=4)
def _rows(lookalikes: tuple[LookAlike, ...]) -> tuple[re.Pattern[str], dict[str, list[_Difference]]]:
    rows: dict[str, list[_Difference]] = {}
    for row in lookalikes:
        differing = [
            at for at, pair in enumerate(zip(row.written, row.meant, strict=True)) if len(set(pair)) > 1
        ]
        rows.setdefault(row.written, []).append(_Difference(row, differing[0], differing[-1] + 1))
    return seek(rows), rows


def find_lookalikes(source: str, lookalikes: tuple[LookAlike, ...]) -> list[Repair]:
    """The characters that must be meant for others, in order; a doubtful one has little confidence.

    One character may be wrong in two listed words that share it (市场准人负面清单); it is proposed once.
    """
    pattern, rows = _rows(lookalikes)
    proposed = (
        Repair(
            Span(found.start() + difference.start, found.start() + difference.end),
            difference.row.meant[difference.start : difference.end],
            "ocr_character",
            _SURE if difference.row.sure else _DOUBTFUL,
        )
        for found in pattern.finditer(source)
        if (difference := _fitting(source, *found.span(1), rows[found.group(1)]))
    )
    return list(dict.fromkeys(proposed))


def _fitting(source: str, start: int, end: int, rows: list[_Difference]) -> _Difference | None:
    before, after = source[start - 1 : start] if start else "", source[end : end + 1]
    for difference in rows:
        row = difference.row
        if (before and before in row.not_after) or (after and after in row.not_before):
            continue
        if row.sure or (_HAN.match(before) and after):
            return difference
    return None
