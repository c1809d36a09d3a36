"""What a table is: columns and rows of plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Cell: TypeAlias = str | int | float | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in characters, whether it is there to be filled in, what may be chosen in it."""

    head: str
    width: float = 14
    to_fill: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. The head stays in view, and with it the first ``frozen`` columns; ``filtered`` adds filter buttons."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Iterable[Cell]]
    frozen: int = 0
    filtered: bool = False
