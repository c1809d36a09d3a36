"""How fast the deciding core is: two years of air dispatch against twenty seconds, and matching clauses to firms.

usage: python benchmarks/deciding.py [--districts N] [--towns N] [--weeks N] [--firms N] [--rounds N]

The air play is the whole of it: daily values of 10 districts and 200 towns come in week by week, as a store hands them
out; each week has its means, its ranks with what changed on the week and the year before, the rungs that follow and a
frozen bulletin; each month has its scores and ranks. Making up the values is not measured.

Matching asks 182 clauses of each firm in Python, part by part, with what is missing: this is the path that explains one
firm's answers to a person. The bulk of a city's firms is matched by the database, and the estimate for 400,000 of them
says how far this path is from doing that too, not that anybody should.

Times are those of the processor, as in ``reading.py``.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from duban.governing.bulletins import Bulletin, Cell, Column, Shape, Table, freeze
from duban.governing.clock import Cadence, Period, period_of, periods_between, previous_period
from duban.governing.ladders import Bottom, Climb, Issued, Mark, Nature, Run, Rung, calls, ladder
from duban.governing.measures import (
    Accrual,
    Basis,
    Better,
    Counts,
    Field,
    Indicator,
    Kind,
    Observation,
    Scale,
    Status,
    averaged,
    known,
    rank,
    year_before,
)
from duban.governing.names import Name
from duban.governing.rules import (
    Aged,
    All,
    Among,
    Clause,
    Comparator,
    Compare,
    Fact,
    Holds,
    Not,
    Several,
    book,
    match,
)
from duban.governing.rules import Kind as FactKind
from duban.governing.scores import (
    Basis as Means,
)
from duban.governing.scores import (
    Entry,
    Leaf,
    Linear,
    Measured,
    RankRule,
    Scheme,
    Sheet,
    Subject,
    SubjectKind,
    Ties,
    UnitClass,
    score_all,
)
from duban.governing.scores import rank as rank_by_score
from reading import line, once

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from duban.governing.measures import Row
    from duban.governing.rules import Book, Condition, Facts

AIR_LIMIT = 20.0
MATCH_LIMIT = 60.0
CITY = 400_000
CLAUSES = 182
MONDAY = date(2024, 1, 1)

PM25 = Indicator(
    key="pm25",
    name=Name("PM2.5", "PM2.5"),
    scale=Scale(kind=Kind.LEVEL, accrual=Accrual.OF_PERIOD, unit="微克/立方米"),
    better=Better.LESS,
)
RUNGS = ladder(
    (
        Rung(id="warn", name=Name("预警提醒", "warning"), trigger=Bottom(3), issuer="office"),
        Rung(id="talk", name=Name("约谈", "talk"), trigger=Bottom(3, Run(2)), issuer="office"),
        Rung(id="blame", name=Name("问责", "accountability"), trigger=Bottom(3, Run(3)), issuer="office"),
        Rung(
            id="help",
            name=Name("派驻帮扶", "resident help"),
            trigger=Bottom(3, Run(4, of=6)),
            issuer="office",
            nature=Nature.HELP,
        ),
    ),
    Climb.STEPWISE,
)
CLASSES = (UnitClass("district", Name("区市", "districts")), UnitClass("town", Name("镇街", "towns")))
MONTHLY = Scheme(
    key="air",
    name=Name("全月考核", "monthly assessment"),
    version="2024",
    basis=Means.POINTS,
    total=Decimal(100),
    parts=(
        Leaf(
            key="pm25",
            name=Name("PM2.5", "PM2.5"),
            worth=Decimal(100),
            way=Linear(Decimal(80), Decimal(20)),
        ),
    ),
    counts=(1,),
    classes=CLASSES,
    cadence=Cadence.MONTHLY,
    digits=2,
)
COLUMNS = (
    Column(key="unit", name=Name("单位", "unit"), shape=Shape.TEXT),
    Column(key="place", name=Name("名次", "place"), shape=Shape.PLACE),
    Column(key="value", name=Name("PM2.5", "PM2.5"), shape=Shape.NUMBER, digits=1),
    Column(key="won", name=Name("较上周", "on the week"), shape=Shape.NUMBER),
    Column(key="year", name=Name("同比", "on the year"), shape=Shape.NUMBER, digits=1),
)


def main() -> int:
    """Measure and print; the figures judge nothing by themselves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--districts", type=int, default=10)
    parser.add_argument("--towns", type=int, default=200)
    parser.add_argument("--weeks", type=int, default=104)
    parser.add_argument("--firms", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    air(asked.districts, asked.towns, asked.weeks)
    matching(asked.firms, asked.rounds)
    return 0


class Told(NamedTuple):
    """What a play made, to be counted in the report."""

    bulletins: int
    bytes: int
    calls: int
    scores: int


@dataclass
class Store:
    """What an office has stored up to a week: means by unit class and period, marks and issued rungs by unit."""

    means: dict[tuple[str, Period], list[Observation]] = field(default_factory=dict)
    marks: dict[str, list[Mark]] = field(default_factory=lambda: defaultdict(list))
    issued: dict[str, list[Issued]] = field(default_factory=lambda: defaultdict(list))


def air(districts: int, towns: int, weeks: int) -> None:
    """Two years of dispatch, timed as a whole."""
    units = {
        "district": tuple(f"区{place:02}" for place in range(districts)),
        "town": tuple(f"镇{place:03}" for place in range(towns)),
    }
    daily = values(units, weeks)
    count = sum(map(len, daily.values()))
    told: list[Told] = []
    seconds = once(lambda: told.append(play(units, daily, weeks)), time.process_time)
    [made] = told
    line("air dispatch", f"{seconds:.1f} s", f"{seconds / AIR_LIMIT:.2f} of the limit of {AIR_LIMIT:.0f} s")
    line("  daily values", f"{count:,}", f"{districts} districts, {towns} towns, {weeks} weeks")
    line(
        "  bulletins frozen", f"{made.bulletins:,}", f"{made.bytes / 1e6:.1f} MB, {made.calls:,} rungs called"
    )
    line("  monthly scores", f"{made.scores:,}", "with their ranks")


def values(units: Mapping[str, Sequence[str]], weeks: int) -> dict[date, list[Observation]]:
    """A value of every unit and day, by the day, told the day after."""
    chance = random.Random(7)  # noqa: S311 - the same values each time
    level = {unit: chance.randrange(250, 550) for several in units.values() for unit in several}
    found = {}
    for offset in range(weeks * 7):
        on = MONDAY + timedelta(days=offset)
        day = period_of(Cadence.DAILY, on)
        found[on] = [
            observed(
                unit, day, Decimal(base + chance.randrange(-150, 150)).scaleb(-1), on + timedelta(days=1)
            )
            for unit, base in level.items()
        ]
    return found


def observed(unit: str, over: Period, value: Decimal, told: date) -> Observation:
    """One value of one unit."""
    return Observation(
        indicator="pm25",
        time=over,
        scale=PM25.scale,
        value=value,
        told=told,
        by="生态环境局",
        basis=Basis.REPORTED,
        status=Status.FINAL,
        subject=unit,
    )


def play(
    units: Mapping[str, tuple[str, ...]], daily: Mapping[date, Sequence[Observation]], weeks: int
) -> Told:
    """Every week its bulletin, every month its scores."""
    store = Store()
    last = MONDAY + timedelta(days=weeks * 7 - 1)
    frozen = [
        week_of(store, kind, keys, week, daily)
        for week in periods_between(Cadence.WEEKLY, MONDAY, last)
        for kind, keys in units.items()
    ]
    scores = sum(
        month_of(units, month, daily)
        for month in periods_between(Cadence.MONTHLY, MONDAY, last)
        if month.last <= last
    )
    return Told(len(frozen), sum(frozen), sum(map(len, store.issued.values())), scores)


def means(
    keys: Iterable[str], over: Period, daily: Mapping[date, Sequence[Observation]]
) -> list[Observation]:
    """The mean of each unit over a period, from its days, rounded to a tenth."""
    told = over.last + timedelta(days=1)
    wanted = frozenset(keys)
    rows: dict[str, list[Observation]] = defaultdict(list)
    for offset in range((over.last - over.first).days + 1):
        for one in daily[over.first + timedelta(days=offset)]:
            if one.subject in wanted:
                rows[one.subject].append(one)
    found = []
    for unit, own in rows.items():
        mean = averaged(known(PM25, own, told), over, Counts.REPORTED, told)
        if mean is not None and not mean.missing:
            tenths = (mean.value * 10 + Fraction(1, 2)).__floor__()
            found.append(observed(unit, over, Decimal(tenths).scaleb(-1), told))
    return found


def week_of(
    store: Store,
    kind: str,
    keys: tuple[str, ...],
    week: Period,
    daily: Mapping[date, Sequence[Observation]],
) -> int:
    """Means, ranks, rungs and the bulletin of one class of units in one week; the size of what was frozen."""
    told = week.last + timedelta(days=1)
    store.means[kind, week] = means(keys, week, daily)
    back = year_before(week)
    seen = [
        one
        for period in (week, previous_period(week), back)
        if isinstance(period, Period)
        for one in store.means.get((kind, period), ())
    ]
    rows = rank(Field(PM25, keys, Counts.REPORTED), seen, week, told)
    ranked = sum(row.rank is not None for row in rows)
    for row in rows:
        history = store.marks[row.subject]
        history.append(
            Mark(subject=row.subject, period=week, rank=row.rank, ranked=ranked, sharing=row.sharing)
        )
        issued = store.issued[row.subject]
        called = calls(RUNGS, history, issued, date(week.first.year, 1, 1))
        issued += [Issued(call.rung.id, call.period) for call in called]
    return len(freeze(bulletin(kind, week, rows, told)).content)


def bulletin(kind: str, week: Period, rows: Sequence[Row], told: date) -> Bulletin:
    """The ranking of a week as it is published."""
    lines = tuple(
        (
            Cell(row.subject),
            Cell(None if row.rank is None else Decimal(row.rank)),
            Cell(None if row.used is None else row.used.value, (f"{row.subject}:{week.key}",)),
            Cell(None if row.before is None or row.before.places is None else Decimal(row.before.places)),
            Cell(
                None
                if row.year_before is None or row.year_before.change is None
                else row.year_before.change.printed(1)
            ),
        )
        for row in rows
    )
    return Bulletin(
        series=f"air-{kind}",
        number=week.number,
        title=Name("大气周报", "weekly air bulletin"),
        issuer="office",
        cut_off=told,
        issued=told,
        sections=(Table(title=Name(week.label, week.key), columns=COLUMNS, rows=lines),),
    )


def month_of(
    units: Mapping[str, tuple[str, ...]], month: Period, daily: Mapping[date, Sequence[Observation]]
) -> int:
    """The scores and ranks of a month; how many were scored."""
    sheets = []
    for kind, keys in units.items():
        for one in means(keys, month, daily):
            assert one.value is not None
            subject = Subject(
                kind=SubjectKind.AREA, key=one.subject, name=Name(one.subject, one.subject), unit_class=kind
            )
            record = Entry(
                leaf="pm25",
                value=Measured(one.value),
                evidence=(f"{one.subject}:{month.key}",),
                by="office",
                on=month.last,
            )
            sheets.append(Sheet(subject=subject, period=month, entries=(record,)))
    results = score_all(MONTHLY, sheets)
    rank_by_score(results, RankRule(ties=Ties.SHARED))
    return len(results)


def matching(firms: int, rounds: int) -> None:
    """Clauses asked of firms, and how long a city's would take."""
    dictionary = policies()
    known_of = profiles(firms)
    today = date(2026, 11, 22)

    def work() -> None:
        for facts in known_of:
            match(dictionary, facts, today)

    seconds = min(once(work, time.process_time) for _ in range(rounds))
    answers = firms * CLAUSES / seconds
    city = CITY * CLAUSES / answers
    line("matching, explained", f"{seconds * 1e3:.0f} ms", f"{firms:,} firms, {CLAUSES} clauses each")
    line("  clause answers", f"{answers:,.0f}/s", "every part of every clause, with what is missing")
    line(
        f"  {CITY:,} firms this way",
        f"{city:,.0f} s",
        f"{city / MATCH_LIMIT:.1f} times the {MATCH_LIMIT:.0f} s that the database has for it",
    )


def policies() -> Book:
    """182 clauses of four to eight questions each, one in ten on a matter that is granted once."""
    choices = {f"c{place}": Name(f"产业链{place}", f"chain {place}") for place in range(13)}
    facts = [
        *(Fact(key=f"n{place}", name=Name("数", "figure"), kind=FactKind.NUMBER) for place in range(6)),
        *(Fact(key=f"f{place}", name=Name("是否", "flag"), kind=FactKind.FLAG) for place in range(6)),
        Fact(key="chain", name=Name("产业链", "chain"), kind=FactKind.CHOICE, choices=choices),
        Fact(key="founded", name=Name("注册日期", "founded"), kind=FactKind.DAY),
    ]
    clauses = [
        Clause(
            id=f"clause-{place}",
            version=1,
            name=Name(f"第{place}条", f"clause {place}"),
            condition=condition(place),
            outcome="grant",
            source=f"policy-{place % 35}",
            first=date(2025, 1, 1),
            amount=Decimal(10_000 * (place % 7 + 1)),
            once=f"matter-{place % 9}" if place % 10 == 0 else "",
        )
        for place in range(CLAUSES)
    ]
    return book({fact.key: fact for fact in facts}, clauses)


def condition(place: int) -> Condition:
    """What a clause asks."""
    figure = Compare(f"n{place % 6}", Comparator.AT_LEAST, Decimal(place * 5))
    either = Several(
        1,
        (
            Holds(f"f{place % 5}"),
            Among("chain", frozenset({f"c{place % 13}", f"c{place % 11}"})),
            Compare(f"n{(place + 1) % 6}", Comparator.MORE_THAN, Decimal(500)),
        ),
    )
    tail = (Aged("founded", Comparator.AT_LEAST, place % 36),) * (place % 3 > 0)
    return All((figure, either, *tail, Not(Holds("f5"))))


def profiles(firms: int) -> list[Facts]:
    """What is known of each firm: of one fact in eight nothing."""
    chance = random.Random(11)  # noqa: S311 - the same firms each time
    found: list[Facts] = []
    for _ in range(firms):
        facts: dict[str, Decimal | bool | str | date] = {
            **{f"n{place}": Decimal(chance.randrange(1000)) for place in range(6)},
            **{f"f{place}": chance.random() < 0.5 for place in range(6)},
            "chain": f"c{chance.randrange(13)}",
            "founded": date(2010, 1, 1) + timedelta(days=chance.randrange(6000)),
        }
        found.append({key: value for key, value in facts.items() if chance.random() > 1 / 8})
    return found


if __name__ == "__main__":
    raise SystemExit(main())
