"""Showing the working, in both languages."""

from __future__ import annotations

from dataclasses import fields, replace
from string import Formatter
from typing import TYPE_CHECKING, get_args

import pytest

from duban.governing.names import Name
from duban.governing.scores import (
    Angle,
    AwardLevel,
    AwardList,
    Band,
    Circumstance,
    Cutoffs,
    Entered,
    Linear,
    Measured,
    Missing,
    NegativeList,
    Points,
    Reason,
    Standing,
    explain,
    reasons,
    say,
    score,
)
from duban.governing.scores.wording import TABLES
from governing.scores.small import branch, d, entry, honour, leaf, met, occurred, scheme, sheet

if TYPE_CHECKING:
    from duban.governing.names import Language
    from duban.governing.scores import Scheme

LANGUAGES: tuple[Language, ...] = ("zh", "en")
RULES = replace(
    scheme(
        branch("study", "60", leaf("a1", "20", Entered(d("0.5"))), leaf("a2", "40", Linear(d("0"), d("3")))),
        leaf("b1", "40"),
    ),
    negative=NegativeList(
        circumstances=(Circumstance(key="late", name=Name("逾期未报", "late return"), points=d("2")),),
        count=1,
    ),
    awards=AwardList(
        levels=(AwardLevel("city", Name("市级", "city level"), d("1.5")),),
        angles=(Angle(key="praise", name=Name("领导批示", "leader's instruction")),),
        count=1,
    ),
    highest=d("60"),
)


def said(rules: Scheme, language: Language) -> list[str]:
    made = sheet(
        entry("a1", Points(d("18.5"))),
        entry("a2", Measured(d("2"))),
        *met("b1"),
        occurrences=[occurred("late", "通报-1", 2)],
        honours=[honour("一网通办", "praise", "city")],
    )
    return ["  " * line.level + line.text for line in explain(score(rules, made), language)]


def test_a_result_in_chinese() -> None:
    assert said(RULES, "zh") == [
        "小考核（2026），chengxi，2026年第二季度：总分60.00分。",
        "  study：45.17分（满分60.00分）。2项合计。",
        "    a1：18.50分（满分20.00分）。录入18.5分，最高20分。",
        "    a2：26.67分（满分40.00分）。实测2，从0（不得分）到3（满分）按比例计。",
        "  b1：40.00分（满分40.00分）。达到标准。",
        "  加分，领导批示（一网通办）：1.50分。市级。",
        "  扣分，逾期未报：4.00分。发生2次，每次扣2分。",
        "  总分调整-22.67分。总分最高60分。",
        "基础分85.17，加分1.50，扣分4.00，合计60.00分。",
    ]


def test_a_result_in_english() -> None:
    assert said(RULES, "en") == [
        "small assessment (2026), chengxi, 2026-Q2: total 60.00.",
        "  study: 45.17 of 60.00. sum of leaves: 2.",
        "    a1: 18.50 of 20.00. 18.5 entered, of at most 20.",
        "    a2: 26.67 of 40.00. measured 2, in proportion from 0 (nothing) to 3 (all).",
        "  b1: 40.00 of 40.00. the standard is met.",
        "  Award, leader's instruction (一网通办): 1.50. city level.",
        "  Deduction, late return: 4.00. occurred: 2, 2 each.",
        "  Adjustment of the total: -22.67. the total is never above 60.",
        "Base 85.17, awards 1.50, deductions 4.00, together 60.00.",
    ]


