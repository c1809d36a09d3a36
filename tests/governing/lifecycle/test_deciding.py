"""Each reason against a move, one at a time; marks; what a page is told before the form is filled."""

from __future__ import annotations

from datetime import date

import pytest

from duban.governing.lifecycle import GUARDS, REFUSALS, Ask, Part, decide, offered
from duban.mechanisms.loops import Changes
from governing.lifecycle.standard import DUE, TODAY, Known, in_order, standard_loop

LOOP = standard_loop()
A1 = standard_loop(
    Changes.model_validate(
        {
            "evidence": 2,
            "verifications": 2,
            "tests": {"facts": {"zh": "问题已查清", "en": "facts"}, "fix": {"zh": "整改已彻底", "en": "fix"}},
            "moves": {"close_completed": {"add_guards": ["three_tests_passed", "institution_named"]}},
        }
    )
)
FULL: Known = {
    "evidence": 2,
    "verifiers": ("钱", "李"),
    "tests_passed": frozenset({"facts", "fix"}),
    "institution": "制度",
}

# What is wrong, in which state, on which move, and the one refusal that comes of it.
REFUSED: list[tuple[str, str, str, Known]] = [
    ("has_lead", "registered", "dispatch", {"lead_units": frozenset()}),
    ("has_due_or_ongoing", "registered", "dispatch", {"due": None}),
    ("measurable_or_waived", "returned", "redispatch", {"measurable": False}),
    ("nobody_accepted", "dispatched", "recall", {"accepted_units": frozenset({"住建局"})}),
    ("unit_is_another", "in_progress", "transfer", {"unit": "住建局"}),
    ("evidence_enough", "in_progress", "claim", {"evidence": 0}),
    ("ground_on_file", "suspended", "close_not_to_be_done", {"handed": frozenset({Ask.REASON})}),
    ("values_reported", "in_progress", "claim", {"missing_values": frozenset({"粮食产量"})}),
    ("verifier_not_owner", "claimed", "verify_accept", {"actor_units": frozenset({"住建局"})}),
    ("verifier_not_owner", "claimed", "verify_accept", {"actor_units": frozenset({"城管局"})}),
    ("verifier_not_owner", "claimed", "verify_reject", {"actor_kin": frozenset({"市政府", "住建局"})}),
    ("verifier_not_doer", "claimed", "verify_accept", {"doers": frozenset({"孙"})}),
    ("second_verifier_differs", "second_check", "second_accept", {"verifiers": ("孙",)}),
    ("enough_verifications", "verified", "close_completed", {"verifiers": ()}),
    ("not_yet_verified", "claimed", "withdraw_claim", {"verifiers": ("钱",)}),
    ("closer_not_doer", "verified", "close_ongoing", {"doers": frozenset({"孙"})}),
    ("closer_not_doer", "returned", "close_disputed", {"doers": frozenset({"孙"})}),
    ("closer_not_verifier", "verified", "close_completed", {"verifiers": ("孙", "钱")}),
    ("children_closed", "in_progress", "claim", {"open_children": 2}),
    ("no_open_problem", "verified", "close_completed", {"open_problems": 1}),
    ("problem_is_open", "ongoing", "solve_problem", {"open_problems": 0}),
    ("until_after_due", "in_progress", "request_extension", {"until": DUE}),
    ("until_after_due", "in_progress", "grant_extension", {"until": None}),
    ("until_in_future", "dispatched", "suspend", {"until": TODAY}),
    ("no_extension_pending", "in_progress", "request_extension", {"extension_pending": True}),
    ("extension_is_pending", "in_progress", "refuse_extension", {"extension_pending": False}),
    ("state_before_unknown", "suspended", "resume", {"before": None}),
    ("state_before_unknown", "suspended", "resume", {"before": "completed"}),
    ("not_your_part", "dispatched", "accept", {"parts": frozenset({Part.SUPERVISOR, Part.SUPPORTING})}),
    ("missing_reason", "dispatched", "return", {"handed": frozenset()}),
    ("missing_statement", "in_progress", "report", {"handed": frozenset({Ask.VALUES})}),
    ("missing_evidence", "completed", "add_evidence", {"handed": frozenset()}),
    ("missing_until", "in_progress", "suspend", {"handed": frozenset({Ask.REASON})}),
    ("missing_unit", "registered", "split", {"handed": frozenset()}),
]


@pytest.mark.parametrize(("code", "state", "move", "said"), REFUSED)
def test_refused_for_one_reason(code: str, state: str, move: str, said: Known) -> None:
    verdict = decide(LOOP, state, move, in_order(move, **said))
    expected = [code, "missing_evidence"] if code == "ground_on_file" else [code]
    assert sorted(refusal.code for refusal in verdict.refusals) == sorted(expected)
    assert not verdict.allowed
    assert verdict.target is None


@pytest.mark.parametrize(("code", "state", "move", "said"), REFUSED)
def test_without_that_reason_it_is_allowed(code: str, state: str, move: str, said: Known) -> None:
    """So each row above is refused for what it says and for nothing else."""
    assert said
    assert decide(LOOP, state, move, in_order(move)).allowed, code


# The guards that only a mechanism switches on.
REFUSED_IN_A1: list[tuple[str, Known]] = [
    ("evidence_enough", {"evidence": 1}),
    ("enough_verifications", {"verifiers": ("钱",)}),
    ("enough_verifications", {"verifiers": ("钱", "钱")}),
    ("three_tests_passed", {"tests_passed": frozenset({"facts"})}),
    ("institution_named", {"institution": " "}),
]


