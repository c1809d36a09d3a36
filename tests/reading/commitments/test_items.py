"""Items of short documents: what is one, of what kind, and where it begins and ends."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.lexicon import load
from duban.reading.commitments.items import itemise
from duban.reading.drafts import Anchors, Described, ItemDraft
from duban.reading.model import Description
from duban.reading.outline import draw

if TYPE_CHECKING:
    from duban.reading.model import DocumentKind

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "items.toml").read_text(encoding="utf-8")
)["case"]


def items_of(text: str, kind: DocumentKind) -> tuple[ItemDraft, ...]:
    description = Description(None, None, None, None, None, None, kind, None)
    described = Described(description, Anchors(None, None, None), ())
    return itemise(text, draw(text, described, load()), described, load())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["shows"])
def test_items(case: dict[str, Any]) -> None:
    if "known_gap" in case:
        pytest.xfail(case["known_gap"])
    text: str = case["text"]
    items = items_of(text, case["kind"])
    expected = [item.split(" … ") for item in case["items"]]
    assert [f"{item.kind} {item.number or '-'} {item.title}" for item in items] == [
        head for head, _ in expected
    ]
    for item, (_, tail) in zip(items, expected, strict=True):
        assert item.span.of(text).endswith(tail)
    if "parents" in case:
        assert ["-" if item.parent is None else str(item.parent) for item in items] == case["parents"]
    if "cells" in case:
        assert [[cell.role for cell in item.cells] for item in items] == case["cells"]


def test_path_is_as_written_outermost_first() -> None:
    items = items_of("一、产业提升\n（一）做强园区\n1.引进企业12家。\n", "task_plan")
    assert items[-1].path == ("一、产业提升", "（一）做强园区")


def test_reported_measures_are_achieved_and_those_of_a_plan_are_not() -> None:
    reported = items_of(
        "关于整改情况的通报\n1.关于学习不深入问题\n一是开展培训12期。\n", "rectification_report"
    )
    planned = items_of("整改工作方案\n1.关于学习不深入问题\n一是开展培训12期。\n", "rectification_report")
    assert reported[-1].tense == "achieved"
    assert planned[-1].tense == "planned"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "1.关于巡察反馈问题\n（1）着力解决学习不深入问题\n一是开展培训12期。\n2.关于作风不实问题\n",
            "requirement",
        ),
        (
            "（一）经济平稳运行。生产总值同比增长6%，累计完成投资80亿元，获评全省先进。\n二、工作成效\n",
            "achievement",
        ),
        ("1.建设园区。（牵头单位：区投资促进中心）\n", "task"),
    ],
)
def test_a_document_of_unknown_kind_is_read_as_it_speaks(text: str, kind: str) -> None:
    assert kind in {item.kind for item in items_of(text, "other")}


PIECES = st.sampled_from([
    "一、", "（二）", "3.", "（4）", "一是", "附件1", "责任单位：区财政局", "整改情况：", "|", "\t",
    "\n", "\n\n", "。", "：", "序号", "任务", "牵头单位", "1\n", "存在问题", "主要目标",
    "推进项目建设", "（牵头单位：区财政局）", "到2026年，", "以下三项工作：", "\u3000\u3000",
])  # fmt: skip
KINDS = st.sampled_from(["task_plan", "rectification_report", "work_report", "other"])


@given(st.lists(PIECES, max_size=60).map("".join), KINDS)
def test_any_text_yields_items_that_hold_their_own_parts(text: str, kind: DocumentKind) -> None:
    for index, item in enumerate(items_of(text, kind)):
        assert 0 <= item.span.start < item.span.end <= len(text)
        assert item.parent is None or item.parent < index
        assert item.body[0] == item.span
        assert all(0 <= part.start < part.end <= len(text) for part in item.body)
        assert not text[item.span.start].isspace()
        assert not text[item.span.end - 1].isspace()
