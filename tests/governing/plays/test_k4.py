"""K4: of the city's stock of land quota 15 % are kept for key projects first; the yearly plan is filed.

Played: yearly duty to file the plan -> stock -> reserve -> allotments, key projects by rule, none beyond what is free.
"""

from __future__ import annotations

from typing import Final

from duban.governing.clock import Cadence, Filing, OnDay, Record, Reporting, State, duties, parse_period
from duban.governing.quotas import (
    FREE,
    Allot,
    Draw,
    NotEnough,
    Reserve,
    Stock,
    admit,
    balance,
    portion,
    refuse,
)
from duban.governing.rules import Among, Fact, Kind, Row, route
from governing.plays.cast import PLAIN, d, day, name

# Adopted by the office:
# The stock in mu, in which steps the share is cut, who is a key project, the order of allotment, the plan's day.
ADOPTED_STOCK: Final = d("12345.6")
ADOPTED_STEP: Final = d("0.1")
ADOPTED_KEY: Final = frozenset({"省重点", "市重点"})
ADOPTED_PLAN: Final = Reporting(cadence=Cadence.YEARLY, due=OnDay(31), opens_early=365)

SHARE = d("0.15")
KEY_PROJECTS = "重点项目"
START = day("2023-01-03")
RANKS = {key: name(key) for key in ("省重点", "市重点", "一般")}
VOCABULARY = {"rank": Fact(key="rank", name=name("项目级别"), kind=Kind.CHOICE, choices=RANKS)}
ROWS = [Row("1", Among("rank", ADOPTED_KEY), KEY_PROJECTS, name(KEY_PROJECTS))]

RESERVED = portion(ADOPTED_STOCK, SHARE, ADOPTED_STEP)
BOOK = (
    Stock(day=START, amount=ADOPTED_STOCK, source="市级存量指标"),
    Reserve(day=START, purpose=KEY_PROJECTS, amount=RESERVED),
)


def asked(project: str, rank: str | None, mu: str) -> Allot:
    """What a project asks for: out of the reserve if it is a key project, and only if that is known."""
    to = route(ROWS, FREE, {"rank": rank}, START).to
    return Allot(
        day=START, holder=project, amount=d(mu), purpose=KEY_PROJECTS if to == KEY_PROJECTS else None
    )


def test_15_per_cent_are_reserved_and_everything_still_adds_up() -> None:
    now = balance(BOOK)
    assert d("1851.8") == RESERVED  # 1851.84
    assert now.free + sum(now.reserved.values()) == ADOPTED_STOCK


def test_an_ordinary_project_does_not_get_at_the_reserve() -> None:
    found = admit(
        BOOK,
        [
            asked("地铁", "市重点", "1500"),
            asked("口袋公园", "一般", "10400"),
            asked("物流园", "一般", "100"),
            asked("石化", "省重点", "352"),
            asked("码头", "省重点", "351.8"),
        ],
    )
    assert [entry.holder for entry in found.entries if isinstance(entry, Allot)] == [
        "地铁",
        "口袋公园",
        "码头",
    ]
    assert [why for _, why in found.refused] == [
        NotEnough(FREE, d("100"), d("93.8")),
        NotEnough(KEY_PROJECTS, d("352"), d("351.8")),
    ]


def test_what_is_approved_and_not_supplied_can_be_seen() -> None:
    book = (
        *BOOK,
        asked("地铁", "市重点", "1500"),
        Draw(day=START, holder="地铁", amount=d("900"), record="供地1"),
    )
    assert balance(book).holdings["地铁"].left == d("600")
    assert (
        refuse(Draw(day=START, holder="地铁", amount=d("600.1"), record="供地2"), balance(book)) is not None
    )


def test_the_plan_of_the_year_is_filed_with_the_city() -> None:
    year = parse_period("2022")
    [duty] = duties(
        ADOPTED_PLAN,
        Record((Filing("2022", day("2022-12-20")),)),
        calendar=PLAIN,
        since=year.first,
        until=year.last,
        as_of=day("2023-01-10"),
    )
    assert duty.state is State.FILED
