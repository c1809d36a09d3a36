"""Targets of items, by a table of cases; table cells; due dates; and what holds for any text at all."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duban.lexicon import load
from duban.reading.commitments.targets import find_targets
from duban.reading.drafts import Anchors, Cell, ItemDraft, TargetDraft, TimeMention, UnitsFound
from duban.reading.values.times import find_times
from duban.text import Span

if TYPE_CHECKING:
    from duban.reading.drafts import CellRole
    from duban.reading.model import Tense

CASES = Path(__file__).parents[1] / "cases" / "targets.toml"
ANCHORS = Anchors(year=2024, written=date(2024, 3, 1), period=None)
NO_UNITS = UnitsFound((), (), ())


class Case(NamedTuple):
    """A text of one item and what is to be found in it, one target a line."""

    text: str
    tense: Tense
    targets: list[str]


def cases() -> list[Case]:
    table = tomllib.loads(CASES.read_text(encoding="utf-8"))
    return [
        Case(case["text"], group["tense"], case["targets"])
        for group in table["group"]
        for case in group["cases"]
    ]


def gaps() -> list[Case]:
    table = tomllib.loads(CASES.read_text(encoding="utf-8"))
    return [Case(gap["text"], gap["tense"], gap["targets"]) for gap in table["known_gap"]]


def item(text: str, *, tense: Tense = "planned", cells: tuple[Cell, ...] = ()) -> ItemDraft:
    whole = Span(0, len(text))
    return ItemDraft(
        span=whole,
        parent=None,
        kind="task",
        number=None,
        title="",
        path=(),
        body=(whole,),
        tense=tense,
        cells=cells,
    )


def targets(text: str, draft: ItemDraft | None = None) -> tuple[TargetDraft, ...]:
    times = find_times(text, 0, len(text), ANCHORS, load())
    return find_targets(text, draft or item(text), times, NO_UNITS, ANCHORS, load())


def written(text: str, target: TargetDraft) -> str:
    value = target.value
    figure = f"{value[0]:g}..{value[1]:g}" if isinstance(value, tuple) else repr(value)
    fields = (
        target.span.of(text),
        target.indicator,
        target.comparator,
        figure,
        target.unit,
        target.change,
        target.tense,
        target.due.isoformat() if target.due else "-",
    )
    return " | ".join(fields)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.text[:24])
def test_the_table_of_cases(case: Case) -> None:
    found = targets(case.text, item(case.text, tense=case.tense))
    assert [written(case.text, target) for target in found] == case.targets


@pytest.mark.xfail(strict=True, reason="known gaps, each with its reason in the table")
@pytest.mark.parametrize("case", gaps(), ids=lambda case: case.text[:24])
def test_known_gaps(case: Case) -> None:
    found = targets(case.text, item(case.text, tense=case.tense))
    assert [written(case.text, target) for target in found] == case.targets


def row(*fields: tuple[CellRole, str, str]) -> tuple[str, tuple[Cell, ...]]:
    """A table row with bars, and its cells; a field is role, column head and content."""
    text, cells = "", []
    for role, head, content in fields:
        text += "|" + content
        cells.append(Cell(role, Span(len(text) - len(content), len(text)), head))
    return text, tuple(cells)


@pytest.mark.parametrize(
    ("fields", "value", "unit", "comparator", "change"),
    [
        ((("target", "目标值", "300"), ("unit", "单位", "个")), 300, "个", "=", "level"),
        ((("target", "目标值", "≥85%"),), 85, "%", ">=", "share"),
        ((("target", "年度投资（万元）", "1200"),), 12_000_000, "元", "=", "level"),
        ((("target", "目标值", "20家以上"),), 20, "家", ">=", "level"),
        ((("target", "目标值", "5"),), 5, "", "=", "level"),
    ],
)
def test_a_number_alone_in_a_target_cell_takes_its_unit_from_the_row_or_column(
    fields: tuple[tuple[CellRole, str, str], ...], value: float, unit: str, comparator: str, change: str
) -> None:
    text, cells = row(("number", "序号", "2"), ("task", "指标名称", "公共充电桩"), *fields)
    (target,) = targets(text, item(text, cells=cells))
    assert (target.value, target.unit, target.comparator, target.change) == (value, unit, comparator, change)
    assert target.indicator == "公共充电桩"


def test_the_line_before_a_table_gives_the_unit() -> None:
    line = "单位：亿元\n"
    text, cells = row(("task", "项目", "青石产业园"), ("target", "目标", "2.5"))
    moved = tuple(
        Cell(cell.role, Span(cell.span.start + len(line), cell.span.end + len(line)), cell.head)
        for cell in cells
    )
    text = line + text
    whole = Span(len(line), len(text))
    draft = ItemDraft(whole, None, "task", None, "", (), (whole,), "planned", moved)
    (target,) = find_targets(text, draft, (), NO_UNITS, ANCHORS, load())
    assert (target.value, target.unit) == (250_000_000, "元")


def test_a_column_of_amounts_is_read_like_a_target_column() -> None:
    text, cells = row(("task", "项目名称", "青石产业园"), ("other", "年度投资（亿元）", "1.5"))
    (target,) = targets(text, item(text, cells=cells))
    assert (target.indicator, target.value, target.unit) == ("青石产业园年度投资", 150_000_000, "元")


def test_numbers_of_rows_units_and_dates_are_not_read() -> None:
    text, cells = row(
        ("number", "序号", "12个"),
        ("task", "任务", "新建公园3个"),
        ("lead", "责任单位", "第5项目部20家"),
        ("deadline", "时限", "3个月"),
    )
    assert [target.value for target in targets(text, item(text, cells=cells))] == [3]


def test_what_a_row_reports_is_achieved() -> None:
    text, cells = row(("task", "任务", "新建公园3个"), ("other", "进展情况", "建成2个"))
    assert [target.tense for target in targets(text, item(text, cells=cells))] == ["planned", "achieved"]


def test_a_time_word_reaches_across_sentences_to_the_next_one_and_no_line_further() -> None:
    text = "年内新建公园3个。改造公厕12座。6月底前打通道路2条。\n新增路灯60盏。"
    assert [target.due for target in targets(text)] == [
        date(2024, 12, 31),
        date(2024, 12, 31),
        date(2024, 6, 30),
        None,
    ]


def test_an_undated_time_word_ends_the_reach_of_the_one_before() -> None:
    text = "年内新建公园3个，每季度开展检查4次。"
    assert [target.due for target in targets(text)] == [date(2024, 12, 31), None]


def test_a_time_word_behind_the_number_or_in_a_heading_dates_nothing() -> None:
    behind = "新建公园3个，年内开放。"
    assert [target.due for target in targets(behind)] == [None]
    text = "3.2024年城建提升。新建公园3个。"
    draft = item(text)
    heading = ItemDraft(draft.span, None, "task", "3", "2024年城建提升", (), draft.body, "planned")
    assert [target.due for target in targets(text, heading)] == [None]


def test_a_year_that_is_over_dates_no_plan() -> None:
    text = "更换2015年安装的器材50件。"
    times = (TimeMention(Span(2, 7), "window", date(2015, 12, 31)),)
    (target,) = find_targets(text, item(text), times, NO_UNITS, ANCHORS, load())
    assert target.due is None


def test_what_the_units_stage_has_read_is_passed_over() -> None:
    text = "新建公园3个。（责任单位：区住建局等5个部门）"
    stated = UnitsFound((), (), (Span(text.index("（"), len(text)),))
    found = find_targets(text, item(text), (), stated, ANCHORS, load())
    assert [target.value for target in found] == [3]


WORDS = (
    "新增 新建 达到 不少于 分别 增长 等 、 ， 。 ； 和 《 》 “ ” （ ） % 3 12.5 １２ 1,200 三 十余 千亿 个 家 万 亿元 "
    "公里 以上 左右 至 - 年内 2024年 项目 企业 的 率 总数 百分之 成 PM2.5 其中 对 由 一是 (1) 3. 从 为 /"
)
PIECES = st.sampled_from([*WORDS.split(" "), "\n", " ", "9" * 40, "\ud800", "\0"])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_yields_targets_inside_it(text: str) -> None:
    for target in targets(text):
        assert 0 <= target.span.start < target.span.end <= len(text)
        assert target.span.of(text).strip() == target.span.of(text)
        values = target.value if isinstance(target.value, tuple) else (target.value,)
        assert (len(values) == 2) == (target.comparator == "range")


@pytest.mark.parametrize(
    "text",
    [
        "9" * 200_000,
        "3个" * 6_000,
        "《" * 100_000,
        "“3个" * 6_000,
        "、3" * 20_000,
        "一" * 200_000,
        "1亿" * 60_000,
        "（" * 50_000 + "3个" + "）" * 50_000,
        "分别增长" + "5%、" * 6_000,
        "新增" * 100_000 + "3个",
        "3个" + "、" * 100_000 + "5个",
    ],
    ids=lambda text: text[:8],
)
def test_hostile_texts_are_read_in_time(text: str) -> None:
    find_targets(text, item(text), (), NO_UNITS, ANCHORS, load())
