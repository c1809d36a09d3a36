"""A lifecycle: a sound table of states and moves, or an error that lists everything wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from duban.governing.lifecycle.checking import LifecycleError, problems

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duban.governing.lifecycle.model import Move, State, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifecycle:
    """The table of one mechanism. Making one checks it: see `LifecycleError`."""

    id: str
    zh: str
    en: str
    start: str
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    terms: Terms
    _states: Mapping[str, State] = field(init=False, repr=False, compare=False)
    _moves: Mapping[str, Move] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_states", {state.id: state for state in self.states})
        object.__setattr__(self, "_moves", {move.id: move for move in self.moves})
        wrong = problems(self.states, self.moves, start=self.start, terms=self.terms)
        if wrong:
            raise LifecycleError(self.id, wrong)

    def state(self, name: str) -> State | None:
        """The state of that id."""
        return self._states.get(name)

    def move(self, name: str) -> Move | None:
        """The move of that id."""
        return self._moves.get(name)

    def moves_from(self, state: str) -> tuple[Move, ...]:
        """The moves that start in a state, in the order of the table."""
        return tuple(move for move in self.moves if state in move.sources)
