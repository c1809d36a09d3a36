"""The ledger as a workbook, laid out as an office would: one row an item, ready to print on A4 across.

Every text is written as text: a document's ``=1+1`` is no formula, neither when the book is opened nor when the
cell is edited later.
"""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from xlsxwriter import Workbook

from duban.formats.papers.characters import visible
from duban.formats.papers.phrasing import (
    COMPARATORS,
    amount,
    description,
    due,
    earliest,
    findings_by_item,
    summary,
    title_of,
    unit_names,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from duban.formats.sources import Document
    from duban.formats.wording import Words
    from duban.reading import Finding, Item, Reading, Target

Value: TypeAlias = "str | float | date | None"

# The format's own limit for the characters of a cell.
_LONGEST = 32_767
_CUT_MARK = "……"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Same input, same bytes: a book says when its document was written, not when the program ran.
_UNDATED = datetime(2000, 1, 1)  # noqa: DTZ001 (the format has no time zones)
_A4 = 9
_HEAD_ROW = 1
_EXCEL_FIRST_DAY = date(1900, 3, 1)


class Column(NamedTuple):
    """A column's head and its width in characters."""

    head: str
    width: float


class Styles(NamedTuple):
    """The cell formats of one book."""

    title: Format
    head: Format
    text: Format
    guarded: Format
    number: Format
    day: Format


def workbook(reading: Reading, document: Document, words: Words) -> bytes:
    """The book's bytes."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    written = reading.document.signed_on or reading.document.published_on
    created = datetime(written.year, written.month, written.day) if written else _UNDATED  # noqa: DTZ001
    title = reading.document.title or document.name
    book.set_properties({"title": visible(title)[:255], "created": created, "comments": words.made_by})
    styles = _styles(book)
    _ledger(book, styles, reading, title, words)
    _targets(book, styles, reading, words)
    _deadlines(book, styles, reading, words)
    _units(book, styles, reading, words)
    _findings(book, styles, reading, words)
    _document(book, styles, reading, document, words)
    book.close()
    return out.getvalue()


def _styles(book: Workbook) -> Styles:
    cell = {"font_name": "宋体", "font_size": 10, "valign": "top", "text_wrap": True, "border": 1, "border_color": "#BFBFBF"}
    return Styles(
        title=book.add_format({"font_name": "宋体", "font_size": 16, "bold": True, "valign": "vcenter"}),
        head=book.add_format({**cell, "bold": True, "bg_color": "#E8ECF2", "align": "center", "valign": "vcenter"}),
        text=book.add_format(cell),
        guarded=book.add_format({**cell, "quote_prefix": True}),
        number=book.add_format({**cell, "num_format": "#,##0.####", "align": "right"}),
        day=book.add_format({**cell, "num_format": "yyyy-mm-dd", "align": "center"}),
    )


def _ledger(book: Workbook, styles: Styles, reading: Reading, title: str, words: Words) -> None:
    columns = (
        Column(words.number, 6),
        Column(words.path, 20),
        Column(words.kind, 9),
        Column(words.title, 34),
        Column(words.lead_units, 17),
        Column(words.supporting_units, 20),
        Column(words.deadlines, 20),
        Column(words.earliest_due, 11),
        Column(words.targets, 32),
        Column(words.cited_documents, 20),
        Column(words.to_check, 30),
        Column(words.place, 11),
    )
    findings = findings_by_item(reading)
    rows = [_item(item, findings.get(item.id, ()), words) for item in reading.items]
    _sheet(book, styles, words.ledger, f"{title}  {words.ledger}", columns, rows)


def _item(item: Item, findings: Iterable[Finding], words: Words) -> list[Value]:
    return [
        item.number,
        " › ".join(item.path),
        words.item_kinds[item.kind],
        title_of(item, words),
        unit_names(item.lead_units),
        unit_names(item.supporting_units),
        "\n".join(due(deadline, words) for deadline in item.deadlines),
        earliest(item),
        "\n".join(f"{target.indicator} {amount(target)}" for target in item.targets),
        "\n".join(f"《{cited.title}》（{words.citation_roles[cited.role]}）" for cited in item.cited_documents),
        "\n".join(finding.message for finding in findings),
        f"{item.span.start}–{item.span.end}",
    ]


def _targets(book: Workbook, styles: Styles, reading: Reading, words: Words) -> None:
    columns = (
        Column(words.number, 6),
        Column(words.title, 26),
        Column(words.indicator, 26),
        Column(words.comparator, 6),
        Column(words.value, 14),
        Column(words.upper_value, 14),
        Column(words.unit, 9),
        Column(words.change, 8),
        Column(words.tense, 8),
        Column(words.due, 11),
        Column(words.quote, 40),
        Column(words.start, 8),
        Column(words.end, 8),
    )
    rows = [_target(item, target, words) for item in reading.items for target in item.targets]
    _sheet(book, styles, words.targets, words.targets, columns, rows)


def _target(item: Item, target: Target, words: Words) -> list[Value]:
    lower, upper = target.value if isinstance(target.value, tuple) else (target.value, None)
    return [
        item.number,
        title_of(item, words),
        target.indicator,
        COMPARATORS[target.comparator] or words.range_to.strip(),
        lower,
        upper,
        target.unit,
        words.changes[target.change],
        words.tenses[target.tense],
        target.due,
        target.text,
        target.span.start,
        target.span.end,
    ]


def _deadlines(book: Workbook, styles: Styles, reading: Reading, words: Words) -> None:
    columns = (
        Column(words.number, 6),
        Column(words.title, 36),
        Column(words.lead_units, 22),
        Column(words.quote, 28),
        Column(words.kind, 10),
        Column(words.date, 12),
        Column(words.start, 8),
        Column(words.end, 8),
    )
    rows: list[list[Value]] = [
        [
            item.number,
            title_of(item, words),
            unit_names(item.lead_units),
            deadline.text,
            words.deadline_kinds[deadline.kind],
            deadline.date,
            deadline.span.start,
            deadline.span.end,
        ]
        for item in reading.items
        for deadline in item.deadlines
    ]
    _sheet(book, styles, words.deadlines, words.deadlines, columns, rows)


def _units(book: Workbook, styles: Styles, reading: Reading, words: Words) -> None:
    columns = (
        Column(words.unit_name, 26),
        Column(words.role, 10),
        Column(words.number, 6),
        Column(words.title, 44),
        Column(words.earliest_due, 12),
        Column(words.start, 8),
        Column(words.end, 8),
    )
    rows: list[list[Value]] = [
        [unit.name, role, item.number, title_of(item, words), earliest(item), unit.span.start, unit.span.end]
        for item in reading.items
        for role, units in (
            (words.lead_units, item.lead_units),
            (words.supporting_units, item.supporting_units),
        )
        for unit in units
    ]
    _sheet(book, styles, words.units, words.units, columns, rows)


def _findings(book: Workbook, styles: Styles, reading: Reading, words: Words) -> None:
    columns = (
        Column(words.severity, 8),
        Column(words.number, 6),
        Column(words.title, 30),
        Column(words.message, 50),
        Column(words.quote, 40),
        Column(words.code, 20),
        Column(words.start, 8),
        Column(words.end, 8),
    )
    items = {item.id: item for item in reading.items}
    rows: list[list[Value]] = []
    for finding in reading.findings:
        item = items.get(finding.item or "")
        rows.append(
            [
                words.severities[finding.severity],
                item.number if item else None,
                title_of(item, words) if item else words.document_wide,
                finding.message,
                finding.span.of(reading.source)[:200],
                finding.code,
                finding.span.start,
                finding.span.end,
            ]
        )
    _sheet(book, styles, words.findings, words.findings, columns, rows)


def _document(book: Workbook, styles: Styles, reading: Reading, document: Document, words: Words) -> None:
    rows: list[list[Value]] = [[label, value] for label, value in description(reading, words)]
    rows += [
        [words.source_name, document.name],
        [words.characters, f"{len(document.text):,}"],
        [words.encoding, document.encoding],
        [words.digest, document.digest],
        [words.ledger, summary(reading, words)],
    ]
    rows += [
        [words.declared_counts, f"{count.text}：{words.declared} {count.declared}，{words.found} {count.found}"]
        for count in reading.declared_counts
    ]
    rows += [[words.glossary, f"{entry.marker} {entry.term}：{entry.definition}"] for entry in reading.glossary]
    columns = (Column(words.field, 20), Column(words.value, 90))
    _sheet(book, styles, words.document, words.document, columns, rows)


def _sheet(
    book: Workbook,
    styles: Styles,
    name: str,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Value]],
) -> None:
    """One sheet: a title, heads that stay in view and on every printed page, rows."""
    sheet = book.add_worksheet(name)
    sheet.set_row(0, 30)
    sheet.set_row(_HEAD_ROW, 24)
    _write(sheet, 0, 0, title, styles, styles.title)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(_HEAD_ROW, index, column.head, styles.head)
    for number, row in enumerate(rows, start=_HEAD_ROW + 1):
        for index, value in enumerate(row):
            _write(sheet, number, index, value, styles)
    sheet.freeze_panes(_HEAD_ROW + 1, 0)
    sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + max(1, len(rows)), len(columns) - 1)
    _set_up_print(sheet)


def _write(sheet: Worksheet, row: int, column: int, value: Value, styles: Styles, style: Format | None = None) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, style or styles.text)
    elif isinstance(value, str):
        text = _storable(value)
        guarded = styles.guarded if text.startswith(_FORMULA_STARTS) else styles.text
        sheet.write_string(row, column, text, style or guarded)
    elif isinstance(value, date):
        _write_day(sheet, row, column, value, styles)
    else:
        sheet.write_number(row, column, value, styles.number)


def _write_day(sheet: Worksheet, row: int, column: int, day: date, styles: Styles) -> None:
    """A day as a date, or as text where it lies before the days that spreadsheets agree on."""
    if day >= _EXCEL_FIRST_DAY:
        sheet.write_datetime(row, column, datetime(day.year, day.month, day.day), styles.day)  # noqa: DTZ001
    else:
        sheet.write_string(row, column, day.isoformat(), styles.text)


def _set_up_print(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, _HEAD_ROW)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&C&P / &N")


def _storable(text: str) -> str:
    """``text`` as a cell can hold it: no characters that XML forbids, and not more than fit."""
    text = visible(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT_MARK)] + _CUT_MARK
