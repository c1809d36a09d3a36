"""Histories and what they set off: rows and shares of periods, resets, steps, and why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.governing.clock import Cadence, Period, next_period, period_of
from duban.governing.ladders import (
    Bottom,
    Call,
    Climb,
    Direction,
    Graded,
    HistoryError,
    Issued,
    Judged,
    Ladder,
    Mark,
    Missed,
    Nature,
    Reset,
    Return,
    Run,
    Rung,
    ShapeError,
    Top,
    Trigger,
    Valued,
    calls,
    counts,
    explain,
    ladder,
)
from duban.governing.names import Name

NEW_YEAR = date(2026, 1, 1)
TWICE, THRICE = Run(2), Run(3)


def rung(key: str, trigger: Trigger, **said: Any) -> Rung:
    return Rung(id=key, name=Name(key, key), trigger=trigger, issuer="大气办", **said)


def weeks(count: int) -> list[Period]:
    found = [period_of(Cadence.WEEKLY, date(2026, 1, 5))]
    while len(found) < count:
        found.append(next_period(found[-1]))
    return found


def ranks(*places: int | None) -> list[Mark]:
    """A district's ranks among ten, week after week; ``None`` was not ranked."""
    return [
        Mark(subject="青岭街道", period=week, rank=place, ranked=10)
        for week, place in zip(weeks(len(places)), places, strict=True)
    ]


def played(one: Ladder, history: list[Mark]) -> list[str]:
    """What is issued week after week, where all that is called is issued."""
    issued: list[Issued] = []
    said = []
    for end in range(1, len(history) + 1):
        found = calls(one, history[:end], issued, NEW_YEAR)
        issued += [Issued(call.rung.id, call.period) for call in found]
        said.append("+".join(call.rung.id for call in found))
    return said


MARKS: tuple[tuple[str, Any, Any, bool | None], ...] = (
    ("the last of ten", Bottom(1), Mark(subject="甲", period=weeks(1)[0], rank=10, ranked=10), True),
    ("the third from the end is among the last three", Bottom(3), {"rank": 8, "ranked": 10}, True),
    ("the fourth is not", Bottom(3), {"rank": 7, "ranked": 10}, False),
    (
        "three that share the eighth place of ten are all last",
        Bottom(1),
        {"rank": 8, "ranked": 10, "sharing": 3},
        True,
    ),
    (
        "two of twelve share it, and two come after them",
        Bottom(2),
        {"rank": 9, "ranked": 12, "sharing": 2},
        False,
    ),
    ("not ranked is not last", Bottom(3), {}, None),
    ("the first", Top(1), {"rank": 1, "ranked": 10}, True),
    ("the second", Top(1), {"rank": 2, "ranked": 10}, False),
    ("graded so", Graded(frozenset({"不合格"})), {"grade": "不合格"}, True),
    ("graded otherwise", Graded(frozenset({"不合格"})), {"grade": "优良"}, False),
    ("not graded", Graded(frozenset({"不合格"})), {"rank": 3}, None),
    ("at the bound", Valued(Direction.AT_LEAST, Decimal(35)), {"value": Decimal(35)}, True),
    ("at the bound, which is not above", Valued(Direction.ABOVE, Decimal(35)), {"value": Decimal(35)}, False),
    ("at the bound, at most", Valued(Direction.AT_MOST, Decimal(35)), {"value": Decimal(35)}, True),
    ("at the bound, not below", Valued(Direction.BELOW, Decimal(35)), {"value": Decimal(35)}, False),
    ("no value", Valued(Direction.BELOW, Decimal(35)), {}, None),
    ("a return missed", Missed(), {"returned": Return.MISSED}, True),
    ("a late one where only missed ones count", Missed(), {"returned": Return.LATE}, False),
    ("a late one where it counts", Missed(late=True), {"returned": Return.LATE}, True),
    ("nothing owed", Missed(), {}, None),
)


@pytest.mark.parametrize(("what", "trigger", "said", "counted"), MARKS, ids=[row[0] for row in MARKS])
def test_a_mark_counts_or_not_or_was_not_assessed(
    what: str, trigger: Any, said: dict[str, Any] | Mark, counted: object
) -> None:
    mark = said if isinstance(said, Mark) else Mark(subject="甲", period=weeks(1)[0], **said)
    assert counts(trigger, mark) is counted, what


