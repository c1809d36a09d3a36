"""The ledger as a workbook, laid out as an office would: one row an item, ready to print on A4 across.

Every text is written as text: a document's ``=1+1`` is no formula, neither when the book is opened nor when the
cell is edited later.
"""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from math import ceil, isfinite
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from duban.formats.papers.characters import visible, width_of
from duban.formats.papers.workbook.sheets import sheets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from duban.formats.papers.workbook.sheets import Column, Row, Sheet, Value
    from duban.formats.sources import Document
    from duban.formats.wording import Words
    from duban.reading import Reading

# The format's own limits: characters of a cell, of a property.
_LONGEST, _LONGEST_PROPERTY = 32_767, 255
_CUT_MARK = "……"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Same input, same bytes: a book says when its document was written, not when the program ran.
_UNDATED = date(2000, 1, 1)
# Spreadsheets disagree on the days before this one.
_FIRST_DAY = date(1900, 3, 1)
_A4 = 9
# In points; the second is the format's own limit.
_LINE_HEIGHT, _HIGHEST = 13.5, 409.0
_TITLE_ROW, _HEAD_ROW = 0, 1
_CELL = {
    "font_name": "宋体",
    "font_size": 10,
    "valign": "top",
    "text_wrap": True,
    "border": 1,
    "border_color": "#BFBFBF",
}


def workbook(reading: Reading, document: Document, words: Words) -> bytes:
    """The book's bytes."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    written = reading.document.signed_on or reading.document.published_on or _UNDATED
    title = visible(reading.document.title or document.name)
    book.set_properties(
        {"title": title[:_LONGEST_PROPERTY], "created": _midnight(written), "comments": words.made_by}
    )
    writer = _Writer(book)
    for sheet in sheets(reading, document, words):
        writer.add(sheet)
    book.close()
    return out.getvalue()


class _Writer:
    """Adds sheets to one book, all alike: a title, heads that stay in view and on every printed page, rows."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._title = book.add_format(
            {"font_name": "宋体", "font_size": 16, "bold": True, "valign": "vcenter"}
        )
        head = {"bold": True, "bg_color": "#E8ECF2", "align": "center", "valign": "vcenter"}
        self._head = book.add_format({**_CELL, **head})
        self._text = book.add_format(_CELL)
        # Kept as text also when somebody edits the cell.
        self._guarded = book.add_format({**_CELL, "quote_prefix": True})
        self._number = book.add_format({**_CELL, "num_format": "#,##0.####", "align": "right"})
        self._whole = book.add_format({**_CELL, "num_format": "#,##0", "align": "right"})
        self._day = book.add_format({**_CELL, "num_format": "yyyy-mm-dd", "align": "center"})

    def add(self, sheet: Sheet) -> None:
        """Write ``sheet``."""
        paper = self._book.add_worksheet(sheet.name)
        paper.set_row(_TITLE_ROW, 30)
        paper.set_row(_HEAD_ROW, 24)
        paper.write_string(_TITLE_ROW, 0, _storable(sheet.title), self._title)
        for index, column in enumerate(sheet.columns):
            paper.set_column(index, index, column.width)
            paper.write_string(_HEAD_ROW, index, column.head, self._head)
        for number, row in enumerate(sheet.rows, start=_HEAD_ROW + 1):
            paper.set_row(number, _height(row, sheet.columns))
            for index, value in enumerate(row):
                self._write(paper, number, index, value)
        paper.freeze_panes(_HEAD_ROW + 1, 0)
        paper.autofilter(_HEAD_ROW, 0, _HEAD_ROW + max(1, len(sheet.rows)), len(sheet.columns) - 1)
        _set_up_print(paper)

    def _write(self, paper: Worksheet, row: int, column: int, value: Value) -> None:
        if value is None or value == "":
            paper.write_blank(row, column, None, self._text)
        elif isinstance(value, str):
            text = _storable(value)
            guarded = text.startswith(_FORMULA_STARTS)
            paper.write_string(row, column, text, self._guarded if guarded else self._text)
        elif not isinstance(value, date):
            self._write_number(paper, row, column, value)
        elif value >= _FIRST_DAY:
            paper.write_datetime(row, column, _midnight(value), self._day)
        else:
            paper.write_string(row, column, value.isoformat(), self._text)

    def _write_number(self, paper: Worksheet, row: int, column: int, value: float) -> None:
        if isfinite(value):
            paper.write_number(row, column, value, self._whole if value == int(value) else self._number)
        else:
            paper.write_string(row, column, str(value), self._text)


def _height(row: Row, columns: Sequence[Column]) -> float:
    """The height that shows all of ``row``: not every program fits rows to wrapped text by itself."""
    lines = max(
        sum(max(1, ceil(width_of(line) / column.width)) for line in value.split("\n"))
        for value, column in zip(row, columns, strict=True)
        if isinstance(value, str)
    )
    return min(_HIGHEST, lines * _LINE_HEIGHT + _LINE_HEIGHT / 3)


def _set_up_print(paper: Worksheet) -> None:
    paper.set_landscape()
    paper.set_paper(_A4)
    paper.fit_to_pages(1, 0)
    paper.repeat_rows(_TITLE_ROW, _HEAD_ROW)
    paper.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    paper.set_footer("&C&P / &N")


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 (the format has no time zones)


def _storable(text: str) -> str:
    """``text`` as a cell can hold it: no characters that XML forbids, and not more than fit."""
    text = visible(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT_MARK)] + _CUT_MARK
