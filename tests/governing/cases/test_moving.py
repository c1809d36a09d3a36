"""Cases on their way: who may do what next, who may not and why, and that nobody is left without an owner."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.governing.cases import (
    FROM,
    NAMES,
    Accepted,
    Backwards,
    Binding,
    Claimed,
    Closed,
    Handled,
    Intake,
    Itself,
    Merged,
    MustBind,
    NotALevel,
    NothingSaid,
    NotOffered,
    NotTheirs,
    NoVisit,
    Offered,
    OwnVisit,
    Passed,
    Rating,
    Refusal,
    Reopened,
    Routed,
    SchemeError,
    SentBack,
    Stage,
    Standing,
    Step,
    StepError,
    TooLate,
    Visited,
    WrongStage,
    calls_for_reopening,
    must_bind,
    refuse,
    say,
    scheme,
    stand,
)
from duban.governing.cases.wording import REFUSALS

RULES = scheme(("社区", "镇街", "区"), disputes=2, visit=True)
WATER, LIGHT, TOWN, OFFICE = "区水务局", "区城管局", "青岭街道", "区分拨中心"


def at(day: int) -> date:
    return date(2026, 11, day)


CASE = Intake(
    id="YX-1", received=at(1), channel="12345", category="路面塌陷", place="青岭路18号", caller="9f3a"
)


def routed(lead: str = WATER, day: int = 2, **said: Any) -> Routed:
    usual: dict[str, Any] = {"day": at(day), "lead": lead, "level": "区"}
    return Routed(**(usual | said))


def handled(day: int = 4, unit: str = WATER) -> Handled:
    return Handled(day=at(day), unit=unit, result="已抢修，恢复通行。")


TO_HAND: tuple[Step, ...] = (routed(), Accepted(day=at(3), unit=WATER))
TO_END: tuple[Step, ...] = (*TO_HAND, handled())


def after(*steps: Step) -> Standing:
    return stand(CASE, steps, RULES)


def test_a_case_is_routed_handled_visited_and_closed() -> None:
    visit = Visited(day=at(5), by=OFFICE, rating=Rating.SATISFIED)
    now = after(*TO_END, visit, Closed(day=at(5)))
    assert (now.stage, now.handler, now.handled, now.closed) == (Stage.CLOSED, WATER, at(4), at(5))
    assert not calls_for_reopening(now)


def test_a_caller_who_is_not_satisfied_brings_it_back_to_its_unit() -> None:
    bad = after(*TO_END, Visited(day=at(5), by=OFFICE, rating=Rating.DISSATISFIED))
    assert calls_for_reopening(bad)
    again = after(
        *TO_END,
        Visited(day=at(5), by=OFFICE, rating=Rating.DISSATISFIED),
        Reopened(day=at(6), reason="路面又塌陷。"),
    )
    assert (again.stage, again.lead, again.handled, again.rating, again.reopened) == (
        Stage.IN_HAND,
        WATER,
        None,
        None,
        1,
    )


def test_a_disputed_case_ends_with_a_choice_that_binds() -> None:
    back = SentBack(day=at(3), unit=WATER, reason="不属供水管线。")
    again = SentBack(day=at(5), unit=LIGHT, reason="不属路灯设施。")
    twice = after(routed(), back, routed(LIGHT, 4), again)
    assert (twice.stage, twice.lead, twice.disputes) == (Stage.RECEIVED, "", 2)
    assert must_bind(twice, RULES)
    assert refuse(twice, routed(WATER, 6), RULES) == MustBind(2)
    bound = after(routed(), back, routed(LIGHT, 4), again, routed(WATER, 6, binding=True))
    assert refuse(bound, SentBack(day=at(7), unit=WATER, reason="仍不属。"), RULES) == Binding(WATER)


def test_a_difficult_case_is_claimed_or_falls_to_the_office() -> None:
    offer = Offered(day=at(2), units=(WATER, LIGHT), until=at(4))
    claimed = after(offer, Claimed(day=at(4), unit=LIGHT))
    assert (claimed.stage, claimed.lead) == (Stage.IN_HAND, LIGHT)
    fallen = after(offer, routed(WATER, 5, binding=True))
    assert (fallen.stage, fallen.lead, fallen.offered) == (Stage.ROUTED, WATER, ())


def test_a_case_goes_up_and_down_the_levels() -> None:
    down = Passed(day=at(4), level="镇街", to=TOWN, reason="属地先行处置。")
    now = after(*TO_HAND, down)
    assert (now.stage, now.level, now.lead) == (Stage.ROUTED, "镇街", TOWN)
    up = Passed(day=at(5), level="区", to=WATER, reason="超出镇街权限。")
    assert after(*TO_HAND, down, up).lead == WATER


REFUSED: tuple[tuple[str, tuple[Step, ...], Step, Refusal], ...] = (
    ("accepted before it was given", (), Accepted(day=at(2), unit=WATER), WrongStage(Stage.RECEIVED)),
    ("given twice", (routed(),), routed(LIGHT, 3), WrongStage(Stage.ROUTED)),
    ("accepted by another", (routed(),), Accepted(day=at(3), unit=LIGHT), NotTheirs(LIGHT, WATER)),
    ("sent back by another", (routed(),), SentBack(day=at(3), unit=LIGHT, reason="不属。"), NotTheirs(LIGHT, WATER)),
    ("sent back without a reason", (routed(),), SentBack(day=at(3), unit=WATER, reason=" "), NothingSaid()),
    ("handled by another", TO_HAND, handled(4, LIGHT), NotTheirs(LIGHT, WATER)),
    ("handled without a word", TO_HAND, Handled(day=at(4), unit=WATER, result=""), NothingSaid()),
    ("given to nobody", (), routed(""), NothingSaid()),
    ("helping itself", (), routed(helping=(WATER,)), NothingSaid()),
    ("given to a level that is none", (), routed(level="省"), NotALevel("省")),
    ("passed to where it is", TO_HAND, Passed(day=at(4), level="区", to=LIGHT, reason="转办。"), NotALevel("区")),
    ("passed without a reason", TO_HAND, Passed(day=at(4), level="镇街", to=TOWN, reason=""), NothingSaid()),
    ("offered to nobody", (), Offered(day=at(2), units=(), until=at(4)), NothingSaid()),
    ("offered until yesterday", (), Offered(day=at(2), units=(WATER,), until=at(1)), NothingSaid()),
    ("claimed by a stranger", (Offered(day=at(2), units=(WATER,), until=at(4)),), Claimed(day=at(3), unit=LIGHT),
     NotOffered(LIGHT)),
    ("claimed too late", (Offered(day=at(2), units=(WATER,), until=at(4)),), Claimed(day=at(5), unit=WATER),
     TooLate(at(4))),
    ("visited by its own unit", TO_END, Visited(day=at(5), by=WATER, rating=Rating.FAIR), OwnVisit(WATER)),
    ("closed without a visit", TO_END, Closed(day=at(5)), NoVisit()),
    ("reopened without a reason", TO_END, Reopened(day=at(5), reason=""), NothingSaid()),
    ("merged into itself", (), Merged(day=at(2), into="YX-1"), Itself()),
    ("merged into nothing", (), Merged(day=at(2), into=""), NothingSaid()),
    ("merged when it is handled", TO_END, Merged(day=at(5), into="YX-2"), WrongStage(Stage.HANDLED)),
    ("dated back", (routed(),), Accepted(day=at(1), unit=WATER), Backwards(at(2))),
    ("before it came in", (), Merged(day=date(2026, 10, 31), into="YX-2"), Backwards(at(1))),
)  # fmt: skip


@pytest.mark.parametrize(("what", "steps", "step", "refusal"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_step_out_of_turn_is_refused(
    what: str, steps: tuple[Step, ...], step: Step, refusal: Refusal
) -> None:
    assert refuse(after(*steps), step, RULES) == refusal, what
    with pytest.raises(StepError, match="YX-1"):
        after(*steps, step)


def test_without_a_visit_rule_a_handled_case_is_closed() -> None:
    loose = scheme(("区",), disputes=1, visit=False)
    assert stand(CASE, (*TO_END, Closed(day=at(4))), loose).stage is Stage.CLOSED


@pytest.mark.parametrize(
    ("levels", "disputes", "message"),
    [
        ((), 1, "levels (): at least one, and each once"),
        (("区", "区"), 1, "levels ('区', '区'): at least one, and each once"),
        (("区",), 0, "0 returns: a unit must be able to say once that a case is not its own"),
    ],
)
def test_a_scheme_that_cannot_be_used_is_refused(
    levels: tuple[str, ...], disputes: int, message: str
) -> None:
    with pytest.raises(SchemeError) as refusal:
        scheme(levels, disputes=disputes, visit=True)
    assert str(refusal.value) == message


def test_everything_has_words_in_both_languages() -> None:
    assert set(REFUSALS) == set(get_args(Refusal))
    assert set(NAMES) == {*Stage, *Rating}
    assert set(FROM) == set(get_args(Step))


@pytest.mark.parametrize("refusal", [row[3] for row in REFUSED] + [MustBind(2), Binding(WATER)])
def test_a_refusal_is_said(refusal: Refusal) -> None:
    for language in ("zh", "en"):
        said = say(refusal, language)
        assert said
        assert "{" not in said


UNITS, DAYS = st.sampled_from([WATER, LIGHT, ""]), st.integers(1, 3).map(at)
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.builds(Routed, day=DAYS, lead=UNITS, level=st.sampled_from(RULES.levels), binding=st.booleans()),
    st.builds(Accepted, day=DAYS, unit=UNITS),
    st.builds(SentBack, day=DAYS, unit=UNITS, reason=st.sampled_from(["", "不属。"])),
    st.builds(Offered, day=DAYS, units=st.tuples(UNITS), until=DAYS),
    st.builds(Claimed, day=DAYS, unit=UNITS),
    st.builds(Passed, day=DAYS, level=st.sampled_from(RULES.levels), to=UNITS, reason=st.just("转办。")),
    st.builds(Handled, day=DAYS, unit=UNITS, result=st.just("已办。")),
    st.builds(Visited, day=DAYS, by=st.sampled_from([WATER, OFFICE]), rating=st.sampled_from(Rating)),
    st.builds(Closed, day=DAYS),
    st.builds(Reopened, day=DAYS, reason=st.just("又坏。")),
    st.builds(Merged, day=DAYS, into=st.just("YX-2")),
)


@given(st.lists(STEPS, max_size=25))
def test_whatever_is_allowed_leaves_an_owner(steps: list[Step]) -> None:
    taken: list[Step] = []
    for step in steps:
        if refuse(stand(CASE, taken, RULES), step, RULES) is None:
            taken.append(step)
    now = stand(CASE, taken, RULES)
    if now.stage is not Stage.MERGED:
        assert bool(now.lead) == (now.stage not in {Stage.RECEIVED, Stage.CLAIMING})
    assert now.handler != OFFICE
    assert now.disputes <= RULES.disputes
    assert (now.last or at(1)) - at(1) <= timedelta(days=2)
