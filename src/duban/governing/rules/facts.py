"""What may be known of a subject (a firm, a matter, a document), and of what kind each fact is.

A fact that is not among a subject's facts is *not known*; that is neither false nor nought.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from duban.governing.names import Name

Value: TypeAlias = bool | Decimal | str | date | frozenset[str]
Facts: TypeAlias = Mapping[str, Value | None]
"""By key of the vocabulary; ``None`` and absence both mean that it is not known."""


class Kind(StrEnum):
    """What a fact holds."""

    FLAG = "flag"
    NUMBER = "number"
    CHOICE = "choice"
    SEVERAL = "several"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One question to a subject: 上年度营业收入, in 万元; ``choices`` are closed where they are given."""

    key: str
    name: Name
    kind: Kind
    unit: str = ""
    choices: Mapping[str, Name] | None = None

    def admits(self, value: Value) -> bool:
        """Whether ``value`` is of this fact's kind, and one of its choices."""
        match self.kind:
            case Kind.FLAG:
                return isinstance(value, bool)
            case Kind.NUMBER:
                return isinstance(value, Decimal) and value.is_finite()
            case Kind.DAY:
                return isinstance(value, date)
            case Kind.CHOICE:
                return isinstance(value, str) and (self.choices is None or value in self.choices)
            case Kind.SEVERAL:
                return isinstance(value, frozenset) and (self.choices is None or value <= self.choices.keys())


Vocabulary: TypeAlias = Mapping[str, Fact]
