"""Small whole numbers as documents count themselves: 12, １２, 十二, 两. For values with units see ``values``."""

from __future__ import annotations

_DIGITS = {
    "零": 0,
    "〇": 0,
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
_POWERS = {"十": 10, "百": 100, "千": 1000}
_LONGEST = 6


def small_number(text: str) -> int | None:
    """The number that ``text`` writes, in digits or characters; None where it is none or a long one.

    ``二十三`` is 23, ``１２`` is 12, ``一二`` and ``十二个`` are None.
    """
    if not text or len(text) > _LONGEST:
        return None
    if text.isdecimal():
        return int(text)
    total, digit = 0, None
    for character in text:
        if character in _POWERS:
            total += (1 if digit is None else digit) * _POWERS[character]
            digit = None
        elif character in _DIGITS and digit in (None, 0):
            digit = _DIGITS[character]
        else:
            return None
    return total + (digit or 0)
