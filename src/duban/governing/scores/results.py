"""What a sheet comes to: a total, every part of it, and why. Parts sum to their whole to the last place.

total = base + awarded − deducted + held, where ``held`` is what a declared limit of the total added or took.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duban.governing.clock import Period
    from duban.governing.names import Name
    from duban.governing.scores.reasons import AwardReason, DeductionReason, HoldReason, LineReason, NoScore
    from duban.governing.scores.schemes import Missing
    from duban.governing.scores.subjects import Subject


class Standing(StrEnum):
    """What the total is good for."""

    FINAL = "final"
    PROVISIONAL = "provisional"  # leaves are missing and nobody declared what becomes of them
    WITHHELD = "withheld"  # no total: leaves are missing, and the scheme declares that there is none then


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One part of the base points, with all its own parts.

    ``worth`` is what the scheme gives it at most, ``counted`` what it was counted at most here: the two differ where
    parts were left out. ``points`` is None where nothing is scored. ``treated`` says how a leaf without a score was
    treated.
    """

    key: str
    name: Name
    worth: Decimal
    counted: Decimal
    points: Decimal | None
    reason: LineReason | NoScore
    treated: Missing | None = None
    parts: tuple[Line, ...] = ()
    evidence: tuple[str, ...] = ()
    by: str = ""

    def lines(self) -> Iterator[Line]:
        """This line and all below it, in order."""
        yield self
        for part in self.parts:
            yield from part.lines()

    def leaves(self) -> Iterator[Line]:
        """The lines that have no parts, in order."""
        return (line for line in self.lines() if not line.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deducted:
    """A circumstance that occurred, and the points it costs (nought or more)."""

    circumstance: str
    name: Name
    points: Decimal
    reason: DeductionReason
    evidence: tuple[str, ...]
    veto: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Awarded:
    """An honour, and the points it brings (nought if it is surpassed)."""

    matter: str
    angle: Name
    points: Decimal
    reason: AwardReason
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """What a limit of the total added (or took, below nought)."""

    points: Decimal
    reason: HoldReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The score of one subject in one period.

    ``scored`` of ``leaves`` leaves have a score. ``inputs`` is the fingerprint of the scheme and the sheet,
    ``fingerprint`` that of these and of all that was made of them: who scores the same again must get the same.
    """

    scheme: str
    name: Name
    version: str
    subject: Subject
    period: Period
    base: Line
    awards: tuple[Awarded, ...]
    awarded: Decimal
    deductions: tuple[Deducted, ...]
    deducted: Decimal
    held: Held | None
    total: Decimal | None
    standing: Standing
    scored: int
    leaves: int
    digits: int
    inputs: str
    fingerprint: str = ""

    def shortfalls(self) -> tuple[Line, ...]:
        """The leaves that lost points, most lost first: where the unit has its problems (规范运行指数找问题)."""
        lost = [line for line in self.base.leaves() if line.points is not None and line.points < line.counted]
        return tuple(sorted(lost, key=_lost))


def _lost(line: Line) -> Decimal:
    return (line.points or Decimal(0)) - line.counted
