"""What a bulletin says, before it is paper: a title, sections, and for every figure the records behind it.

Content only. How it looks is the renderers' business, so that the page, the .docx and the .xlsx say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from duban.governing.names import Name


class Shape(StrEnum):
    """How the values of a column are to be read."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table; ``digits`` are printed after the point, ``unit`` stands in its heading."""

    key: str
    name: Name
    shape: Shape
    unit: str = ""
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One value and the keys of the records that it was counted from; ``None`` is not known, and printed so."""

    value: str | Decimal | date | None
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under columns, in the order in which they are printed: a ranking, a list, a tally."""

    title: Name
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many; both are printed beside the part that they make."""

    name: Name
    part: Decimal
    whole: Decimal
    digits: int = 1
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Words, with the records they speak of."""

    text: str
    records: tuple[str, ...] = ()


Section: TypeAlias = Table | Share | Paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """One issue. What was known at the end of ``cut_off`` stands in it, whenever it is made again.

    ``corrects`` is the digest of the issue that this one puts right; that one stays as it was.
    """

    series: str
    number: int
    title: Name
    issuer: str
    cut_off: date
    issued: date
    sections: tuple[Section, ...]
    reply_to: str = ""
    corrects: str | None = None
