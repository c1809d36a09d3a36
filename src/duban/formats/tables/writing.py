"""Tables to a workbook. Every text is written as text, so that no cell is ever a formula or a link."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from duban.formats.tables.texts import storable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter.worksheet import Worksheet

    from duban.formats.tables.model import Cell, Column, Table

#: Rows for which a list of choices is offered, beyond those that are written too.
_CHOOSABLE = 2000
#: A text that begins so would become a formula as soon as somebody edits its cell.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
#: Spreadsheets disagree on the days before this one.
_FIRST_DAY = date(1900, 3, 1)
#: Beyond this a spreadsheet's numbers lose digits.
_LARGEST = 10**15


def write(tables: Iterable[Table]) -> bytes:
    """The book's bytes, one sheet a table; the same tables give the same bytes."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - the format has no time zones
    writer = _Writer(book)
    for table in tables:
        writer.add(table)
    book.close()
    return out.getvalue()


class _Writer:
    """Adds sheets to one book, all alike."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        head = {"bold": True, "border": 1, "text_wrap": True, "valign": "top"}
        self._head = book.add_format({**head, "bg_color": "#E8ECF2"})
        self._to_fill = book.add_format({**head, "bg_color": "#FDF1CD"})
        text = {"num_format": "@", "text_wrap": True, "valign": "top"}
        self._text = book.add_format(text)
        self._guarded = book.add_format({**text, "quote_prefix": True})
        self._number = book.add_format({"valign": "top"})
        self._day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})

    def add(self, table: Table) -> None:
        """Write one table."""
        sheet = self._book.add_worksheet(table.name)
        for index, column in enumerate(table.columns):
            sheet.set_column(index, index, column.width, self._text)
            sheet.write_string(0, index, column.head, self._to_fill if column.to_fill else self._head)
        last = 0
        for last, row in enumerate(table.rows, start=1):
            for index, cell in enumerate(row):
                self._write(sheet, last, index, cell)
        _offer(sheet, table.columns, last)
        sheet.freeze_panes(1, table.frozen)
        if table.filtered and last:
            sheet.autofilter(0, 0, last, len(table.columns) - 1)

    def _write(self, sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, date):
            self._write_day(sheet, row, column, cell)
        elif not isinstance(cell, str) and isfinite(cell) and abs(float(cell)) < _LARGEST:
            sheet.write_number(row, column, cell, self._number)
        else:
            text = storable(str(cell))
            guarded = text.startswith(_FORMULA_STARTS)
            sheet.write_string(row, column, text, self._guarded if guarded else self._text)

    def _write_day(self, sheet: Worksheet, row: int, column: int, day: date) -> None:
        if day >= _FIRST_DAY:
            sheet.write_datetime(row, column, datetime(day.year, day.month, day.day), self._day)  # noqa: DTZ001 - see above
        else:
            sheet.write_string(row, column, day.isoformat(), self._text)


def _offer(sheet: Worksheet, columns: Iterable[Column], rows: int) -> None:
    for index, column in enumerate(columns):
        if column.choices:
            offered = {"validate": "list", "source": list(column.choices)}
            sheet.data_validation(1, index, rows + _CHOOSABLE, index, offered)
