"""Notices: answered within their time or late, decided only then, and every step kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from duban.governing.clock import Cadence, Calendar, period_of
from duban.governing.ladders import (
    NAMES,
    Bottom,
    Call,
    Mark,
    Nature,
    Notice,
    NoticeError,
    Rung,
    Stage,
    answer,
    decide,
    issue,
    remedy,
)
from duban.governing.names import Name

if TYPE_CHECKING:
    from collections.abc import Callable

MONDAY = date(2026, 11, 16)
WEEK = period_of(Cadence.WEEKLY, date(2026, 11, 9))
MARK = Mark(subject="青岭街道", period=WEEK, rank=10, ranked=10)


def notice(reply_days: int | None = 3) -> Notice:
    rung = Rung(
        id="约谈", name=Name("约谈", "summons"), trigger=Bottom(1), issuer="大气办", reply_days=reply_days
    )
    return issue(
        Call(rung, "青岭街道", WEEK, (MARK,)),
        MONDAY,
        Calendar(holidays={}, make_up={}, published=frozenset({2026})),
    )


def at(day: int) -> date:
    return date(2026, 11, day)


def test_a_notice_is_answered_upheld_and_remedied() -> None:
    first = notice()
    assert (first.key, first.stage) == ("约谈:青岭街道:2026-W46", Stage.ISSUED)
    assert first.reply_by is not None
    assert first.reply_by.day == at(19), "three working days after Monday"
    said = answer(first, "已组织洒水降尘。", at(18))
    upheld = decide(said, uphold=True, why="措施未到位。", day=at(18))
    done = remedy(upheld, at(30))
    assert (done.stage, done.answer, done.decision, done.closed) == (
        Stage.REMEDIED,
        "已组织洒水降尘。",
        "措施未到位。",
        at(30),
    )
    assert not done.answered_late


def test_a_late_answer_is_kept_and_marked() -> None:
    late = answer(notice(), "补充说明。", at(20))
    assert late.answered_late
    assert decide(late, uphold=False, why="情况属实，撤回。", day=at(20)).stage is Stage.WITHDRAWN


def test_silence_is_decided_on_when_its_time_is_up() -> None:
    assert decide(notice(), uphold=True, why="逾期未回复。", day=at(20)).stage is Stage.UPHELD


def test_where_no_answer_is_allowed_it_may_be_decided_at_once() -> None:
    assert decide(notice(None), uphold=True, why="按规定执行。", day=MONDAY).stage is Stage.UPHELD


def upheld() -> Notice:
    return decide(notice(), uphold=True, why="逾期未回复。", day=at(20))


REFUSED: tuple[tuple[str, Callable[[], Notice], str], ...] = (
    ("no answer is allowed", lambda: answer(notice(None), "不服。", at(18)), "may not be answered"),
    ("an empty answer", lambda: answer(notice(), " ", at(18)), "nothing is said"),
    ("an answer before the notice", lambda: answer(notice(), "不服。", at(15)), "2026-11-15 is before 2026-11-16"),
    ("a second answer", lambda: answer(answer(notice(), "一", at(17)), "二", at(18)),
     "is answered and takes no answer"),
    ("too early", lambda: decide(notice(), uphold=True, why="快。", day=at(19)), "may be answered until 2026-11-19"),
    ("without a reason", lambda: decide(notice(), uphold=True, why="", day=at(20)), "nothing is said"),
    ("before its answer", lambda: decide(answer(notice(), "一", at(18)), uphold=True, why="二", day=at(17)),
     "2026-11-17 is before 2026-11-18"),
    ("twice", lambda: decide(upheld(), uphold=False, why="改判。", day=at(21)), "is upheld already"),
    ("nothing to remedy", lambda: remedy(notice(), at(20)), "is issued, so there is nothing to remedy"),
    ("remedied before", lambda: remedy(upheld(), at(19)), "was upheld on 2026-11-20, after 2026-11-19"),
)  # fmt: skip


@pytest.mark.parametrize(("what", "step", "message"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_step_out_of_turn_is_refused(what: str, step: Callable[[], Notice], message: str) -> None:
    with pytest.raises(NoticeError) as refusal:
        step()
    assert str(refusal.value).endswith(message), what


def test_stages_and_natures_have_names() -> None:
    assert set(NAMES) == {*Nature, *Stage}
