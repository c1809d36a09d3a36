"""Small whole numbers as documents count themselves: 12, １２, 十二, 两. For values with units see ``values``."""

from __future__ import annotations

from duban.reading.values.numerals import POWERS, VALUES

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
        if character in POWERS:
            total += (1 if digit is None else digit) * POWERS[character]
            digit = None
        elif character in VALUES and digit in (None, 0):
            digit = VALUES[character]
        else:
            return None
    return total + (digit or 0)
