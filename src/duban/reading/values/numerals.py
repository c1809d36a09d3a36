"""Numerals as official papers write them: 1,200 · １２００ · 1.122亿 · 3千5百 · 二〇二四 · 一千二百三十四 · 两百.

Exact arithmetic only: ``1.122亿`` is 112200000 and not a float beside it. What is too long to be an amount (an account
or document number) is no numeral here, and nothing a text can hold raises.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

DIGITS: Final = "0-9０-９"
WORDS: Final = "〇零一二两三四五六七八九十百千万亿"

VALUES: Final = {
    "〇": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
POWERS: Final = {"十": 10, "百": 100, "千": 1000}
_LARGE: Final = {"万": 10**4, "亿": 10**8}
_SCALES: Final = {**POWERS, **_LARGE}
# 三, 百: what one character alone writes.
SINGLE: Final = {**VALUES, **_SCALES}
_TO_ASCII: Final = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_DECIMAL: Final = re.compile(r"([0-9]{1,16})(?:\.([0-9]{1,16}))?([十百千万亿]{0,3})")
_PARTS: Final = re.compile(r"[0-9.]+|.", re.DOTALL)
# Longer than any amount in a public paper; beyond it stand account, document and telephone numbers.
_LONGEST: Final = 16


def parse_numeral(text: str) -> float | None:
    """The number that ``text`` writes, an int where it is whole; None where it writes none.

    ``3千5百`` 3500 · ``1.5万`` 15000 · ``二〇二四`` 2024 · ``百`` 100 · ``１,２００`` 1200.
    """
    if not text or len(text) > 2 * _LONGEST:
        return None
    if text.isascii() and text.isdecimal() and len(text) <= _LONGEST:
        return int(text)
    if text in SINGLE:
        return SINGLE[text]
    decimal = _DECIMAL.fullmatch(text)
    if decimal is not None:
        whole, fraction, scales = decimal.groups()
        return multiple(whole, fraction or "", scales)
    plain = text.translate(_TO_ASCII).replace(",", "")
    if plain.isascii():
        number = _digits(plain)
    elif any(scale in plain for scale in _SCALES):
        number = _scaled(plain)
    else:
        number = _row(plain)
    return None if number is None else _simplest(number)


def multiple(whole: str, fraction: str, scales: str) -> float:
    """The commonest form, 1.122亿: the digits as one whole number, divided once, so that nothing is rounded twice."""
    number = int(whole + fraction)
    for scale in scales:
        number *= _SCALES[scale]
    if not fraction:
        return number
    parts: int = 10 ** len(fraction)
    quotient, left = divmod(number, parts)
    return number / parts if left else quotient


def _simplest(number: Decimal) -> float:
    return int(number) if number == number.to_integral_value() else float(number)


def _digits(text: str) -> Decimal | None:
    """Plain decimal digits with at most one point: nothing else that Decimal would take (signs, exponents)."""
    whole, point, fraction = text.partition(".")
    if not whole.isdecimal() or (point and not fraction.isdecimal()) or len(whole) > _LONGEST:
        return None
    return Decimal(text)


def _row(text: str) -> Decimal | None:
    """Digits in words, place by place: 二〇二四. A row that mixes writings is none."""
    if len(text) > _LONGEST or any(character not in VALUES for character in text):
        return None
    return Decimal("".join(str(VALUES[character]) for character in text))


def _scaled(text: str) -> Decimal | None:
    """Sums of digit and scale: 一千二百三十四, 3千5百, 1亿2000万, 十五, 千 (alone: one of it), 1.8万亿."""
    total = section = Decimal(0)
    pending: Decimal | None = None
    for part in _PARTS.findall(text):
        if part in POWERS:
            section += (Decimal(1) if pending is None else pending) * POWERS[part]
            pending = None
        elif part in _LARGE:
            if pending is None and not section:
                total = (total or Decimal(1)) * _LARGE[part]
            else:
                total += (section + (pending or 0)) * _LARGE[part]
            section, pending = Decimal(0), None
        else:
            number = Decimal(VALUES[part]) if part in VALUES else _digits(part)
            # 零 only marks a skipped place; two digits in a row are no sum of scales.
            if number is None or pending not in (None, 0):
                return None
            pending = number
    return total + section + (pending or 0)
