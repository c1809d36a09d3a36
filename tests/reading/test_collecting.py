"""The pause of the garbage collector: only for long documents, and afterwards all is as it was before."""

from __future__ import annotations

import gc
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

import duban
from duban.reading.collecting import LONG, uncollected

if TYPE_CHECKING:
    from collections.abc import Iterator

TASKS = """云溪区2024年重点任务分工方案

一、产业提升
1.建设云上园区。年内新建厂房3万平方米，制定《云溪区园区管理办法》。（牵头单位：区发展改革局；配合单位：各镇街）
（1）改造管网。6月底前完成8公里。（责任单位：区水务局、区财政局）
（2）各镇街要每月调度一次，其中甲、乙、丙三个镇年底前完成验收。
"""


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    was_on = gc.isenabled()
    yield
    (gc.enable if was_on else gc.disable)()


def test_a_long_document_is_read_without_collection_and_a_short_one_with_it() -> None:
    gc.enable()
    with uncollected(LONG):
        assert not gc.isenabled()
    assert gc.isenabled()
    with uncollected(LONG - 1):
        assert gc.isenabled()


def test_a_failure_inside_leaves_the_collector_on() -> None:
    gc.enable()
    with pytest.raises(KeyError), uncollected(LONG):
        raise KeyError
    assert gc.isenabled()


def test_who_has_switched_it_off_finds_it_off() -> None:
    gc.disable()
    with uncollected(LONG):
        pass
    assert not gc.isenabled()


def test_readings_that_overlap_leave_it_on() -> None:
    """The first to begin ends before the second, as in two threads."""
    gc.enable()
    first, second = ExitStack(), ExitStack()
    first.enter_context(uncollected(LONG))
    second.enter_context(uncollected(LONG))
    first.close()
    second.close()
    assert gc.isenabled()


def test_reading_leaves_no_cycles_behind() -> None:
    """What was made on the way is given back at once: nothing waits for the collector, however long it is paused."""
    text = TASKS * 3
    duban.read(text)  # patterns and tables are made once, and may hold cycles
    gc.collect()
    gc.disable()
    assert duban.read(text).items
    assert gc.collect() == 0
