"""Tables out to a workbook and in again: what was written comes back, and what is no such book is refused as none."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duban.formats.tables import Cell, Column, Limits, Line, Reason, Table, TableError, read, returned, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

COLUMNS = (
    Column("名称", 30),
    Column("层级", choices=("部门", "镇街")),
    Column("【填】进展", 40, to_fill=True),
)
LIMITS = Limits(file=2**20, content=2**23, rows=100, columns=10)


def table(*rows: Sequence[Cell], name: str = "机构", columns: tuple[Column, ...] = COLUMNS) -> Table:
    return Table(name, columns, rows)


def opened(content: bytes, name: str = "机构") -> Worksheet:
    return openpyxl.load_workbook(BytesIO(content))[name]


def test_it_works() -> None:
    book = read(write([table(["区水务局", "部门", None], ["柳湾镇", "镇街", "已完成"])]), LIMITS)
    assert book.first == [
        Line(1, ("名称", "层级", "【填】进展", *[""] * 7)),
        Line(2, ("区水务局", "部门", "", *[""] * 7)),
        Line(3, ("柳湾镇", "镇街", "已完成", *[""] * 7)),
    ]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("一段\n两行", "一段\n两行"),
        ("  前后有空白 ", "前后有空白"),
        ("=1+1", "=1+1"),
        ("http://example.com", "http://example.com"),
        ("007", "007"),
        ("_x0041_", "_x0041_"),
        ("甲\x1b[2J乙", "甲␛[2J乙"),
        ("一段\r\n两行", "一段\n两行"),
        (7, "7"),
        (Decimal("1.5"), "1.5"),
        (float("inf"), "inf"),
        (10**17 + 1, "100000000000000001"),
        (date(2026, 11, 22), "2026-11-22"),
        (date(1899, 12, 31), "1899-12-31"),
        (None, ""),
        ("长" * 40_000, "长" * 32_765 + "……"),
    ],
)
def test_a_cell_comes_back_as_text(cell: Cell, text: str) -> None:
    assert read(write([table(["甲", cell])]), LIMITS).first[1].cells[1] == text


_texts = st.text(max_size=20) | st.sampled_from(["_x000D_", "_x001b_甲", "_x0041_"])


def come_back(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(returned, row))


@settings(max_examples=50, deadline=None)
@given(rows=st.lists(st.tuples(_texts, _texts, _texts), max_size=5))
def test_any_text_comes_back_in_its_own_row(rows: list[tuple[str, str, str]]) -> None:
    lines = read(write([table(*rows)]), Limits(file=2**20, content=2**23, rows=100, columns=3)).first
    assert [(line.number, line.cells) for line in lines[1:]] == [
        (number, row) for number, row in enumerate(map(come_back, rows), start=2) if any(row)
    ]


def test_it_is_laid_out_to_be_filled_in() -> None:
    sheet = opened(write([Table("机构", COLUMNS, [["甲", "部门", "长" * 100]], frozen=1, filtered=True)]))
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:C2"
    assert 30 <= sheet.column_dimensions["A"].width < 31
    assert sheet["C2"].alignment.wrap_text
    assert sheet["C1"].fill.fgColor.rgb != sheet["A1"].fill.fgColor.rgb
    (offered,) = sheet.data_validations.dataValidation
    assert (offered.formula1, str(offered.sqref)) == ('"部门,镇街"', "B2:B2002")


def test_a_text_stays_a_text_when_its_cell_is_edited() -> None:
    row = next(opened(write([table(["=1+1", "@SUM(A1)", "甲"])])).iter_rows(min_row=2))
    assert [(cell.data_type, cell.quotePrefix, cell.number_format) for cell in row] == [
        ("s", True, "@"),
        ("s", True, "@"),
        ("s", False, "@"),
    ]


def test_a_day_is_a_day_to_the_spreadsheet() -> None:
    cell = opened(write([table([date(2026, 11, 22)])]))["A2"]
    assert (cell.value, cell.number_format) == (datetime(2026, 11, 22), "yyyy-mm-dd")  # noqa: DTZ001


def test_the_same_tables_give_the_same_bytes() -> None:
    assert write([table(["甲"])]) == write([table(["甲"])])


def test_sheets_are_taken_by_name_and_rows_keep_their_numbers() -> None:
    content = write([table(["甲"], name="一"), table(["乙"], [], ["丙"], name="二")])
    book = read(content, LIMITS, sheets=("二",))
    assert [(line.number, line.cells[0]) for line in book.sheets["二"]] == [(1, "名称"), (2, "乙"), (4, "丙")]


def filled(*cells: object, row: int = 1) -> bytes:
    book = openpyxl.Workbook()
    for column, cell in enumerate(cells, start=1):
        book.active.cell(row=row, column=column, value=cell)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_formula_is_its_own_text_where_that_is_asked_for_and_else_the_value_it_had() -> None:
    content = filled("甲", "=1+1")
    assert read(content, LIMITS, formulas=True).first[0].cells[:2] == ("甲", "=1+1")
    assert read(content, LIMITS).first[0].cells[:2] == ("甲", "")  # saved by a program that computes nothing


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (datetime(2025, 7, 1), "2025-07-01"),  # noqa: DTZ001 - a cell's day
        (datetime(2025, 7, 1, 9, 30), "2025-07-01 09:30:00"),  # noqa: DTZ001 - the same
        (7.0, "7"),
        (7.25, "7.25"),
    ],
)
def test_days_and_numbers_may_be_typed_as_such(typed: object, text: str) -> None:
    assert read(filled(typed), LIMITS).first[0].cells[0] == text


def test_breaks_of_other_programs_are_breaks() -> None:
    assert read(filled("一段_x000D_\n两行_x001B_"), LIMITS).first[0].cells[0] == "一段\n两行␛"


def zipped(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def claiming(row: int) -> bytes:
    """A book whose only row says that it is row number ``row``."""
    with zipfile.ZipFile(BytesIO(filled("甲"))) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = (
        parts[sheet].replace(b'<row r="1"', b'<row r="%d"' % row).replace(b'r="A1"', b'r="A%d"' % row)
    )
    return zipped(parts)


@pytest.mark.parametrize(
    ("content", "reason", "about"),
    [
        (b"", Reason.NO_WORKBOOK, ""),
        (b"PK\x03\x04nothing", Reason.NO_WORKBOOK, ""),
        (write([table(["甲"])])[:-30], Reason.NO_WORKBOOK, ""),
        (zipped({"a.txt": b"1"}), Reason.NO_WORKBOOK, ""),
        (zipped({"xl/workbook.xml": b"<workbook"}), Reason.NO_WORKBOOK, ""),
        (zipped({"xl/worksheets/sheet1.xml": bytes(2**23 + 1)}), Reason.CONTENT_TOO_LARGE, 2**23),
        (zipped({f"{number}": b"" for number in range(501)}), Reason.CONTENT_TOO_LARGE, 2**23),
        (bytes(2**20 + 1), Reason.FILE_TOO_LARGE, 2**20),
        (write([table(*[["甲"]] * 101)]), Reason.TOO_MANY_ROWS, 100),
        (claiming(10**12), Reason.TOO_MANY_ROWS, 100),
    ],
)
def test_what_cannot_be_read_is_refused_as_a_whole(content: bytes, reason: Reason, about: str | int) -> None:
    with pytest.raises(TableError) as refused:
        read(content, LIMITS)
    assert (refused.value.reason, refused.value.about) == (reason, about)


def test_a_sheet_that_is_missing_is_named() -> None:
    with pytest.raises(TableError, match="no_such_sheet: 指标"):
        read(write([table(["甲"])]), LIMITS, sheets=("机构", "指标"))


def test_as_many_rows_as_the_limit_says_are_read() -> None:
    assert len(read(write([table(*[["甲"]] * 100)]), LIMITS).first) == 101
