"""Any sequence of moves by anybody keeps the rules that never bend."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duban.governing.lifecycle import (
    Ask,
    Kind,
    Lifecycle,
    LifecycleError,
    Nature,
    Outcome,
    Part,
    Situation,
    Standing,
    decide,
    replay,
    step,
)
from duban.mechanisms.loops import Changes
from governing.lifecycle.standard import standard_loop


class Person(NamedTuple):
    """A player."""

    name: str
    unit: str
    parts: frozenset[Part]


# Who plays: people with more parts than are good for them, so that only the guards keep them apart.
CAST = [
    Person("赵", "住建局", frozenset({Part.LEAD, Part.VERIFIER})),
    Person("钱", "城管局", frozenset({Part.SUPPORTING, Part.VERIFIER, Part.SUPERVISOR})),
    Person("孙", "督查室", frozenset(Part)),
    Person("吴", "统计局", frozenset({Part.VERIFIER})),
    Person("李", "审计局", frozenset({Part.VERIFIER, Part.SUPERVISOR, Part.OVERSIGHT})),
    Person("周", "市领导", frozenset({Part.LEADER, Part.SUPERVISOR})),
    Person("时钟", "", frozenset({Part.CLOCK})),
]


class Deed(NamedTuple):
    """What somebody tries: handing in everything asked for, or nothing."""

    move: str
    who: Person
    full: bool


class Closure(NamedTuple):
    """What was in hand when an item was closed."""

    outcome: Outcome
    closer: str
    evidence: int
    verifiers: frozenset[str]
    doers: frozenset[str]


@dataclass
class Line:
    """An item as a server would keep it: told by its moves alone."""

    loop: Lifecycle
    standing: Standing
    history: list[str] = field(default_factory=list)
    doers: set[str] = field(default_factory=set)
    verifications: list[tuple[int, str]] = field(default_factory=list)
    evidence: int = 0
    problems: int = 0
    pending: bool = False
    closures: list[Closure] = field(default_factory=list)

    def situation(self, deed: Deed) -> Situation:
        """The line as the actor of a deed finds it."""
        handed = frozenset(Ask) if deed.full else frozenset[Ask]()
        return Situation(
            actor=deed.who.name,
            parts=deed.who.parts,
            actor_units=frozenset({deed.who.unit}),
            handed=handed,
            lead_units=frozenset({"住建局"}),
            supporting_units=frozenset({"城管局"}),
            doers=frozenset(self.doers),
            verifiers=tuple(name for at, name in self.verifications if at >= self.standing.round_from),
            today=date(2026, 3, 2),
            due=date(2026, 3, 31),
            measurable=True,
            evidence=self.evidence + (Ask.EVIDENCE in handed),
            open_problems=self.problems,
            extension_pending=self.pending,
            tests_passed=frozenset({"facts"}) if deed.full else frozenset(),
            institution="制度" if deed.full else "",
            until=date(2026, 4, 30) if deed.full else None,
            unit="水务局",
            before=self.standing.before,
        )

    def attempt(self, deed: Deed) -> bool:
        """Do it if it is allowed, and keep what a server would keep."""
        situation = self.situation(deed)
        verdict = decide(self.loop, self.standing.state, deed.move, situation)
        move = self.loop.move(deed.move)
        if not verdict.allowed or move is None:
            return False
        standing = step(self.loop, self.standing, deed.move)
        assert standing.state == verdict.target
        if move.kind in {Kind.ACCEPT, Kind.REPORT, Kind.CLAIM}:
            self.doers.add(deed.who.name)
        if move.kind is Kind.VERIFY:
            self.verifications.append((len(self.history), deed.who.name))
        if deed.full and Ask.EVIDENCE in {*move.asks, *move.takes}:
            self.evidence += 1
        self.problems += {Kind.RAISE_PROBLEM: 1, Kind.SOLVE_PROBLEM: -1}.get(move.kind, 0)
        self.pending = {
            Kind.ASK_EXTENSION: True,
            Kind.GRANT_EXTENSION: False,
            Kind.REFUSE_EXTENSION: False,
        }.get(move.kind, self.pending)
        state = self.loop.state(standing.state)
        if move.kind is Kind.CLOSE and state is not None and state.outcome is not None:
            self.closures.append(
                Closure(
                    state.outcome,
                    deed.who.name,
                    situation.evidence,
                    frozenset(situation.verifiers),
                    situation.doers,
                )
            )
        self.history.append(deed.move)
        self.standing = standing
        return True


STANDARD = standard_loop()
STRICT = standard_loop(
    Changes.model_validate(
        {
            "evidence": 2,
            "verifications": 2,
            "tests": {"facts": {"zh": "问题已查清", "en": "facts"}},
            "moves": {
                "verify_accept": {"target": "second_check"},
                "close_completed": {"add_guards": ["three_tests_passed", "institution_named"]},
            },
        }
    )
)


class Try(NamedTuple):
    """One draw: anybody's move from anywhere in the table, or one that leads on, by somebody of the right part."""

    pick: int
    who: int
    anywhere: bool
    full: bool

    def deed(self, line: Line) -> Deed:
        """The draw as a deed; dropping an item, which ends most lives early, only comes from anywhere."""
        onward = [
            move for move in line.loop.moves_from(line.standing.state) if move.target not in {"=", *ENDS}
        ]
        moves = line.loop.moves if self.anywhere or not onward else onward
        move = moves[self.pick % len(moves)]
        people = [person for person in CAST if self.anywhere or person.parts.intersection(move.parts)]
        return Deed(move.id, people[self.who % len(people)], self.full)


