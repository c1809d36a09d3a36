"""Time expressions: every usual form by a table of cases, and what holds for any text at all."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duban.lexicon import load
from duban.reading.drafts import Anchors
from duban.reading.model import Period
from duban.reading.values.times import find_times, in_section
from stopwatch import growth

CASES = Path(__file__).parents[1] / "cases" / "times.toml"
ANCHORS = Anchors(2024, date(2024, 2, 20), None)
WORDS = (
    "2024 年 月 日 6 十 二〇二四 底 前 内 至 - — 每 季度 上半年 “ ” 《 》 十四五 期间 到 比 起 个 工作日 ， 。 全年"
    " 年度 立行立改 长期坚持 零 99 号 旬 初 末 . / 的 目标为： ５"
)
PIECES = st.sampled_from([*WORDS.split(), "\n", " ", "\u3000"])


def cases() -> list[tuple[str, list[str]]]:
    table = tomllib.loads(CASES.read_text(encoding="utf-8"))
    return [(case["text"], case["found"]) for group in table["group"] for case in group["cases"]]


def read(text: str, anchors: Anchors = ANCHORS) -> list[str]:
    return [
        f"{mention.span.of(text)} {mention.kind} {mention.date or '-'}"
        for mention in find_times(text, 0, len(text), anchors, load())
    ]


@pytest.mark.parametrize(("text", "found"), cases())
def test_says_when(text: str, found: list[str]) -> None:
    assert read(text) == found


def test_a_stretch_of_a_longer_text_is_read_with_its_own_offsets() -> None:
    text = "3月底前开工。6月底前竣工。9月底前验收。"
    found = find_times(text, 7, 14, ANCHORS, load())
    assert [mention.span.of(text) for mention in found] == ["6月底前"]


def test_without_any_year_a_date_stays_unknown() -> None:
    assert read("6月底前完成", Anchors(None, None, None)) == ["6月底前 by_date -"]


def test_the_day_of_writing_gives_the_year_where_nothing_else_does() -> None:
    assert read("6月底前完成", Anchors(None, date(2023, 3, 1), None)) == ["6月底前 by_date 2023-06-30"]


def test_a_period_that_is_over_is_one_of_figures() -> None:
    report = Anchors(2023, date(2023, 9, 28), None)
    assert read("今年上半年，学习13次", report) == ["今年上半年 scope 2023-06-30"]


@pytest.mark.parametrize(
    ("path", "year"),
    [
        (("二、2023年工作安排",), 2023),
        (("二、2023年工作安排", "（一）抓产业"), 2023),
        (("一、2021—2023年成效",), 2024),
        (("一、过去一年工作回顾",), 2023),
        (("（三）扎实推动落实市委2023年一号文件精神",), 2024),
        (("一、2010年以来的历程",), 2024),
        (("一、重点任务",), 2024),
        ((), 2024),
    ],
)
def test_a_heading_gives_its_year_to_what_stands_below_it(path: tuple[str, ...], year: int) -> None:
    assert in_section(ANCHORS, path, load()).year == year


def test_of_two_years_a_heading_that_looks_back_has_the_first() -> None:
    both = Anchors(2024, None, Period(date(2023, 1, 1), date(2024, 12, 31)))
    assert in_section(both, ("一、计划执行情况",), load()).year == 2023
    assert in_section(both, ("二、主要任务",), load()).year == 2024


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=30).map("".join))
def test_any_text_gives_mentions_in_order_that_never_overlap(text: str) -> None:
    at = 0
    for mention in find_times(text, 0, len(text), ANCHORS, load()):
        assert at <= mention.span.start < mention.span.end <= len(text)
        at = mention.span.end


@pytest.mark.parametrize(
    "unit", ["7", "二", "《", "“", "2024年", "6月至", "每", "1-", "十", "年", "到", "上年的"]
)
def test_repetition_is_read_in_linear_time(unit: str) -> None:
    def work(length: int) -> object:
        text = unit * (length // len(unit))
        return find_times(text, 0, len(text), ANCHORS, load())

    assert growth(work, size=20_000, times=8) < 24
