"""Whatever the text: cleaning never fails, keeps its promises about offsets, and takes time in proportion."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duban.lexicon import load
from duban.reading.cleaning import clean
from duban.text import Span
from stopwatch import growth

if TYPE_CHECKING:
    from duban.reading.drafts import Cleaned

LEXICON = load()
# Pieces that the rules of cleaning are about, so that chance puts them beside one another.
PIECES = (
    "推进河道管护", "。", "，", "；", "\n", "\n\n", "\r\n", "\r", "\x0c", " ", "　　", "\ufeff", "\u200f",
    "“9 5”", "“", "”", "党建 物业", "4399在线游戏的", "bet365官网", "棋牌", "(下转第三版)", "01版:要闻",
    "— 3 —", "7", "打开APP", "相关阅读", "0", "责任编辑：某某", "索引号 | YX-001 |", "发布日期：2024-03-01",
    "来源：区水务局", "市场准人", "⼯", "- (2)", "(175.) 二是", "**", "##", "建 立", "带 动", "一、",
    "（一）", "牵头单位：区水务局", "版权所有", "首页>政务公开", "\ud800", "\x00", "digital ", "china",
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))


def keeps_its_promises(source: str, cleaned: Cleaned) -> None:
    view = cleaned.view
    assert view.source == source
    repaired = {repair.span: repair.replacement for repair in cleaned.repairs}
    for offset, character in enumerate(view.text):
        span = view.to_source(Span(offset, offset + 1))
        if span.of(source) != character:
            # Only a proposed repair, or a line end of another kind, may be read as something else.
            assert character in repaired.get(span, "") or character in " \n"
        assert view.to_view(span.start) == offset
    spans = [noise.span for noise in cleaned.noise]
    assert all(0 <= span.start < span.end <= len(source) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(0 <= repair.span.start < repair.span.end <= len(source) for repair in cleaned.repairs)
    assert all(0 < repair.confidence <= 1 for repair in cleaned.repairs)
    for span in spans:
        # Nothing of the noise is read.
        assert view.to_view(span.start) == view.to_view(span.end)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_is_cleaned_and_leads_back(source: str) -> None:
    keeps_its_promises(source, clean(source, LEXICON))


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_a_text_is_cleaned_the_same_way_twice(source: str) -> None:
    one, other = clean(source, LEXICON), clean(source, LEXICON)
    assert (one.view.text, one.noise, one.repairs) == (other.view.text, other.noise, other.repairs)


UNITS = (
    "甲 ", "“甲 乙”", "“甲 ", '" 甲 乙', "\ufeff", "a\u200f", "4399在线游戏",
    "棋牌http://", "彩票a-", "外挂微信", "首页>", "全部评论",
    "来源：甲\n", "政务公开\n", "索引号 | 1 |\n", "甲。乙丙丁\n",
    "（上接第一版", "- - - - 甲\n", "1\f", "1\n", "**", "- ", "准人", "甲，乙，",
    "首页" + " 甲" * 70 + "\n", "甲 > " * 35 + "\n", "首页 > " * 25 + "\n", "- " * 70 + "甲\n",
    "甲" * 150 + "位置\n",
    "全部评论" * 35 + "甲\n", "2024年3月1日 " * 14 + "\n", "来源：" * 40 + "。\n",
    "[" * 150 + "\n", "第 " * 70 + "页\n",
)  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_twice_the_text_takes_about_twice_the_time(unit: str) -> None:
    # Growth with the square would be sixteen times.
    assert growth(lambda size: clean(unit * (size // len(unit)), LEXICON), size=10_000) < 12
