"""Which stretches of an item are read for figures: its cells one by one, and what lies between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duban.reading.drafts import Cell, ItemDraft
    from duban.reading.model import Tense

_UNREAD: Final = frozenset({"number", "lead", "supporting", "deadline", "unit"})
_REPORTED: Final = re.compile(r"情况|进展|已完成|完成数|实际")
_SET: Final = re.compile(r"任务|目标|内容|计划")


class Stretch(NamedTuple):
    """A part of an item that is read by itself: a cell, or what lies between cells."""

    start: int
    end: int
    tense: Tense
    cell: Cell | None


def stretches(draft: ItemDraft) -> Iterator[Stretch]:
    """The parts of the body that may hold figures, in order; units, dates and row numbers are passed over."""
    cells = sorted(draft.cells, key=lambda cell: cell.span)
    # A problem tells what is, unless its fields say what shall be.
    usual: Tense = "achieved" if draft.kind == "problem" and not cells else draft.tense
    at = 0
    for span in draft.body:
        start = span.start
        while at < len(cells) and cells[at].span.start < span.end:
            cell = cells[at]
            at += 1
            if cell.span.start > start:
                yield Stretch(start, cell.span.start, usual, None)
            if cell.role not in _UNREAD and cell.span.start >= span.start:
                yield Stretch(cell.span.start, cell.span.end, _tense_in(cell, draft), cell)
            start = max(start, cell.span.end)
        if start < span.end:
            yield Stretch(start, span.end, usual, None)


def _tense_in(cell: Cell, draft: ItemDraft) -> Tense:
    """A column of results reports and a column of tasks does not, whatever paper the table stands in."""
    if _REPORTED.search(cell.head):
        return "achieved"
    return "planned" if cell.role in ("task", "target") and _SET.search(cell.head) else draft.tense
