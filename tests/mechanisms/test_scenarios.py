"""Each of the eleven mechanisms plays what its catalogue entry states, with the entry's own numbers.

Numbers stand here a second time, written from the catalogue, so that a slip in a file is seen.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import duban
from duban.governing.clock import Cadence, periods_between
from duban.governing.lifecycle import Ask, Lifecycle, decide, offered, replay
from duban.mechanisms import MechanismError, adopt, lifecycle, load_all, parse
from duban.mechanisms.form import Gap, Mechanism, Ratio
from governing.lifecycle.standard import in_order
from mechanisms.factories import with_change

ROOT = Path(__file__).resolve().parents[2]
SEEDS = {path.name[:3]: path for path in (ROOT.parent / "shared" / "seeds").glob("*.txt")}
YEAR = (date(2021, 1, 1), date(2021, 12, 31))
PLAN = ["dispatch", "accept", "claim", "verify_accept"]


def shipped(name: str) -> Mechanism:
    return load_all()[name]


def duties(mechanism: Mechanism, key: str) -> int:
    """How often a duty falls due in a year."""
    every = mechanism.cadences[key].every
    assert isinstance(every, Cadence)
    return sum(1 for _ in periods_between(every, *YEAR))


def refusals(loop: Lifecycle, state: str, move: str, **said: object) -> list[str]:
    return [refusal.code for refusal in decide(loop, state, move, in_order(move, **said)).refusals]  # type: ignore[arg-type] # ty: the names are those of a situation


# --- A1 -------------------------------------------------------------------------------------------------------------


def test_a1_declares_42_requirements_and_shows_28() -> None:
    example = shipped("A1").examples["west_coast_2023"]
    assert example.declared == {"aspect": 4, "matter": 13, "requirement": 42}
    assert example.gaps({"aspect": 4, "matter": 13, "requirement": 28}) == (Gap("requirement", 42, 28),)
    assert example.gaps(example.declared) == ()


@pytest.mark.seeds
@pytest.mark.skipif("002" not in SEEDS, reason="the seed documents are not beside this checkout")
def test_a1_counts_are_those_of_the_paper() -> None:
    text = SEEDS["002"].read_text(encoding="utf-8")
    counted = {
        "aspect": 4,  # a fifth heading reports statistics
        "matter": len(re.findall(r"(?m)^\s*\d+\.关于", text)),
        "requirement": len(re.findall(r"(?m)^\s*\(\d+\)着力解决", text)),
    }
    assert counted == shipped("A1").examples["west_coast_2023"].counted


def test_a1_lets_nothing_go_before_three_tests_and_an_institution() -> None:
    loop = adopt(
        shipped("A1"), {"closure_signatory": "组长", "proof": ["文件"], "evidence_pieces": 2}
    ).lifecycle
    assert [test.id for test in loop.terms.tests] == ["facts_cleared", "blame_assigned", "fix_complete"]
    passed = frozenset({"facts_cleared", "blame_assigned", "fix_complete"})
    done = {"evidence": 2, "tests_passed": passed, "institution": "管理办法"}
    assert refusals(loop, "verified", "close_completed", **done) == []
    assert refusals(
        loop, "verified", "close_completed", **{**done, "tests_passed": passed - {"blame_assigned"}}
    ) == ["three_tests_passed"]
    assert refusals(loop, "verified", "close_completed", **{**done, "institution": ""}) == [
        "institution_named"
    ]
    assert refusals(loop, "verified", "close_completed", **{**done, "evidence": 1}) == ["evidence_enough"]
    bare = refusals(loop, "verified", "close_completed", **done, handed=frozenset())
    assert bare == ["missing_tests", "missing_institution"]


def test_a1_keeps_tracking_what_needs_persistence() -> None:
    loop = lifecycle(shipped("A1"))
    assert replay(loop, [*PLAN, "close_ongoing"]).state == "ongoing"
    state = loop.state("ongoing")
    assert state is not None
    assert (state.zh, state.clock_runs) == ("已销号（持续跟踪）", True)
    going_on = {offer.move.id for offer in offered(loop, "ongoing", in_order()) if offer.allowed}
    assert {"report", "remind", "raise_problem", "look_back_reopen"} <= going_on


def test_a1_is_told_in_the_paper_with_three_ways_to_answer() -> None:
    report = shipped("A1").publications["report"]
    assert (report.audience, report.reply) == ("public", ("telephone", "post", "email"))


def test_a1_says_who_signs_and_what_proves_only_when_asked() -> None:
    with pytest.raises(MechanismError) as caught:
        adopt(shipped("A1"), {})
    assert [fault.keys for fault in caught.value.faults] == [
        "answers.closure_signatory",
        "answers.evidence_pieces",
        "answers.proof",
    ]


def test_a1_requires_what_each_line_states() -> None:
    required = {key for key, field in shipped("A1").fields.items() if field.required}
    assert {"requirement", "deadline", "responsible_post", "lead_units"} <= required


# --- A2, A4 ---------------------------------------------------------------------------------------------------------


def test_a2_reviews_monthly_and_compares_as_often_as_an_office_says() -> None:
    mechanism = shipped("A2")
    assert duties(mechanism, "review") == 12
    assert list(mechanism.fields["channel"].choices) == ["daily", "stationed", "tour"]
    with pytest.raises(MechanismError, match="comparison_interval"):
        adopt(mechanism, {"ranking_criteria": ["质量"]})
    settled = adopt(mechanism, {"ranking_criteria": ["质量"], "comparison_interval": "quarterly"}).settled
    assert duties(settled, "comparison") == 4


def test_a4_runs_a_topic_in_four_steps_with_a_set_of_three_records() -> None:
    mechanism = shipped("A4")
    assert mechanism.stages is not None
    assert list(mechanism.stages.each) == ["opened", "checked", "fed_back", "rectified"]
    assert len(mechanism.lists) == 3
    assert len(mechanism.fields["occasion"].choices) == 4
    assert sum(mechanism.examples["forest_fire"].figures.values()) == 25


def test_a4_blames_twice() -> None:
    rungs = shipped("A4").ladder
    assert list(rungs) == ["owner_accountability", "overseer_accountability"]
    assert {rung.trigger.on for rung in rungs.values()} == {"judged"}


# --- C1, C2, C3, C4 -------------------------------------------------------------------------------------------------


def test_c1_gives_each_project_a_leader_and_each_notice_an_answer() -> None:
    mechanism = shipped("C1")
    assert mechanism.facts["sponsored"].figures == {"projects": 78}
    assert mechanism.fields["sponsor"].required
    assert mechanism.ladder["notice"].reply is True


def test_c2_publishes_monthly_and_is_verified_every_second_month_by_another_unit() -> None:
    mechanism = shipped("C2")
    assert [duties(mechanism, key) for key in ("report", "review", "bulletin", "verification")] == [
        12,
        12,
        12,
        6,
    ]
    assert mechanism.cadences["verification"].another_unit
    assert mechanism.roles[mechanism.cadences["verification"].by].part not in {"lead", "supporting"}


def test_c2_has_five_lists_one_of_them_named_by_the_office() -> None:
    with pytest.raises(MechanismError, match="fifth_list"):
        adopt(shipped("C2"), {"lateness_days": 5})
    settled = adopt(shipped("C2"), {"lateness_days": 5, "fifth_list": "新基建"}).settled
    names = [listing.name.model_dump()["zh"] for listing in settled.lists.values()]
    assert names == ["双招双引", "签约落地", "省市重点", "产业链", "新基建"]


def test_c2_sends_a_slip_when_the_office_says_a_project_is_late() -> None:
    rung = adopt(shipped("C2"), {"lateness_days": 5, "fifth_list": "新基建"}).settled.ladder["reminder_slip"]
    assert (rung.zh, rung.trigger.on, rung.trigger.days) == ("工作提示单", "overdue", 5)


def test_c2_follows_a_project_through_four_stages() -> None:
    stages = shipped("C2").stages
    assert stages is not None
    assert [words.zh for words in stages.each.values()] == ["招引", "落地", "建设", "投产"]
    assert stages.remainder({"landed": 3}, 5) is None  # the text does not say that stages exclude each other


def test_c3_supervises_monthly_and_comments_quarterly_from_outside() -> None:
    mechanism = shipped("C3")
    assert [duties(mechanism, key) for key in ("supervision", "comment")] == [12, 4]
    assert all(duty.another_unit for duty in mechanism.cadences.values())
    assert mechanism.facts["districts"].figures == {"districts": 10}


@pytest.mark.parametrize(
    ("investment", "admitted"),
    [
        (Decimal(50_000_000), True),  # 5000万元以上 counts the bound itself
        (Decimal("49999999.99"), False),
        (Decimal(116_800_000_000), True),
        (None, None),  # not known is not too little
    ],
)
def test_c4_admits_projects_from_50_million_yuan(investment: Decimal | None, admitted: bool | None) -> None:
    assert shipped("C4").inclusion["threshold"].admits(investment) is admitted


def test_c4_completed_more_than_its_plan() -> None:
    invested, plan = Decimal("14.552"), Decimal("12.06")
    figures = shipped("C4").facts["completion"].figures
    assert (figures["invested_bn_yuan"], figures["percent_of_plan"]) == (invested, Decimal("120.7"))
    assert Ratio.percent(invested, plan) == Decimal("120.7")
    assert shipped("C4").ratios["plan_completion"].may_exceed
    assert Ratio.percent(invested, Decimal(0)) is None


def test_c4_reviews_monthly_publishes_quarterly_and_states_no_consequence() -> None:
    mechanism = shipped("C4")
    assert [duties(mechanism, key) for key in ("review", "bulletin")] == [12, 4]
    assert not adopt(mechanism, {}).settled.ladder
    late = adopt(mechanism, {"consequence": "约谈", "consequence_days": 30}).settled.ladder["consequence"]
    assert (late.what, late.trigger.days) == (mechanism.name.model_validate("约谈"), 30)


def test_c4_asks_for_five_ones() -> None:
    required = {key for key, field in shipped("C4").fields.items() if field.required}
    assert {"project", "leader", "team", "plan", "investment"} <= required


# --- C6, C7 ---------------------------------------------------------------------------------------------------------


def test_c6_holds_384_tasks_and_155_projects_under_13() -> None:
    example = shipped("C6").examples["breakthrough_year"]
    assert example.declared["breakthrough"] == 13
    assert 384 + 155 == example.declared["line"] == sum(example.figures.values())
    assert example.gaps({"breakthrough": 13, "line": 538}) == (Gap("line", 539, 538),)
    settled = adopt(shipped("C6"), {"hearing_interval": "half-yearly"}).settled
    assert duties(settled, "hearing") == 2


def test_c7_has_each_road_in_exactly_one_stage() -> None:
    mechanism = shipped("C7")
    assert mechanism.stages is not None
    partition = {"finished": 12, "under_construction": 8, "about_to_start": 3, "preparatory": 13}
    assert mechanism.examples["roads_2023"].partition == partition
    assert mechanism.stages.remainder(partition, 36) == 0
    assert mechanism.stages.remainder({**partition, "finished": 11}, 36) == 1  # one road stands nowhere
    assert mechanism.stages.remainder({**partition, "finished": 13}, 36) == -1  # one stands twice
    assert set(mechanism.fields["stage"].choices) == set(mechanism.stages.each)


def test_c7_an_example_that_does_not_sum_is_a_fault() -> None:
    stages = """
