"""L1: air quality is told every week, dispatched every half month and assessed every month, and rungs follow from it.

Played: daily values -> the week's mean -> ranks with changes on the week and the year before -> rungs in the listed
order, help beside them -> frozen bulletin and its correction -> half-monthly meeting over problems on video -> monthly
score and rank.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from duban.governing.bulletins import Bulletin, Changed, Shape, differences, freeze, thaw
from duban.governing.checks import Claim, Demand, Distance, Finding, Method, Verdict, stand
from duban.governing.clock import (
    Cadence,
    DaysAfter,
    Period,
    Record,
    Reporting,
    duties,
    parse_period,
    period_of,
)
from duban.governing.ladders import (
    Bottom,
    Call,
    Climb,
    Issued,
    Judged,
    Mark,
    Nature,
    Run,
    Rung,
    calls,
    explain,
    ladder,
)
from duban.governing.ladders import issue as issue_notice
from duban.governing.measures import (
    Accrual,
    Basis,
    Better,
    Counts,
    Field,
    Indicator,
    Kind,
    Observation,
    Row,
    Scale,
    Status,
    averaged,
    known,
)
from duban.governing.measures import rank as rank_by
from duban.governing.names import Name
from duban.governing.scores import (
    Entry,
    Linear,
    Measured,
    NotKnown,
    RankRule,
    Sheet,
    Ties,
    UnitClass,
    rank,
    score_all,
)
from governing.plays.cast import PLAIN, cell, d, day, issue, marks, name, organ, percent, table
from governing.scores.small import leaf, scheme

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from decimal import Decimal

# Adopted by the office:
# Which places set off which rung and how often, how many days may be missing of a mean, how it is rounded, when it is
# told, and what a value scores: the text orders the rungs and leaves all of that open.
ADOPTED_RUNGS: Final = ladder(
    (
        Rung(id="warn", name=Name("预警提醒", "warning"), trigger=Bottom(2), issuer="大气办"),
        Rung(id="talk", name=Name("约谈", "talk"), trigger=Bottom(2, Run(2)), issuer="市政府", reply_days=5),
        Rung(
            id="blame",
            name=Name("问责", "accountability"),
            trigger=Bottom(2, Run(3)),
            issuer="市纪委",
            reply_days=5,
        ),
        Rung(
            id="help",
            name=Name("派驻帮扶", "resident help"),
            trigger=Bottom(2, Run(3)),
            issuer="大气办",
            nature=Nature.HELP,
        ),
    ),
    Climb.HIGHEST,
)
ADOPTED_MISSING: Final = 2
ADOPTED_DIGITS: Final = 1
ADOPTED_TOLD: Final = Reporting(cadence=Cadence.WEEKLY, due=DaysAfter(1))
ADOPTED_SCORE: Final = Linear(d("60"), d("20"))

DAILY = Scale(kind=Kind.LEVEL, accrual=Accrual.OF_PERIOD, unit="微克/立方米")
PM25 = Indicator(key="pm25", name=Name("PM2.5", "PM2.5"), scale=DAILY, better=Better.LESS)
DISTRICTS = ("甲区", "乙区", "丙区", "丁区", "戊区")
FIELD = Field(PM25, DISTRICTS, Counts.REPORTED)
WEEKS = [parse_period(f"2021-W{week:02}") for week in (2, 3, 4)]
VALUES: Final = {"甲区": "25", "乙区": "28", "丙区": "31", "丁区": "40", "戊区": "45"}


def observation(subject: str, time: Period, value: Decimal | None, told: date) -> Observation:
    return Observation(
        indicator="pm25",
        time=time,
        scale=DAILY,
        value=value,
        told=told,
        by="生态环境局",
        basis=Basis.REPORTED,
        status=Status.FINAL,
        subject=subject,
    )


def days_of(period: Period, subject: str, value: str) -> list[Observation]:
    """A value for every day of a period, told on the day after."""
    found = []
    on = period.first
    while on <= period.last:
        found.append(observation(subject, period_of(Cadence.DAILY, on), d(value), on + timedelta(days=1)))
        on += timedelta(days=1)
    return found


def means(daily: Iterable[Observation], period: Period, on: date) -> list[Observation]:
    """What the days of a period come to for each district, as known on a day; none where too many are missing."""
    rows: dict[str, list[Observation]] = {key: [] for key in DISTRICTS}
    for one in daily:
        rows[one.subject].append(one)
    found = []
    for subject, own in rows.items():
        mean = averaged(known(PM25, own, on), period, Counts.REPORTED, on)
        if mean is not None and len(mean.missing) <= ADOPTED_MISSING:
            found.append(observation(subject, period, rounded(mean.value), max(on, period.last)))
    return found


def rounded(value: Fraction) -> Decimal:
    steps = (value * 10**ADOPTED_DIGITS + Fraction(1, 2)).__floor__()
    return d(f"{steps}E-{ADOPTED_DIGITS}")


def weekly(rows: Sequence[Row], period: Period, told: date) -> Bulletin:
    """The bulletin of a week, every value with the key of what it was made of."""
    lines = [
        (
            cell(row.subject),
            cell(None if row.rank is None else d(str(row.rank))),
            cell(None if row.used is None else row.used.value, f"{row.subject}:{period.key}"),
            cell(
                None
                if row.year_before is None or row.year_before.change is None
                else row.year_before.change.printed(1)
            ),
        )
        for row in rows
    ]
    shapes = {"区市": Shape.TEXT, "名次": Shape.PLACE, "PM2.5": Shape.NUMBER, "同比": Shape.NUMBER}
    return issue("大气周报", told, table(period.label, shapes, lines))


def mark(row: Row, rows: Sequence[Row], period: Period) -> Mark:
    ranked = sum(one.rank is not None for one in rows)
    return Mark(subject=row.subject, period=period, rank=row.rank, ranked=ranked, sharing=row.sharing)


def daily_values() -> list[Observation]:
    """Three weeks of January 2021, and the second week of the year before for the changes."""
    year_before = parse_period("2020-W02")
    found = days_of(year_before, "甲区", "29")
    for week in WEEKS:
        for subject, value in VALUES.items():
            found += days_of(week, subject, value)
    return found


def test_the_week_is_ranked_with_its_change_on_the_year() -> None:
    told = day("2021-01-18")
    daily = daily_values()
    observed = [
        *means(daily, WEEKS[0], told),
        *means(daily, parse_period("2020-W02"), told),
    ]
    rows = rank_by(FIELD, observed, WEEKS[0], told)
    assert [(row.rank, row.subject) for row in rows] == list(enumerate(VALUES, 1))
    first = rows[0].year_before
    assert first is not None
    assert first.change is not None
    assert first.change.printed(1) == d("-13.8")  # from 29 to 25
    assert rows[1].year_before is not None
    assert rows[1].year_before.change is None  # what was not measured has no change


def test_a_district_without_enough_days_is_not_last_but_without_a_place() -> None:
    told = day("2021-01-18")
    daily = [one for one in daily_values() if one.subject != "甲区" or one.time != WEEKS[0]]
    thin = [one for one in daily if not (one.subject == "戊区" and one.told <= day("2021-01-15"))]
    rows = rank_by(FIELD, means(thin, WEEKS[0], told), WEEKS[0], told)
    assert [row.subject for row in rows if row.rank is None] == ["戊区"]
    history = [mark(rows[-1], rows, WEEKS[0])]
    assert calls(ADOPTED_RUNGS, history, (), day("2021-01-01")) == ()


def dispatched() -> dict[str, list[Call]]:
    """What each of three weeks sets off for the last district, where all that is called is issued."""
    daily = daily_values()
    history: dict[str, list[Mark]] = {key: [] for key in DISTRICTS}
    issued: dict[str, list[Issued]] = {key: [] for key in DISTRICTS}
    found: dict[str, list[Call]] = {}
    for week in WEEKS:
        told = week.last + timedelta(days=1)
        rows = rank_by(FIELD, means(daily, week, told), week, told)
        for row in rows:
            history[row.subject].append(mark(row, rows, week))
            made = calls(ADOPTED_RUNGS, history[row.subject], issued[row.subject], day("2021-01-01"))
            issued[row.subject] += [Issued(call.rung.id, call.period) for call in made]
            found[f"{week.key}:{row.subject}"] = list(made)
    return found


def test_rungs_follow_in_their_order_and_help_comes_beside_them() -> None:
    found = dispatched()
    assert [[call.rung.id for call in found[f"{week.key}:戊区"]] for week in WEEKS] == [
        ["warn"],
        ["talk"],
        ["blame", "help"],
    ]
    assert not any(found[f"{week.key}:丙区"] for week in WEEKS)
    [blame, _] = found["2021-W04:戊区"]
    names = {"市纪委": name("市纪委")}
    assert explain(blame, ADOPTED_RUNGS, names, "zh") == (
        "2021年第2周、2021年第3周、2021年第4周连续3次列后2位，由市纪委发出问责"
    )


def test_a_prominent_problem_is_for_a_person_to_judge() -> None:
    talk = Rung(id="problem", name=name("约谈"), trigger=Judged(), issuer="市政府", reply_days=5)
    both = ladder((*ADOPTED_RUNGS.rungs, talk), Climb.HIGHEST)
    first = Mark(subject="甲区", period=WEEKS[0], rank=1, ranked=5)
    assert calls(both, [first], (), day("2021-01-01")) == ()
    call = Call(talk, "甲区", WEEKS[0], ())  # made by whoever saw the video
    assert explain(call, both, {}, "zh") == "经研判，由市政府发出约谈"
    notice = issue_notice(call, day("2021-01-18"), PLAIN)
    assert notice.reply_by is not None
    assert notice.reply_by.day == day("2021-01-25")


def test_a_bulletin_stays_as_it_was_told_and_its_correction_names_every_cell() -> None:
    told, later = day("2021-01-18"), day("2021-01-20")
    daily = daily_values()
    made = weekly(rank_by(FIELD, means(daily, WEEKS[0], told), WEEKS[0], told), WEEKS[0], told)
    frozen = freeze(made)

    # Two days later one day of 乙区 is told again.
    first = period_of(Cadence.DAILY, WEEKS[0].first)
    known_later = [*daily, observation("乙区", first, d("56"), later)]
    again = weekly(rank_by(FIELD, means(known_later, WEEKS[0], told), WEEKS[0], told), WEEKS[0], told)
    assert freeze(again) == frozen  # as of the cut-off nothing has changed
    rows = rank_by(FIELD, means(known_later, WEEKS[0], later), WEEKS[0], later)
    corrected = replace(weekly(rows, WEEKS[0], later), number=2, corrects=frozen.digest)
    changes = [one for one in differences(thaw(frozen), corrected) if isinstance(one, Changed)]
    assert {(one.row, one.column) for one in changes} == {
        ("乙区", "名次"),
        ("乙区", "PM2.5"),
        ("丙区", "名次"),
    }
    values = [one.after for one in changes if one.column == "PM2.5"]
    assert [one.value for one in values if one is not None] == [d("32.0")]


def test_the_weekly_return_is_due_on_the_first_working_day_after_the_week() -> None:
    [duty] = duties(
        ADOPTED_TOLD,
        Record(),
        calendar=PLAIN,
        since=WEEKS[0].first,
        until=WEEKS[0].last,
        as_of=day("2021-01-18"),
    )
    assert duty.due.day == day("2021-01-18")  # type: ignore[union-attr] # nothing is paused


def test_every_half_month_problems_on_video_are_told_and_solved() -> None:
    meetings = {
        period_of(Cadence.HALF_MONTHLY, day(on)).key for on in ("2021-01-04", "2021-01-15", "2021-01-16")
    }
    assert meetings == {"2021-01a", "2021-01b"}
    solved = 0
    for place in range(24):
        claim = Claim(id=f"问题{place}", unit="甲区", day=day("2021-01-08"), evidence=("整改照片",))
        seen = Finding(
            claim=claim.id,
            checker="督查组",
            unit=("生态环境局", "住建局", "城管局", "公安局")[place % 4],
            distance=Distance.SUPERIOR,
            method=Method.VIDEO,
            day=day("2021-01-15"),
            verdict=Verdict.CONFIRMED if place else Verdict.REFUTED,
        )
        solved += stand(claim, [seen], Demand(distance=Distance.SUPERIOR, evidence=1)).verified
    assert percent(solved, 24) == "95.8"


def test_the_month_is_scored_and_ranked_from_its_days() -> None:
    month, told = parse_period("2021-01"), day("2021-02-01")
    daily = [one for subject, value in VALUES.items() for one in days_of(month, subject, value)]
    observed = {one.subject: one.value for one in means(daily, month, told)}
    districts = UnitClass("district", name("区市"))
    rules = replace(
        scheme(leaf("pm25", "100", ADOPTED_SCORE)), cadence=Cadence.MONTHLY, classes=(districts,), key="L1"
    )
    sheets = [
        Sheet(
            subject=organ(key, "district"),
            period=month,
            entries=(
                Entry(
                    leaf="pm25",
                    value=NotKnown("监测数据缺失") if value is None else Measured(value),
                    evidence=(f"{key}:{month.key}",),
                    by="大气办",
                    on=told,
                ),
            ),
        )
        for key in DISTRICTS
        for value in (observed.get(key),)
    ]
    [ranking] = rank(score_all(rules, sheets), RankRule(ties=Ties.SHARED))
    assert [(one.subject.key, one.total) for one in ranking.places][:2] == [
        ("甲区", d("87.5")),
        ("乙区", d("80")),
    ]
    assert marks(ranking)["戊区"].rank == 5
