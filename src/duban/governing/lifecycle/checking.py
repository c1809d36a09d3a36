"""Is a table of states and moves sound? Everything wrong with it at once, each with its place.

Three things are never left to a mechanism's taste: nothing is closed without evidence, nothing counts as done unless
somebody else verified it, and doer, verifier and closer are three (DESIGN, rules 5 and 6).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from duban.governing.lifecycle.guards import GUARDS
from duban.governing.lifecycle.model import BACK, STAY, Kind, Move, Nature, Outcome, Part, State, Terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

DONE = frozenset({Outcome.COMPLETED, Outcome.ONGOING})
DONE_GUARDS = ("evidence_enough", "enough_verifications", "closer_not_doer", "closer_not_verifier")
DROPPED_GUARDS = ("ground_on_file", "closer_not_doer")
VERIFYING = frozenset({Kind.VERIFY, Kind.REJECT})
VERIFY_GUARDS = ("verifier_not_owner", "verifier_not_doer")
DOERS = frozenset({Part.LEAD, Part.SUPPORTING})


class Problem(NamedTuple):
    """What is wrong, and where: a path of keys such as ``moves.accept.target``."""

    place: str
    message: str


class LifecycleError(ValueError):
    """The table cannot be run; ``problems`` lists all reasons."""

    def __init__(self, name: str, found: Sequence[Problem]) -> None:
        self.problems = tuple(found)
        lines = "\n".join(f"  {place}: {message}" for place, message in self.problems)
        super().__init__(f"lifecycle {name!r}:\n{lines}")


def problems(
    states: Sequence[State], moves: Sequence[Move], *, start: str, terms: Terms
) -> tuple[Problem, ...]:
    """All that is wrong with a table."""
    known = {state.id: state for state in states}
    names = {move.id: move for move in moves}
    references = [problem for move in moves for problem in _references(move, known, names)]
    found = [
        *_doubled("states", (state.id for state in states)),
        *_doubled("moves", (move.id for move in moves)),
        *_terms(terms),
        *(problem for state in states for problem in _state(state)),
        *references,
        *(problem for move in moves for problem in _rules(move, known)),
    ]
    if start not in known:
        found.append(Problem("start", f"no such state: {start!r}"))
    elif not references:  # a move that leads nowhere cuts off what lies behind it: told once, as what it is
        found += _ways(known, moves, start)
    if not any(move.kind is Kind.VERIFY for move in moves):
        found.append(Problem("moves", "no move verifies a claim"))
    return tuple(found)


def _doubled(table: str, names: Iterable[str]) -> Iterator[Problem]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Problem(f"{table}.{name}", f"stands {count} times")


def _terms(terms: Terms) -> Iterator[Problem]:
    if terms.evidence < 1:
        yield Problem("terms.evidence", f"{terms.evidence}: nothing is closed without evidence")
    if terms.verifications < 1:
        yield Problem("terms.verifications", f"{terms.verifications}: nothing is closed without verification")
    yield from _doubled("terms.tests", (test.id for test in terms.tests))


def _state(state: State) -> Iterator[Problem]:
    place = f"states.{state.id}"
    if state.nature is Nature.CLOSED and state.outcome is None:
        yield Problem(f"{place}.outcome", "a closed state says how it was closed")
    if state.nature is not Nature.CLOSED and state.outcome is not None:
        yield Problem(f"{place}.outcome", f"{state.outcome.value!r} on a state that is not closed")
    if state.nature is Nature.SUSPENDED and state.clock_runs:
        yield Problem(f"{place}.clock_runs", "the clock stands still while an item is suspended")
    if state.nature is Nature.CLOSED and state.clock_runs != (state.outcome is Outcome.ONGOING):
        yield Problem(f"{place}.clock_runs", "of the closed states the clock runs in the ongoing one only")


def _references(move: Move, states: Mapping[str, State], moves: Mapping[str, Move]) -> Iterator[Problem]:
    place = f"moves.{move.id}"
    if not move.sources:
        yield Problem(f"{place}.sources", "starts nowhere")
    for source in move.sources:
        if source not in states:
            yield Problem(f"{place}.sources", f"no such state: {source!r}")
        elif move.target == BACK and states[source].nature is not Nature.SUSPENDED:
            yield Problem(
                f"{place}.target", f"{BACK!r} leads back from a suspended state, not from {source!r}"
            )
    if move.target not in {STAY, BACK, *states}:
        yield Problem(f"{place}.target", f"no such state: {move.target!r}")
    if not move.parts:
        yield Problem(f"{place}.parts", "nobody may make it")
    yield from _guards(place, move)
    yield from _undo(move, moves)


def _guards(place: str, move: Move) -> Iterator[Problem]:
    for column, names in (("guards", move.guards), ("marks", move.marks)):
        for name in names:
            if name not in GUARDS:
                yield Problem(f"{place}.{column}", f"no such guard: {name!r}")


def _undo(move: Move, moves: Mapping[str, Move]) -> Iterator[Problem]:
    if move.undo is None:
        return
    back = moves.get(move.undo)
    if back is None:
        yield Problem(f"moves.{move.id}.undo", f"no such move: {move.undo!r}")
    elif move.target not in {*back.sources, STAY}:
        yield Problem(f"moves.{move.id}.undo", f"{back.id!r} does not start where {move.id!r} ends")
    elif back.target not in {STAY, BACK} and {*move.sources} != {back.target}:
        yield Problem(f"moves.{move.id}.undo", f"{back.id!r} does not end where {move.id!r} starts")


def _rules(move: Move, states: Mapping[str, State]) -> Iterator[Problem]:
    """What no mechanism may switch off."""
    place = f"moves.{move.id}"
    target = states.get(move.target)
    if move.kind in VERIFYING:
        yield from _lacking(move, VERIFY_GUARDS, "a verifier is neither owner nor doer")
        if DOERS.intersection(move.parts):
            yield Problem(f"{place}.parts", "those who do the work do not verify it")
    if target is None or target.nature is not Nature.CLOSED:
        return
    needed = DONE_GUARDS if target.outcome in DONE else DROPPED_GUARDS
    yield from _lacking(move, needed, f"{move.target!r} is a closure")
    if DOERS.union({Part.CLOCK}).intersection(move.parts):
        yield Problem(f"{place}.parts", "neither those who do the work nor the clock close an item")


def _lacking(move: Move, needed: Sequence[str], reason: str) -> Iterator[Problem]:
    for name in needed:
        if name not in move.guards:
            yield Problem(f"moves.{move.id}.guards", f"lacks {name!r}: {reason}")


def _ways(states: Mapping[str, State], moves: Sequence[Move], start: str) -> Iterator[Problem]:
    """Every state can be reached, and from every state that is not closed a closed one can be."""
    ahead: dict[str, set[str]] = {name: set() for name in states}
    for move in moves:
        for source in move.sources:
            if source in states:
                ahead[source] |= _ends(source, move, moves) & set(states)
    reached = _closure({start}, ahead)
    for name in states:
        if name not in reached:
            yield Problem(f"states.{name}", f"cannot be reached from {start!r}")
    for name, state in states.items():
        if state.nature is Nature.CLOSED:
            continue
        if not ahead[name] - {name}:
            yield Problem(f"states.{name}", "has no way out")
        elif not any(states[end].nature is Nature.CLOSED for end in _closure({name}, ahead)):
            yield Problem(f"states.{name}", "no closed state can be reached from it")


def _ends(source: str, move: Move, moves: Sequence[Move]) -> set[str]:
    if move.target == STAY:
        return {source}
    if move.target == BACK:
        return {entry for other in moves if other.target == source for entry in other.sources}
    return {move.target}


def _closure(seen: set[str], ahead: Mapping[str, set[str]]) -> set[str]:
    frontier = set(seen)
    while frontier:
        frontier = set().union(*(ahead[name] for name in frontier)) - seen
        seen |= frontier
    return seen
