"""Quantities: number, unit and the words of comparison beside them, wherever they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.lexicon import load
from duban.reading.values.quantities import Quantity, beside, find_quantities

MEASURES = load().measures


def found(text: str) -> list[Quantity]:
    return find_quantities(text, 0, len(text), MEASURES)


@pytest.mark.parametrize(
    ("text", "quote", "low", "high", "unit"),
    [
        ("新增2家实验室", "2家", 2, None, "家"),
        ("生产线10个(条)", "10个(条)", 10, None, "个(条)"),
        ("培育3-5家企业", "3-5家", 3, 5, "家"),
        ("培育3至5家企业", "3至5家", 3, 5, "家"),
        ("培育3个到5个", "3个到5个", 3, 5, "个"),
        ("补助5—20 万元", "5—20 万元", 50_000, 200_000, "元"),
        ("增长10%~12%", "10%~12%", 10, 12, "%"),
        ("投资2600多亿元", "2600多亿元", 260_000_000_000, None, "元"),
        ("服务100余万人次", "100余万人次", 1_000_000, None, "人次"),
        ("装机300千瓦", "300千瓦", 300, None, "千瓦"),
        ("发电3亿千瓦时", "3亿千瓦时", 300_000_000, None, "千瓦时"),
        ("浓度31微克/立方米", "31微克/立方米", 31, None, "微克/立方米"),
        ("提高3.1个百分点", "3.1个百分点", 3.1, None, "个百分点"),
        ("覆盖近七成企业", "七成", 70, None, "%"),
        ("达到百分之八十五", "百分之八十五", 85, None, "%"),
        ("达到百分之九点五", "百分之九点五", 9.5, None, "%"),
        ("首超千亿元", "千亿元", 100_000_000_000, None, "元"),
        ("完成 12 个", "12 个", 12, None, "个"),
        ("引进３支队伍", "３支", 3, None, "支"),
    ],
)
def test_reads(text: str, quote: str, low: float, high: float | None, unit: str) -> None:
    (quantity,) = found(text)
    assert text[quantity.start : quantity.end] == quote
    assert (quantity.low, quantity.high, quantity.unit) == (low, high, unit)


@pytest.mark.parametrize(
    "text",
    [
        *("PM2.5治理", "第3批名录", "百亿级集群", "20万吨级码头", "单位：万元", "2024年6月", "9月18日-26日"),
        *("2022—2024年", "1-8月份", "电话0579-8888666", "RISC-5架构", "一批项目", "二期工程", "三类人员"),
        *("一个方案", "9" * 60 + "个"),
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert not [quantity for quantity in found(text) if quantity.unit]


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("不少于20家", "at_least", None),
        ("容积率原则上在1.5以上", "link", "at_least"),
        ("控制在5%以内", "at_most", "at_most"),
        ("总数突破30家", "over", None),
        ("达到300家左右", "reach", "about"),
        ("签约10家", None, None),
        ("集聚60家上下游企业", None, None),
        ("新增20条及以上", None, "at_least"),
    ],
)
def test_words_of_comparison(text: str, before: str | None, after: str | None) -> None:
    quantity = found(text)[-1]
    side = beside(text, quantity, 0, len(text), MEASURES)
    assert (side.before, side.after) == (before, after)


def test_the_unit_behind_a_list_holds_for_all_of_it() -> None:
    quantities = found("分别缩短18、15和12个工作日")
    assert [(quantity.low, quantity.unit) for quantity in quantities] == [
        (18, "个工作日"),
        (15, "个工作日"),
        (12, "个工作日"),
    ]


@given(st.text(alphabet="0123456789０，,.．-~至一二三十百千万亿余多个家元成%/（）()百分之 \n", max_size=80))
def test_quantities_stand_in_order_inside_the_text(text: str) -> None:
    at = 0
    for quantity in found(text):
        assert at <= quantity.start < quantity.end <= len(text)
        assert quantity.high is None or quantity.low < quantity.high
        at = quantity.start
