"""Single facts in words."""

from __future__ import annotations

from datetime import date

import pytest

from duban.formats.papers.characters import one_line, visible, width_of
from duban.formats.papers.phrasing import amount, counts, due, figure
from duban.formats.wording import EN, ZH
from factories import deadline, ledger_reading, target


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5, "5"),
        (8.5, "8.5"),
        (1700, "1700"),
        (20_000, "2万"),
        (12_345, "12,345"),
        (12_500, "1.25万"),
        (123_456.5, "123456.5"),
        (1_234_567_891, "1,234,567,891"),
        (112_200_000, "1.122亿"),
        (170_000_000_000, "1700亿"),
        (-20_000, "-2万"),
        (0, "0"),
        (1e300, "1e+300"),
        (float("inf"), "inf"),
    ],
)
def test_figure(value: float, text: str) -> None:
    assert figure(value) == text


@pytest.mark.parametrize(
    ("comparator", "value", "text"),
    [(">=", 85, "≥85%"), ("=", 85, "85%"), ("~", 60, "≈60%"), ("range", (3, 5), "3–5%"), ("<", 1, "<1%")],
)
def test_amount(comparator: str, value: object, text: str) -> None:
    assert amount(target("占85%", "85%", comparator=comparator, value=value, unit="%")) == text


def test_due_says_what_the_words_do_not() -> None:
    assert due(deadline("年内", "年内", date=date(2024, 12, 31)), ZH) == "年内（2024-12-31）"
    assert due(deadline("长期坚持", "长期坚持", kind="ongoing"), ZH) == "长期坚持"
    assert due(deadline("长期坚持", "长期坚持", kind="ongoing"), EN) == "长期坚持（ongoing）"


def test_a_unit_that_leads_twice_is_counted_once() -> None:
    reading = ledger_reading()
    assert counts(reading)._asdict() == {
        "items": 3,
        "lead_units": 2,
        "deadlines": 2,
        "targets": 3,
        "findings": 2,
    }


def test_characters_that_would_act_are_shown() -> None:
    assert visible("a\x1b[31m\x00b\u202ec\x7f\n") == "a␛[31m␀b\ufffdc␡\n"
    assert visible("\ud800") == "\ufffd"
    assert one_line("一、新建\r\n　　公园") == "一、新建公园"
    assert width_of("公园a") == 5
