"""H1 and H2: 35 policies in 182 clauses are matched to firms and explained; 29 are granted without an application.

Played: book of clauses in versions -> match with the facts that are missing -> of clauses on one matter the greatest
counts -> batch grant of what is met -> objection days -> paid as far as the budget goes -> public list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from duban.governing.bulletins import Shape, freeze
from duban.governing.clock import after_working_days
from duban.governing.names import Name
from duban.governing.quotas import Allot, NotEnough, Stock, admit, say
from duban.governing.rules import (
    Aged,
    All,
    Among,
    Clause,
    Comparator,
    Compare,
    Fact,
    Holds,
    Kind,
    Match,
    Not,
    Truth,
    book,
    explain,
    match,
    truths,
    verdict,
)
from governing.plays.cast import PLAIN, cell, d, day, flag, issue, name, number, table

if TYPE_CHECKING:
    from decimal import Decimal

    from duban.governing.rules import Condition, Facts

# Adopted by the office:
# The words of conditions are not in the text, nor are amounts, the budget, and how long a list is open to objection.
ADOPTED_BUDGET: Final = d("500000")
ADOPTED_OBJECTION_DAYS: Final = 5
ADOPTED_AMOUNTS: Final = {"high_tech": d("200000"), "young": d("50000")}
POLICIES, CLAUSES, AUTOMATIC = 35, 182, 29

CHAINS = {f"chain-{place}": name(f"产业链{place}") for place in range(1, 14)}
VOCABULARY = {
    "revenue": number("revenue", "上年度营业收入", "万元"),
    "founded": Fact(key="founded", name=Name("注册日期", "founded"), kind=Kind.DAY),
    "chain": Fact(key="chain", name=Name("所属产业链", "chain"), kind=Kind.CHOICE, choices=CHAINS),
    "high_tech": flag("high_tech", "高新技术企业"),
    "discredited": flag("discredited", "失信被执行人"),
}


def condition(place: int) -> Condition:
    """What clause number so and so asks; the first two are those that are looked at below."""
    clean = Not(Holds("discredited"), "未列入失信名单")
    match place:
        case 0:
            return All((Holds("high_tech", "高新技术企业"), clean))
        case 1:
            return All((Aged("founded", Comparator.AT_MOST, 12, "注册1年以内"), clean))
        case _:
            chain = Among("chain", frozenset({f"chain-{place % 13 + 1}"}))
            return All((Compare("revenue", Comparator.AT_LEAST, d(str(place * 10))), chain, clean))


def clauses(first: str = "2021-10-01") -> list[Clause]:
    """35 policies: the first seven of six clauses, the others of five."""
    amounts = dict(enumerate(ADOPTED_AMOUNTS.values()))
    return [
        Clause(
            id=f"{place % POLICIES + 1}-{place // POLICIES + 1}",
            version=1,
            name=name(f"政策{place % POLICIES + 1}第{place // POLICIES + 1}条"),
            condition=condition(place),
            outcome="grant",
            source=f"政策{place % POLICIES + 1}",
            first=day(first),
            amount=amounts.get(place, d("10000")),
            once="入库奖励" if place in amounts else "",
        )
        for place in range(CLAUSES)
    ]


DICTIONARY = book(VOCABULARY, clauses())
ON = day("2022-03-15")
FIRM: Facts = {
    "revenue": d("45"),
    "founded": day("2021-03-15"),
    "chain": "chain-4",
    "high_tech": True,
    "discredited": False,
}


def test_35_policies_182_clauses_and_every_one_is_answered() -> None:
    found = match(DICTIONARY, FIRM, ON)
    assert len(found) == CLAUSES
    assert len({one.clause.source for one in found}) == POLICIES
    counts = truths(one.answer for one in found)
    assert (counts[Truth.MET], counts[Truth.UNKNOWN]) == (3, 0)
    assert not match(DICTIONARY, FIRM, day("2021-09-30"))  # before the first edition


def test_of_two_grants_for_one_matter_the_greater_counts_and_says_why() -> None:
    found = {one.clause.id: one for one in match(DICTIONARY, FIRM, ON)}
    greater, lesser = found["1-1"], found["2-1"]
    assert (greater.granted, lesser.granted, lesser.beaten_by) == (True, False, "1-1")
    assert "1-1" in verdict(lesser, "zh")
    lines = explain(lesser.answer, VOCABULARY, "zh")
    assert [(line.depth, line.text.split("（")[0]) for line in lines] == [
        (0, "以下各项同时符合"),
        (1, "注册1年以内"),
        (1, "未列入失信名单"),
        (2, "失信被执行人"),
    ]


def test_what_is_not_known_is_asked_for_and_nothing_is_refused_for_it() -> None:
    unknown = {key: value for key, value in FIRM.items() if key != "high_tech"}
    found = {one.clause.id: one for one in match(DICTIONARY, unknown, ON)}
    assert found["1-1"].missing == ("high_tech",)
    assert found["2-1"].granted
    assert found["2-1"].doubtful  # the greater one may still be met


def test_a_new_edition_does_not_touch_what_was_granted_under_the_old_one() -> None:
    old, *rest = clauses()
    replaced = [
        Clause(
            id=old.id,
            version=1,
            name=old.name,
            condition=old.condition,
            outcome="grant",
            source=old.source,
            first=old.first,
            last=day("2022-12-31"),
            amount=old.amount,
            once=old.once,
        ),
        Clause(
            id=old.id,
            version=2,
            name=old.name,
            condition=Holds("high_tech"),
            outcome="grant",
            source=old.source,
            first=day("2023-01-01"),
            amount=d("300000"),
            once=old.once,
        ),
    ]
    second = book(VOCABULARY, [*replaced, *rest])
    amounts = [match(second, FIRM, day(on))[0].clause.amount for on in ("2022-12-31",)]
    later = [one.clause.amount for one in match(second, FIRM, day("2023-01-01")) if one.clause.id == old.id]
    assert (amounts, later) == ([d("200000")], [d("300000")])


def granted(firms: dict[str, Facts], automatic: frozenset[str]) -> list[tuple[str, Match]]:
    """Who gets what without asking for it, in the order of the firms."""
    return [
        (firm, one)
        for firm, facts in firms.items()
        for one in match(DICTIONARY, facts, ON)
        if one.clause.id in automatic and one.granted and not one.doubtful
    ]


def test_29_policies_are_granted_as_a_batch_and_paid_as_far_as_the_budget_goes() -> None:
    automatic = frozenset(f"{place}-1" for place in range(1, AUTOMATIC + 1))
    firms = {f"企业{place}": FIRM for place in range(3)} | {"企业3": {"revenue": d("9999")}}
    listed = granted(firms, automatic)
    assert {firm for firm, _ in listed} == {"企业0", "企业1", "企业2"}  # of 企业3 too little is known

    closes = after_working_days(ON, ADOPTED_OBJECTION_DAYS, calendar=PLAIN).day
    book = [Stock(day=ON, amount=ADOPTED_BUDGET, source="年度预算")]
    batch = [
        Allot(day=closes, holder=f"{firm}/{one.clause.id}", amount=one.clause.amount)
        for firm, one in listed
        if one.clause.amount is not None
    ]
    paid = admit(book, batch)
    [(last, why)] = paid.refused
    assert (getattr(last, "holder", ""), type(why)) == ("企业2/1-1", NotEnough)
    assert say(why, "zh") == "可分配额度仅余80000，不足200000"
    assert paid.balance.allotted + paid.balance.free == ADOPTED_BUDGET

    rows = [(cell(firm), cell(one.clause.id), cell(_amount(one), one.clause.source)) for firm, one in listed]
    shapes = {"企业": Shape.TEXT, "条款": Shape.TEXT, "金额": Shape.NUMBER}
    assert freeze(issue("免申即享公示", ON, table("名单", shapes, rows))).digest


def _amount(one: Match) -> Decimal | None:
    return one.clause.amount
