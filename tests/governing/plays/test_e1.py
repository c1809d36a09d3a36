"""E1: each quarter districts are ranked in 17 indicators on 3 boards; the first one holds the flag, and may keep it.

Played: values -> board scores -> rank -> who holds the flag and since when -> flag passed on as an incentive -> list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from duban.governing.bulletins import Shape, freeze
from duban.governing.clock import parse_period
from duban.governing.ladders import Climb, Issued, Nature, Reset, Rung, Top, calls, ladder
from duban.governing.names import Name
from duban.governing.scores import Measured, Ranking, RankRule, Sheet, Ties, rank, retained, score_all
from governing.plays.cast import cell, d, day, issue, marks, organ, table
from governing.scores.catalogue import stars_and_flags
from governing.scores.small import entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duban.governing.ladders import Mark

# Adopted by the office:
# The flag goes to the first alone and only when it changes hands; the weights stand with the scheme.
ADOPTED: Final = ladder(
    (
        Rung(
            id="flag",
            name=Name("挂旗", "flag"),
            trigger=Top(1),
            issuer="市考核办",
            nature=Nature.INCENTIVE,
            reset=Reset.RECOVERY,
        ),
    ),
    Climb.EVERY,
)
# How far each district has its plan in each indicator, in per cent; invented.
QUARTERS: Final = {
    "2022-Q1": {"西区": "90", "南区": "95", "北区": "80"},
    "2022-Q2": {"西区": "96", "南区": "95", "北区": "80"},
    "2022-Q3": {"西区": "97", "南区": "95", "北区": "97"},
    "2022-Q4": {"西区": "98", "南区": "95", "北区": "80"},
}


def rankings() -> Iterator[Ranking]:
    rules = stars_and_flags()
    before: tuple[Ranking, ...] = ()
    for quarter, values in QUARTERS.items():
        sheets = [
            Sheet(
                subject=organ(key, "districts"),
                period=parse_period(quarter),
                entries=tuple(entry(one.key, Measured(d(value))) for one in rules.leaves()),
            )
            for key, value in values.items()
        ]
        before = rank(score_all(rules, sheets), RankRule(ties=Ties.SHARED), previous=before)
        yield from before


def test_the_flag_is_held_shared_and_passed_on() -> None:
    history: dict[str, list[Mark]] = {"西区": [], "南区": [], "北区": []}
    issued: dict[str, list[Issued]] = {key: [] for key in history}
    flags = []
    for ranking in rankings():
        for key, mark in marks(ranking).items():
            history[key].append(mark)
            for call in calls(ADOPTED, history[key], issued[key], day("2022-01-01")):
                issued[key].append(Issued(call.rung.id, call.period))
                flags.append((ranking.period.key, key))
    assert flags == [("2022-Q1", "南区"), ("2022-Q2", "西区"), ("2022-Q3", "北区")]


def test_first_place_is_retained_over_a_quarter_that_was_shared() -> None:
    [holder] = retained(rankings())
    assert (holder.subject.key, holder.periods, holder.since.key) == ("西区", 3, "2022-Q2")


def test_the_list_of_the_quarter_says_what_changed() -> None:
    *_, last = rankings()
    assert last.since is not None
    rows = [
        (cell(d(str(one.rank))), cell(one.subject.key), cell(one.total, one.fingerprint))
        for one in last.places
    ]
    shapes = {"名次": Shape.PLACE, "区市": Shape.TEXT, "得分": Shape.NUMBER}
    frozen = freeze(issue("摘星夺旗", day("2023-01-10"), table("排名", shapes, rows)))
    assert frozen.digest == freeze(issue("摘星夺旗", day("2023-01-10"), table("排名", shapes, rows))).digest
    assert [one.subject.key for one in last.places] == ["西区", "南区", "北区"]
