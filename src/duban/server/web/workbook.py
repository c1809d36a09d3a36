"""The ledger as a workbook: out as it stands, back with what a unit filled in. Two sheets, items and their figures.

Every text is written as text, so that no cell is ever a formula. What comes back may fill in the marked columns alone;
the other cells must be as they went out, and every row that is not is told, all rows at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext
from openpyxl import load_workbook
from xlsxwriter import Workbook

from duban.server.web.templatetags.office import figure, target

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from duban.server.ledger.models import Item, Target
    from duban.server.ledger.queries import Vocabulary

LARGEST_FILE, LARGEST_CONTENT, MOST_PARTS, MOST_ROWS = 5 * 2**20, 80 * 2**20, 500, 5000
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
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


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
    """A workbook that came back: the rows as text, by sheet; the first row of data is row 2."""

    items: Sequence[tuple[str, ...]]
    figures: Sequence[tuple[str, ...]]


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
    return (str(item.pk), str(aim.pk), item.title, aim.indicator, target(aim), figure(last))


def write(items: Iterable[Item], words: Vocabulary, last: Mapping[int, Decimal]) -> bytes:
    """The workbook of these items; ``last`` are the values that were reported last, by target."""
    rows = list(items)
    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    _sheet(book, ITEMS, ITEM_HEADS, [item_cells(item, words) for item in rows], ITEM_FIXED)
    figures = [
        figure_cells(item, aim, last.get(aim.pk))
        for item in rows
        for aim in item.aims  # type: ignore[attr-defined] # put there by the listing
    ]
    _sheet(book, FIGURES, FIGURE_HEADS, figures, FIGURE_FIXED)
    book.close()
    return out.getvalue()


def _sheet(
    book: Workbook, name: str, heads: Sequence[str], rows: Sequence[Sequence[str]], fixed: int
) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#E8ECF2", "border": 1, "text_wrap": True})
    fill = book.add_format({"bold": True, "bg_color": "#FDF1CD", "border": 1, "text_wrap": True})
    plain = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    quoted = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "quote_prefix": True})
    for column, title in enumerate(heads):
        sheet.set_column(column, column, _WIDTHS.get(title, 14), plain)
        sheet.write_string(0, column, title, fill if column >= fixed else head)
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row):
            if text:
                sheet.write_string(
                    number, column, text, quoted if text.startswith(_FORMULA_STARTS) else plain
                )
    sheet.freeze_panes(1, 5 if name == ITEMS else 4)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(heads) - 1)


def read(content: bytes) -> Book:
    """The rows of a workbook; raises :class:`BookError` where it is not one of ours."""
    _guard(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
    except Exception as error:
        raise BookError(gettext("文件不是 .xlsx 工作簿，或已损坏。")) from error
    try:
        found = {
            name: _rows(book[name], heads) for name, heads in ((ITEMS, ITEM_HEADS), (FIGURES, FIGURE_HEADS))
        }
    except KeyError as error:
        raise BookError(gettext("缺少工作表“事项”或“指标”。请用从台账导出的表格填写。")) from error
    except BookError:
        raise
    except Exception as error:
        raise BookError(gettext("文件不是 .xlsx 工作簿，或已损坏。")) from error
    finally:
        book.close()
    return Book(found[ITEMS], found[FIGURES])


def _guard(content: bytes) -> None:
    if len(content) > LARGEST_FILE:
        raise BookError(gettext("文件超过%(size)sMB。") % {"size": LARGEST_FILE // 2**20})
    try:
        with ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
    except BadZipFile as error:
        raise BookError(gettext("文件不是 .xlsx 工作簿，或已损坏。")) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_CONTENT:
        raise BookError(gettext("文件解压后过大，没有读取。"))


def _rows(sheet: Any, heads: Sequence[str]) -> list[tuple[str, ...]]:
    sheet.reset_dimensions()  # what the file says of its size need not be so
    rows: list[tuple[str, ...]] = []
    for number, line in enumerate(sheet.iter_rows(max_col=len(heads), values_only=True)):
        cells = tuple(_cell(value) for value in line)
        cells += ("",) * (len(heads) - len(cells))
        if number == 0:
            if cells != tuple(heads):
                wanted = "、".join(heads[:5])
                raise BookError(
                    gettext("表头改动过：应为“%(heads)s……”。请用从台账导出的表格填写。") % {"heads": wanted}
                )
            continue
        rows.append(cells)
        if len(rows) > MOST_ROWS:
            raise BookError(gettext("一次最多导入%(rows)s行。") % {"rows": MOST_ROWS})
    return rows


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


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
