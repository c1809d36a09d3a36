"""The catalogue's own figures: what it states is checked, what it leaves open must be filled before anything counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from duban.governing.clock import Cadence, parse_period
from duban.governing.names import Name
from duban.governing.scores import (
    Band,
    Basis,
    Bracket,
    Brackets,
    ByVotes,
    Choice,
    Cutoffs,
    Entered,
    Entry,
    FromScheme,
    Grade,
    Linear,
    Measured,
    Missing,
    Open,
    Points,
    Ranking,
    RankRule,
    Result,
    SchemeError,
    Sheet,
    Standing,
    Subject,
    SubjectKind,
    Tallied,
    Ties,
    UnitClass,
    Votes,
    Whose,
    check,
    feed,
    filled,
    grade,
    opens,
    rank,
    retained,
    score,
    score_all,
    stars_or_more,
    tally,
)
from governing.scores.catalogue import FILLED, party_rules, stars_and_flags
from governing.scores.small import ON, branch, d, entry, honour, leaf, name, occurred, scheme, unit

HALF = parse_period("2021-H1")


def body(key: str, unit_class: str = "towns") -> Subject:
    return Subject(kind=SubjectKind.ORGANISATION, key=key, name=name(key), unit_class=unit_class)


# B1: half-yearly evaluation of how Party regulations are implemented.


def test_thirty_five_standards_of_two_or_four_make_a_hundred_in_one_way_only() -> None:
    ways = [(twos, 35 - twos) for twos in range(36) if 2 * twos + 4 * (35 - twos) == 100]
    assert ways == [(20, 15)]
    worths = [standard.worth for standard in party_rules().leaves()]
    assert (worths.count(d("2")), worths.count(d("4"))) == ways[0]


def test_nothing_is_wrong_with_the_tree_but_what_the_document_leaves_open() -> None:
    found = check(party_rules())
    assert {problem.message.split(":")[0] for problem in found} == {"still open"}
    assert opens(party_rules()) == tuple(sorted(FILLED))
    assert check(filled(party_rules(), FILLED)) == ()


def test_nothing_is_scored_while_a_figure_is_open() -> None:
    one_short = filled(party_rules(), {key: value for key, value in FILLED.items() if key != "good-from"})
    with pytest.raises(SchemeError, match="still open: 'good-from'"):
        score(one_short, Sheet(subject=body("a"), period=HALF, entries=()))


def full_marks(lost: str = "0") -> tuple[Entry, ...]:
    """Every standard at its full points; the points lost are taken from the last ones."""
    left, entries = Decimal(lost), []
    for standard in reversed(list(party_rules().leaves())):
        assert isinstance(standard.worth, Decimal)
        gone = min(left, standard.worth)
        left -= gone
        entries.append(entry(standard.key, Points(standard.worth - gone)))
    return tuple(entries)


def test_full_marks_are_thirty_thirty_and_forty() -> None:
    made = Sheet(subject=body("a"), period=HALF, entries=full_marks())
    result = score(filled(party_rules(), FILLED), made)
    assert [part.points for part in result.base.parts] == [d("30"), d("30"), d("40")]
    assert (result.total, result.scored, result.leaves, result.standing) == (
        d("100"),
        35,
        35,
        Standing.FINAL,
    )


def test_awards_and_deductions_stand_beside_the_base_points() -> None:
    made = Sheet(
        subject=body("a"),
        period=HALF,
        entries=full_marks("12"),
        occurrences=(occurred("n1", "通报-1"), occurred("n5", "通报-2", times=2)),
        honours=(
            honour("执规责任制", "instruction", "city"),
            honour("执规责任制", "rollout", "national"),  # the same matter: only its highest level counts
            honour("法规选编", "rollout", "county"),
        ),
    )
    result = score(filled(party_rules(), FILLED), made)
    assert result.base.points == d("88")
    assert [(award.matter, award.points) for award in result.awards] == [
        ("执规责任制", d("4")),
        ("执规责任制", d("0")),
        ("法规选编", d("1")),
    ]
    assert [(cost.circumstance, cost.points) for cost in result.deductions] == [
        ("n1", d("2")),
        ("n5", d("4")),
    ]
    assert (result.awarded, result.deducted, result.total) == (d("5"), d("6"), d("87"))


def test_forty_seven_are_good_and_thirty_one_fairly_good() -> None:
    rules = filled(party_rules(), FILLED)
    assert isinstance(rules.bands, Cutoffs)
    lost = ["10"] * 47 + ["10.5"] * 31  # 90 is still good, 89.5 is not
    sheets = [
        Sheet(subject=body(f"unit-{place}"), period=HALF, entries=full_marks(points))
        for place, points in enumerate(lost)
    ]
    grades = [grade(result, rules.bands) for result in score_all(rules, sheets)]
    assert [(count.name.zh, count.units) for count in tally(grades, rules.bands)] == [
        ("好", 47),
        ("较好", 31),
        ("一般", 0),
    ]


# E1: 3 boards, 17 indicators, each quarter; a first place is held.


def district(key: str, value: str, quarter: str) -> Sheet:
    entries = tuple(entry(indicator.key, Measured(d(value))) for indicator in stars_and_flags().leaves())
    return Sheet(subject=body(key, "districts"), period=parse_period(quarter), entries=entries)


def test_three_boards_of_seventeen_indicators() -> None:
    assert check(stars_and_flags()) == ()
    assert len(list(stars_and_flags().leaves())) == 17
    result = score(stars_and_flags(), district("xihaian", "102", "2022-Q1"))
    assert [part.points for part in result.base.parts] == [d("34"), d("25.5"), d("25.5")]
    assert result.total == d("85")


def test_first_place_is_retained_quarter_by_quarter() -> None:
    history: list[Ranking] = []
    for quarter, values in {
        "2022-Q1": ("90", "95"),
        "2022-Q2": ("96", "95"),
        "2022-Q3": ("97", "95"),
        "2022-Q4": ("98", "95"),
    }.items():
        sheets = [
            district(key, value, quarter) for key, value in zip(("xihaian", "jiaozhou"), values, strict=True)
        ]
        history += rank(
            score_all(stars_and_flags(), sheets), RankRule(ties=Ties.SHARED), previous=history[-1:]
        )
    [holder] = retained(history)
    assert (holder.subject.key, holder.periods, holder.since.key) == ("xihaian", 3, "2022-Q2")


# B7: points, stars, and how many have five or more.


def test_nine_hundred_and_eight_of_a_thousand_have_five_stars_or_more() -> None:
    lows = ["110", "90", "80", "70", "60", None]
    highs = [None, *lows[:-1]]
    bands = Cutoffs(
        tuple(
            Band(key=f"stars-{stars}", name=name(f"{stars}星"), low=_end(low), high=_end(high), stars=stars)
            for stars, low, high in zip(range(6, 0, -1), lows, highs, strict=True)
        )
    )
    one = scheme(leaf("all", "120", Entered(d("1"))))
    one = replace(one, total=d("120"))
    points = ["115"] * 8 + ["95"] * 900 + ["85"] * 92
    results = score_all(
        one,
        [
            Sheet(
                subject=unit(f"u{place}"),
                period=parse_period("2026-Q2"),
                entries=(entry("all", Points(d(p))),),
            )
            for place, p in enumerate(points)
        ],
    )
    assert stars_or_more([grade(result, bands) for result in results], 5) == (908, 1000)


def _end(text: str | None) -> Decimal | None:
    return None if text is None else d(text)


# B9: ballots are counted and become points of E2.


def test_ballots_become_points_by_a_conversion_that_has_to_be_filled_in() -> None:
    choices = tuple(
        Choice(key, name(zh), Open(f"vote-{key}"))
        for key, zh in (("good", "好"), ("fair", "较好"), ("plain", "一般"), ("poor", "差"))
    )
    votes = leaf("votes", "100", ByVotes(choices, Open("fewest-ballots")), "100")
    assert opens(scheme(votes)) == ("fewest-ballots", "vote-fair", "vote-good", "vote-plain", "vote-poor")
    figures = ("100", "80", "60", "0")
    keys = ("vote-good", "vote-fair", "vote-plain", "vote-poor")
    rules = filled(
        scheme(votes), {"fewest-ballots": d("10"), **dict(zip(keys, map(d, figures), strict=True))}
    )
    cast = Votes((Tallied("good", 30), Tallied("fair", 9), Tallied("poor", 1)))
    result = score(
        rules, Sheet(subject=unit(), period=parse_period("2026-Q2"), entries=(entry("votes", cast),))
    )
    assert result.total == d("93")  # (30 x 100 + 9 x 80) / 40


# B10 and B13: a form and an index, of which the documents print nothing.


def test_an_index_shows_where_the_problems_of_a_village_are() -> None:
    rules = scheme(*(leaf(f"item-{place}", "20", Entered(d("1"))) for place in range(1, 6)))
    points = ["20", "12", "20", "5", "18"]
    entries = tuple(entry(f"item-{place}", Points(d(p))) for place, p in enumerate(points, 1))
    result = score(rules, Sheet(subject=unit(), period=parse_period("2026-Q2"), entries=entries))
    assert [line.key for line in result.shortfalls()] == ["item-4", "item-2", "item-5"]


# B3: 22 indicators; the subject is the organisation, the index is the post holder's nowhere.


def test_twenty_two_indicators_with_open_weights_are_not_scored() -> None:
    rules = scheme(
        *(leaf(f"i{place}", Open(f"weight-{place}"), maximum="10") for place in range(22)),
        basis=Basis.WEIGHTS,
    )
    assert len(opens(rules)) == 22
    assert len(check(rules)) == 22


# L4: less is better.


@pytest.mark.parametrize(
    ("value", "points"),
    [
        ("31", "50"),  # half way between 40 and 22
        ("25", "83.333333333333333"),  # 15 of 18
        ("22", "100"),
        ("20", "100"),
        ("61", "0"),
    ],
)
def test_particles_score_in_proportion(value: str, points: str) -> None:
    rules = scheme(leaf("pm25", "100", Linear(d("40"), d("22"))))
    made = Sheet(subject=unit(), period=parse_period("2026-Q2"), entries=(entry("pm25", Measured(d(value))),))
    assert score(rules, made).total == d(points)


# L5: reservoirs are assets; grades decide about money elsewhere; the results count towards another assessment.


def reservoirs(*points: str) -> tuple[Result, ...]:
    rules = replace(
        scheme(leaf("care", "100", Entered(d("1")))),
        key="L5",
        classes=(UnitClass("reservoir", Name("小型水库", "small reservoirs")),),
    )
    return score_all(
        rules,
        [
            Sheet(
                subject=Subject(
                    kind=SubjectKind.ASSET,
                    key=f"r{place}",
                    name=name(f"{place}号水库"),
                    unit_class="reservoir",
                ),
                period=parse_period("2026-Q2"),
                entries=(entry("care", Points(d(p))),),
            )
            for place, p in enumerate(points)
        ],
    )


def test_reservoirs_that_do_not_reach_the_best_grades() -> None:
    bands = Cutoffs(
        (
            Band(key="excellent", name=name("优"), low=d("90"), high=None),
            Band(key="good", name=name("良"), low=d("80"), high=d("90")),
            Band(key="pass", name=name("合格"), low=d("60"), high=d("80")),
            Band(key="fail", name=name("不合格"), low=None, high=d("60")),
        )
    )
    grades = [grade(result, bands) for result in reservoirs("90", "89", "80", "79", "60", "59")]
    keys = [given.key for given in grades if isinstance(given, Grade)]
    assert keys == ["excellent", "good", "good", "pass", "pass", "fail"]


def test_reservoirs_count_towards_the_assessment_of_their_district() -> None:
    rules = scheme(
        leaf("reservoirs", "30", FromScheme(source="L5", floor=d("0"), full=d("100"), whose=Whose.PARTS)),
        leaf("rivers", "70"),
    )
    fed = feed("reservoirs", reservoirs("90", "80", "70"), by="云溪区水务局", on=ON)
    assert len(fed.evidence) == 3
    result = score(rules, Sheet(subject=unit(), period=parse_period("2026-Q2"), entries=(fed,)))
    assert result.base.parts[0].points == d("24")  # 30 points x 80 %
    assert result.standing is Standing.PROVISIONAL


# K2: figures per mu, by the thresholds that the document states.


@pytest.mark.parametrize(
    ("ratio", "points"),
    [("2.0", "40"), ("1.99", "20"), ("1.5", "20"), ("1.49", "0")],
)
def test_plot_ratio_by_its_two_thresholds(ratio: str, points: str) -> None:
    plot = Brackets(
        brackets=(Bracket(d("2.0"), d("40")), Bracket(d("1.5"), d("20"))),
        otherwise=d("0"),
    )
    output = Brackets(brackets=(Bracket(d("1000"), d("30")),), otherwise=d("0"))  # 10 000 yuan per mu
    tax = Brackets(brackets=(Bracket(d("50"), d("30")),), otherwise=d("0"))
    rules = scheme(leaf("plot", "40", plot), leaf("output", "30", output), leaf("tax", "30", tax))
    assert check(rules) == ()
    values = {"plot": ratio, "output": "1000", "tax": "49.9"}
    made = Sheet(
        subject=Subject(kind=SubjectKind.ASSET, key="plot-7", name=name("七号地块"), unit_class="department"),
        period=parse_period("2026-Q2"),
        entries=tuple(entry(key, Measured(d(value))) for key, value in values.items()),
    )
    assert [line.points for line in score(rules, made).base.parts] == [d(points), d("30"), d("0")]


# E2: a half-yearly result and a vote become leaves of a yearly composite.


def test_a_composite_takes_over_a_result_with_its_fingerprint() -> None:
    first = score(
        filled(party_rules(), FILLED), Sheet(subject=body("a"), period=HALF, entries=full_marks("10"))
    )
    composite = replace(
        scheme(
            leaf("rules", "15", FromScheme(source="B1", floor=d("0"), full=d("100"))),
            branch("rest", "85", leaf("economy", "60", maximum="100"), leaf("society", "25", maximum="100")),
            basis=Basis.WEIGHTS,
            missing=Missing.LEFT_OUT,
        ),
        cadence=Cadence.YEARLY,
        classes=party_rules().classes,
    )
    assert [problem.place for problem in check(composite)] == ["parts.rest"]  # 60 + 25 is not 100 per cent
    composite = replace(
        composite,
        parts=(composite.parts[0], branch("rest", "85", leaf("economy", "60"), leaf("society", "40"))),
    )
    fed = feed("rules", [first], by="考核办", on=date(2022, 1, 10))
    made = Sheet(subject=body("a"), period=parse_period("2021"), entries=(fed,))
    result = score(composite, made)
    assert result.base.parts[0].evidence == (first.fingerprint,)
    assert result.total == d("90")  # all that is not there is left out
    assert result.base.parts[0].counted == d("100")