ENDS = {"not_to_be_done", "disputed", "suspended"}
TRIES = st.builds(
    Try,
    pick=st.integers(0, 1_000),
    who=st.integers(0, 1_000),
    anywhere=st.sampled_from([False, False, False, True]),
    full=st.sampled_from([True, True, True, False]),
)


@pytest.mark.parametrize("loop", [STANDARD, STRICT], ids=["standard", "strict"])
@given(tries=st.lists(TRIES, min_size=20, max_size=120))
@settings(max_examples=60, deadline=None)
def test_no_history_breaks_the_rules(loop: Lifecycle, tries: list[Try]) -> None:
    line = Line(loop, Standing(loop.start))
    states = {state.id: state for state in loop.states}
    for one in tries:
        line.attempt(one.deed(line))
        state = states[line.standing.state]
        assert (line.standing.before is not None) == (state.nature is Nature.SUSPENDED)
    assert replay(loop, line.history) == line.standing
    for closure in line.closures:
        assert closure.closer not in closure.doers
        if closure.outcome in {Outcome.COMPLETED, Outcome.ONGOING}:
            others = closure.verifiers - closure.doers
            assert closure.evidence >= loop.terms.evidence >= 1
            assert len(others) >= loop.terms.verifications >= 1
            assert others <= {"孙", "李", "吴"}  # nobody of the units that own the item
            assert closure.closer not in closure.verifiers


def life(loop: Lifecycle, *deeds: tuple[str, str]) -> tuple[Line, list[str]]:
    """A line after somebody tried these moves, and what was refused."""
    cast = {person.name: person for person in CAST}
    line = Line(loop, Standing(loop.start))
    return line, [move for move, name in deeds if not line.attempt(Deed(move, cast[name], full=True))]


def test_random_histories_do_get_closed() -> None:
    """Or the property above would hold of nothing."""
    dice = Random(1)  # noqa: S311 - histories, no secrets
    closed = 0
    for _ in range(60):
        line = Line(STANDARD, Standing(STANDARD.start))
        for _ in range(80):
            anywhere, full = dice.random() < 0.25, dice.random() < 0.75
            line.attempt(Try(dice.randrange(1_000), dice.randrange(1_000), anywhere, full).deed(line))
        closed += any(closure.outcome is Outcome.COMPLETED for closure in line.closures)
    assert closed >= 5


def test_a_whole_life() -> None:
    line, refused = life(
        STANDARD,
        ("dispatch", "周"),
        ("accept", "赵"),
        ("report", "赵"),
        ("claim", "赵"),
        ("verify_reject", "李"),
        ("claim", "赵"),
        ("verify_accept", "李"),
        ("close_completed", "周"),
        ("look_back_reopen", "李"),
        ("claim", "赵"),
        ("close_completed", "周"),
        ("verify_accept", "孙"),
        ("close_ongoing", "周"),
    )
    assert refused == ["close_completed"]  # reopened: the first verification was of another claim
    assert line.standing.state == "ongoing"
    assert [closure.outcome for closure in line.closures] == [Outcome.COMPLETED, Outcome.ONGOING]


def test_doer_verifier_and_closer_are_three() -> None:
    line, refused = life(
        STANDARD,
        ("dispatch", "周"),
        ("accept", "赵"),
        ("claim", "赵"),
        ("verify_accept", "赵"),  # the doer
        ("verify_accept", "钱"),  # of a unit that takes part
        ("verify_accept", "孙"),
        ("close_completed", "孙"),  # the verifier
        ("close_completed", "李"),
    )
    assert refused == ["verify_accept", "verify_accept", "close_completed"]
    assert line.standing.state == "completed"


def test_a_second_verification_is_by_a_second_person() -> None:
    line, refused = life(
        STRICT,
        ("dispatch", "周"),
        ("accept", "赵"),
        ("report", "赵"),
        ("claim", "赵"),
        ("verify_accept", "孙"),
        ("second_accept", "孙"),
        ("second_accept", "李"),
        ("close_completed", "周"),
    )
    assert refused == ["second_accept"]
    assert line.standing.state == "completed"


@pytest.mark.parametrize("state_moves", [["dispatch"], ["dispatch", "return"], ["dispatch", "accept"]])
def test_a_suspended_item_comes_back_to_where_it_was(state_moves: list[str]) -> None:
    before = replay(STANDARD, state_moves).state
    assert replay(STANDARD, [*state_moves, "suspend"]) == Standing(
        "suspended", before=before, round_from=len(state_moves), moves=len(state_moves) + 1
    )
    assert replay(STANDARD, [*state_moves, "suspend", "resume"]).state == before


def test_a_verification_counts_until_the_claim_is_another() -> None:
    until_second_check = [
        "dispatch",
        "accept",
        "claim",
        "verify_accept",
        "order_second_check",
        "second_accept",
    ]
    assert replay(STANDARD, until_second_check).round_from == 3
    assert replay(STANDARD, [*until_second_check, "decline_closure", "claim"]).round_from == 8


@pytest.mark.parametrize(
    ("history", "place", "message"),
    [
        (["dispatch", "claim"], "history[1]", "'claim' does not start in 'dispatched'"),
        (["dispatch", "vanish"], "history[1]", "no such move: 'vanish'"),
    ],
)
def test_a_history_that_cannot_have_been(history: list[str], place: str, message: str) -> None:
    with pytest.raises(LifecycleError) as caught:
        replay(STANDARD, history)
    assert caught.value.problems == ((place, message),)
