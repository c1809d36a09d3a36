"""What is counted beside the base points: a list of what costs points (负面清单) and honours that bring some (加分)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from duban.governing.names import Name
    from duban.governing.scores.figures import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance:
    """One that costs ``points`` each time, no more than ``cap`` in all; ``veto`` is the best grade left (一票否决)."""

    key: str
    name: Name
    points: Figure
    cap: Figure | None = None
    veto: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NegativeList:
    """The circumstances, as many as ``count`` says, and the most they cost together."""

    circumstances: tuple[Circumstance, ...]
    count: int
    cap: Figure | None = None


class AwardLevel(NamedTuple):
    """A level of honour and its points: 国家级, 省部级, 市级, 县级."""

    key: str
    name: Name
    points: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Angle:
    """From what side an honour is counted (领导批示, 表彰推广), and the most that side brings."""

    key: str
    name: Name
    cap: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardList:
    """Levels, highest first, and angles, as many as ``count`` says. A matter counts once, at its highest level."""

    levels: tuple[AwardLevel, ...]
    angles: tuple[Angle, ...]
    count: int
    cap: Figure | None = None
