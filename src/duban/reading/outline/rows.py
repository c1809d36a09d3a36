"""What a table is made of, whatever its shape: rows of cells, and the lines it took."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from duban.reading.drafts import Cell
    from duban.text import Span


class Row(NamedTuple):
    """A row: its stretch, its cells with their roles, and the lines it was made of (indices).

    A row without cells is a heading across the table.
    """

    span: Span
    cells: tuple[Cell, ...]
    first: int
    last: int


class Table(NamedTuple):
    """A table: the lines of its head and body (indices, ``end`` excluded) and its data rows."""

    start: int
    end: int
    rows: tuple[Row, ...]
