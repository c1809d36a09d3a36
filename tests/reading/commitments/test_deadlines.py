"""Deadlines of items: what is one in running text, in a field that asks for it, and in a report of what was done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duban.lexicon import load
from duban.reading.commitments.deadlines import find_deadlines
from duban.reading.drafts import Anchors, Cell, ItemDraft, UnitsFound
from duban.reading.values.times import find_times
from duban.text import Span
from stopwatch import growth

if TYPE_CHECKING:
    from duban.reading.model import ItemKind, Tense

WRITTEN = Anchors(2024, date(2024, 2, 20), None)
REPORTED = Anchors(2024, date(2024, 9, 20), None)
NO_UNITS = UnitsFound((), (), ())


def read(
    text: str,
    *,
    anchors: Anchors = WRITTEN,
    kind: ItemKind = "task",
    tense: Tense = "planned",
    cells: tuple[Cell, ...] = (),
) -> list[str]:
    body = Span(0, len(text))
    draft = ItemDraft(body, None, kind, None, "", (), (body,), tense, cells)
    times = find_times(text, 0, len(text), anchors, load())
    found = find_deadlines(text, draft, times, NO_UNITS, anchors, load())
    return [f"{deadline.span.of(text)} {deadline.kind} {deadline.date or '-'}" for deadline in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Two dates of one item are two deadlines, and a repeated one counts again.
        (
            "3月底前完成摸底，年底前全部建成。（青石街道，2024年底前）",
            [
                "3月底前 by_date 2024-03-31",
                "年底前 by_date 2024-12-31",
                "2024年底前 by_date 2024-12-31",
            ],
        ),
        ("年内新增公园3处", ["年内 by_date 2024-12-31"]),
        ("到2025年，绿化覆盖率达到43%", ["到2025年 by_date 2025-12-31"]),
        ("第三季度开展检查", ["第三季度 window 2024-09-30"]),
        ("“十四五”期间建成柳湾镇水厂", ["“十四五”期间 window 2025-12-31"]),
        ("2024年完成主体施工", ["2024年 by_date 2024-12-31"]),
        ("1月完成选址，4月完成招标", ["1月 window 2024-01-31", "4月 window 2024-04-30"]),
        ("2023年项目4月底前全部竣工", ["4月底前 by_date 2024-04-30"]),
        # Years that are over only say which projects are meant.
        (
            "2021至2022年未完工项目务必年内建成，2023年续建项目7月底前完工",
            ["年内 by_date 2024-12-31", "7月底前 by_date 2024-07-31"],
        ),
        ("更新2012—2013年安装的健身器材60件", []),
        ("于3月20日前报区政府督查室", ["3月20日前 by_date 2024-03-20"]),
        (
            "6月底取得阶段性成效并持续推进",
            ["6月底取得阶段性成效并持续推进 milestone 2024-06-30"],
        ),
        ("每季度末通报", ["每季度末 recurring -"]),
        ("收到通知后5个工作日内反馈", ["收到通知后5个工作日内 relative -"]),
        ("立行立改，长期坚持", ["立行立改 immediate -", "长期坚持 ongoing -"]),
        # What dates figures, names, or what is past is none; nor is a start.
        ("全年新增公园3处", []),
        ("当年新增公园3处", []),
        ("2024年完成投资3亿元", []),
        ("印发2024年工作要点", []),
        ("从9月1日起实施", []),
        ("比2020年下降10%", []),
        ("改造2000年底前建成的小区", []),
        ("1月底前已完成摸底", []),
        ("1月完成投资3亿元，基础较好", []),
        ("去年12月完成规划编制", []),
        ("按照2030年前碳达峰要求推进节能", []),
        ("本措施有效期至2025年12月31日", []),
        ("已于1月底前完成摸底", []),
    ],
)
def test_running_text_of_a_plan(text: str, found: list[str]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        # For whom something is.
        "对2月5日至24日连续生产的企业给予奖励",
        "对2024年6月底前首次上规的企业，一次性奖励10万元",
        "2024年底前迁入云溪区的企业，给予5万元奖励",
        "在2024年6月1日至8月31日期间参保的，按50%补贴",
        "凡2024年6月30日前签约的项目，均可享受本政策",
        "对一季度产值达到1亿元，且增长10%以上的企业，给予奖励",
        "对6月底前未完成整改的单位，予以通报批评",
        # How long a paper or a grant holds.
        "有效期自2024年2月10日至2024年12月31日",
        "政策实施期限自印发之日起至2024年12月31日",
        "阶段性降低费率政策延续实施至2024年12月31日",
        "2024年12月31日前，对小微企业免征增值税",
        # What those who apply have to do.
        "企业应于2024年3月31日前提出申请",
        "申请人应当在2024年9月底前向区商务局提出申报",
        "申报时间：2024年3月1日至3月31日",
    ],
)
def test_the_dates_of_a_condition_are_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "date_found"),
    [
        ("对照清单逐项销号，6月底前完成结构合理的体系建设", "2024-06-30"),
        ("对新入规企业给予奖励，6月底前兑现到位", "2024-06-30"),
        ("6月底前完成符合条件的企业奖励资金兑付", "2024-06-30"),
        ("10月1日至10月31日，组织开展回头看，对问题反弹的予以通报", "2024-10-31"),
        ("企业服务中心6月底前完成登记系统升级", "2024-06-30"),
        ("6月底前申报省级专项5个", "2024-06-30"),
        ("6月底前对符合条件的企业给予补贴", "2024-06-30"),
        ("6月底前落实免征车船税政策", "2024-06-30"),
        ("年底前让老年人享受免费体检", "2024-12-31"),
    ],
)
def test_a_promise_beside_the_words_of_a_condition_is_one(text: str, date_found: str) -> None:
    assert [found.split()[-1] for found in read(text)] == [date_found]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("2024年12月", ["2024年12月 by_date 2024-12-31"]),
        ("12月", ["12月 by_date 2024-12-31"]),
        ("2024年", ["2024年 by_date 2024-12-31"]),
        ("2024", ["2024 by_date 2024-12-31"]),
        ("2024.06", ["2024.06 by_date 2024-06-30"]),
        ("2024-6-30", ["2024-6-30 by_date 2024-06-30"]),
        ("6.30", ["6.30 by_date 2024-06-30"]),
        ("2024.03-2024.06", ["2024.03-2024.06 window 2024-06-30"]),
        ("2024.03-06", ["2024.03-06 window 2024-06-30"]),
        ("第三季度", ["第三季度 window 2024-09-30"]),
        ("3月-6月", ["3月-6月 window 2024-06-30"]),
        ("全年", ["全年 window 2024-12-31"]),
        ("全年推进，12月底完成", ["12月底 by_date 2024-12-31"]),
        ("1月31日", ["1月31日 by_date 2024-01-31"]),
        ("长期坚持", ["长期坚持 ongoing -"]),
        ("长期", ["长期 ongoing -"]),
        ("持续推进", ["持续推进 ongoing -"]),
        ("立即", ["立即 immediate -"]),
        ("定期", ["定期 recurring -"]),
        ("6月底前，长期坚持", ["6月底前 by_date 2024-06-30", "长期坚持 ongoing -"]),
        ("13.45", []),
        ("", []),
    ],
)
def test_a_cell_that_asks_for_it_takes_whatever_says_when(cell: str, found: list[str]) -> None:
    text = f"改造老旧管网 | {cell} | 区水务局"
    span = Span(9, 9 + len(cell))
    assert read(text, cells=(Cell("deadline", span, "完成时限"),)) == found
    assert read(f"改造老旧管网。完成时限：{cell}") == found


def test_a_label_in_a_bracket_ends_with_its_clause() -> None:
    text = "改造管网。（责任单位：区水务局；完成时限：9月；分管领导：全年值班）"
    assert read(text) == ["9月 by_date 2024-09-30"]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("2024.8", ["2024.8 by_date 2024-08-31"]),
        ("2024-08-15", ["2024-08-15 by_date 2024-08-15"]),
        ("2.5", []),
        ("2024.8亿元", []),
    ],
)
def test_a_month_alone_in_a_cell_is_a_date_where_a_merged_cell_moved_the_heads(
    cell: str, found: list[str]
) -> None:
    text = f"改造青石路 | {cell} | 区城市管理局"
    at = text.index(cell)
    cells = (Cell("task", Span(at, at + len(cell)), "工作任务"),)
    assert read(text, cells=cells) == found


def test_dates_in_the_cells_of_units_are_none() -> None:
    text = "改造管网 | 区水务局（3月底前移交区住建局） | 年底前"
    cells = (Cell("lead", Span(7, 23), "牵头单位"), Cell("deadline", Span(26, 29), "时限"))
    assert read(text, cells=cells) == ["年底前 by_date 2024-12-31"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("6月底前完成36条道路改造", []),
        ("今年上半年组织学习13次", []),
        ("每月调度一次", []),
        ("年内新增公园3处", []),
        ("预计第四季度增长6%", []),
        ("预计12月底竣工", ["12月底 by_date 2024-12-31"]),
        ("镇里还将于2024年11月底前出台办法", ["2024年11月底前 by_date 2024-11-30"]),
        ("下一步，年内完成其余3处", ["年内 by_date 2024-12-31"]),
        ("其余13条2025年3月底前开工", ["2025年3月底前 by_date 2025-03-31"]),
    ],
)
def test_a_report_has_only_the_deadlines_still_to_come(text: str, found: list[str]) -> None:
    assert read(text, anchors=REPORTED, kind="measure", tense="achieved") == found


def test_a_problem_tells_dates_and_its_fields_ask_for_them() -> None:
    text = "原定2024年6月底前建成的泵站至今未开工。整改目标：2024年底前投用。整改时限：2024年12月"
    assert read(text, kind="problem", tense="achieved") == [
        "2024年底前 by_date 2024-12-31",
        "2024年12月 by_date 2024-12-31",
    ]


def test_what_a_paper_set_out_to_do_has_its_deadlines_though_it_is_done() -> None:
    text = "2024年6月底前，拆除构筑物12处。2024年7月底前完成了复绿。"
    body = Span(0, len(text))
    told = Anchors(2025, date(2025, 2, 20), None)
    times = find_times(text, 0, len(text), told, load())

    def found(path: tuple[str, ...]) -> list[date | None]:
        draft = ItemDraft(body, None, "measure", None, "", path, (body,), "achieved")
        return [deadline.date for deadline in find_deadlines(text, draft, times, NO_UNITS, told, load())]

    assert found(("三、整改措施",)) == [date(2024, 6, 30)]
    assert found(("四、整改成效",)) == []


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "时限：",
                    "2024",
                    "年",
                    "6月",
                    "底前",
                    "长期",
                    "6.30",
                    "）",
                    "；",
                    "已",
                    "全年",
                    "9" * 30,
                    "\n",
                ]
            ),
            st.text(max_size=3),
        ),
        max_size=20,
    ).map("".join),
    st.sampled_from(["planned", "achieved"]),
)
def test_any_text_gives_deadlines_inside_it(text: str, tense: Tense) -> None:
    body = Span(0, len(text))
    draft = ItemDraft(body, None, "task", None, "", (), (body,), tense)
    times = find_times(text, 0, len(text), WRITTEN, load())
    for deadline in find_deadlines(text, draft, times, NO_UNITS, WRITTEN, load()):
        assert 0 <= deadline.span.start < deadline.span.end <= len(text)


@pytest.mark.parametrize("unit", ["时限：6月底前；", "时限：", "时限：长期6月", "6月底前", "已", "2024.6-"])
def test_repetition_is_read_in_linear_time(unit: str) -> None:
    assert growth(lambda length: read(unit * (length // len(unit))), size=10_000, times=8) < 24
