"""The ledger as a workbook: out as it stands, back with what a unit filled in. Two sheets, items and their figures.

What comes back may fill in the marked columns alone; the other cells must be as they went out, and every row that is
not is told, all rows at once. The format of the file is ``formats.tables``'.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext

from duban.formats import tables
from duban.formats.tables import Column, Limits, Reason, Table, TableError
from duban.server.web.templatetags.office import plain_figure, target

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from duban.formats.tables import Line
    from duban.server.ledger.models import Item, Target
    from duban.server.ledger.queries import Vocabulary

LARGEST_FILE, MOST_ROWS = 5 * 2**20, 5000
ITEMS, FIGURES = "事项", "指标"
ITEM_HEADS: Final = (
    "系统编号", "版本", "台账", "编号", "事项", "章节", "牵头单位", "配合单位", "状态", "亮灯", "最初时限", "现行时限",
    "【填】做了什么", "【填】存在问题", "【填】下一步",
)  # fmt: skip
FIGURE_HEADS: Final = ("系统编号", "指标号", "事项", "指标", "目标", "上次填报", "【填】本次填报")
ITEM_FIXED, FIGURE_FIXED = 12, 6
_WIDTHS = {
    "事项": 48,
    "【填】做了什么": 48,
    "【填】存在问题": 32,
    "【填】下一步": 32,
    "指标": 32,
    "目标": 24,
    "台账": 28,
}
#: Columns of the first few say which item it is, and stay in view.
_FROZEN = {ITEMS: 5, FIGURES: 4}
_LIMITS = Limits(file=LARGEST_FILE, content=80 * 2**20, rows=MOST_ROWS, columns=len(ITEM_HEADS))


class BookError(Exception):
    """A file that is no such workbook; the message says what it lacks."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What somebody filled in for one item; ``row`` is its row in the sheet of items."""

    row: int
    item: int
    revision: int
    done: str
    problems: str
    next_steps: str
    values: Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be taken, and why."""

    sheet: str
    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook that came back: the rows below the heads, as text, by sheet."""

    items: Sequence[Line]
    figures: Sequence[Line]


def item_cells(item: Item, words: Vocabulary) -> tuple[str, ...]:
    """The fixed cells of an item's row."""

    def units(part: str) -> str:
        held = [one for one in item.held if one.part == part]  # type: ignore[attr-defined] # put there by the listing
        return "、".join((one.unit.short or one.unit.name) if one.unit else one.written for one in held)

    state = words.state(item.ledger, item.state)
    return (
        str(item.pk),
        str(item.revision),
        item.ledger.name,
        item.number,
        item.title,
        item.section,
        units("lead"),
        units("supporting"),
        state.zh if state else item.state,
        item.get_lamp_display(),
        str(item.first_due or item.due_text),
        str(item.due or item.due_text),
    )


def figure_cells(item: Item, aim: Target, last: Decimal | None) -> tuple[str, ...]:
    """The fixed cells of a figure's row."""
    return (str(item.pk), str(aim.pk), item.title, aim.indicator, target(aim), plain_figure(last))


def write(items: Iterable[Item], words: Vocabulary, last: Mapping[int, Decimal]) -> bytes:
    """The workbook of these items; ``last`` are the values that were reported last, by target."""
    rows = list(items)
    figures = [
        figure_cells(item, aim, last.get(aim.pk))
        for item in rows
        for aim in item.aims  # type: ignore[attr-defined] # put there by the listing
    ]
    return tables.write(
        (
            _table(ITEMS, ITEM_HEADS, [item_cells(item, words) for item in rows], ITEM_FIXED),
            _table(FIGURES, FIGURE_HEADS, figures, FIGURE_FIXED),
        )
    )


def _table(name: str, heads: Sequence[str], rows: Sequence[Sequence[str]], fixed: int) -> Table:
    columns = tuple(
        Column(head, _WIDTHS.get(head, 14), to_fill=index >= fixed) for index, head in enumerate(heads)
    )
    return Table(name, columns, rows, frozen=_FROZEN[name], filtered=True)


def read(content: bytes) -> Book:
    """The rows of a workbook; raises :class:`BookError` where it is not one of ours."""
    try:
        book = tables.read(content, _LIMITS, sheets=(ITEMS, FIGURES), formulas=True)
    except TableError as error:
        raise BookError(_said(error)) from error
    return Book(_below(book.sheets[ITEMS], ITEM_HEADS), _below(book.sheets[FIGURES], FIGURE_HEADS))


def _said(error: TableError) -> str:
    match error.reason:
        case Reason.FILE_TOO_LARGE:
            return gettext("文件超过%(size)sMB。") % {"size": LARGEST_FILE // 2**20}
        case Reason.CONTENT_TOO_LARGE:
            return gettext("文件解压后过大，没有读取。")
        case Reason.TOO_MANY_ROWS:
            return gettext("一次最多导入%(rows)s行。") % {"rows": MOST_ROWS}
        case Reason.NO_SUCH_SHEET:
            return gettext("缺少工作表“事项”或“指标”。请用从台账导出的表格填写。")
        case _:
            return gettext("文件不是 .xlsx 工作簿，或已损坏。")


def _below(lines: Sequence[Line], heads: Sequence[str]) -> Sequence[Line]:
    """The lines under the heads, which must be as they went out."""
    wide = [replace(line, cells=(line.cells + ("",) * len(heads))[: len(heads)]) for line in lines]
    if not wide or wide[0].number != 1 or wide[0].cells != tuple(heads):
        wanted = "、".join(heads[:5])
        raise BookError(
            gettext("表头改动过：应为“%(heads)s……”。请用从台账导出的表格填写。") % {"heads": wanted}
        )
    return wide[1:]


def number_in(text: str) -> Decimal:
    """A figure as typed; raises ValueError with what is wrong, a formula among that."""
    if text.startswith("="):
        raise ValueError(gettext("是公式，请填数值"))
    try:
        value = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise ValueError(gettext("“%(text)s”不是数") % {"text": text[:40]}) from None
    if not value.is_finite() or abs(value) >= Decimal(10) ** 18 or value != round(value, 6):
        raise ValueError(gettext("“%(text)s”超出可填的范围（整数18位、小数6位）") % {"text": text[:40]})
    return value
