"""The figures by which a ledger is judged: what the text states, else what the office answered, else what is usual.

None of them is written in code: the usual ones stand in the archetype's file.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from duban.mechanisms.form import StatedLamps
from duban.mechanisms.wording import Open

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from duban.mechanisms.form import Mechanism, Recurrence
    from duban.mechanisms.loops import Archetype
    from duban.mechanisms.parameters import Answer


@dataclass(frozen=True, slots=True)
class LampFigures:
    """Working days before a date, and two shares (0.1 is a tenth of the way to the target)."""

    near_due: int
    behind: Decimal
    far_behind: Decimal

    def slip(self) -> str:
        """What is wrong with them; nothing where red comes after yellow."""
        if self.far_behind >= self.behind:
            return ""
        return f"red at {self.far_behind:.0%} comes before yellow at {self.behind:.0%}"


@dataclass(frozen=True, slots=True)
class ReturnFigures:
    """Working days: after the period (0 is its last one), of grace, and before it is due when its unit is told."""

    due_days: int
    grace_days: int
    remind_days: int


def lamp_figures(own: StatedLamps, base: Archetype, answers: Mapping[str, Answer]) -> LampFigures:
    """When a lamp turns; ``answers`` hold what is usual where nobody answered."""
    usual = base.lamps
    return LampFigures(
        int(_figure(own.near_due, usual.near_due, answers)),
        _figure(own.behind, usual.behind, answers) / 100,
        _figure(own.far_behind, usual.far_behind, answers) / 100,
    )


def usual_lamps(base: Archetype) -> LampFigures:
    """When a lamp turns where neither a text nor an office says it."""
    return lamp_figures(StatedLamps(), base, usual_answers(base))


def return_figures(own: Recurrence, base: Archetype, answers: Mapping[str, Answer]) -> ReturnFigures:
    """When a return of this cadence is due."""
    return ReturnFigures(
        int(_figure(own.due_days, base.returns.due_days, answers)),
        int(_figure(own.grace_days, base.returns.grace_days, answers)),
        int(_figure(own.remind_days, base.returns.remind_days, answers)),
    )


def settled_by_text(mechanism: Mechanism, base: Archetype) -> Iterator[str]:
    """The questions of the archetype that this mechanism's text answers for every ledger."""
    stated = dict(mechanism.lamps)
    yield from (
        figure.ask for key, figure in base.lamps if isinstance(figure, Open) and stated[key] is not None
    )
    returns = [dict(cadence) for cadence in mechanism.cadences.values() if cadence.activity == "report"]
    for key, figure in base.returns:
        if isinstance(figure, Open) and all(cadence[key] is not None for cadence in returns):
            yield figure.ask


def usual_answers(base: Archetype) -> dict[str, Answer]:
    """What holds of an archetype where nobody has answered."""
    return {key: asked.read(asked.usual) for key, asked in base.parameters.items() if asked.usual is not None}


def _figure(
    stated: int | Decimal | Open | None, usual: int | Decimal | Open, answers: Mapping[str, Answer]
) -> Decimal:
    for place in (stated, usual):
        found = answers.get(place.ask) if isinstance(place, Open) else place
        if isinstance(found, int | Decimal):
            return Decimal(found)
    raise LookupError(f"no figure for {usual!r}")
