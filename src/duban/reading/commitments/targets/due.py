"""Which time word dates a figure: the last one before it in its paragraph, across sentences.

年内新建公园3个。改造公厕12座。: 年内 dates both. 目前 and 每年 end the reach of the word before and date nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from duban.reading.drafts import Anchors, ItemDraft, TimeMention

_LINE: Final = re.compile(r"[\n\r]")
# 是2013年的5.2倍, 从2020年的50%: a year that something is compared with.
_COMPARED: Final = re.compile(r"[是较比从由].{1,20}的$", re.DOTALL)


class Calendar:
    """The time words of one item that can date a figure."""

    def __init__(self, text: str, draft: ItemDraft, times: Sequence[TimeMention], anchors: Anchors) -> None:
        self._lines = [
            line.end()
            for start, end in draft.body
            if text.find("\n", start, end) >= 0 or text.find("\r", start, end) >= 0
            for line in _LINE.finditer(text, start, end)
        ]
        self._title_end = _heading_end(text, draft)
        self._times = sorted(
            time
            for time in times
            if time.kind not in ("comparison", "name")
            and not _is_past(time, draft, anchors)
            and not _COMPARED.match(text, max(time.span.start - 1, 0), time.span.end + 1)
        )
        self._starts = [time.span.start for time in self._times]

    def due(self, at: int, start: int) -> date | None:
        """The date that holds at ``at``; ``start`` is where the stretch (or cell) that is being read begins."""
        if not self._starts:
            return None
        line = bisect_right(self._lines, at) - 1
        paragraph = max(start, self._lines[line]) if line >= 0 else start
        index = bisect_left(self._starts, at) - 1
        while index >= 0:
            time = self._times[index]
            if time.span.start < paragraph:
                return None
            if time.span.end <= at and not (time.span.end <= self._title_end <= at):
                return time.date
            index -= 1
        return None

    def mentions(self, start: int, end: int) -> list[TimeMention]:
        """The time words inside ``[start, end)``."""
        if not self._starts:
            return []
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        if first == last:
            return []
        return [time for time in self._times[first:last] if time.span.end <= end]


def _is_past(time: TimeMention, draft: ItemDraft, anchors: Anchors) -> bool:
    """A plan sets nothing for a year that is over: 更换2015年安装的器材50件."""
    if draft.tense != "planned" or time.date is None:
        return False
    year = anchors.year or (anchors.written.year if anchors.written else None)
    return year is not None and time.date.year < year


def _heading_end(text: str, draft: ItemDraft) -> int:
    """Where the item's heading ends, 0 where it has none: a time word in it dates nothing that follows."""
    if draft.number is None or not draft.title:
        return 0
    at = text.find(
        draft.title, draft.span.start, min(draft.span.end, draft.span.start + len(draft.title) + 20)
    )
    # 一是 opens a sentence, which is no heading.
    if at < 0 or text[max(at - 1, 0)] == "是":
        return 0
    return at + len(draft.title)
