"""Schemes of the catalogue: what the documents state as figures, what they leave open as open figures.

Names of single indicators and standards are invented, because the documents print none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from duban.governing.clock import Cadence
from duban.governing.names import Name
from duban.governing.scores import (
    Angle,
    AwardLevel,
    AwardList,
    Band,
    Basis,
    Circumstance,
    Cutoffs,
    Entered,
    Leaf,
    Linear,
    NegativeList,
    Open,
    Scheme,
    UnitClass,
)
from governing.scores.small import branch, d, name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.governing.scores import Branch

METHODS: Final = (
    Name("查阅档案", "archive check"),
    Name("实地核验", "on-site check"),
    Name("随机访谈", "random interview"),
    Name("网络检索", "web search"),
)
CLASSES: Final = tuple(
    UnitClass(key, Name(zh, key))
    for key, zh in (
        ("towns", "镇街"),
        ("zones", "功能区"),
        ("departments", "部门"),
        ("stationed", "驻地单位"),
    )
)
# How many standards of 2 and of 4 points each of the 11 indicators has, project by project. Only 20 x 2 + 15 x 4
# makes 100 of 35 standards; how they lie in the tree is invented, but for the 30, 30 and 40 points of the projects.
STANDARDS: Final = {
    ("study", "学深悟透", "30"): ((3, 1), (3, 1), (3, 1)),
    ("rules", "制度配套", "30"): ((3, 1), (3, 1), (3, 1)),
    ("practice", "贯彻执行", "40"): ((1, 1), (1, 2), (0, 2), (0, 2), (0, 2)),
}


def _standards(indicator: str, twos: int, fours: int) -> list[Leaf]:
    return [
        Leaf(
            key=f"{indicator}.{place}",
            name=name(f"标准{indicator}.{place}"),
            worth=d(worth),
            way=Entered(d("0.5")),
            methods=(METHODS[place % len(METHODS)],),
        )
        for place, worth in enumerate(["2"] * twos + ["4"] * fours, 1)
    ]


def _project(key: str, zh: str, worth: str, indicators: Sequence[tuple[int, int]]) -> Branch:
    parts = [
        branch(f"{key}.{place}", str(twos * 2 + fours * 4), *_standards(f"{key}.{place}", twos, fours))
        for place, (twos, fours) in enumerate(indicators, 1)
    ]
    return replace(branch(key, worth, *parts), name=name(zh))


def party_rules() -> Scheme:
    """B1: 3 projects of 30, 30 and 40 points, 11 indicators, 35 standards of 2 or 4; half-yearly."""
    return Scheme(
        key="B1",
        name=Name("基层执行党内法规评价", "implementation of Party regulations"),
        version="2021",
        basis=Basis.POINTS,
        total=d("100"),
        parts=tuple(_project(*head, indicators) for head, indicators in STANDARDS.items()),
        counts=(3, 11, 35),
        allowed=(d("2"), d("4")),
        classes=CLASSES,
        cadence=Cadence.HALF_YEARLY,
        digits=1,
        negative=_negative(),
        awards=_awards(),
        bands=_bands(),
    )


def _negative() -> NegativeList:
    return NegativeList(
        circumstances=tuple(
            Circumstance(key=f"n{place}", name=name(f"负面情形{place}"), points=Open(f"deduction-{place}"))
            for place in range(1, 6)
        ),
        count=5,
    )


def _awards() -> AwardList:
    levels = (("national", "国家级"), ("province", "省部级"), ("city", "青岛市级"), ("county", "胶州市级"))
    named = (("instruction", "领导批示"), ("rollout", "表彰推广"))  # two of the six are named
    angles = (*named, *((f"angle-{place}", f"角度{place}") for place in range(3, 7)))
    return AwardList(
        levels=tuple(AwardLevel(key, name(zh), Open(f"award-{key}")) for key, zh in levels),
        angles=tuple(Angle(key=key, name=name(zh)) for key, zh in angles),
        count=6,
    )


def _bands() -> Cutoffs:
    good, fair = Open("good-from"), Open("fair-from")
    return Cutoffs(
        (
            Band(key="good", name=name("好"), low=good, high=None),
            Band(key="fair", name=name("较好"), low=fair, high=good),
            Band(key="plain", name=name("一般"), low=None, high=fair),
        )
    )


# Invented: what an office would fill in.
FILLED: Final = {
    "good-from": d("90"),
    "fair-from": d("75"),
    **{f"deduction-{place}": d("2") for place in range(1, 6)},
    "award-national": d("4"),
    "award-province": d("3"),
    "award-city": d("2"),
    "award-county": d("1"),
}


def stars_and_flags() -> Scheme:
    """E1: 3 boards, 17 indicators, quarterly; weights are open in the document and filled here by invention."""
    boards = {"economy": ("40", 8), "projects": ("30", 5), "renewal": ("30", 4)}
    weights = {8: ["12.5"] * 8, 5: ["20"] * 5, 4: ["25"] * 4}
    return Scheme(
        key="E1",
        name=Name("摘星夺旗考核", "stars and flags"),
        version="2022",
        basis=Basis.WEIGHTS,
        total=d("100"),
        parts=tuple(
            branch(
                key,
                weight,
                *(
                    Leaf(
                        key=f"{key}.{place}",
                        name=name(f"{key}指标{place}"),
                        worth=d(share),
                        way=Linear(d("0"), d("120")),
                    )
                    for place, share in enumerate(weights[number], 1)
                ),
            )
            for key, (weight, number) in boards.items()
        ),
        counts=(3, 17),
        classes=(UnitClass("districts", Name("区市", "districts")),),
        cadence=Cadence.QUARTERLY,
        digits=2,
    )
