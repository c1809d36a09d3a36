"""What holds of every reading, whatever the text: it exists, it quotes, it hangs together, it can be sent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import duban
from invariants import check

# Words that stages look for, so that made-up texts reach their rules; in any order they make no sense, as intended.
WORDS = (
    "一、", "（一）", "1.", "(2)", "①", "一是", "第三章", "第十二条", "问题3：", "附件1", "\n",
    "\n\n", "  ", "\u3000\u3000", "，", "。", "；", "：", "、", "《", "》", "“", "”", "(", ")",
    "（", "）", "〔2024〕", "—", "～", "|", "\t", "- ", "* ", "年内", "2024年6月底前",
    "2024 年 6 月", "每季度末", "“十四五”期间", "长期坚持", "立行立改", "3个月内", "到2025年",
    "牵头单位：", "责任单位:", "配合单位：", "区发展改革局", "青石街道", "各有关部门", "会同",
    "按职责分工负责", "排第一位的为牵头单位", "增长", "达到", "不少于", "新增", "3-5个", "1.2万亩",
    "85%以上", "百分之三十", "近七成", "分别", "、", "三大机制", "三级体系", "其余12条", "其中",
    "以下五项工作：", "分解为4个方面71项任务", "[1]", "注释", "制定", "按照", "印发", "关于印发",
    "的通知", "索引号", "云溪区人民政府办公室", "云政办发", "点击领取红包", "上接第二版",
    "整改情况", "问题", "措施", "任务", "项目", "企业", "道路", "进一步",
)  # fmt: skip

ANY_TEXT = st.text(max_size=300)
OFFICIAL_TEXT = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.text(alphabet="一二三0123456789年月日、，。()（）《》“”:：\n 甲乙丙丁", max_size=6),
    ),
    max_size=80,
).map("".join)


relaxed = settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])


@relaxed
@given(ANY_TEXT)
def test_any_text_yields_a_reading(text: str) -> None:
    check(text)


@relaxed
@given(OFFICIAL_TEXT)
def test_any_row_of_official_words_yields_a_reading(text: str) -> None:
    check(text)


@relaxed
@given(st.lists(st.sampled_from(WORDS), max_size=60), st.integers(0, 50), st.characters())
def test_one_odd_character_anywhere_changes_nothing_about_that(words: list[str], at: int, odd: str) -> None:
    words.insert(at, odd)
    check("".join(words))


@settings(deadline=None, max_examples=20)
@given(OFFICIAL_TEXT)
def test_the_same_text_gives_the_same_reading(text: str) -> None:
    assert duban.read(text) == duban.read(text)


DOCUMENT = """云溪区2024年重点工作任务分工方案

各街道办事处，区直各部门：
按照《云溪区国民经济和社会发展规划》，现将全年工作分解为2个方面3项任务。

一、产业提升
1.建设云上园区。2024年6月底前引进企业3-5家，规上企业研发覆盖率达到85%以上。（牵头单位：区发展改革局；配合单位：区科技局、青石街道）
2.培育链主企业。年内新增专精特新企业12家。（责任单位：区工业和信息化局）
二、民生实事
3.改造老旧管网30公里，2024年底前完工。（牵头单位：区住房城乡建设局）
"""


def test_a_document_cut_anywhere_still_yields_a_reading() -> None:
    for end in range(0, len(DOCUMENT), 7):
        check(DOCUMENT[:end])
        check(DOCUMENT[end:])


def test_units_deadlines_and_targets_lie_inside_the_document_and_quote_it() -> None:
    reading = check(DOCUMENT)
    named = [unit for item in reading.items for unit in (*item.lead_units, *item.supporting_units)]
    assert named
    for unit in named:
        assert reading.source[unit.span.start : unit.span.end] == unit.name


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_kind_are_read_alike(ending: str) -> None:
    reading = check(DOCUMENT.replace("\n", ending))
    plain = check(DOCUMENT)
    assert [item.title for item in reading.items] == [item.title for item in plain.items]


def test_findings_are_made_from_the_finished_reading_alone() -> None:
    reading = check(DOCUMENT)
    assert replace(reading, findings=()) == replace(duban.read(DOCUMENT), findings=())