PLAYED: tuple[tuple[str, Rung, list[Mark], list[str]], ...] = (
    ("once is enough", rung("警", Bottom(3)), ranks(8), ["警"]),
    ("a row of two", rung("警", Bottom(3, TWICE)), ranks(8, 3, 9, 9), ["", "", "", "警"]),
    ("once a run until it recovers", rung("警", Bottom(3)), ranks(8, 9, 3, 10), ["警", "", "", "警"]),
    ("in every week of it", rung("警", Bottom(3), reset=Reset.EACH), ranks(8, 9, 3, 10), ["警", "警", "", "警"]),
    ("a whole new run", rung("警", Bottom(3, TWICE), reset=Reset.ISSUE), ranks(8, 8, 8, 8), ["", "警", "", "警"]),
    ("not ranked neither counts nor clears", rung("警", Bottom(3, TWICE)), ranks(8, None, 9), ["", "", "警"]),
    ("unless gaps break", rung("警", Bottom(3, Run(2, gaps=True))), ranks(8, None, 9), ["", "", ""]),
    ("nothing without a mark now", rung("警", Bottom(3)), ranks(8, None), ["警", ""]),
    ("two of the last three", rung("警", Bottom(3, Run(2, of=3))), ranks(8, 1, 9, 1, 1), ["", "", "警", "", ""]),
    ("two of the last three, too far apart", rung("警", Bottom(3, Run(2, of=3))), ranks(8, 1, 1, 9), [""] * 4),
    ("the program judges nobody", rung("警", Judged()), ranks(10, 10), ["", ""]),
)  # fmt: skip


@pytest.mark.parametrize(("what", "one", "history", "said"), PLAYED, ids=[row[0] for row in PLAYED])
def test_a_rung_is_set_off(what: str, one: Rung, history: list[Mark], said: list[str]) -> None:
    assert played(ladder((one,), Climb.EVERY), history) == said, what


def test_a_week_without_a_mark_breaks_a_row_only_where_gaps_do() -> None:
    first, _, third = weeks(3)
    history = [Mark(subject="甲", period=week, rank=10, ranked=10) for week in (first, third)]
    assert played(ladder((rung("警", Bottom(1, TWICE)),), Climb.EVERY), history) == ["", "警"]
    assert played(ladder((rung("警", Bottom(1, Run(2, gaps=True))),), Climb.EVERY), history) == ["", ""]


AIR = (
    rung("预警提醒", Bottom(3)),
    rung("约谈", Bottom(3, TWICE)),
    rung("问责", Bottom(3, THRICE)),
    rung("派驻帮扶", Bottom(1, THRICE), nature=Nature.HELP),
)
CLIMBS = (
    (Climb.HIGHEST, ["预警提醒", "约谈", "问责+派驻帮扶", ""]),
    (Climb.EVERY, ["预警提醒", "约谈", "问责+派驻帮扶", ""]),
)


@pytest.mark.parametrize(("climb", "said"), CLIMBS)
def test_the_air_ladder_is_climbed_week_after_week(climb: Climb, said: list[str]) -> None:
    assert played(ladder(AIR, climb), ranks(10, 10, 10, 10)) == said


def test_steps_are_not_skipped_where_the_ladder_says_so() -> None:
    """Two rungs that the same history sets off at once: the lower one first, and the higher one is named."""
    one = ladder((rung("提醒", Bottom(3, TWICE)), rung("约谈", Bottom(1, TWICE))), Climb.STEPWISE)
    (first,) = calls(one, ranks(10, 10), [], NEW_YEAR)
    assert (first.rung.id, first.held_back) == ("提醒", "约谈")
    (second,) = calls(one, ranks(10, 10, 1, 10, 10), [Issued("提醒", weeks(2)[1])], NEW_YEAR)
    assert (second.rung.id, second.held_back) == ("约谈", None)


