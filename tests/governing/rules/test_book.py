"""Books of clauses: what is refused, which version holds, which of several clauses counts, where a matter goes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from duban.governing.names import Name
from duban.governing.rules import (
    Aged,
    All,
    Among,
    BookError,
    Clause,
    Comparator,
    Compare,
    Condition,
    Fact,
    Facts,
    Holds,
    Kind,
    Not,
    On,
    Row,
    Several,
    Truth,
    VocabularyError,
    book,
    directions,
    explain,
    match,
    route,
    verdict,
)

TODAY = date(2026, 11, 22)
AT_LEAST = Comparator.AT_LEAST


def fact(key: str, zh: str, kind: Kind, unit: str = "", **choices: str) -> Fact:
    named = {choice: Name(name, choice) for choice, name in choices.items()} or None
    return Fact(key=key, name=Name(zh, key), kind=kind, unit=unit, choices=named)


VOCABULARY = {
    one.key: one
    for one in (
        fact("tax", "亩均税收", Kind.NUMBER, "万元"),
        fact("promised", "已签承诺书", Kind.FLAG),
        fact("defaulter", "列入失信名单", Kind.FLAG),
        fact("founded", "注册日期", Kind.DAY),
        fact("chain", "产业链", Kind.CHOICE, chips="集成电路", trains="轨道交通"),
        fact("marks", "称号", Kind.SEVERAL, high_tech="高新技术企业", small_science="科技型中小企业"),
    )
}


def clause(
    condition: Condition,
    key: str = "12-3",
    *,
    version: int = 1,
    holds: tuple[date, date | None] = (date(2023, 1, 1), None),
    amount: int | None = None,
    once: str = "",
) -> Clause:
    return Clause(
        id=key,
        version=version,
        name=Name(f"条款{key}", f"clause {key}"),
        condition=condition,
        outcome="grant",
        source="云溪区惠企政策",
        first=holds[0],
        last=holds[1],
        amount=None if amount is None else Decimal(amount),
        once=once,
    )


UNASKED = (
    ("a fact nobody states", Holds("vowed"), "12-3@1: no fact is called 'vowed'"),
    (
        "a flag is no figure",
        Compare("promised", AT_LEAST, Decimal(1)),
        "12-3@1: 'promised' is a flag, which 'compare' cannot ask",
    ),
    ("a choice nobody has", Among("chain", frozenset({"beer"})), "12-3@1: 'chain' has no choice beer"),
    ("no choice at all", Among("chain", frozenset()), "12-3@1: 'chain' is compared with no choice"),
    ("an empty list", All(()), "12-3@1: no condition stands under it"),
    ("three of two", Several(3, (Holds("promised"),) * 2), "12-3@1: 3 of 2 conditions cannot be asked"),
    ("an age before birth", Aged("founded", AT_LEAST, -1), "12-3@1: -1 months is no age"),
    ("no figure", Compare("tax", AT_LEAST, Decimal("NaN")), "12-3@1: NaN is no figure"),
    (
        "every problem is told with its place",
        All((Holds("a"), Not(Several(1, (Holds("promised"), Holds("b")))))),
        "12-3@1.1: no fact is called 'a'; 12-3@1.2.1.2: no fact is called 'b'",
    ),
)


@pytest.mark.parametrize(("what", "condition", "message"), UNASKED, ids=[row[0] for row in UNASKED])
def test_what_cannot_be_asked_is_refused(what: str, condition: Condition, message: str) -> None:
    with pytest.raises(VocabularyError) as refusal:
        book(VOCABULARY, [clause(condition)])
    assert str(refusal.value) == message, what


PROMISED = Holds("promised")
CLASHES = (
    (
        "an end before its beginning",
        [clause(PROMISED, holds=(date(2024, 1, 1), date(2023, 12, 31)))],
        "12-3@1: ends on 2023-12-31, before it begins on 2024-01-01",
    ),
    (
        "two versions on one day",
        [
            clause(PROMISED, holds=(date(2021, 1, 1), date(2022, 1, 1))),
            clause(PROMISED, version=2, holds=(date(2022, 1, 1), None)),
        ],
        "12-3@2: begins while version 1 still holds",
    ),
    (
        "one version twice",
        [
            clause(PROMISED, holds=(date(2021, 1, 1), date(2021, 12, 31))),
            clause(PROMISED, holds=(date(2022, 1, 1), None)),
        ],
        "12-3@1: this version stands in the book twice",
    ),
)


@pytest.mark.parametrize(("what", "clauses", "message"), CLASHES, ids=[row[0] for row in CLASHES])
def test_versions_do_not_overlap(what: str, clauses: list[Clause], message: str) -> None:
    with pytest.raises(BookError) as refusal:
        book(VOCABULARY, clauses)
    assert str(refusal.value) == message, what


def test_the_version_of_the_day_is_asked() -> None:
    versions = book(
        VOCABULARY,
        [
            clause(Compare("tax", AT_LEAST, Decimal(30)), holds=(date(2021, 1, 1), date(2022, 12, 31))),
            clause(Compare("tax", AT_LEAST, Decimal(50)), version=2),
        ],
    )
    firm: Facts = {"tax": Decimal(40)}
    asked = {day: match(versions, firm, day) for day in (date(2020, 1, 1), date(2022, 12, 31), TODAY)}
    assert [[(one.clause.version, one.granted) for one in found] for found in asked.values()] == [
        [],
        [(1, True)],
        [(2, False)],
    ]


def granted(clauses: list[Clause], facts: Facts) -> dict[str, str]:
    return {one.clause.id: verdict(one, "zh") for one in match(book(VOCABULARY, clauses), facts, TODAY)}


def test_of_several_clauses_on_one_matter_the_highest_counts() -> None:
    rivals = [
        clause(PROMISED, "低", amount=10, once="设备补贴"),
        clause(PROMISED, "高", amount=30, once="设备补贴"),
        clause(PROMISED, "别的", amount=5),
        clause(Not(PROMISED), "不符", amount=99, once="设备补贴"),
    ]
    for order in permutations(rivals):
        assert granted(list(order), {"promised": True}) == {
            "低": "符合，但同一事项已按高执行，不重复享受",
            "高": "符合",
            "别的": "符合",
            "不符": "不符合",
        }


@pytest.mark.parametrize(
    ("what", "rival", "said"),
    [
        (
            "an undecided greater one could count",
            clause(Holds("defaulter"), "甲", amount=50, once="x"),
            "doubtful",
        ),
        ("an undecided smaller one could not", clause(Holds("defaulter"), "甲", amount=1, once="x"), "met"),
        ("a met one without an amount", clause(PROMISED, "甲", once="x"), "doubtful"),
        ("an undecided one without an amount", clause(Holds("defaulter"), "甲", once="x"), "doubtful"),
        ("one on another matter", clause(PROMISED, "甲", amount=50, once="y"), "met"),
    ],
)
def test_what_could_still_change_is_marked(what: str, rival: Clause, said: str) -> None:
    found = match(book(VOCABULARY, [clause(PROMISED, amount=30, once="x"), rival]), {"promised": True}, TODAY)
    assert found[0].granted, what
    assert found[0].doubtful == (said == "doubtful")


def test_of_equal_amounts_the_first_in_the_book_counts() -> None:
    twins = [clause(PROMISED, key, amount=10, once="x") for key in ("甲", "乙")]
    found = match(book(VOCABULARY, twins), {"promised": True}, TODAY)
    assert [one.granted for one in found] == [True, False]


FIRM = All(
    (
        Compare("tax", AT_LEAST, Decimal(50), quote="亩均税收50万元以上"),
        Among("chain", frozenset({"chips", "trains"})),
        Several(1, (Among("marks", frozenset({"high_tech"})), Aged("founded", Comparator.LESS_THAN, 36))),
        Not(Holds("defaulter")),
        On("founded", AT_LEAST, date(2020, 1, 1)),
    )
)
FACTS: Facts = {
    "tax": Decimal("62.5"),
    "chain": "trains",
    "marks": frozenset({"small_science"}),
    "founded": date(2022, 5, 1),
}


def test_an_answer_is_explained_line_by_line() -> None:
    (found,) = match(book(VOCABULARY, [clause(FIRM)]), FACTS, TODAY)
    assert (found.granted, found.missing) == (False, ())
    assert [
        f"{'  ' * line.depth}{line.truth}: {line.text}" for line in explain(found.answer, VOCABULARY, "zh")
    ] == [
        "failed: 以下各项同时符合",
        "  met: 亩均税收50万元以上（实为62.5万元）",
        "  met: 产业链属于：集成电路、轨道交通（实为轨道交通）",
        "  failed: 以下2项中符合1项以上",
        "    failed: 称号属于：高新技术企业（实为科技型中小企业）",
        "    failed: 注册日期不满36个月（实为2022-05-01）",
        "  unknown: 以下情形不存在",
        "    unknown: 列入失信名单（尚不知道列入失信名单）",
        "  met: 注册日期在2020-01-01或以后（实为2022-05-01）",
    ]


def test_the_explanation_is_the_same_in_english() -> None:
    (found,) = match(book(VOCABULARY, [clause(FIRM)]), FACTS, TODAY)
    chinese, english = (explain(found.answer, VOCABULARY, language) for language in ("zh", "en"))
    assert [line[:2] for line in chinese] == [line[:2] for line in english]
    assert english[2].text == "chain: one of chips, trains (it is trains)"


ROWS = (
    Row("water", Holds("promised"), "水务局", Name("已承诺", "promised")),
    Row("court", Holds("defaulter"), "法院", Name("失信", "default")),
)


@pytest.mark.parametrize(
    ("facts", "to", "doubts"),
    [
        ({"promised": True, "defaulter": True}, "水务局", []),
        ({"promised": False, "defaulter": True}, "法院", []),
        ({"defaulter": True}, "法院", ["water"]),
        ({"promised": False, "defaulter": False}, "督查室", []),
        ({}, "督查室", ["water", "court"]),
    ],
)
def test_the_first_row_that_fits_decides_and_nobody_is_left(facts: Facts, to: str, doubts: list[str]) -> None:
    found = route(ROWS, "督查室", facts, TODAY)
    assert (found.to, [row.id for row, _ in found.doubts]) == (to, doubts)


def test_a_route_is_explained() -> None:
    found = route(ROWS, "督查室", {"promised": False}, TODAY)
    assert directions(found, Name("区督查室", "supervision office"), VOCABULARY, "zh") == (
        "没有符合的情形，转区督查室兜底",
        "“失信”因不知道列入失信名单而未能判定",
    )
    found = route(ROWS, "督查室", {"defaulter": True}, TODAY)
    assert directions(found, Name("法院", "the court"), VOCABULARY, "en") == (
        "goes to the court by “default”",
        "“promised” could not be decided without: promised",
    )


@pytest.mark.parametrize(
    ("kind", "value", "admitted"),
    [
        ("tax", Decimal(1), True),
        ("tax", Decimal("Infinity"), False),
        ("tax", True, False),
        ("promised", False, True),
        ("promised", "yes", False),
        ("chain", "chips", True),
        ("chain", "beer", False),
        ("marks", frozenset({"high_tech"}), True),
        ("marks", frozenset({"beer"}), False),
        ("founded", TODAY, True),
        ("founded", "2026", False),
    ],
)
def test_a_fact_knows_what_it_can_be(kind: str, value: object, admitted: bool) -> None:
    assert VOCABULARY[kind].admits(value) is admitted  # type: ignore[arg-type] # wrong kinds are the point


def test_policies_are_matched_with_the_catalogue_of_the_first_dictionary() -> None:
    """35 policies with 182 clauses: each is answered, and none is lost."""
    clauses = [clause(PROMISED if number % 2 else FIRM, f"{number % 35}-{number}") for number in range(182)]
    found = match(book(VOCABULARY, clauses), {"promised": True}, TODAY)
    assert len(found) == 182
    assert sum(one.granted for one in found) == 91
    assert {one.answer.truth for one in found if not one.granted} == {Truth.UNKNOWN}
