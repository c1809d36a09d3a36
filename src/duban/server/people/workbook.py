"""Units as a workbook and back: one sheet, one row a unit, every text written as text.

Reading is careful with what comes in: a file may not unpack to more than it says an office's list can hold, cells are
taken as values (a formula's is the one it had when saved), and what is no workbook is said to be none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import load_workbook
from xlsxwriter import Workbook

from duban.server.people.errors import SheetError
from duban.server.people.models import CollectiveMember, Level
from duban.server.people.queries import tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LARGEST_FILE, LARGEST_CONTENT, MOST_PARTS = 5 * 2**20, 60 * 2**20, 500
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 2000, 40, 4000

CODE, NAME, SHORT, LEVEL, PARENT = "code", "name", "short", "level", "parent"
ALIASES, SINCE, UNTIL, COLLECTIVES = "aliases", "since", "until", "collectives"
#: Each column with its head and its width; a book that comes in may also use the English names.
COLUMNS: Final[Mapping[str, tuple[str, int]]] = {
    CODE: ("编码", 12),
    NAME: ("名称", 32),
    SHORT: ("简称", 22),
    LEVEL: ("层级", 10),
    PARENT: ("上级机构", 32),
    ALIASES: ("别名", 36),
    SINCE: ("设立日期", 12),
    UNTIL: ("撤销日期", 12),
    COLLECTIVES: ("统称", 36),
}
SEPARATOR = "；"
with override("zh-hans"):
    #: A book is the same in every language that its reader may have chosen.
    LEVELS: Final[Mapping[str, str]] = {level.value: str(level.label) for level in Level}
_HEADS = {head: column for column, (head, _width) in COLUMNS.items()} | {column: column for column in COLUMNS}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_DAY = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?")
#: 各街道（2025-07-01—）: a member from that day on.
_MEMBER = re.compile(r"(?P<name>.+?)(?:[（(](?P<since>[^—~（）()]*)[—~](?P<until>[^—~（）()]*)[）)])?")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that says something; ``cells`` has the columns that the sheet has, as text without blanks around it."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Belonging:
    """A unit's place under a collective name, with its days."""

    written: str
    since: date | None = None
    until: date | None = None

    def __str__(self) -> str:
        if self.since is None and self.until is None:
            return self.written
        return f"{self.written}（{self.since or ''}—{self.until or ''}）"


def export(as_of: date) -> bytes:
    """All units, ended ones too, each below its parent."""
    belonging: dict[int, list[Belonging]] = {}
    for member in CollectiveMember.objects.select_related("collective").order_by(
        "collective__written", "since"
    ):
        kept = Belonging(member.collective.written, member.since, member.until)
        belonging.setdefault(member.unit_id, []).append(kept)
    rows = tree(as_of, ended=True)
    names = {row.unit.pk: row.unit.name for row in rows}
    return _write(
        [
            row.unit.code,
            row.unit.name,
            row.unit.short,
            LEVELS[row.unit.level],
            names.get(row.unit.parent_id or 0, ""),
            SEPARATOR.join(row.aliases),
            _text(row.unit.since),
            _text(row.unit.until),
            SEPARATOR.join(str(kept) for kept in belonging.get(row.unit.pk, ())),
        ]
        for row in rows
    )


def read(content: bytes) -> list[SheetRow]:
    """The rows of a book's first sheet; raises SheetError where it is none or has no column of names."""
    _guard(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except Exception as error:
        raise SheetError(_("文件不是 .xlsx 工作簿，或已损坏")) from error
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size need not be so
        return _rows(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True))
    except SheetError:
        raise
    except Exception as error:
        raise SheetError(_("文件不是 .xlsx 工作簿，或已损坏")) from error
    finally:
        book.close()


def day_of(text: str) -> date | None:
    """2025-07-01, 2025/7/1 or 2025年7月1日; None for nothing; raises ValueError for anything else."""
    if not text:
        return None
    found = _DAY.fullmatch(text)
    if not found:
        raise ValueError(text)
    return date(*(int(part) for part in found.groups()))


def names_in(text: str) -> list[str]:
    """The names of a cell, each once, as written."""
    return list(dict.fromkeys(filter(None, (part.strip() for part in re.split("[;；\n]", text)))))


def belongings_in(text: str) -> list[Belonging]:
    """The collective names of a cell with their days; raises ValueError for a day that is none."""
    found = (_MEMBER.fullmatch(name) for name in names_in(text))
    return [
        Belonging(match["name"].strip(), day_of(match["since"] or ""), day_of(match["until"] or ""))
        for match in found
        if match
    ]


def _guard(content: bytes) -> None:
    if len(content) > LARGEST_FILE:
        raise SheetError(_("文件超过%(size)sMB") % {"size": LARGEST_FILE // 2**20})
    try:
        with ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
    except BadZipFile as error:
        raise SheetError(_("文件不是 .xlsx 工作簿，或已损坏")) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_CONTENT:
        raise SheetError(_("文件解压后过大，没有读取"))


def _rows(lines: Iterable[tuple[object, ...]]) -> list[SheetRow]:
    heads: list[str | None] = []
    rows: list[SheetRow] = []
    for number, line in enumerate(lines, start=1):
        cells = [_cell(value) for value in line]
        if not heads:
            found = [_HEADS.get(cell) for cell in cells]
            heads = found if NAME in found else []
            if number > 10:
                break
        elif any(cells):
            kept = {head: cell for head, cell in zip(heads, cells, strict=False) if head}
            rows.append(SheetRow(number, kept))
        if number > MOST_ROWS + 10:
            raise SheetError(_("一次最多导入%(rows)s行") % {"rows": MOST_ROWS})
    if not heads:
        raise SheetError(_("找不到表头：前10行里要有“名称”一列"))
    return rows


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()[: LONGEST_CELL + 1]


def _write(rows: Iterable[Iterable[str]]) -> bytes:
    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - same units, same bytes
    sheet = book.add_worksheet("机构")
    head = book.add_format({"bold": True, "bg_color": "#E8ECF2", "border": 1})
    plain = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    guarded = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "quote_prefix": True})
    for index, (title, width) in enumerate(COLUMNS.values()):
        sheet.set_column(index, index, width, plain)
        sheet.write_string(0, index, title, head)
    for number, row in enumerate(rows, start=1):
        for index, text in enumerate(row):
            if text:
                sheet.write_string(
                    number, index, text, guarded if text.startswith(_FORMULA_STARTS) else plain
                )
    column = list(COLUMNS).index(LEVEL)
    sheet.data_validation(1, column, MOST_ROWS, column, {"validate": "list", "source": list(LEVELS.values())})
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""
