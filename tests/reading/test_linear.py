"""No stage takes more than its share for more text: four times as long takes about four times the time.

Whole readings of units repeated over and over, since rules go wrong on repetition: an opening mark without its closing
one, a list without an end, a number that never stops. The bound is wide (super-linear growth at this size is fifteen
times and more), several runs have to agree, and a text that is read in next to no time is not judged.
"""

from __future__ import annotations

import gc
from time import process_time

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
    "1.推进工作。（责任单位：区水务局）\n", "1|甲|乙\n", "任务\n|\n责任单位\n|\n时限\n|\n甲\n|\n",
    "序号 任务 责任单位\n1 甲 乙局\n", "1\n完成。\n", "请各单位于6月底前报", "对6月底前的企业", "3个项目（甲、乙）",
    "10件民生实事", "附件1\n",
)  # fmt: skip


# Around a unit, so that it stands in the body of a task and reaches what is only asked of tasks.
BEFORE = "云溪区2024年重点任务分工方案\n\n一、产业提升\n1.建设云上园区。"
AFTER = "（牵头单位：区水务局）\n2.改造管网。（牵头单位：区水务局）\n"


def seconds(text: str) -> float:
    """Processor time of one reading, without going through what other tests have left in memory."""
    gc.collect()
    gc.disable()
    try:
        start = process_time()
        duban.read(text)
        return process_time() - start
    finally:
        gc.enable()


def grows_too_fast(short: str, long: str) -> bool:
    """Whether every one of several runs takes more than its share; one that does not is proof enough."""
    for _ in range(RUNS):
        taken = seconds(long)
        if taken < TOO_QUICK or taken < BOUND * seconds(short):
            return False
    return True


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    short, long = (unit * (size // len(unit)) for size in (SMALL, SMALL * FACTOR))
    assert not grows_too_fast(short, long)


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_a_task_and_no_faster(unit: str) -> None:
    short, long = (BEFORE + unit * (size // len(unit)) + AFTER for size in (SMALL, SMALL * FACTOR))
    assert not grows_too_fast(short, long)
