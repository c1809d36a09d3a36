"""Units that no label, verb or sentence of the item states: its row or the heading over it names them.

A row whose table head is lost (``改造农贸市场两座 | 区商务局 | 6月底``) or that is shifted against it still holds cells
of nothing but names; ``（一）区教育局牵头工作（8项）`` says it for all that follow under it.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from duban.reading.commitments.units.names import STRONG, alternation
from duban.reading.commitments.units.statements import Grammar, Role, Statement
from duban.reading.drafts import UnitDraft
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duban.lexicon.organs import Organs
    from duban.reading.drafts import ItemDraft

_BAR = re.compile("[|｜\n]")
_MARKER = re.compile(r"[\s\u3000（(第]*[一二三四五六七八九十百\d０-９]{1,4}[）)、.．条章节部分\s\u3000]{1,4}")
# A row of words ends so: a name, perhaps a date behind it.
_ROW_END = re.compile(
    r"[\u3000 \t][一-鿿（()）、，,]{2,60}(?:[\u3000 \t]{1,4}[0-9年月日底前末季度长期持续]{2,12})?\Z"
)
_WORD = re.compile(r"\S+")
_DATE = re.compile("[0-9年月日底前末第一二三四季度长期持续推进完成]{2,14}")
_LONGEST_CELL = 120
_LONGEST_HEADING = 60
_LONGEST_LABEL = 16
# A heading stands somewhere before its first item; farther back than this it is not looked for.
_FARTHEST = 50_000


def units_in_row(text: str, draft: ItemDraft, grammar: Grammar) -> list[Statement]:
    """The cells of a row that list units and nothing else: the first of them leads, the rest support.

    In a row of fields (``配合部门 | 区教体局``) the cell before says which.
    """
    statements: list[Statement] = []
    for before, cell in _doubtful_cells(text, draft):
        if cell.end - cell.start <= _LONGEST_CELL and grammar.is_bare_list(text, *cell):
            role = Role.SUPPORTING if statements else Role.LEAD
            if before.end - before.start <= _LONGEST_LABEL:
                given = grammar.head_role(text[before.start : before.end], "other")
                role = given[0] if given else role
            statements += grammar.read_zone(text, cell.start, cell.end, role)[:1]
    return statements or units_at_end(text, draft, grammar)


def units_at_end(text: str, draft: ItemDraft, grammar: Grammar) -> list[Statement]:
    """The words at the end of a row whose cells only spaces part: 改造燃气管网60公里。 区住建局 各镇街 10月底.

    Believed only below a head or a line that speaks of 单位 or 部门; the first words lead, the rest support.
    """
    start, end = draft.span
    if draft.cells or draft.kind != "task" or start == end or text[end - 1] in "。；;！!？?：:":
        return []
    if _ROW_END.search(text, max(start, end - _LONGEST_CELL), end) is None:
        return []
    above = max(0, start - _FARTHEST)
    if text.find("单位", above, start) < 0 and text.find("部门", above, start) < 0:
        return []
    found: list[Span] = []
    words = [Span(*word.span()) for word in _WORD.finditer(text, max(start, end - _LONGEST_CELL), end)]
    for word in reversed(words[1:]):
        if grammar.is_bare_list(text, *word):
            found.insert(0, word)
        elif found or not _DATE.fullmatch(text, *word):
            break
    return [
        statement
        for place, word in enumerate(found)
        for statement in grammar.read_zone(text, *word, Role.SUPPORTING if place else Role.LEAD)[:1]
    ]


def _doubtful_cells(text: str, draft: ItemDraft) -> Iterator[tuple[Span, Span]]:
    """Cells that no head explains, or that stand under the head of something else, each with the one before it."""
    if draft.cells:
        for left, right in pairwise(draft.cells):
            if right.role in ("task", "deadline"):
                yield left.span, right.span
        return
    for body in draft.body:
        bars = list(_BAR.finditer(text, *body)) if text.find("|", *body) >= 0 else []
        ends = [body.start, *(bar.end() for bar in bars)], [*(bar.start() for bar in bars), body.end]
        cells = [Span(left, right) for left, right in zip(*ends, strict=True)]
        for bar, (before, cell) in zip(bars, pairwise(cells), strict=True):
            if bar.group() != "\n":
                yield before, cell


class Headings:
    """The units that headings of one text give to what stands under them; each heading is read once."""

    def __init__(self, text: str, organs: Organs, grammar: Grammar) -> None:
        self._text = text
        self._duty = _duty(organs)
        self._names = grammar.names
        self._known: dict[str, UnitDraft | None] = {}

    def over(self, draft: ItemDraft) -> UnitDraft | None:
        """The unit named by the nearest heading over an item that names one."""
        for title in reversed(draft.path):
            if title not in self._known:
                self._known[title] = self._read(title, draft.span.start)
            if (unit := self._known[title]) is not None:
                return unit
        return None

    def _read(self, title: str, before: int) -> UnitDraft | None:
        duty = self._duty.search(title) if len(title) <= _LONGEST_HEADING else None
        if duty is None:
            return None
        marker = _MARKER.match(title)
        start, end = marker.end() if marker else 0, duty.start()
        if self._names.grade(title, start, end) != STRONG or not self._names.is_unit(title, start, end):
            return None
        at = self._text.rfind(title, max(0, before - _FARTHEST), before)
        return UnitDraft(title[start:end], Span(at + start, at + end)) if at >= 0 else None


@cache
def _duty(organs: Organs) -> re.Pattern[str]:
    """What follows the name in such a heading: 牵头工作（8项）, 负责的任务, or only how many there are."""
    count = r"[（(](?:共计?)?\s?[\d０-９一二三四五六七八九十]{1,4}\s?[项件个条][）)]"
    does = alternation((*organs.verb_lead, *organs.verb_responsible))
    return re.compile(f"(?:{does}的?(?:重点)?(?:工作|任务|事项|项目|目标)(?:{count})?|{count})[：:]?\\Z")