@pytest.mark.parametrize(
    ("missing", "keys", "zh", "en"),
    [
        (
            Missing.PROVISIONAL,
            "b",
            ["暂计40.00分，2项中已评1项。", "  a：尚无得分（满分60.00分）。尚未录入。"],
            [
                "40.00 so far, provisional, 1 of 2 leaves scored.",
                "  a: no score yet, of 60.00. nothing entered yet.",
            ],
        ),
        (
            Missing.PROVISIONAL,
            "",
            ["尚无得分，2项中已评0项。", "  a：尚无得分（满分60.00分）。尚未录入。"],
            ["no score yet, 0 of 2 leaves scored.", "  a: no score yet, of 60.00. nothing entered yet."],
        ),
        (
            Missing.NOUGHT,
            "b",
            ["总分40.00分。", "  a：没有得分，按0分计（满分60.00分）。尚未录入。"],
            ["total 40.00.", "  a: no score, counted as 0 of 60.00. nothing entered yet."],
        ),
        (
            Missing.LEFT_OUT,
            "b",
            ["总分100.00分。", "  a：没有得分，不计入，60.00分由同级各项按比例承接。尚未录入。"],
            [
                "total 100.00.",
                "  a: no score, left out; its 60.00 go to the parts beside it in proportion. nothing entered yet.",
            ],
        ),
        (
            Missing.WITHHELD,
            "b",
            ["暂无总分，2项中已评1项。", "  a：尚无得分（满分60.00分），总分暂缓。尚未录入。"],
            [
                "total withheld, 1 of 2 leaves scored.",
                "  a: no score yet, of 60.00; the total is withheld. nothing entered yet.",
            ],
        ),
    ],
)
def test_what_is_missing_is_said(missing: Missing, keys: str, zh: list[str], en: list[str]) -> None:
    result = score(scheme(leaf("a", "60"), leaf("b", "40"), missing=missing), sheet(*met(*keys)))
    for language, expected in (("zh", zh), ("en", en)):
        head, first, *_ = explain(result, "zh" if language == "zh" else "en")
        assert head.text.endswith(expected[0])
        assert "  " * first.level + first.text == expected[1]


def test_a_veto_and_a_rescaled_line_are_said() -> None:
    accident = Circumstance(
        key="accident", name=Name("重大事故", "serious accident"), points=d("0"), veto="poor"
    )
    rules = replace(
        scheme(leaf("a", "60"), leaf("b", "40"), missing=Missing.LEFT_OUT),
        negative=NegativeList(circumstances=(accident,), count=1),
        bands=Cutoffs((Band(key="poor", name=Name("一般", "plain"), low=None, high=None),)),
    )
    result = score(rules, sheet(*met("a"), occurrences=[occurred("accident", "事故-1")]))
    zh, en = ([sentence.text for sentence in explain(result, language)] for language in LANGUAGES)
    assert zh[1] == "a：100.00分（满分60.00分，本期按100.00分计）。达到标准。"
    assert en[1] == "a: 100.00 of 60.00, counted here as 100.00. the standard is met."
    assert zh[3] == "扣分，重大事故：0.00分。发生1次，每次扣0分。等次一票否决。"
    assert en[3] == "Deduction, serious accident: 0.00. occurred: 1, 0 each. It is a veto on the grade."


# Both tables are complete.


def fields_of(form: str) -> set[str]:
    return {name.split(":")[0] for _, name, _, _ in Formatter().parse(form) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_words_and_its_words_fit_it(language: Language) -> None:
    table = TABLES[language].reasons
    assert set(table) == set(get_args(Reason))
    for kind, form in table.items():
        assert fields_of(form) <= {field.name for field in fields(kind)}, kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_standing_and_treatment_has_words(language: Language) -> None:
    assert set(TABLES[language].heads) == set(Standing)
    assert set(TABLES[language].treated) == set(Missing)


@pytest.mark.parametrize(
    ("reason", "zh", "en"),
    [
        (
            reasons.Rated(8, 1, 1, 6, d("561.0"), d("100")),
            "8家评分，去掉最高1个、最低1个，其余6个共561分，取平均，最高100分",
            "raters: 8, dropped: 1 highest and 1 lowest; mean of the other 6 with a sum of 561, of at most 100",
        ),
        (
            reasons.TakenOver("B1", d("87.0"), d("0"), d("1E+2"), "0123456789abcdef"),
            "并入B1结果87分，从0到100按比例计，来源指纹0123456789ab",
            "result 87 of B1, in proportion from 0 to 100, source fingerprint 0123456789ab",
        ),
        (
            reasons.Surpassed(Name("市级", "city level"), Name("国家级", "national level")),
            "市级，同一事项已按国家级计分，不重复计",
            "city level, not counted again: the same matter counts at national level",
        ),
        (reasons.Rose(2, 3), "比上期第3上升2位", "places up from rank 3: 2"),
        (
            reasons.WithinQuota(2, 4, 20),
            "排名第2，在20个单位的前4名以内",
            "rank 2, within the first 4 of 20",
        ),
        (reasons.TooFewRaters(2, 5), "评分单位2家，不足5家", "raters: 2, fewer than 5"),
    ],
)
def test_reasons_in_words(reason: Reason, zh: str, en: str) -> None:
    assert (say(reason, "zh"), say(reason, "en")) == (zh, en)
