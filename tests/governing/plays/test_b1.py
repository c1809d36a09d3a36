"""B1: every half year, how Party regulations are carried out is scored in 35 standards and published as grades.

Played: four ways of checking -> points of a standard -> 30 + 30 + 40, awards and deductions -> grade -> list by class,
and the result taken over by the composite assessment.
"""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, Final

from duban.governing.bulletins import Shape, Share, differences, freeze, thaw
from duban.governing.checks import Claim, Demand, Distance, Finding, Method, Refuted, Standing, Verdict, say
from duban.governing.checks import stand as check
from duban.governing.clock import parse_period
from duban.governing.scores import (
    Cutoffs,
    Entry,
    FromScheme,
    Grade,
    NotKnown,
    Points,
    RankRule,
    Sheet,
    Ties,
    feed,
    filled,
    grade,
    rank,
    score,
    score_all,
    tally,
)
from governing.plays.cast import cell, d, day, issue, organ, percent, table
from governing.scores.catalogue import FILLED, party_rules
from governing.scores.small import leaf, scheme, sheet

if TYPE_CHECKING:
    from decimal import Decimal

    from duban.governing.scores import Leaf, Subject

# Adopted by the office:
# The cut-offs, and the points of deductions and awards; the demand of one check by another unit.
ADOPTED: Final = FILLED
ADOPTED_CHECK: Final = Demand(checks=1, distance=Distance.OTHER_UNIT)

HALF = parse_period("2021-H1")
CHECKED = day("2021-07-06")
RULES = filled(party_rules(), ADOPTED)
METHODS = (Method.ARCHIVE, Method.ON_SITE, Method.INTERVIEW, Method.WEB)
CLASSES = ("towns", "zones", "departments", "stationed")


def checked(unit: str, standard: Leaf, method: Method, found: Decimal | None = None) -> Standing:
    """A standard that a unit claims in full, as the office's people found it."""
    claim = Claim(id=f"{unit}/{standard.key}", unit=unit, day=day("2021-06-30"), value=standard.scale)
    finding = Finding(
        claim=claim.id,
        checker="检查一组",
        unit="党委办公室",
        distance=Distance.OTHER_UNIT,
        method=method,
        day=CHECKED,
        verdict=Verdict.CONFIRMED if found is None else Verdict.CORRECTED,
        value=found,
    )
    return check(claim, [finding], ADOPTED_CHECK)


def entered(standard: Leaf, seen: Standing) -> Entry:
    """The points that a check leaves standing: none where it was refuted, not known where nobody could say."""
    value = NotKnown(say(seen.reasons[-1], "zh")) if seen.reasons else Points(seen.found or d("0"))
    if any(isinstance(reason, Refuted) for reason in seen.reasons):
        value = Points(d("0"))
    return Entry(leaf=standard.key, value=value, evidence=(seen.claim.id,), by="党委办公室", on=CHECKED)


def evaluated(subject: Subject, lost: str = "0") -> Sheet:
    """Every standard checked, the points lost taken from the first ones."""
    left, entries = d(lost), []
    for standard, method in zip(RULES.leaves(), cycle(METHODS), strict=False):
        gone = min(left, standard.scale)
        left -= gone
        found = standard.scale - gone if gone else None
        entries.append(entered(standard, checked(subject.key, standard, method, found)))
    return Sheet(subject=subject, period=HALF, entries=tuple(entries))


def test_checked_standards_become_47_good_and_31_fairly_good_and_are_published_by_class() -> None:
    units = [organ(f"单位{place:02}", CLASSES[place % 4]) for place in range(78)]
    sheets = [evaluated(unit, "8" if place < 47 else "18") for place, unit in enumerate(units)]
    results = score_all(RULES, sheets)
    assert isinstance(RULES.bands, Cutoffs)
    grades = [grade(result, RULES.bands) for result in results]
    assert [(line.name.zh, line.units) for line in tally(grades, RULES.bands)][:2] == [
        ("好", 47),
        ("较好", 31),
    ]
    assert [ranking.unit_class for ranking in rank(results, RankRule(ties=Ties.SHARED))] == sorted(CLASSES)

    given = [one for one in grades if isinstance(one, Grade)]
    behind = {result.subject.key: result.fingerprint for result in results}
    rows = [(cell(one.subject.key), cell(one.name.zh, behind[one.subject.key])) for one in given]
    shares = [
        Share(name=line.name, part=d(str(line.units)), whole=d(str(len(given))))
        for line in tally(grades, RULES.bands)
    ]
    made = issue(
        "党内法规评价", CHECKED, table("等次", {"单位": Shape.TEXT, "等次": Shape.TEXT}, rows), *shares
    )
    assert thaw(freeze(made)) == made
    assert percent(47, 78) == "60.3"

    # A unit's check is put right: the next issue tells which cell is another one.
    again = score(RULES, evaluated(units[0], "18"))
    first = grade(again, RULES.bands)
    assert isinstance(first, Grade)
    corrected = [(cell(units[0].key), cell(first.name.zh, again.fingerprint)), *rows[1:]]
    titles = {"单位": Shape.TEXT, "等次": Shape.TEXT}
    after = issue(
        "党内法规评价", CHECKED, table("等次", titles, corrected), *shares, corrects=freeze(made).digest
    )
    [changed] = differences(made, after)
    assert (getattr(changed, "row", ""), getattr(changed, "after", cell("")).value) == ("单位00", "较好")


def test_a_standard_that_nobody_could_see_leaves_the_half_year_provisional() -> None:
    made = evaluated(organ("单位00", "towns"))
    standard = next(RULES.leaves())
    unseen = check(Claim(id="x", unit="单位00", day=CHECKED, value=standard.scale), [], ADOPTED_CHECK)
    entries = (entered(standard, unseen), *made.entries[1:])
    result = score(RULES, Sheet(subject=made.subject, period=HALF, entries=entries))
    assert (result.standing.value, result.scored, result.leaves) == ("provisional", 34, 35)


def test_the_grade_list_feeds_the_composite_assessment() -> None:
    subject = organ("单位00", "town")
    result = score(RULES, evaluated(organ("单位00", "towns"), "10"))
    composite = scheme(
        leaf("rules", "10", FromScheme(source="B1", floor=d("0"), full=d("100"))),
        leaf("rest", "90"),
    )
    fed = feed("rules", [result], by="考核办", on=day("2022-01-10"))
    assert score(composite, sheet(fed, subject=subject)).base.parts[0].points == d("9")
