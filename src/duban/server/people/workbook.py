"""Units as a workbook and back: one sheet, one row a unit.

Which columns there are and what their cells mean stands here; the format of the file is ``formats.tables``'.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from duban.formats import tables
from duban.formats.tables import Column, Limits, Reason, Table, TableError
from duban.server.people.errors import SheetError
from duban.server.people.models import CollectiveMember, Level
from duban.server.people.queries import tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from duban.formats.tables import Line

LARGEST_FILE, MOST_ROWS, LONGEST_CELL = 5 * 2**20, 2000, 4000
#: Heads may stand below a title of some rows.
_ABOVE_HEADS = 10
LIMITS = Limits(file=LARGEST_FILE, content=60 * 2**20, rows=MOST_ROWS + _ABOVE_HEADS, columns=40)

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
    lines = [
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
    ]
    return tables.write([Table("机构", _columns(), lines)])


def read(content: bytes) -> list[SheetRow]:
    """The rows of a book's first sheet; raises SheetError where it is none or has no column of names."""
    try:
        book = tables.read(content, LIMITS)
    except TableError as error:
        raise SheetError(_said(error)) from error
    return _rows(book.first)


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


def _said(error: TableError) -> str:
    match error.reason:
        case Reason.FILE_TOO_LARGE:
            return _("文件超过%(size)sMB") % {"size": LARGEST_FILE // 2**20}
        case Reason.CONTENT_TOO_LARGE:
            return _("文件解压后过大，没有读取")
        case Reason.TOO_MANY_ROWS:
            return _("一次最多导入%(rows)s行") % {"rows": MOST_ROWS}
        case _:
            return _("文件不是 .xlsx 工作簿，或已损坏")


def _rows(lines: Iterable[Line]) -> list[SheetRow]:
    heads: list[str | None] = []
    rows: list[SheetRow] = []
    for line in lines:
        if heads:
            kept = {head: cell for head, cell in zip(heads, line.cells, strict=False) if head}
            rows.append(SheetRow(line.number, kept))
        elif line.number <= _ABOVE_HEADS:
            found = [_HEADS.get(cell) for cell in line.cells]
            heads = found if NAME in found else []
    if not heads:
        raise SheetError(_("找不到表头：前10行里要有“名称”一列"))
    return rows


def _columns() -> tuple[Column, ...]:
    choices = {LEVEL: tuple(LEVELS.values())}
    return tuple(
        Column(head, width, choices=choices.get(column, ())) for column, (head, width) in COLUMNS.items()
    )


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""
