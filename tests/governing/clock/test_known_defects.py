"""Defects reported against the calendar of a widely used service desk, each as a case that this clock gets right.

That program counts hours and this one days; each case is the story of the thread told in days, with the answer that
the defect gives beside the right one.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest

from duban.governing.clock import (
    Cadence,
    DaysAfter,
    Lamp,
    OnDay,
    Pause,
    Record,
    Reporting,
    Thresholds,
    Watched,
    Working,
    after_months,
    after_working_days,
    due_of,
    duties,
    parse_period,
    signals,
    ungenerated,
)
from duban.governing.clock.lamps import Paused
from governing.clock.days import OFFICIAL, day

if TYPE_CHECKING:
    from collections.abc import Callable

RULES = Thresholds(near_due=3, behind=0)


class Defect(NamedTuple):
    """A thread, its story, what this clock says, what is right, and what the defect says."""

    thread: str
    story: str
    ours: Callable[[], object]
    right: object
    wrong: object


def limit(start: str, count: int, *pauses: Pause) -> date:
    found = after_working_days(day(start), count, calendar=OFFICIAL, pauses=pauses)
    assert isinstance(found, Working)
    return found.day


def a_set_day(pause: Pause) -> date:
    found = due_of(parse_period("2026-11"), OnDay(7, months=1), calendar=OFFICIAL, pauses=(pause,))
    assert isinstance(found, Working)
    return found.day


def first_yellow_day(due: str, since: str) -> date:
    when = day(since)
    while signals(Watched(due=day(due)), when, calendar=OFFICIAL, thresholds=RULES)[0].lamp is Lamp.GREEN:
        when += timedelta(days=1)
    return when


def lamp_while_paused(due: str, paused: str, as_of: str) -> Lamp:
    watched = Watched(due=day(due), ended=Paused(day(paused)))
    return signals(watched, day(as_of), calendar=OFFICIAL, thresholds=RULES)[0].lamp


def times_generated(first_run: str, last_run: str, cadence: Cadence, *, skip_closed: bool = False) -> int:
    """How many duties a clock makes that runs three times on every day."""
    plan = Reporting(cadence=cadence, due=DaysAfter(0), skip_closed=skip_closed)
    made: list[str] = []
    today = day(first_run)
    while today <= day(last_run):
        for _ in range(3):
            found = duties(plan, Record(), calendar=OFFICIAL, since=day(first_run), until=today, as_of=today)
            made += [duty.key for duty in ungenerated(found, made)]
        today += timedelta(days=1)
    return len(made)


def monthly_from(start: str, times: int) -> list[date]:
    return [after_months(day(start), count, calendar=OFFICIAL).day for count in range(1, times + 1)]


DEFECTS = [
    Defect(
        "glpi-project/glpi#10594",
        "a limit in working days was put on hold on Friday and set going on Monday: three days were given back, "
        "weekend included, where one working day had been lost",
        lambda: limit("11-12", 2, Pause(day("11-13"), day("11-16"))),
        day("11-17"),
        day("11-19"),
    ),
    Defect(
        "glpi-project/glpi#15605",
        "the limit is changed after a pause, and the new one is counted from the start as if there had been none",
        lambda: limit("11-02", 10, Pause(day("11-04"), day("11-11"))),
        day("11-23"),
        day("11-16"),
    ),
    Defect(
        "glpi-project/glpi#467",
        "a Saturday worked in exchange for a holiday cannot be said",
        lambda: limit("02-13", 1),
        day("02-14"),
        day("02-24"),
    ),
    Defect(
        "glpi-project/glpi#17186",
        "a day set by a person moves because the clock stood still for a while before it",
        lambda: a_set_day(Pause(day("12-02"), day("12-04"))),
        day("12-07"),
        day("12-09"),
    ),
    Defect(
        "glpi-project/glpi#15357",
        "the warning that should come days before the date comes on the date itself",
        lambda: first_yellow_day("11-20", "11-02"),
        day("11-17"),
        day("11-20"),
    ),
    Defect(
        "glpi-project/glpi#24481",
        "what is on hold is declared late",
        lambda: lamp_while_paused("11-20", "11-18", "12-18"),
        Lamp.GREY,
        Lamp.RED,
    ),
    Defect(
        "glpi-project/glpi#6205",
        "a recurring duty that begins on a closed day is made again at every run",
        lambda: times_generated("10-01", "10-31", Cadence.MONTHLY),
        1,
        3,
    ),
    Defect(
        "glpi-project/glpi#18703",
        "a daily duty is made on days on which the office is closed",
        lambda: times_generated("10-01", "10-10", Cadence.DAILY, skip_closed=True),
        3,
        10,
    ),
    Defect(
        "glpi-project/glpi#3717",
        "a month after 31 January is in March, and every later date has slipped",
        lambda: monthly_from("01-31", 3),
        [day("02-28"), day("03-31"), day("04-30")],
        [day("03-03"), day("04-03"), day("05-03")],
    ),
    Defect(
        "glpi-project/glpi#6527",
        "two days' grace given on a Friday is over on Sunday",
        lambda: limit("11-20", 2),
        day("11-24"),
        day("11-22"),
    ),
]


@pytest.mark.parametrize("defect", DEFECTS, ids=[defect.thread for defect in DEFECTS])
def test_a_known_defect_is_not_ours(defect: Defect) -> None:
    found = defect.ours()
    assert found == defect.right, defect.story
    assert found != defect.wrong
