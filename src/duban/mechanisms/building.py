"""From an archetype's table and a mechanism's changes to a sound `Lifecycle`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from duban.governing.lifecycle import (
    ClosureTest,
    Lifecycle,
    LifecycleError,
    Move,
    Problem,
    State,
    Terms,
)
from duban.mechanisms.loops import MoveForm, StateForm
from duban.mechanisms.wording import Open

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from duban.mechanisms.loops import Archetype, Changes, MoveChange, StateChange
    from duban.mechanisms.wording import Words

ANY = "*"
NEW_STATE = ("zh", "en", "nature")
NEW_MOVE = ("zh", "en", "kind", "sources", "target", "parts")
LISTS = ("sources", "parts", "asks", "takes", "guards", "marks")

Entry = TypeVar("Entry")


def build(archetype: Archetype, changes: Changes, *, name: str, title: Words) -> Lifecycle:
    """The loop of one mechanism; an open figure stands at the archetype's least until somebody answers.

    Raises `LifecycleError` with everything that is wrong, the changes' own mistakes first.
    """
    found: list[Problem] = []
    states = _changed_states(archetype, changes, found)
    moves = _changed_moves(archetype, changes, found)
    if found:
        raise LifecycleError(name, found)
    every = tuple(states)
    return Lifecycle(
        id=name,
        zh=title.zh,
        en=title.en,
        start=archetype.start,
        states=tuple(_state(key, form) for key, form in states.items()),
        moves=tuple(_move(key, form, every) for key, form in moves.items()),
        terms=Terms(
            evidence=_least(changes.evidence, archetype.evidence),
            verifications=_least(changes.verifications, archetype.verifications),
            tests=tuple(ClosureTest(key, words.zh, words.en) for key, words in changes.tests.items()),
        ),
    )


def _least(figure: int | Open | None, least: int) -> int:
    return least if figure is None or isinstance(figure, Open) else figure


def _changed_states(archetype: Archetype, changes: Changes, found: list[Problem]) -> dict[str, StateForm]:
    states = _without(archetype.states, changes.drop_states, "lifecycle.drop_states", found)
    for key, change in changes.states.items():
        place = f"lifecycle.states.{key}"
        said = {column: value for column, value in _said(change) if value is not None}
        if key in states:
            states[key] = states[key].model_copy(update=said)
        elif missing := [column for column in NEW_STATE if column not in said]:
            found.append(Problem(place, f"a new state also needs {', '.join(missing)}"))
        else:
            states[key] = StateForm.model_validate(said)
    return states


def _changed_moves(archetype: Archetype, changes: Changes, found: list[Problem]) -> dict[str, MoveForm]:
    moves = _without(archetype.moves, changes.drop_moves, "lifecycle.drop_moves", found)
    for key, change in changes.moves.items():
        place = f"lifecycle.moves.{key}"
        said = {
            column: value
            for column, value in _said(change)
            if value is not None and not column.startswith(("add_", "drop_"))
        }
        if key in moves:
            base = moves[key].model_copy(update=said)
        elif missing := [column for column in NEW_MOVE if column not in said]:
            found.append(Problem(place, f"a new move also needs {', '.join(missing)}"))
            continue
        else:
            base = MoveForm.model_validate(said)
        moves[key] = base.model_copy(update=_lists(base, change, place, found))
    return moves


def _lists(
    base: MoveForm, change: MoveChange, place: str, found: list[Problem]
) -> dict[str, tuple[str, ...]]:
    """The lists of a move after adding and dropping; what is dropped must have been there."""
    lists = {}
    for column in LISTS:
        before = tuple(getattr(base, column))
        dropped, added = getattr(change, f"drop_{column}"), getattr(change, f"add_{column}")
        for value in dropped:
            if value not in before:
                found.append(Problem(f"{place}.drop_{column}", f"{value!r} is not there to be dropped"))
        for value in added:
            if value in before:
                found.append(Problem(f"{place}.add_{column}", f"{value!r} is there already"))
        lists[column] = (*(value for value in before if value not in dropped), *added)
    return lists


def _without(
    table: Mapping[str, Entry], keys: Iterable[str], place: str, found: list[Problem]
) -> dict[str, Entry]:
    left = dict(table)
    for key in keys:
        if left.pop(key, None) is None:
            found.append(Problem(place, f"{key!r} is not there to be dropped"))
    return left


def _said(change: StateChange | MoveChange) -> Iterable[tuple[str, object]]:
    return ((column, getattr(change, column)) for column in change.model_fields_set)


def _state(key: str, form: StateForm) -> State:
    return State(key, form.zh, form.en, form.nature, form.outcome, clock_runs=form.clock_runs)


def _move(key: str, form: MoveForm, every: tuple[str, ...]) -> Move:
    return Move(
        id=key,
        zh=form.zh,
        en=form.en,
        kind=form.kind,
        sources=every if ANY in form.sources else form.sources,
        target=form.target,
        parts=form.parts,
        asks=form.asks,
        takes=form.takes,
        guards=form.guards,
        marks=form.marks,
        undo=form.undo,
    )
