"""A workbook's rows as text, with care for what comes in.

A file may not unpack to more than the caller's limits, what it says of its own size is not believed, and what is no
workbook is refused as none. Nothing is left out in silence: rows beyond the limit refuse the whole book.

TableError    the file as a whole cannot be read; ``reason`` says why
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook

from duban.formats.tables.texts import kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

#: Blank rows between those that say something: a sheet may claim a row number that would take hours to count up to.
BLANKS: Final = 10_000
_MIDNIGHT = time()


class Reason(StrEnum):
    """Why a file was not read."""

    NO_WORKBOOK = "no_workbook"
    FILE_TOO_LARGE = "file_too_large"
    CONTENT_TOO_LARGE = "content_too_large"
    NO_SUCH_SHEET = "no_such_sheet"
    TOO_MANY_ROWS = "too_many_rows"


class TableError(Exception):
    """``about`` is what the reason names: a sheet, or the limit that was passed, in bytes or rows."""

    def __init__(self, reason: Reason, about: str | int = "") -> None:
        super().__init__(f"{reason.value}: {about}" if about != "" else reason.value)
        self.reason = reason
        self.about = about


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may hold at most: bytes packed and unpacked, parts, and in a sheet rows (the head apart), columns."""

    file: int
    content: int
    rows: int
    columns: int
    parts: int = 500


@dataclass(frozen=True, slots=True)
class Line:
    """A row that says something: its number in the sheet, from 1, and its cells as text without blanks around them."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The lines of each sheet, by name, in the order of the book."""

    sheets: Mapping[str, Sequence[Line]]

    @property
    def first(self) -> Sequence[Line]:
        """The lines of the first sheet; none where there is no sheet."""
        return next(iter(self.sheets.values()), ())


def read(
    content: bytes, limits: Limits, *, sheets: Sequence[str] | None = None, formulas: bool = False
) -> Book:
    """The named sheets of a book, or its first one alone.

    A cell is text as somebody sees it: a day as 2025-07-01, a whole number without a point. A formula is its value when
    the book was saved, or with ``formulas`` its own text, which begins with ``=``. Raises :class:`TableError`.
    """
    _guard(content, limits)
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=not formulas, keep_links=False)
    except Exception as error:  # the library has no family of its own for what a damaged file makes it raise
        raise TableError(Reason.NO_WORKBOOK) from error
    try:
        return Book({sheet.title: list(_lines(sheet, limits)) for sheet in _wanted(book, sheets)})
    except TableError:
        raise
    except Exception as error:
        raise TableError(Reason.NO_WORKBOOK) from error
    finally:
        book.close()


def _guard(content: bytes, limits: Limits) -> None:
    if len(content) > limits.file:
        raise TableError(Reason.FILE_TOO_LARGE, limits.file)
    try:
        with ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
    except (BadZipFile, NotImplementedError, ValueError) as error:
        raise TableError(Reason.NO_WORKBOOK) from error
    if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.content:
        raise TableError(Reason.CONTENT_TOO_LARGE, limits.content)


def _wanted(book: Any, names: Sequence[str] | None) -> list[Any]:
    found = {sheet.title: sheet for sheet in book.worksheets}
    for name in names or ():
        if name not in found:
            raise TableError(Reason.NO_SUCH_SHEET, name)
    return [found[name] for name in names] if names is not None else list(found.values())[:1]


def _lines(sheet: Any, limits: Limits) -> Iterator[Line]:
    sheet.reset_dimensions()  # what the file says of its size need not be so
    rows: Iterable[tuple[object, ...]] = sheet.iter_rows(max_col=limits.columns, values_only=True)
    found = 0
    for number, row in enumerate(rows, start=1):
        cells = tuple(_text(value) for value in row)
        if any(cells):
            found += 1
            yield Line(number, cells)
        if found > limits.rows + 1 or number > found + BLANKS:
            raise TableError(Reason.TOO_MANY_ROWS, limits.rows)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() == _MIDNIGHT:
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return kept(str(value))
