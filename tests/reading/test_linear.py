"""No stage takes more than its share for more text: four times as long takes about four times the time.

Whole readings of units repeated over and over, since rules go wrong on repetition: an opening mark without its closing
one, a list without an end, a number that never stops. The bound is wide (super-linear growth at this size is fifteen
times and more), the best of several runs is taken, and a text that is read in next to no time is not judged.
"""

from __future__ import annotations

from time import perf_counter

import pytest

import duban

SMALL, FACTOR = 8_000, 4
BOUND = 8.0
TOO_QUICK = 0.12  # seconds for the long text: below it, noise outweighs growth
RUNS = 3

UNITS = (
    "7", "三", "1.", "1、", "（1）", "①", "一、", "（一）", "一是", "第一条", "、", "，", "。",
    "；", "《", "》", "《a", "“", "”", '"', "（", "）", "(", "[", "[1]", "年", "2024年", "6月",
    "6月底前", "年内", "每月", "%", "5%", "5%、", "3-5个", "万", "亿", "近七成", "责任单位：",
    "责任单位：区水务局、", "区水务局", "（牵头单位：", "牵头", "会同", "\n", "\n1.", "\n一、",
    "\n（一）", "\n[1]", "\n注：", "\r", " ", "\t", "\u3000", "|", "|1", "a", "甲", "\0", "其余3条",
    "其中3条4条", "三大", "甲、乙两大", "以下三项工作：", "分解为3项任务", "制定《甲》", "《甲》、",
    "的通知", "关于", "增长5%", "分别增长5%、6%，", "新增3家、", "到2025年", "“十四五”", "www.a.cn",
    "点击", "上接", "注释", "名词解释\n1.甲：乙\n", "推进工作任务落实，", "推进工作任务落实。",
    "1.推进工作。（责任单位：区水务局）\n", "1|甲|乙\n",
)  # fmt: skip


def seconds(text: str, best: float = float("inf")) -> float:
    for _ in range(RUNS):
        start = perf_counter()
        duban.read(text)
        best = min(best, perf_counter() - start)
    return best


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    short, long = unit * (SMALL // len(unit)), unit * (SMALL * FACTOR // len(unit))
    start = perf_counter()
    duban.read(long)
    once = perf_counter() - start
    if once < TOO_QUICK:
        return
    assert seconds(long, once) < BOUND * max(seconds(short), TOO_QUICK / BOUND / 2)
