"""Grades: by cut-offs (90分以上为“好”), by stars, or by quota (前20%为“优”). What they are; ``grading`` gives them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from duban.governing.names import Name
    from duban.governing.scores.figures import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A grade for totals between two ends; an end that is None is unlimited, one that is closed belongs to the grade.

    ``stars`` is how many stars the grade is shown as, where it is.
    """

    key: str
    name: Name
    low: Figure | None
    high: Figure | None
    low_closed: bool = True
    high_closed: bool = False
    stars: int | None = None


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """Grades by total, best first. Together they cover every figure, each figure once."""

    bands: tuple[Band, ...]


class Share(StrEnum):
    """What becomes of the part of a place: 20% of 23 units are 4.6."""

    DOWN = "down"
    HALF_UP = "half-up"
    UP = "up"


class Edge(StrEnum):
    """What becomes of units that share the rank at which a quota ends."""

    ALL_IN = "all-in"
    ALL_OUT = "all-out"


class Of(StrEnum):
    """What the percentage is taken of."""

    RANKED = "ranked"
    CLASS = "class"  # those without a rank count as well


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaBand:
    """A grade for the next ``share`` per cent by rank; the last grade has None and takes the rest."""

    key: str
    name: Name
    share: Figure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotas:
    """Grades by rank within a class, best first."""

    bands: tuple[QuotaBand, ...]
    share: Share
    edge: Edge
    of: Of


Bands: TypeAlias = Cutoffs | Quotas
