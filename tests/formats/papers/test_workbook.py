"""The workbook, opened again by another program's library."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest

from duban.formats.papers.workbook import workbook
from duban.formats.wording import EN, ZH
from factories import deadline, item, ledger_reading, reading, taken, target

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from duban.formats.wording import Words
    from duban.reading import Reading


def opened(read: Reading, words: Words = ZH) -> Workbook:
    return openpyxl.load_workbook(BytesIO(workbook(read, taken(read), words)))


def test_it_works() -> None:
    book = opened(ledger_reading())
    assert book.sheetnames == ["台账", "目标", "时限", "单位", "核对清单", "文档信息"]
    ledger = book["台账"]
    assert ledger["A1"].value == "云溪区2024年重点任务分工　台账"
    assert [cell.value for cell in ledger[3]] == [
        "1",
        "一、产业提升",
        "任务",
        "建设云上园区",
        "区发展改革局",
        "区科技局、青石街道",
        "6月底前（2024-06-30）",
        datetime(2024, 6, 30),  # noqa: DTZ001
        "企业 3–5家\n规上企业研发覆盖率 ≥85%",
        "《云溪区产业规划》（依据）",
        None,
        "29–112",
    ]
    assert ledger.max_row == 5


def test_targets_have_their_own_sheet_with_quotes_and_offsets() -> None:
    rows = list(opened(ledger_reading())["目标"].iter_rows(min_row=3, values_only=True))
    assert rows[0][2:] == (
        *("企业", "至", 3, 5, "家", "总量", "计划", datetime(2024, 6, 30)),  # noqa: DTZ001
        *("6月底前引进企业3-5家", 38, 50),
    )
    assert rows[2][4] == 1_500_000_000
    source = ledger_reading().source
    assert all(source[row[11] : row[12]] == row[10] for row in rows)


def test_it_is_laid_out_for_the_office() -> None:
    for sheet in opened(ledger_reading()):
        assert sheet.freeze_panes == "A3"
        assert sheet.auto_filter.ref.startswith("A2:")
        assert sheet.print_title_rows == "$1:$2"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet["A3"].alignment.wrap_text
    ledger = opened(ledger_reading())["台账"]
    assert ledger.column_dimensions["D"].width > 20
    assert ledger.row_dimensions[3].height > ledger.row_dimensions[4].height


def test_the_same_reading_gives_the_same_bytes() -> None:
    read = ledger_reading()
    assert workbook(read, taken(read), ZH) == workbook(read, taken(read), ZH)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "{=1}", "http://a.example"])
def test_a_text_is_never_a_formula_or_a_link(text: str) -> None:
    cell = opened(reading(text, items=(item(text, text),)))["台账"]["D3"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert cell.quotePrefix == (text[0] in "=+-@")


def test_what_a_cell_cannot_hold_is_shown_or_cut() -> None:
    text = "控制\x00\x0b\x1b字符" + "长" * 40_000
    value = opened(reading(text, items=(item(text, text),)))["台账"]["D3"].value
    assert value.startswith("控制␀␋␛字符")
    assert len(value) == 32_767
    assert value.endswith("……")


def test_figures_and_days_at_the_edge() -> None:
    text = "1901年"
    read = reading(
        text,
        items=(
            item(
                text,
                text,
                targets=(target(text, text, value=1e300), target(text, text, value=float("inf"))),
                deadlines=(deadline(text, text, date=date(1850, 1, 1)),),
            ),
        ),
    )
    assert opened(read)["时限"]["F3"].value == "1850-01-01"
    assert opened(read)["目标"]["E4"].value == "inf"


def test_an_empty_reading_is_a_book_all_the_same() -> None:
    assert opened(reading(""), EN).sheetnames[0] == "Ledger"
