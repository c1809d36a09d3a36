"""Gates: what stands in the way, all at once, with its working; and what only is not known yet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest

from duban.governing.clock import Calendar
from duban.governing.gates import (
    NAMES,
    Ahead,
    ConditionFailed,
    ConditionUnknown,
    EventUnknown,
    Fault,
    Gate,
    GateBefore,
    MonthsAfter,
    MonthsBefore,
    NotPassed,
    NotReviewed,
    NotSubmitted,
    Opinion,
    Outcome,
    OwnOpinion,
    Path,
    PathError,
    Reason,
    Thing,
    TooEarly,
    TooLate,
    next_gates,
    path,
    say,
    verdict,
)
from duban.governing.gates.wording import REASONS
from duban.governing.names import Name
from duban.governing.rules import Aged, Comparator, Compare, Fact, Holds, Kind

CALENDAR = Calendar(holidays={}, make_up={}, published=frozenset(range(2020, 2030)))
TODAY = date(2026, 11, 20)
VOCABULARY = {
    "risk": Fact(key="risk", name=Name("涉及重大风险", "grave risk"), kind=Kind.FLAG),
    "assessed": Fact(key="assessed", name=Name("已作稳定风险评估", "assessed"), kind=Kind.FLAG),
    "ratio": Fact(key="ratio", name=Name("容积率", "plot ratio"), kind=Kind.NUMBER),
}
DIMENSIONS = (
    ("political", Name("政治性", "political")),
    ("legal", Name("合法合规性", "legality")),
    ("reasonable", Name("合理性", "reasonableness")),
    ("form", Name("规范性", "form")),
)
REVIEW = Gate(
    id="review",
    name=Name("前置审核", "review"),
    dimensions=DIMENSIONS,
    time=Ahead("meeting", 3),
)
AGENDA = Gate(
    id="agenda",
    name=Name("列入议题", "on the agenda"),
    after=("review",),
    condition=Holds("assessed"),
)
DRAFT = path((REVIEW, AGENDA), VOCABULARY)
MEETING = date(2026, 11, 27)  # a Friday


def clear(
    dimension: str, outcome: Outcome = Outcome.CLEAR, unit: str = "区委法规室", day: int = 18
) -> Opinion:
    return Opinion(gate="review", dimension=dimension, outcome=outcome, unit=unit, day=date(2026, 11, day))


ALL_CLEAR = tuple(clear(key) for key, _ in DIMENSIONS)


def draft(**said: Any) -> Thing:
    usual: dict[str, Any] = {
        "id": "停车管理办法",
        "unit": "区城管局",
        "facts": {},
        "events": {"meeting": MEETING},
        "submitted": {"review": date(2026, 11, 16)},
        "passed": {},
        "opinions": ALL_CLEAR,
    }
    return Thing(**(usual | said))


def kinds(reasons: tuple[Reason, ...]) -> list[type]:
    return [type(reason) for reason in reasons]


def test_a_draft_in_time_and_in_order_is_let_through() -> None:
    found = verdict(DRAFT, draft(), "review", TODAY, CALENDAR)
    assert (found.open, found.refused) == (True, False)


SUBMITTED: tuple[tuple[str, date | None, list[type]], ...] = (
    ("on the last day, three working days before", date(2026, 11, 24), []),
    ("a day later", date(2026, 11, 25), [TooLate]),
    ("on the weekend before", date(2026, 11, 21), []),
    ("not at all", None, [NotSubmitted]),
    ("only after the day that is asked about", date(2026, 11, 28), [NotSubmitted]),
)


@pytest.mark.parametrize(("what", "day", "reasons"), SUBMITTED, ids=[row[0] for row in SUBMITTED])
def test_a_draft_is_handed_in_three_working_days_before_the_meeting(
    what: str, day: date | None, reasons: list[type]
) -> None:
    thing = draft(submitted={} if day is None else {"review": day})
    found = verdict(DRAFT, thing, "review", date(2026, 11, 26), CALENDAR)
    assert kinds(found.reasons) == reasons, what
    assert found.refused == (TooLate in reasons)


OPINIONS: tuple[tuple[str, tuple[Opinion, ...], list[Reason]], ...] = (
    ("one dimension is missing", ALL_CLEAR[:3], [NotReviewed("form")]),
    ("one is to be revised", (*ALL_CLEAR[:3], clear("form", Outcome.REVISE)),
     [NotPassed("form", Outcome.REVISE, "区委法规室")]),
    ("the later opinion counts", (clear("form", Outcome.REVISE, day=17), *ALL_CLEAR), []),
    ("also against it", (*ALL_CLEAR, clear("legal", Outcome.REFUSE, day=19)),
     [NotPassed("legal", Outcome.REFUSE, "区委法规室")]),
    ("one of tomorrow is not seen", (*ALL_CLEAR, clear("legal", Outcome.REFUSE, day=21)), []),
    ("its own unit counts for nothing", (*ALL_CLEAR[:3], clear("form", unit="区城管局")),
     [OwnOpinion("form", "区城管局"), NotReviewed("form")]),
)  # fmt: skip


@pytest.mark.parametrize(("what", "opinions", "reasons"), OPINIONS, ids=[row[0] for row in OPINIONS])
def test_four_dimensions_are_reviewed_by_others(
    what: str, opinions: tuple[Opinion, ...], reasons: list[Reason]
) -> None:
    found = verdict(DRAFT, draft(opinions=opinions), "review", TODAY, CALENDAR)
    assert list(found.reasons) == reasons, what


def test_the_stability_assessment_is_a_hard_condition() -> None:
    """189 matters were assessed and 188 permitted: one was refused, none was left out."""
    passed = {"review": date(2026, 11, 19)}
    found = {
        key: verdict(DRAFT, draft(passed=passed, facts=facts), "agenda", TODAY, CALENDAR)
        for key, facts in (("yes", {"assessed": True}), ("no", {"assessed": False}), ("?", {}))
    }
    assert {key: (one.open, one.refused) for key, one in found.items()} == {
        "yes": (True, False),
        "no": (False, True),
        "?": (False, False),
    }
    assert kinds(found["no"].reasons) == [ConditionFailed]
    assert found["?"].reasons == (ConditionUnknown(("assessed",)),)


def test_everything_in_the_way_is_told_at_once() -> None:
    thing = draft(events={}, submitted={}, opinions=())
    assert kinds(verdict(DRAFT, thing, "review", TODAY, CALENDAR).reasons) == [NotReviewed] * 4 + [
        EventUnknown
    ]
    assert kinds(verdict(DRAFT, thing, "agenda", TODAY, CALENDAR).reasons) == [GateBefore, ConditionUnknown]


def test_the_next_gates_are_those_that_can_be_come_to() -> None:
    assert [gate.id for gate in next_gates(DRAFT, draft(), TODAY)] == ["review"]
    later = draft(passed={"review": date(2026, 11, 19)})
    assert [gate.id for gate in next_gates(DRAFT, later, TODAY)] == ["agenda"]
    assert [gate.id for gate in next_gates(DRAFT, later, date(2026, 11, 18))] == ["review"]


EXIT = path(
    (
        Gate(id="review", name=Name("退出评审", "exit review"), time=MonthsBefore("expiry", 6)),
        Gate(
            id="renewal", name=Name("延续申请", "renewal"), after=("review",), time=MonthsBefore("expiry", 3)
        ),
        Gate(id="filing", name=Name("备案", "filing"), time=MonthsAfter("issue", 1)),
    ),
    {},
)
EXPIRY = date(2027, 3, 31)
EXITS: tuple[tuple[str, date, list[type]], ...] = (
    ("review", date(2026, 9, 30), []),
    ("review", date(2026, 9, 29), [TooEarly]),
    ("review", EXPIRY, []),
    ("review", date(2027, 4, 1), [TooLate]),
    ("renewal", date(2026, 12, 30), [TooEarly]),
    ("renewal", date(2026, 12, 31), []),
)


@pytest.mark.parametrize(("key", "day", "reasons"), EXITS)
def test_review_is_within_six_months_of_the_expiry_and_renewal_within_three(
    key: str, day: date, reasons: list[type]
) -> None:
    thing = draft(events={"expiry": EXPIRY}, submitted={key: day}, passed={"review": date(2026, 10, 8)})
    assert kinds(verdict(EXIT, thing, key, date(2027, 6, 1), CALENDAR).reasons) == reasons


def test_a_window_after_an_event() -> None:
    thing = draft(events={"issue": date(2026, 1, 31)}, submitted={"filing": date(2026, 3, 1)})
    (reason,) = verdict(EXIT, thing, "filing", TODAY, CALENDAR).reasons
    assert isinstance(reason, TooLate)
    assert reason.latest == date(2026, 2, 28)


SAID: tuple[tuple[Path, Gate, Thing, str, tuple[str, ...]], ...] = (
    (DRAFT, REVIEW, draft(submitted={}), "zh",
     ("尚未提请，最迟2026-11-24",
      "自2026-11-27前一日起倒数3个工作日：2026-11-24至2026-11-26计3天；得2026-11-24（星期二）。")),
    (DRAFT, AGENDA, draft(facts={"assessed": False}, passed={"review": TODAY}), "zh",
     ("不符合条件", "已作稳定风险评估（实为否）")),
    (DRAFT, AGENDA, draft(facts={"assessed": True}), "en", ("“review” was not passed yet",)),
    (DRAFT, AGENDA, draft(passed={"review": TODAY}), "zh", ("缺少信息，不能判定：已作稳定风险评估",)),
    (DRAFT, REVIEW, draft(opinions=ALL_CLEAR[1:]), "zh", ("“政治性”尚无审核意见",)),
    (DRAFT, REVIEW, draft(opinions=(*ALL_CLEAR, clear("legal", Outcome.REFUSE, day=19))), "en",
     ("“legality”: refused, says 区委法规室",)),
    (DRAFT, REVIEW, draft(events={}), "zh", ("“meeting”的日期未定",)),
    (EXIT, EXIT.gates[0], draft(events={"expiry": EXPIRY}, submitted={}), "en", ("not handed in yet",)),
)  # fmt: skip


@pytest.mark.parametrize(("road", "gate", "thing", "language", "said"), SAID)
def test_a_reason_is_said_with_its_working(
    road: Path, gate: Gate, thing: Thing, language: Any, said: tuple[str, ...]
) -> None:
    (reason,) = verdict(road, thing, gate.id, TODAY, CALENDAR).reasons
    assert say(reason, road, gate, language) == said


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2027, 4, 1)])
def test_a_day_outside_a_window_is_said_with_its_working(day: date) -> None:
    thing = draft(events={"expiry": EXPIRY}, submitted={"review": day})
    (reason,) = verdict(EXIT, thing, "review", date(2027, 6, 1), CALENDAR).reasons
    for language in ("zh", "en"):
        first, working = say(reason, EXIT, EXIT.gates[0], language)
        assert day.isoformat() in first
        assert working


def test_an_own_opinion_is_said() -> None:
    assert say(OwnOpinion("form", "区城管局"), DRAFT, REVIEW, "zh") == ("区城管局不能审核自己的“规范性”",)


WRONG: tuple[tuple[str, tuple[Gate, ...], str], ...] = (
    ("no gate", (), "gates: a path without gates leads nowhere"),
    ("twice", (REVIEW, REVIEW), "review: stands on the path twice"),
    ("after what does not come before", (AGENDA, REVIEW),
     "agenda: comes after 'review', which does not stand before it"),
    ("asking what nobody knows", (Gate(id="a", name=Name("甲", "a"), condition=Holds("b")),),
     "a: no fact is called 'b'"),
    ("one dimension twice", (Gate(id="a", name=Name("甲", "a"), dimensions=DIMENSIONS[:1] * 2),),
     "a: asks for one dimension twice"),
    ("less than no time", (Gate(id="a", name=Name("甲", "a"), time=Ahead("x", -1)),
                           Gate(id="b", name=Name("乙", "b"), time=MonthsAfter("x", 0))),
     "a: -1 working days before 'x' are no time; b: 0 months are no time"),
)  # fmt: skip


@pytest.mark.parametrize(("what", "gates", "message"), WRONG, ids=[row[0] for row in WRONG])
def test_a_path_that_cannot_be_walked_is_refused(what: str, gates: tuple[Gate, ...], message: str) -> None:
    with pytest.raises(PathError) as refusal:
        path(gates, VOCABULARY)
    assert str(refusal.value) == message, what


def test_standard_land_is_sold_with_its_control_figures() -> None:
    """新建工业用地项目容积率 1.5 or more; four-new firms have their years of grace."""
    land = path(
        (
            Gate(
                id="sale",
                name=Name("出让", "sale"),
                condition=Compare("ratio", Comparator.AT_LEAST, Decimal("1.5")),
            ),
        ),
        VOCABULARY,
    )
    assert verdict(land, draft(facts={"ratio": Decimal("1.5")}), "sale", TODAY, CALENDAR).open
    assert verdict(land, draft(facts={"ratio": Decimal("1.49")}), "sale", TODAY, CALENDAR).refused
    assert Aged("founded", Comparator.AT_MOST, 36).months == 36


def test_everything_has_words_in_both_languages() -> None:
    assert set(REASONS) == set(get_args(Reason))
    assert set(NAMES) == {*Outcome, *Fault}