[stages]
exclusive = true

[stages.each]
off = { zh = "未开", en = "off" }
on = { zh = "已开", en = "on" }

[examples.sum]
zh = "不等于总数。"
en = "does not sum"
seeds = ["S2:82"]
partition = { off = 13, on = 22 }
total = 36
"""
    text = with_change(("\n[parameters.pieces]", f"{stages}\n[parameters.pieces]"))
    with pytest.raises(MechanismError, match=r"examples\.sum\.partition: sums to 35, the whole is 36"):
        parse(text, "Z1-made-up.toml")


# --- D1, D3 ---------------------------------------------------------------------------------------------------------


@pytest.mark.seeds
@pytest.mark.skipif("003" not in SEEDS, reason="the seed documents are not beside this checkout")
def test_d1_71_items_in_11_sections_68_with_leads_in_brackets() -> None:
    source = SEEDS["003"].read_text(encoding="utf-8")
    reading = duban.read(source)
    bracketed = [item for item in reading.items if "牵头单位" in source[item.span.start : item.span.end]]
    counted = {"section": len({item.path[0] for item in reading.items}), "task": len(reading.items)}
    example = shipped("D1").examples["chengyang_2023"]
    assert example.gaps(counted) == ()
    assert len(bracketed) == example.figures["with_lead"] == 68
    assert len(reading.items) - len(bracketed) == example.figures["without_units"] == 3
    assert (
        sum(1 for item in reading.items if item.supporting_units)
        == example.figures["with_participants"]
        == 11
    )


def test_d1_does_not_dispatch_what_nobody_answers_for() -> None:
    loop = lifecycle(shipped("D1"))
    assert refusals(loop, "registered", "dispatch", lead_units=frozenset()) == ["has_lead"]
    assert refusals(loop, "registered", "dispatch") == []


def test_d1_takes_a_problem_round_its_loop_before_a_task_is_done() -> None:
    loop = lifecycle(shipped("D1"))
    assert refusals(loop, "in_progress", "raise_problem") == []
    assert refusals(loop, "in_progress", "claim", open_problems=1) == ["no_open_problem"]
    assert refusals(loop, "in_progress", "coordinate_problem", open_problems=1) == []
    assert refusals(loop, "in_progress", "coordinate_problem") == ["problem_is_open"]
    assert refusals(loop, "in_progress", "solve_problem", open_problems=1) == []
    assert refusals(loop, "in_progress", "claim", open_problems=0) == []
    move = loop.move("solve_problem")
    assert move is not None
    assert move.zh == "问题解决并反馈"


def test_d1_reports_as_often_as_an_office_says() -> None:
    answers = {"report_interval": "monthly", "bulletin_interval": "quarterly"}
    settled = adopt(shipped("D1"), answers).settled
    assert [duties(settled, key) for key in ("report", "bulletin")] == [12, 4]
    assert not settled.ladder
    with pytest.raises(MechanismError, match="bulletin_interval"):
        adopt(shipped("D1"), {"report_interval": "monthly"})


def test_d3_counts_pilots_and_praises() -> None:
    mechanism = shipped("D3")
    figures = mechanism.facts["pilots"].figures
    assert (figures["pilots"], figures["added"]) == (134, 15)
    assert mechanism.facts["pilots_later"].figures == {"pilots_more_than": 140}  # kept apart: another count
    rung = mechanism.ladder["commendation"]
    assert (rung.kind, rung.reply) == ("incentive", False)
    settled = adopt(mechanism, {"inspection_interval": "yearly"}).settled
    assert duties(settled, "inspection") == 1
    assert settled.cadences["inspection"].another_unit


# --- all ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mechanism", load_all().values(), ids=lambda mechanism: mechanism.id)
def test_every_loop_can_be_played_from_start_to_closure_and_back(mechanism: Mechanism) -> None:
    loop = lifecycle(mechanism)
    assert replay(loop, [*PLAN, "close_completed", "look_back_reopen"]).state == "in_progress"
    report = loop.move("report")
    assert report is not None
    assert Ask.STATEMENT in report.asks
