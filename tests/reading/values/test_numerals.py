"""Numerals: every writing is read exactly, what is none is None, and nothing raises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.reading.values.numerals import parse_numeral

WORDS = "零一二三四五六七八九"


def in_words(number: int) -> str:
    """``number`` below a hundred million as it is spoken, every place written out."""
    if number >= 10_000:
        upper, lower = divmod(number, 10_000)
        return in_words(upper) + "万" + (("零" if lower < 1000 else "") + in_words(lower) if lower else "")
    text = ""
    skipped = False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            text += ("零" if skipped and text else "") + WORDS[digit] + name
            skipped = False
        else:
            skipped = True
    return text or "零"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,200", 1200),
        ("１２００", 1200),
        ("１，２００", 1200),
        ("1.122亿", 112_200_000),
        ("0.053亿", 5_300_000),
        ("3千5百", 3500),
        ("1亿2000万", 120_000_000),
        ("1.8万亿", 1_800_000_000_000),
        ("二〇二四", 2024),
        ("一千二百三十四", 1234),
        ("三千零五", 3005),
        ("两百", 200),
        ("十五", 15),
        ("二十", 20),
        ("千", 1000),
        ("百万", 1_000_000),
        ("99.5", 99.5),
        ("零", 0),
    ],
)
def test_reads(text: str, number: float) -> None:
    assert parse_numeral(text) == number


@pytest.mark.parametrize(
    "text", ["", "1.", ".5", "1.2.3", "一十二三", "9" * 40, "1e5", "-3", "个", "一个", "²"]
)
def test_what_is_no_numeral_is_none(text: str) -> None:
    assert parse_numeral(text) is None


def test_multiples_are_exact() -> None:
    assert repr(parse_numeral("1.122亿")) == "112200000"


@given(st.integers(min_value=0, max_value=99_999_999))
def test_what_is_written_in_words_is_read_back(number: int) -> None:
    assert parse_numeral(in_words(number)) == number


@given(st.integers(min_value=0, max_value=10**15), st.booleans())
def test_what_is_written_in_digits_is_read_back(number: int, grouped: bool) -> None:
    assert parse_numeral(f"{number:,}" if grouped else str(number)) == number


@given(st.text(alphabet="0123456789０１，,.．〇零一二两三十百千万亿个\0", max_size=60))
def test_nothing_raises(text: str) -> None:
    number = parse_numeral(text)
    assert number is None or number >= 0
