"""L7: no more than 112.2 million cubic metres a year, at least 5.3 million of other than fresh sources; live register.

Played: intakes in a register with permits -> readings by intake and month -> total against the cap with an outlook ->
the second figure as a target -> what is not metered is said and never nought.
"""

from __future__ import annotations

from typing import Final

from duban.governing.clock import parse_period
from duban.governing.measures import (
    Accrual,
    Amount,
    AtLeast,
    Basis,
    Better,
    Counts,
    Gap,
    Indicator,
    Kind,
    Met,
    NotYet,
    Observation,
    Passed,
    Scale,
    Status,
    Target,
    WillLast,
    WillPass,
    judge,
    known,
    running,
    summed,
)
from duban.governing.registers import Entered, Entry, Left, RegisterKind, append, as_of
from governing.plays.cast import d, day, name

YEAR = parse_period("2023")
CAP, OTHER = d("11220"), d("530")  # 10 000 cubic metres
# Adopted by the office:
# Readings by month, and whose count; the figures of the intakes are invented.
ADOPTED: Final = Counts.REPORTED
MONTHS = [parse_period(f"2023-{month:02}") for month in range(1, 13)]
CUBIC = Scale(kind=Kind.LEVEL, accrual=Accrual.NEW, unit="万立方米")
FRESH = Indicator(key="fresh", name=name("用水量"), scale=CUBIC, better=Better.LESS)


def read(subject: str, value: str, key: str = "fresh") -> list[Observation]:
    """The same reading every month."""
    return [
        Observation(
            indicator=key,
            time=month,
            scale=CUBIC,
            value=d(value),
            told=month.last,
            by="取水单位",
            basis=Basis.REPORTED,
            status=Status.FINAL,
            subject=subject,
        )
        for month in MONTHS
    ]


def amounts(*readings: list[Observation]) -> list[Amount]:
    """What all intakes together took, by month; a month that one of them did not tell of is left out."""
    return [
        Amount(month, sum((value for value in values), d("0")))
        for place, month in enumerate(MONTHS)
        if len(values := [value for one in readings if (value := one[place].value) is not None])
        == len(readings)
    ]


def test_the_total_of_the_intakes_against_the_cap() -> None:
    river, wells = read("河道", "700"), read("水井", "200")
    taken = amounts(river, wells)
    june = running(CAP, YEAR, taken, day("2023-06-30"))
    assert june.used == 5400
    assert isinstance(june.outlook[0], WillLast)
    more = amounts(river, read("水井", "250"))
    assert isinstance(running(CAP, YEAR, more, day("2023-06-30")).outlook[0], WillPass)
    end = running(CAP, YEAR, more, day("2023-12-31"))
    assert end.outlook[0] == Passed(MONTHS[11], d("180"))
    assert end.left == -180


def test_a_month_that_was_not_read_stops_the_outlook() -> None:
    river = read("河道", "700")
    found = running(CAP, YEAR, amounts(river)[:2] + amounts(river)[3:6], day("2023-06-30"))
    assert found.outlook == (Gap(day("2023-03-01"), day("2023-03-31")),)
    assert found.projected is None


def test_other_sources_are_promised_for_the_year() -> None:
    source = Indicator(key="other", name=name("非常规水利用量"), scale=CUBIC, better=Better.MORE)
    target = Target(key="t", indicator=source, bound=AtLeast(OTHER), due=YEAR, counts=ADOPTED)
    monthly = read("", "45", "other")
    rows = known(source, monthly, day("2023-12-31"))
    total = summed(rows, YEAR, ADOPTED, day("2023-12-31"))
    assert total is not None
    assert (total.value, total.missing) == (d("540"), ())
    year = Observation(
        indicator="other",
        time=YEAR,
        scale=CUBIC,
        value=total.value,
        told=YEAR.last,
        by="水务局",
        basis=Basis.REPORTED,
        status=Status.FINAL,
        source="逐月合计",
    )
    assert isinstance(judge(target, [*monthly, year], day("2024-01-10")), Met)
    assert isinstance(judge(target, monthly, day("2023-07-01")), NotYet)


def test_intakes_come_and_go_and_the_register_of_each_day_can_be_asked_again() -> None:
    kind = RegisterKind(key="L7", name=name("取水口"), entry=name("取水口编号"))
    first, closed = day("2023-01-01"), day("2023-05-10")
    intakes = [
        append(
            kind, Entry(f"Q-{place}"), Entered(day=first, told=first, by="水务局", expires=day("2023-12-31"))
        )
        for place in range(3)
    ]
    intakes[0] = append(kind, intakes[0], Left(day=closed, told=closed, by="水务局", reason="封停"))
    assert [as_of(kind, intakes, day(on)).total for on in ("2023-05-09", "2023-05-10")] == [3, 2]
    assert as_of(kind, intakes, day("2024-01-01")).expired == ("Q-1", "Q-2")
