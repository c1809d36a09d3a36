"""Showing the working, in two languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from duban.governing.clock import (
    Counting,
    OnDay,
    Pause,
    Reason,
    Roll,
    Rule,
    Treatment,
    after_days,
    after_months,
    after_working_days,
    before_working_days,
    due_of,
    explain,
    moved,
    parse_period,
    say,
    tally_working_days,
)
from duban.governing.clock.lamps import Behind, NearDue, Overdue, Undated, Unsent, UnsentPast
from duban.governing.clock.wording import TABLES
from governing.clock.days import OFFICIAL, day

if TYPE_CHECKING:
    from duban.governing.clock import Stopped, Tally, Working
    from duban.governing.names import Language

STOPS = [Pause(day("11-17"), day("11-19"))]


@pytest.mark.parametrize(
    ("working", "zh", "en"),
    [
        (
            after_working_days(day("02-13"), 5, calendar=OFFICIAL),
            (
                "自2026-02-13次日起数5个工作日：2026-02-14春节调休上班计1天；2026-02-15至2026-02-23春节放假不计；"
                "2026-02-24至2026-02-27计4天；得2026-02-27（星期五）。"
            ),
            (
                "working days counted from the day after 2026-02-13: 5. 2026-02-14 (make-up workday for 春节) "
                "counted: 1; 2026-02-15 to 2026-02-23 (春节 holiday) skipped; 2026-02-24 to 2026-02-27 counted: 4; "
                "gives 2026-02-27 (Fri)."
            ),
        ),
        (
            before_working_days(day("11-23"), 3, calendar=OFFICIAL),
            (
                "自2026-11-23前一日起倒数3个工作日：2026-11-18至2026-11-20计3天；2026-11-21至2026-11-22周末不计；"
                "得2026-11-18（星期三）。"
            ),
            (
                "working days counted back from the day before 2026-11-23: 3. 2026-11-18 to 2026-11-20 counted: 3; "
                "2026-11-21 to 2026-11-22 (weekend) skipped; gives 2026-11-18 (Wed)."
            ),
        ),
        (
            after_working_days(day("12-30"), 2, calendar=OFFICIAL),
            (
                "自2026-12-30次日起数2个工作日：2026-12-31计1天；2027-01-01元旦放假不计；2027-01-02至2027-01-03周末不计；"
                "2027-01-04计1天；得2027-01-04（星期一）；2026-12-31起的放假安排尚未公布，此数暂定。"
            ),
            (
                "working days counted from the day after 2026-12-30: 2. 2026-12-31 counted: 1; 2027-01-01 "
                "(元旦 holiday) skipped; 2027-01-02 to 2027-01-03 (weekend) skipped; 2027-01-04 counted: 1; "
                "gives 2027-01-04 (Mon); holidays from 2026-12-31 on are not announced yet, so this is provisional."
            ),
        ),
        (
            after_months(day("2025-08-31"), 6, calendar=OFFICIAL, roll=Roll.NEXT),
            "自2025-08-31起6个月：当月没有31日，取月末2026-02-28；得2026-02-28（星期六）。",
            (
                "months from 2025-08-31: 6. that month has no day 31, its last day 2026-02-28 is taken; "
                "gives 2026-02-28 (Sat)."
            ),
        ),
        (
            after_days(day("09-23"), 10, calendar=OFFICIAL, roll=Roll.PREVIOUS),
            (
                "自2026-09-23次日起数10日：2026-09-24至2026-10-03计10天；2026-10-03不能到期，取2026-09-30；"
                "2026-10-01至2026-10-03国庆节放假不计；得2026-09-30（星期三）。"
            ),
            (
                "days counted from the day after 2026-09-23: 10. 2026-09-24 to 2026-10-03 counted: 10; nothing "
                "falls due on 2026-10-03, 2026-09-30 is taken; 2026-10-01 to 2026-10-03 (国庆节 holiday) skipped; "
                "gives 2026-09-30 (Wed)."
            ),
        ),
        (
            moved(day("11-20"), STOPS, since=day("11-11"), calendar=OFFICIAL),
            (
                "原定2026-11-20，停表占去2个工作日，顺延：2026-11-21至2026-11-22周末不计；2026-11-23至2026-11-24计2天；"
                "得2026-11-24（星期二）。"
            ),
            (
                "set for 2026-11-20, working days given back for a stopped clock: 2. 2026-11-21 to 2026-11-22 "
                "(weekend) skipped; 2026-11-23 to 2026-11-24 counted: 2; gives 2026-11-24 (Tue)."
            ),
        ),
        (
            after_working_days(day("11-13"), 3, calendar=OFFICIAL, pauses=STOPS),
            (
                "自2026-11-13次日起数3个工作日：2026-11-14至2026-11-15周末不计；2026-11-16计1天；"
                "2026-11-17至2026-11-18停表不计；2026-11-19至2026-11-20计2天；得2026-11-20（星期五）。"
            ),
            (
                "working days counted from the day after 2026-11-13: 3. 2026-11-14 to 2026-11-15 (weekend) skipped; "
                "2026-11-16 counted: 1; 2026-11-17 to 2026-11-18 (clock stopped) skipped; 2026-11-19 to 2026-11-20 "
                "counted: 2; gives 2026-11-20 (Fri)."
            ),
        ),
        (
            after_working_days(day("11-16"), 5, calendar=OFFICIAL, pauses=[Pause(day("11-18"))]),
            "自2026-11-16次日起数5个工作日：2026-11-17计1天；自2026-11-18起停表，还差4天，暂无日期。",
            (
                "working days counted from the day after 2026-11-16: 5. 2026-11-17 counted: 1; the clock has stood "
                "still since 2026-11-18, days left to count: 4, no date yet."
            ),
        ),
        (
            due_of(
                parse_period("2026-11"),
                OnDay(7, months=1),
                calendar=OFFICIAL,
                pauses=(Pause(day("12-06"), day("12-09")),),
            ),
            (
                "本期止于2026-11-30，按固定日期：2026-12-07不能到期，取2026-12-09；2026-12-07至2026-12-08停表不计；"
                "得2026-12-09（星期三）。"
            ),
            (
                "a set day for the period that ends on 2026-11-30. nothing falls due on 2026-12-07, 2026-12-09 is "
                "taken; 2026-12-07 to 2026-12-08 (clock stopped) skipped; gives 2026-12-09 (Wed)."
            ),
        ),
        (
            tally_working_days(day("11-20"), day("11-25"), calendar=OFFICIAL),
            "2026-11-20之后至2026-11-25共3个工作日：2026-11-21至2026-11-22周末不计；2026-11-23至2026-11-25计3天。",
            (
                "working days after 2026-11-20 up to 2026-11-25: 3. 2026-11-21 to 2026-11-22 (weekend) skipped; "
                "2026-11-23 to 2026-11-25 counted: 3."
            ),
        ),
        (
            tally_working_days(day("11-20"), day("11-20"), calendar=OFFICIAL),
            "2026-11-20之后至2026-11-20共0个工作日。",
            "working days after 2026-11-20 up to 2026-11-20: 0.",
        ),
    ],
)
def test_a_working_in_words(working: Working | Stopped | Tally, zh: str, en: str) -> None:
    assert explain(working, "zh") == zh
    assert explain(working, "en") == en


@pytest.mark.parametrize(
    ("reason", "zh", "en"),
    [
        (
            NearDue(day("11-20"), 3),
            "2026-11-20到期，还有3个工作日",
            "due on 2026-11-20, working days left: 3",
        ),
        (
            Overdue(day("11-20"), 4, 2),
            "应于2026-11-20完成，已逾期4日（2个工作日）",
            "was due on 2026-11-20, overdue by days: 4, working days: 2",
        ),
        (Undated(), "没有时限，也没有计划进度", "no deadline and no planned course"),
        (Unsent(), "尚未交办", "not dispatched yet"),
        (
            UnsentPast(day("11-20")),
            "时限2026-11-20已过，尚未交办",
            "its date 2026-11-20 has passed and it was not dispatched",
        ),
    ],
)
def test_a_reason_in_words(reason: Reason, zh: str, en: str) -> None:
    assert (say(reason, "zh"), say(reason, "en")) == (zh, en)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_code_has_its_words(language: Language) -> None:
    words = TABLES[language]
    assert set(words.rules) == set(Rule)
    assert set(words.treatments) == set(Treatment)
    assert set(words.reasons) == set(get_args(Reason))
    assert Behind in words.reasons
    assert set(Counting) == {Counting.WORKING_DAYS, Counting.DAYS}