def test_the_highest_alone_is_issued_where_the_ladder_says_so() -> None:
    rungs = (rung("提醒", Bottom(3)), rung("约谈", Bottom(1)))
    for climb, said in ((Climb.HIGHEST, ["约谈"]), (Climb.EVERY, ["提醒", "约谈"])):
        assert [call.rung.id for call in calls(ladder(rungs, climb), ranks(10), [], NEW_YEAR)] == said


def test_memory_begins_anew() -> None:
    one = ladder(AIR, Climb.HIGHEST)
    history = ranks(10, 10)
    (call,) = calls(one, history, [], history[1].period.first)
    assert call.rung.id == "预警提醒", "the week before is forgotten"


def test_what_was_issued_for_a_period_is_not_issued_again() -> None:
    one = ladder(AIR, Climb.HIGHEST)
    history = ranks(10)
    (call,) = calls(one, history, [], NEW_YEAR)
    assert call.key == "预警提醒:青岭街道:2026-W02"
    assert calls(one, history, [Issued("预警提醒", call.period)], NEW_YEAR) == ()


def test_two_failed_assessments_end_a_contract_whatever_lies_between_them() -> None:
    """连续两次考评不合格: assessments, not months."""
    end = rung("终止合同", Graded(frozenset({"不合格"}), TWICE))
    days = (date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1))
    quarters = [period_of(Cadence.QUARTERLY, day) for day in days]
    history = [
        Mark(subject="水库物业公司", period=quarter, grade=grade)
        for quarter, grade in zip(quarters, ("不合格", None, "不合格"), strict=True)
    ]
    (call,) = calls(ladder((end,), Climb.EVERY), history, [], NEW_YEAR)
    assert [mark.period.key for mark in call.marks] == ["2026-Q1", "2026-Q3"]


SHAPES: tuple[tuple[str, tuple[Rung, ...], str], ...] = (
    ("no rung", (), "rungs: a ladder without rungs cannot be climbed"),
    ("twice the same", (rung("警", Judged()), rung("警", Judged())), "警: stands in the ladder twice"),
    ("no time", (rung("警", Judged(), reply_days=0),), "警: 0 working days are no time to reply"),
    ("never", (rung("警", Bottom(1, Run(0))),), "警: 0 periods set nothing off"),
    ("three of two", (rung("警", Bottom(1, Run(3, of=2))),), "警: 3 of the last 2 periods cannot be"),
    ("nobody", (rung("警", Bottom(0)), rung("奖", Top(0))), "警: the last 0 are nobody; 奖: the first 0 are nobody"),
    ("no grade", (rung("警", Graded(frozenset())),), "警: no grade is named"),
    ("no bound", (rung("警", Valued(Direction.ABOVE, Decimal("NaN"))),), "警: NaN is no bound"),
)  # fmt: skip


@pytest.mark.parametrize(("what", "rungs", "message"), SHAPES, ids=[row[0] for row in SHAPES])
def test_a_ladder_that_cannot_be_climbed_is_refused(what: str, rungs: tuple[Rung, ...], message: str) -> None:
    with pytest.raises(ShapeError) as refusal:
        ladder(rungs, Climb.EVERY)
    assert str(refusal.value) == message, what


MONTH = period_of(Cadence.MONTHLY, date(2026, 3, 1))
HISTORIES = (
    ("two subjects", [*ranks(1), Mark(subject="乙", period=weeks(2)[1])],
     "marks of '青岭街道' and '乙' in one history"),
    ("two cadences", [*ranks(1), Mark(subject="青岭街道", period=MONTH)],
     "2026-W02 and 2026-03 are of different cadences"),
    ("backwards", list(reversed(ranks(1, 2))), "2026-W02 stands after 2026-W03"),
    ("twice the same week", ranks(1) * 2, "2026-W02 stands after 2026-W02"),
)  # fmt: skip


@pytest.mark.parametrize(("what", "history", "message"), HISTORIES, ids=[row[0] for row in HISTORIES])
def test_a_history_out_of_order_is_refused(what: str, history: list[Mark], message: str) -> None:
    with pytest.raises(HistoryError) as refusal:
        calls(ladder(AIR, Climb.EVERY), history, [], NEW_YEAR)
    assert str(refusal.value) == message, what


