"""Figures in table rows and labelled fields: which parts of an item are read, and numbers that stand alone in a cell.

| 2 | 新建充电桩 | 个 | 300 | 区发展改革局 |: 300 is the target, 个 comes from its column, and 新建充电桩 is what it
measures.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from duban.reading.commitments.targets.comparator import comparator_of
from duban.reading.commitments.targets.figures import Figure
from duban.reading.drafts import TargetDraft
from duban.reading.values.quantities import beside, find_quantities
from duban.text import Span

if TYPE_CHECKING:
    from duban.lexicon.measures import Measures
    from duban.reading.commitments.targets.change import Changes
    from duban.reading.commitments.targets.stretches import Stretch
    from duban.reading.drafts import Cell, ItemDraft
    from duban.reading.model import Change

# Columns of amounts; of a target column nothing is asked.
_AMOUNT: Final = re.compile(r"(?:投资|金额|任务数|计划数|目标数|数量)\s*(?:[（(][^（）()]{1,8}[)）])?$")
_IN_BRACKETS: Final = re.compile(r"[（(]([^（）()]{1,8})[)）]\s*$")
_UNIT_LINE: Final = re.compile(r"(?<![任头合门主办助与位])单位\s*[：:]\s*([^\s，,。;；)）|｜]{1,8})")
# How far before a row the line 单位：万元 is looked for.
_FARTHEST: Final = 3000


def alone(
    text: str, draft: ItemDraft, stretch: Stretch, measures: Measures, changes: Changes
) -> TargetDraft | None:
    """The target of a target cell that holds nothing but a number with its comparator: ≥85%, 300以上."""
    cell = stretch.cell
    if (
        cell is None
        or stretch.end - stretch.start > 30
        or not (cell.role == "target" or _AMOUNT.search(cell.head))
    ):
        return None
    found = find_quantities(text, stretch.start, stretch.end, measures)
    if len(found) != 1:
        return None
    quantity = found[0]
    side = beside(text, quantity, stretch.start, stretch.end, measures)
    if text[stretch.start : side.lead].strip() or text[side.tail : stretch.end].strip("。 \u3000\n"):
        return None
    name = row_name(text, draft) + ("" if cell.role == "target" else _IN_BRACKETS.sub("", cell.head))
    figure = Figure(
        *quantity, *side, stretch.start, stretch.end, joined=False, shared=False, head="", rest=""
    )
    factor, unit = (1, quantity.unit) if quantity.unit else _unit_of(text, draft, cell, measures)
    low, high = quantity.low * factor, quantity.high * factor if quantity.high is not None else None
    return TargetDraft(
        span=Span(side.lead, side.tail),
        indicator=name,
        comparator=comparator_of(figure, stretch.tense, ""),
        value=low if high is None else (low, high),
        unit=unit,
        change=_change(text, figure._replace(unit=unit), name, changes),
        tense=stretch.tense,
        due=None,
    )


def _change(text: str, figure: Figure, name: str, changes: Changes) -> Change:
    percent = figure.unit == "%"
    if percent:
        figure = figure._replace(kind="percent")
    return changes.of(text, figure, name) or ("share" if percent else "level")


def row_name(text: str, draft: ItemDraft) -> str:
    """What the row is about: the cell of its task, else its title."""
    for cell in draft.cells:
        if cell.role == "task" and cell.span.end > cell.span.start:
            return text[cell.span.start : min(cell.span.end, cell.span.start + 40)].strip(" 。\u3000\n")
    return draft.title


def _unit_of(text: str, draft: ItemDraft, cell: Cell, measures: Measures) -> tuple[float, str]:
    """The unit that a bare number has from its row, its column or the line 单位, with its multiple."""
    for other in draft.cells:
        if other.role == "unit" and other.span.end > other.span.start:
            return _scaled(text[other.span.start : other.span.end].strip(), measures)
    bracket = _IN_BRACKETS.search(cell.head)
    if bracket is not None:
        return _scaled(bracket[1], measures)
    row = draft.span.start
    lines = (
        _UNIT_LINE.findall(text, max(0, row - _FARTHEST), row) if "单位" in cell.head or draft.cells else []
    )
    return _scaled(lines[-1], measures) if lines else (1, "")


def _scaled(unit: str, measures: Measures) -> tuple[float, str]:
    """万元 is ten thousand times 元; what is no unit is none."""
    for scale, factor in (("亿", 10**8), ("万", 10**4), ("", 1)):
        plain = unit.removeprefix(scale) if unit.startswith(scale) else ""
        if plain in measures.units:
            return factor, plain
    return 1, unit if len(unit) <= 6 and "/" in unit else ""
