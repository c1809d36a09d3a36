"""A table that cannot be run is refused with everything that is wrong, each at its place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from duban.governing.lifecycle import (
    Ask,
    ClosureTest,
    Kind,
    Lifecycle,
    LifecycleError,
    Move,
    Nature,
    Outcome,
    Part,
    State,
    Terms,
)

DOING = State("doing", "办理中", "doing", Nature.OPEN, clock_runs=True)
CLAIMED = State("claimed", "待核查", "claimed", Nature.WAITING, clock_runs=True)
PAUSED = State("paused", "缓办", "paused", Nature.SUSPENDED)
DONE = State("done", "办结", "done", Nature.CLOSED, Outcome.COMPLETED)
STATES = (DOING, CLAIMED, PAUSED, DONE)


def move(name: str, kind: Kind, source: str, target: str, part: Part = Part.SUPERVISOR, *guards: str) -> Move:
    return Move(
        id=name, zh=name, en=name, kind=kind, sources=(source,), target=target, parts=(part,), guards=guards
    )


CLAIM = move("claim", Kind.CLAIM, "doing", "claimed", Part.LEAD)
VERIFY = move("verify", Kind.VERIFY, "claimed", "=", Part.VERIFIER, "verifier_not_owner", "verifier_not_doer")
CLOSE = move(
    "close", Kind.CLOSE, "claimed", "done", Part.SUPERVISOR,
    "evidence_enough", "enough_verifications", "closer_not_doer", "closer_not_verifier",
)  # fmt: skip
PAUSE = move("pause", Kind.SUSPEND, "doing", "paused")
RESUME = move("resume", Kind.RESUME, "paused", "^")
MOVES = (CLAIM, VERIFY, CLOSE, PAUSE, RESUME)


def table(
    states: tuple[State, ...] = STATES,
    moves: tuple[Move, ...] = MOVES,
    start: str = "doing",
    terms: Terms | None = None,
) -> Lifecycle:
    return Lifecycle(
        id="t", zh="表", en="table", start=start, states=states, moves=moves, terms=terms or Terms()
    )


def wrong(
    *moves: Move, states: tuple[State, ...] = STATES, start: str = "doing", terms: Terms | None = None
) -> list[tuple[str, str]]:
    """What is wrong with the small table when these moves replace those of the same name or are added to it."""
    names = {changed.id for changed in moves}
    merged = (*(kept for kept in MOVES if kept.id not in names), *moves)
    with pytest.raises(LifecycleError) as caught:
        table(states, merged, start, terms)
    return [(problem.place, problem.message) for problem in caught.value.problems]


def test_the_small_table_is_sound() -> None:
    assert [found.id for found in table().moves_from("claimed")] == ["verify", "close"]


def test_a_start_that_is_no_state() -> None:
    assert wrong(start="born") == [("start", "no such state: 'born'")]


def test_states_and_moves_that_are_not_there() -> None:
    odd = move("odd", Kind.NOTE, "nowhere", "elsewhere")
    assert wrong(odd) == [
        ("moves.odd.sources", "no such state: 'nowhere'"),
        ("moves.odd.target", "no such state: 'elsewhere'"),
    ]


def test_the_same_name_twice() -> None:
    assert wrong(states=(*STATES, DOING)) == [("states.doing", "stands 2 times")]
    assert wrong(terms=Terms(tests=(ClosureTest("x", "一", "a"), ClosureTest("x", "二", "b")))) == [
        ("terms.tests.x", "stands 2 times")
    ]


def test_a_state_that_nothing_leads_to() -> None:
    lost = State("lost", "不可达", "lost", Nature.OPEN)
    out = move("out", Kind.NOTE, "lost", "doing")
    assert wrong(out, states=(*STATES, lost)) == [("states.lost", "cannot be reached from 'doing'")]


def test_a_state_without_a_way_out() -> None:
    trap = State("trap", "出不去", "trap", Nature.WAITING)
    into = move("into", Kind.NOTE, "doing", "trap")
    stay = move("stay", Kind.NOTE, "trap", "=")
    assert wrong(into, stay, states=(*STATES, trap)) == [("states.trap", "has no way out")]


def test_states_from_which_nothing_is_ever_closed() -> None:
    left, right = State("left", "左", "left", Nature.OPEN), State("right", "右", "right", Nature.OPEN)
    ways = (
        move("into", Kind.NOTE, "doing", "left"),
        move("there", Kind.NOTE, "left", "right"),
        move("back", Kind.NOTE, "right", "left"),
    )
    assert wrong(*ways, states=(*STATES, left, right)) == [
        ("states.left", "no closed state can be reached from it"),
        ("states.right", "no closed state can be reached from it"),
    ]


def test_a_move_that_nobody_may_make_or_that_starts_nowhere() -> None:
    assert wrong(replace(PAUSE, parts=())) == [("moves.pause.parts", "nobody may make it")]
    assert wrong(replace(VERIFY, sources=())) == [("moves.verify.sources", "starts nowhere")]


def test_back_is_for_suspended_states_only() -> None:
    back = move("back", Kind.NOTE, "claimed", "^")
    assert wrong(back) == [("moves.back.target", "'^' leads back from a suspended state, not from 'claimed'")]


def test_guards_that_nobody_wrote() -> None:
    odd = replace(PAUSE, guards=("moon_is_full",), marks=("tide_is_low",))
    assert wrong(odd) == [
        ("moves.pause.guards", "no such guard: 'moon_is_full'"),
        ("moves.pause.marks", "no such guard: 'tide_is_low'"),
    ]


def test_an_undo_that_does_not_undo() -> None:
    assert wrong(replace(PAUSE, undo="vanish")) == [("moves.pause.undo", "no such move: 'vanish'")]
    assert wrong(replace(PAUSE, undo="close")) == [
        ("moves.pause.undo", "'close' does not start where 'pause' ends")
    ]


def test_an_undo_that_leads_elsewhere() -> None:
    away = move("away", Kind.NOTE, "claimed", "paused")
    assert wrong(replace(CLAIM, undo="away"), away) == [
        ("moves.claim.undo", "'away' does not end where 'claim' starts")
    ]


def test_a_closed_state_says_how_and_no_other_does() -> None:
    assert wrong(states=(replace(DOING, outcome=Outcome.ONGOING), CLAIMED, PAUSED, DONE)) == [
        ("states.doing.outcome", "'ongoing' on a state that is not closed")
    ]
    found = wrong(states=(DOING, CLAIMED, PAUSED, replace(DONE, outcome=None)))
    assert ("states.done.outcome", "a closed state says how it was closed") in found


def test_clocks_that_run_when_they_must_not() -> None:
    assert wrong(states=(DOING, CLAIMED, replace(PAUSED, clock_runs=True), DONE)) == [
        ("states.paused.clock_runs", "the clock stands still while an item is suspended")
    ]
    assert wrong(states=(DOING, CLAIMED, PAUSED, replace(DONE, clock_runs=True))) == [
        ("states.done.clock_runs", "of the closed states the clock runs in the ongoing one only")
    ]


@pytest.mark.parametrize(
    "guard", ["evidence_enough", "enough_verifications", "closer_not_doer", "closer_not_verifier"]
)
def test_no_closure_as_done_without(guard: str) -> None:
    less = replace(CLOSE, guards=tuple(name for name in CLOSE.guards if name != guard))
    assert wrong(less) == [("moves.close.guards", f"lacks {guard!r}: 'done' is a closure")]


@pytest.mark.parametrize("guard", ["ground_on_file", "closer_not_doer"])
@pytest.mark.parametrize("outcome", [Outcome.NOT_TO_BE_DONE, Outcome.DISPUTED])
def test_no_other_closure_without(guard: str, outcome: Outcome) -> None:
    dropped = State("dropped", "不再办理", "dropped", Nature.CLOSED, outcome)
    drop = move("drop", Kind.CLOSE, "doing", "dropped", Part.LEADER, "ground_on_file", "closer_not_doer")
    less = replace(drop, guards=tuple(name for name in drop.guards if name != guard))
    assert wrong(less, states=(*STATES, dropped)) == [
        ("moves.drop.guards", f"lacks {guard!r}: 'dropped' is a closure")
    ]


@pytest.mark.parametrize("guard", ["verifier_not_owner", "verifier_not_doer"])
@pytest.mark.parametrize("kind", [Kind.VERIFY, Kind.REJECT])
def test_no_verification_by_the_doer(guard: str, kind: Kind) -> None:
    less = replace(
        VERIFY, id="look", kind=kind, guards=tuple(name for name in VERIFY.guards if name != guard)
    )
    assert wrong(less) == [("moves.look.guards", f"lacks {guard!r}: a verifier is neither owner nor doer")]


@pytest.mark.parametrize("part", [Part.LEAD, Part.SUPPORTING, Part.CLOCK])
def test_who_never_closes(part: Part) -> None:
    assert wrong(replace(CLOSE, parts=(Part.SUPERVISOR, part))) == [
        ("moves.close.parts", "neither those who do the work nor the clock close an item")
    ]


@pytest.mark.parametrize("part", [Part.LEAD, Part.SUPPORTING])
def test_who_never_verifies(part: Part) -> None:
    assert wrong(replace(VERIFY, parts=(part,))) == [
        ("moves.verify.parts", "those who do the work do not verify it")
    ]


def test_a_loop_in_which_nobody_verifies() -> None:
    assert wrong(replace(VERIFY, kind=Kind.NOTE)) == [("moves", "no move verifies a claim")]


def test_no_mechanism_asks_for_less_than_one() -> None:
    places = [place for place, _ in wrong(terms=Terms(evidence=0, verifications=0))]
    assert places == ["terms.evidence", "terms.verifications"]


def test_everything_is_reported_at_once() -> None:
    found = wrong(replace(CLAIM, parts=(), asks=(Ask.REASON,)), replace(CLOSE, guards=()), start="born")
    assert [place for place, _ in found] == ["moves.claim.parts", *["moves.close.guards"] * 4, "start"]
    with pytest.raises(LifecycleError, match=r"(?s)claim.*nobody may make it.*lacks 'evidence_enough'.*born"):
        table(
            moves=(replace(CLAIM, parts=()), VERIFY, replace(CLOSE, guards=()), PAUSE, RESUME), start="born"
        )
