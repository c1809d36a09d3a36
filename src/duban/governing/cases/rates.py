"""How many cases were handled, closed, in time and to the caller's satisfaction; both sides of each rate are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from duban.governing.cases.model import Rating, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from duban.governing.cases.model import Standing


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many; what part that is, is for whoever prints it to round."""

    part: int
    whole: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Of those received: handled (处置率), closed (结案率); of those limited: in time; of those rated: satisfied.

    A merged case is counted once, with the one that carries it. ``overdue`` are the open ones past their limit.
    """

    handled: Rate
    closed: Rate
    in_time: Rate
    satisfied: Rate
    overdue: tuple[str, ...]


def rates(cases: Iterable[Standing], limits: Mapping[str, date], day: date) -> Rates:
    """The rates on ``day`` for cases as they stood then; ``limits`` has the last day of each case that has one."""
    whole = [case for case in cases if case.stage is not Stage.MERGED and case.intake.received <= day]
    limited = [case for case in whole if case.intake.id in limits]
    late = [case for case in limited if (case.handled or day) > limits[case.intake.id]]
    rated = [case for case in whole if case.rating not in {None, Rating.NOT_REACHED}]
    return Rates(
        handled=Rate(sum(case.handled is not None for case in whole), len(whole)),
        closed=Rate(sum(case.stage is Stage.CLOSED for case in whole), len(whole)),
        in_time=Rate(len(limited) - len(late), len(limited)),
        satisfied=Rate(sum(case.rating is Rating.SATISFIED for case in rated), len(rated)),
        overdue=tuple(sorted(case.intake.id for case in late if case.handled is None)),
    )
