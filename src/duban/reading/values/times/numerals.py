"""Small numbers as dates write them: 6, ０６, 十二, 二〇二四."""

from __future__ import annotations

_TO_FIGURES = str.maketrans("０１２３４５６７８９〇零○ＯO一二三四五六七八九两", "0123456789000001234567892")


def year_of(written: str) -> int:
    """2024, ２０２４, 二〇二四."""
    return int(written.translate(_TO_FIGURES))


def number_of(written: str) -> int:
    """6, ０6, 六, 十, 十二, 二十三."""
    tens, ten, ones = written.partition("十")
    if not ten:
        return int(written.translate(_TO_FIGURES))
    return (int(tens.translate(_TO_FIGURES)) if tens else 1) * 10 + (number_of(ones) if ones else 0)
