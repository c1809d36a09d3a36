"""Where an item stands, told from its moves alone: the log is the truth, a stored state its shadow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from duban.governing.lifecycle.checking import LifecycleError, Problem
from duban.governing.lifecycle.model import BACK, STAY, Kind, Nature

if TYPE_CHECKING:
    from collections.abc import Iterable

    from duban.governing.lifecycle.model import Move
    from duban.governing.lifecycle.table import Lifecycle

SAME_ROUND = frozenset({Kind.VERIFY, Kind.CHECK_AGAIN, Kind.SUSPEND, Kind.RESUME})
"""Moves that change the state and leave the claim as it is; any other change of state starts a new round."""


@dataclass(frozen=True, slots=True)
class Standing:
    """``before`` is the state a suspended item came from; ``round_from`` counts the moves before the present round.

    Verifications made earlier than ``round_from`` were of another claim and count no more.
    """

    state: str
    before: str | None = None
    round_from: int = 0
    moves: int = 0


def replay(lifecycle: Lifecycle, moves: Iterable[str]) -> Standing:
    """The standing after these moves, made from the start; raises `LifecycleError` at the first that does not fit."""
    standing = Standing(lifecycle.start)
    for name in moves:
        standing = step(lifecycle, standing, name)
    return standing


def step(lifecycle: Lifecycle, standing: Standing, name: str) -> Standing:
    """The standing after one more move."""
    move = lifecycle.move(name)
    place = f"history[{standing.moves}]"
    if move is None:
        raise LifecycleError(lifecycle.id, [Problem(place, f"no such move: {name!r}")])
    if standing.state not in move.sources:
        raise LifecycleError(lifecycle.id, [Problem(place, f"{name!r} does not start in {standing.state!r}")])
    if move.target == STAY:
        return replace(standing, moves=standing.moves + 1)
    return _changed(lifecycle, standing, move, place)


def _changed(lifecycle: Lifecycle, standing: Standing, move: Move, place: str) -> Standing:
    state = standing.before if move.target == BACK else move.target
    reached = lifecycle.state(state or "")
    if reached is None:
        raise LifecycleError(lifecycle.id, [Problem(place, "the state before the suspension is not known")])
    count = standing.moves + 1
    return Standing(
        state=reached.id,
        before=standing.state if reached.nature is Nature.SUSPENDED else None,
        round_from=standing.round_from if move.kind in SAME_ROUND else count,
        moves=count,
    )
