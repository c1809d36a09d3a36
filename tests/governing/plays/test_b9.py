"""B9: once a year secretaries report on their Party work and are voted on; the vote counts in the composite assessment.

Played: yearly duty, the sectors below by the end of February -> ballots -> points taken over by the composite ->
findings as lines that are struck off only when somebody else has seen that they are done.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from duban.governing.checks import Claim, Demand, Distance, Finding, Method, Verdict, stand
from duban.governing.clock import (
    Cadence,
    Filing,
    OnDay,
    Promise,
    Record,
    Reporting,
    State,
    duties,
    parse_period,
)
from duban.governing.scores import (
    ByVotes,
    Choice,
    FromScheme,
    Open,
    SchemeError,
    Sheet,
    Tallied,
    Votes,
    feed,
    filled,
    score,
)
from governing.plays.cast import PLAIN, d, day, name, organ, percent
from governing.scores.small import entry, leaf, scheme

YEAR = parse_period("2022")
# Adopted by the office:
# What a ballot brings, how many make a vote, what the vote is worth in the composite, and who strikes a line off.
ADOPTED: Final = {
    "vote-good": d("100"),
    "vote-fair": d("80"),
    "vote-plain": d("60"),
    "vote-poor": d("0"),
    "fewest-ballots": d("20"),
}
ADOPTED_WORTH: Final = "5"
ADOPTED_CHECK: Final = Demand(checks=1, distance=Distance.SUPERIOR, evidence=1)
# The district's own session was on 15 January; the sectors below it by the end of February: that the text does say.
SECTORS: Final = Reporting(cadence=Cadence.YEARLY, due=OnDay(31, months=2))

CHOICES = (("good", "好"), ("fair", "较好"), ("plain", "一般"), ("poor", "差"))
APPRAISAL = replace(
    scheme(
        leaf(
            "votes",
            "100",
            ByVotes(
                tuple(Choice(key, name(zh), Open(f"vote-{key}")) for key, zh in CHOICES),
                Open("fewest-ballots"),
            ),
            "100",
        )
    ),
    key="B9",
    cadence=Cadence.YEARLY,
)


def body(key: str) -> Sheet:
    """A body whose post holder reported: it is the body that is scored."""
    cast = Votes((Tallied("good", 45), Tallied("fair", 4), Tallied("plain", 1)))
    return Sheet(subject=organ(key, "town"), period=YEAR, entries=(entry("votes", cast),))


def test_votes_are_counted_and_enter_the_composite() -> None:
    with pytest.raises(SchemeError, match="still open"):
        score(APPRAISAL, body("甲镇党委"))
    result = score(filled(APPRAISAL, ADOPTED), body("甲镇党委"))
    assert result.total == d("97.6")  # (45 x 100 + 4 x 80 + 60) / 50
    composite = replace(
        scheme(
            leaf("votes", ADOPTED_WORTH, FromScheme(source="B9", floor=d("0"), full=d("100"))),
            leaf("rest", "95"),
        ),
        cadence=Cadence.YEARLY,
    )
    fed = feed("votes", [result], by="考核办", on=day("2023-01-20"))
    taken = score(composite, Sheet(subject=result.subject, period=YEAR, entries=(fed,)))
    assert taken.base.parts[0].points == d("4.88")
    assert taken.base.parts[0].evidence == (result.fingerprint,)


def test_the_sectors_below_finish_by_the_end_of_february() -> None:
    held = {"机关": "2023-02-10", "学校": "2023-02-28", "国企": "2023-03-01"}
    states = {}
    for sector, on in held.items():
        [duty] = duties(
            SECTORS,
            Record((Filing("2022", day(on)),)),
            calendar=PLAIN,
            since=YEAR.first,
            until=YEAR.last,
            as_of=day("2023-03-31"),
        )
        assert duty.due.day == day("2023-02-28")  # type: ignore[union-attr] # nothing is paused
        states[sector] = duty.state
    assert list(states.values()) == [State.FILED, State.FILED, State.FILED_LATE]


def test_a_line_of_the_rectification_list_is_struck_off_in_time_or_not() -> None:
    promise = Promise(day("2023-06-30"))
    done = {"甲镇": "2023-06-20", "乙镇": "2023-07-03", "丙镇": None}
    in_time = 0
    for unit, on in done.items():
        evidence = ("会议纪要",) if on else ()
        claim = Claim(id=unit, unit=unit, day=day("2023-06-15"), evidence=evidence)
        seen = [
            Finding(
                claim=unit,
                checker="督导组",
                unit="区委组织部",
                distance=Distance.SUPERIOR,
                method=Method.ARCHIVE,
                day=day(on),
                verdict=Verdict.CONFIRMED,
            )
            for on in (on,)
            if on is not None
        ]
        standing = stand(claim, seen, ADOPTED_CHECK)
        in_time += standing.verified and standing.counted[-1].day <= promise.current
        assert standing.verified is (on is not None)
    assert percent(in_time, len(done)) == "33.3"
