"""Outlines of short texts: which places are headings, and which stands below which."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.lexicon import load
from duban.reading.drafts import Anchors, Described
from duban.reading.model import Description
from duban.reading.outline import Outline, draw
from duban.text import Span

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "outline.toml").read_text(encoding="utf-8")
)["case"]


def outline_of(text: str, matter: tuple[Span, ...] = ()) -> Outline:
    nothing = Description(None, None, None, None, None, None, "other", None)
    return draw(text, Described(nothing, Anchors(None, None, None), matter), load())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["shows"])
def test_headings(case: dict[str, Any]) -> None:
    if "known_gap" in case:
        pytest.xfail(case["known_gap"])
    headings = outline_of(case["text"]).headings
    assert [f"{heading.level} {heading.label} {heading.title}" for heading in headings] == case["headings"]


def test_the_examples_of_the_table_begin_with_their_own_style() -> None:
    from duban.reading.outline.grammar import compiled, marker_at  # noqa: PLC0415 - the grammar is the subject here

    grammar = compiled(load().numbering)
    for style in load().numbering.styles:
        marker = marker_at(grammar, style.example, 0, len(style.example))
        assert marker is not None, style.example
        assert marker.start == 0
        key = "arabic" if style.name in {"arabic_dot", "arabic_dun"} else style.name
        assert marker.key.rstrip("0123456789") == key, style.example


def test_matter_is_no_heading() -> None:
    text = "一、目录\n一、重点任务\n1.建设园区。"
    outline = outline_of(text, (Span(0, 4),))
    assert [heading.title for heading in outline.headings] == ["重点任务", "建设园区"]
    assert outline.blocks[0].kind == "matter"


PIECES = st.sampled_from([
    "一、", "（二）", "3.", "（4）", "①", "一是", "二是", "附件1", "责任单位：区财政局", "|", "\t",
    "\n", "\n\n", "。", "，", "：", "序号", "任务", "牵头单位", "2.5亿元", "1.1 ", "——",
    "- ", "推进项目建设", "（牵头单位：", "）", "\u3000\u3000", "《", "第三章", "“",
])  # fmt: skip


@given(st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200)))
def test_any_text_yields_an_outline_whose_parts_lie_where_they_say(text: str) -> None:
    outline = outline_of(text)
    for index, heading in enumerate(outline.headings):
        assert 0 <= heading.span.start <= heading.span.end <= len(text)
        assert heading.parent is None or heading.parent < index
        assert heading.level == (1 if heading.parent is None else outline.headings[heading.parent].level + 1)
    at = 0
    for block in outline.blocks:
        assert at <= block.span.start < block.span.end <= len(text)
        assert block.title.within(block.span)
        assert all(cell.span.end <= len(text) for cell in block.cells)
        at = block.span.end