def test_nothing_happened_yet() -> None:
    assert calls(ladder(AIR, Climb.EVERY), [], [], NEW_YEAR) == ()


ISSUERS = {"大气办": Name("市大气办", "the air office")}
SAID = (
    (rung("预警", Bottom(3)), "2026年第4周列后3位，由市大气办发出预警"),
    (rung("约谈", Bottom(3, TWICE)), "2026年第3周、2026年第4周连续2次列后3位，由市大气办发出约谈"),
    (rung("问责", Bottom(3, Run(2, of=4))),
     "最近4次中3次列后3位（2026年第2周、2026年第3周、2026年第4周），由市大气办发出问责"),
)  # fmt: skip


@pytest.mark.parametrize(("one", "said"), SAID)
def test_a_call_says_why(one: Rung, said: str) -> None:
    whole = ladder((one,), Climb.EVERY)
    (call,) = calls(whole, ranks(10, 10, 10), [], NEW_YEAR)
    assert explain(call, whole, ISSUERS, "zh") == said


def test_a_call_says_why_in_english_and_what_it_was_held_from() -> None:
    rungs = (rung("提醒", Judged()), rung("终止", Graded(frozenset({"不合格"}))))
    whole = ladder(rungs, Climb.STEPWISE)
    mark = Mark(subject="甲", period=MONTH, grade="不合格")
    (call,) = calls(whole, [mark], [], NEW_YEAR)
    assert explain(call, whole, ISSUERS, "en") == (
        "graded 不合格 in 2026-03; the air office issues: 提醒 (it could be 终止, but steps are not skipped)"
    )


def test_a_call_that_a_person_makes_says_so() -> None:
    whole = ladder((rung("约谈", Judged()),), Climb.EVERY)
    call = Call(whole.rungs[0], "甲", MONTH, ())
    assert explain(call, whole, {}, "zh") == "经研判，由大气办发出约谈"
    assert explain(call, whole, {}, "en") == "judged by a person; 大气办 issues: 约谈"


@pytest.mark.parametrize("trigger", [Top(1), Missed(), Valued(Direction.ABOVE, Decimal("1.5"))])
def test_every_trigger_has_words_in_both_languages(trigger: Trigger) -> None:
    whole = ladder((rung("奖", trigger),), Climb.EVERY)
    mark = Mark(
        subject="甲", period=MONTH, rank=1, ranked=2, value=Decimal(2), returned=Return.MISSED, grade="差"
    )
    (call,) = calls(whole, [mark], [], NEW_YEAR)
    for language in ("zh", "en"):
        said = explain(call, whole, {}, language)
        assert "{" not in said
        assert "大气办" in said


RANKS = st.lists(st.integers(1, 10) | st.none(), min_size=1, max_size=30)
RUNS = st.builds(Run, st.integers(1, 3), gaps=st.booleans()) | st.builds(Run, st.just(2), st.integers(2, 4))


@given(RANKS, RUNS, st.sampled_from(Reset), st.sampled_from(Climb))
def test_a_call_rests_on_marks_that_count(
    places: list[int | None], run: Run, reset: Reset, climb: Climb
) -> None:
    trigger = Bottom(3, run)
    one = ladder((rung("警", trigger, reset=reset),), climb)
    history = ranks(*places)
    found: tuple[Call, ...] = calls(one, history, [], NEW_YEAR)
    for call in found:
        assert len(call.marks) >= run.times
        assert all(counts(trigger, mark) for mark in call.marks)
        assert list(call.marks) == sorted(call.marks, key=lambda mark: mark.period.first)
        assert call.marks[-1] == history[-1]
    if places[-1] is None or places[-1] <= 7:
        assert not found


@given(RANKS)
def test_with_recovery_a_run_is_told_once(places: list[int | None]) -> None:
    said = played(ladder((rung("警", Bottom(3)),), Climb.EVERY), ranks(*places))
    assessed = [(place, word) for place, word in zip(places, said, strict=True) if place is not None]
    for (before, _), (place, word) in zip([(1, ""), *assessed], assessed, strict=False):
        assert bool(word) == (place > 7 and before <= 7)