@pytest.mark.parametrize(("code", "said"), REFUSED_IN_A1)
def test_refused_where_a_mechanism_asks_for_more(code: str, said: Known) -> None:
    full: Known = {**FULL}
    assert decide(A1, "verified", "close_completed", in_order(**full)).allowed
    full.update(said)
    refusals = decide(A1, "verified", "close_completed", in_order(**full)).refusals
    assert [refusal.code for refusal in refusals] == [code]


def test_every_guard_and_every_refusal_is_exercised_here() -> None:
    tested = {code for code, *_ in REFUSED} | {code for code, _ in REFUSED_IN_A1} | {"before_due"}
    structural = {
        "no_such_state",
        "no_such_move",
        "wrong_state",
        "missing_values",
        "missing_tests",
        "missing_institution",
    }
    assert set(GUARDS) | set(REFUSALS) == tested | structural


@pytest.mark.parametrize("ask", Ask)
def test_each_thing_asked_for_is_missed(ask: Ask) -> None:
    loop = standard_loop(Changes.model_validate({"moves": {"report": {"asks": [ask]}}}))
    refusals = decide(loop, "in_progress", "report", in_order(handed=frozenset(Ask) - {ask})).refusals
    assert [refusal.code for refusal in refusals] == [f"missing_{ask}"]


def test_all_reasons_come_at_once() -> None:
    situation = in_order(
        parts=frozenset({Part.LEADER}),
        handed=frozenset(),
        evidence=0,
        missing_values=frozenset({"面积", "产值"}),
        open_children=1,
    )
    verdict = decide(LOOP, "in_progress", "claim", situation)
    assert [refusal.code for refusal in verdict.refusals] == [
        "not_your_part",
        "missing_statement",
        "evidence_enough",
        "values_reported",
        "children_closed",
    ]


def test_words_say_what_is_missing() -> None:
    full: Known = {**FULL, "evidence": 1, "tests_passed": frozenset()}
    texts = {
        r.code: (r.zh, r.en) for r in decide(A1, "verified", "close_completed", in_order(**full)).refusals
    }
    assert texts["evidence_enough"] == (
        "佐证材料不足：已有1件，需2件",
        "too little evidence: 1 on file, 2 needed",
    )
    assert texts["three_tests_passed"] == (
        "以下销号条件没有通过：问题已查清、整改已彻底",
        "not passed: facts, fix",
    )
    verdict = decide(LOOP, "in_progress", "claim", in_order(missing_values=frozenset({"面积", "产值"})))
    assert verdict.refusals[0].zh == "以下目标没有填报完成值：产值、面积"


def test_unknown_states_and_moves_are_refused_and_not_raised() -> None:
    assert [r.code for r in decide(LOOP, "lost", "accept", in_order()).refusals] == ["no_such_state"]
    assert [r.code for r in decide(LOOP, "dispatched", "vanish", in_order()).refusals] == ["no_such_move"]


@pytest.mark.parametrize(
    ("today", "due", "late"),
    [
        (date(2026, 3, 31), DUE, False),  # on the day itself
        (date(2026, 4, 1), DUE, True),
        (date(2027, 1, 1), None, False),  # nothing was promised
        (None, DUE, True),  # who does not know the day cannot be in time
    ],
)
@pytest.mark.parametrize("move", ["claim", "request_extension"])
def test_late_is_marked_and_not_refused(today: date | None, due: date | None, late: bool, move: str) -> None:
    verdict = decide(LOOP, "in_progress", move, in_order(move, today=today, due=due, until=date(2028, 1, 1)))
    assert verdict.allowed
    assert [mark.code for mark in verdict.marks] == (["before_due"] if late else [])


def test_a_mechanism_may_refuse_what_the_archetype_marks() -> None:
    changes = {"drop_marks": ["before_due"], "add_guards": ["before_due"]}
    loop = standard_loop(Changes.model_validate({"moves": {"request_extension": changes}}))
    verdict = decide(
        loop, "in_progress", "request_extension", in_order("request_extension", today=date(2026, 4, 1))
    )
    assert [refusal.zh for refusal in verdict.refusals] == ["已过时限（2026-03-31）"]


def test_long_term_items_go_out_without_a_date_and_waived_ones_without_a_measure() -> None:
    situation = in_order(due=None, long_term=True, measurable=False, waived=True)
    assert decide(LOOP, "registered", "dispatch", situation).allowed


def test_an_empty_form_is_offered_and_says_what_it_needs() -> None:
    situation = in_order(handed=frozenset(), evidence=0, missing_values=frozenset({"面积"}))
    claim = next(o for o in offered(LOOP, "in_progress", situation) if o.move.id == "claim")
    assert claim.allowed
    assert [need.code for need in claim.needs] == ["missing_statement", "evidence_enough", "values_reported"]


def test_what_no_form_can_cure_is_not_offered() -> None:
    situation = in_order(handed=frozenset(), open_children=3, parts=frozenset({Part.SUPPORTING}))
    claim = next(o for o in offered(LOOP, "in_progress", situation) if o.move.id == "claim")
    assert not claim.allowed
    assert [refusal.code for refusal in claim.refusals] == ["not_your_part", "children_closed"]


@pytest.mark.parametrize("state", [state.id for state in LOOP.states])
def test_what_is_offered_is_what_is_decided(state: str) -> None:
    for offer in offered(LOOP, state, in_order()):
        verdict = decide(LOOP, state, offer.move.id, in_order())
        assert verdict.allowed == (offer.allowed and not offer.needs)
        assert set(verdict.refusals) == {*offer.refusals, *offer.needs}
