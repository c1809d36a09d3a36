"""I2: light offences are not fined, ordinary ones less: 318 matters, in 2022 a list of 96, and years of grace.

Played: versions of the list in a book -> those in force on the day of the offence in their order -> no penalty, reduced
or as usual, and what has to be learned first; reminders as rungs that end in no fine.
"""

from __future__ import annotations

from typing import Final

import pytest

from duban.governing.clock import Cadence, period_of
from duban.governing.ladders import Climb, Direction, Issued, Mark, Reset, Run, Rung, Valued, calls, ladder
from duban.governing.names import Name
from duban.governing.rules import (
    Aged,
    All,
    Among,
    Clause,
    Comparator,
    Fact,
    Holds,
    Kind,
    Route,
    Row,
    book,
    directions,
    route,
)
from governing.plays.cast import d, day, flag, name

# Adopted by the office:
# How the 318 split, the conditions of a matter, and how many of the one to three years of grace a firm gets.
ADOPTED_FREE, ADOPTED_REDUCED = 100, 218
ADOPTED_GRACE_MONTHS: Final = 36

LISTED = {f"m{place}": name(f"事项{place}") for place in range(ADOPTED_FREE + ADOPTED_REDUCED)}
VOCABULARY = {
    "matter": Fact(key="matter", name=Name("违法事项", "matter"), kind=Kind.CHOICE, choices=LISTED),
    "first": flag("first", "首次违法"),
    "repaired": flag("repaired", "及时改正"),
    "harmless": flag("harmless", "未造成危害后果"),
    "four_new": flag("four_new", "四新企业"),
    "registered": Fact(key="registered", name=Name("注册日期", "registered"), kind=Kind.DAY),
}
LIGHT = (Holds("first"), Holds("repaired"), Holds("harmless"))


def listed(key: str, outcome: str, count: int, first: str, last: str | None = None) -> list[Clause]:
    """One edition of a list: so many matters, each a clause."""
    start = ADOPTED_FREE if outcome == "reduced" else 0
    asks = LIGHT if outcome == "none" else LIGHT[1:]
    return [
        Clause(
            id=f"{key}-{place}",
            version=1,
            name=name(f"清单{key}第{place}项"),
            condition=All((Among("matter", frozenset({f"m{place}"})), *asks)),
            outcome=outcome,
            source=f"清单{key}",
            first=day(first),
            last=None if last is None else day(last),
        )
        for place in range(start, start + count)
    ]


GRACE = Clause(
    id="grace",
    version=1,
    name=name("包容期"),
    condition=All(
        (Holds("four_new"), Aged("registered", Comparator.AT_MOST, ADOPTED_GRACE_MONTHS), Holds("harmless"))
    ),
    outcome="soft",
    source="包容期规定",
    first=day("2022-01-01"),
)
EDITIONS = book(
    VOCABULARY,
    [
        GRACE,
        *listed("2021", "none", ADOPTED_FREE, "2021-01-01", "2021-12-31"),
        *listed("2022", "none", 96, "2022-01-01"),
        *listed("2021r", "reduced", ADOPTED_REDUCED, "2021-01-01"),
    ],
)


def consequence(on: str, **facts: object) -> Route:
    """What follows from an offence on a day, by the lists of that day, in their order."""
    rows = [Row(one.id, one.condition, one.outcome, one.name) for one in EDITIONS.on(day(on))]
    known = {key: value for key, value in facts.items() if isinstance(value, bool | str | type(day("01-01")))}
    return route(rows, "normal", known, day(on))


MILD = {"first": True, "repaired": True, "harmless": True, "four_new": False}
CASES: tuple[tuple[str, str, dict[str, object], str], ...] = (
    ("a light offence on the list", "2022-05-10", {"matter": "m7"}, "none"),
    ("a second time it is not light", "2022-05-10", {"matter": "m7", "first": False}, "normal"),
    ("off the list since 2022", "2022-05-10", {"matter": "m97"}, "normal"),
    ("and on it in 2021: the list of its day holds", "2021-12-31", {"matter": "m97"}, "none"),
    ("an ordinary one put right", "2022-05-10", {"matter": "m150", "first": False}, "reduced"),
    ("an ordinary one with harm done", "2022-05-10", {"matter": "m150", "harmless": False}, "normal"),
    (
        "a new firm on the last day of its grace",
        "2022-05-10",
        {
            "matter": "m300",
            "first": False,
            "repaired": False,
            "four_new": True,
            "registered": day("2019-05-10"),
        },
        "soft",
    ),
    (
        "the day after",
        "2022-05-11",
        {
            "matter": "m300",
            "first": False,
            "repaired": False,
            "four_new": True,
            "registered": day("2019-05-10"),
        },
        "normal",
    ),
)


@pytest.mark.parametrize(("what", "on", "facts", "outcome"), CASES, ids=[row[0] for row in CASES])
def test_no_penalty_reduced_or_as_usual(what: str, on: str, facts: dict[str, object], outcome: str) -> None:
    assert consequence(on, **(MILD | facts)).to == outcome, what


def test_318_matters_and_96_in_the_list_of_2022() -> None:
    counts = {
        on: [one.outcome for one in EDITIONS.on(day(on)) if one.outcome != "soft"]
        for on in ("2021-06-30", "2022-06-30")
    }
    assert len(counts["2021-06-30"]) == 318
    assert counts["2022-06-30"].count("none") == 96


def test_what_is_not_known_yet_could_still_spare_the_firm_and_is_said() -> None:
    found = consequence("2022-05-10", matter="m7", repaired=True, four_new=False, harmless=True)
    assert found.to == "normal"
    assert [row.id for row, _ in found.doubts] == ["2022-7"]
    assert "首次违法" in directions(found, name("一般程序"), VOCABULARY, "zh")[1]


# Soft enforcement first: a reminder, then a talk; a fine stands on no rung of this ladder.
SOFT = ladder(
    (
        Rung(id="remind", name=name("提醒"), trigger=Valued(Direction.AT_LEAST, d("1")), issuer="执法局"),
        Rung(
            id="talk",
            name=name("约谈"),
            trigger=Valued(Direction.AT_LEAST, d("1"), Run(2)),
            issuer="执法局",
            reset=Reset.EACH,
        ),
    ),
    Climb.STEPWISE,
)


def test_in_grace_an_offence_is_met_with_a_reminder_before_anything_else() -> None:
    history = [
        Mark(subject="某四新企业", period=period_of(Cadence.MONTHLY, day(f"2022-0{month}-10")), value=d("1"))
        for month in (5, 6)
    ]
    first = calls(SOFT, history[:1], (), day("2022-01-01"))
    second = calls(SOFT, history, [Issued("remind", history[0].period)], day("2022-01-01"))
    assert [[call.rung.id for call in found] for found in (first, second)] == [["remind"], ["talk"]]
