"""Plain tables as a workbook, and back: what an office fills in, sends round and takes in again.

``write`` makes the bytes of a book, ``read`` gives the rows of one, each with the number it has in its sheet. Neither
knows what a table is about: which columns there are, and what may stand in them, is said by whoever calls. The ledger
on paper, laid out for print, is ``papers.workbook``.
"""

from duban.formats.tables.model import Cell, Column, Table
from duban.formats.tables.reading import Book, Limits, Line, Reason, TableError, read
from duban.formats.tables.texts import returned
from duban.formats.tables.writing import write

__all__ = [
    "Book",
    "Cell",
    "Column",
    "Limits",
    "Line",
    "Reason",
    "Table",
    "TableError",
    "read",
    "returned",
    "write",
]
