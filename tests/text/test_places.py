"""Where a few signs or words stand: in order, each occurrence, and only inside the stretch."""

from __future__ import annotations

import pytest

from duban.text import places_of

TEXT = "（一）建设公园(二期)。以下三项：实事、实事实事。"


@pytest.mark.parametrize(
    ("words", "start", "end", "found"),
    [
        ("（(", 0, None, [0, 7]),  # signs in the order of the text, not of their list
        ("(（", 0, None, [0, 7]),
        ("（(", 1, None, [7]),
        ("（(", 0, 7, [0]),  # the end is outside
        (("实事", "以下"), 0, None, [12, 17, 20, 22]),
        (("实事",), 0, 23, [17, 20]),  # a word that sticks out of the stretch is none
        (("民心工程",), 0, None, []),
        ((), 0, None, []),
    ],
)
def test_where_words_begin(
    words: tuple[str, ...] | str, start: int, end: int | None, found: list[int]
) -> None:
    assert places_of(words, TEXT, start, end) == found


def test_occurrences_that_overlap_are_all_found() -> None:
    assert places_of(("实实",), "实实实") == [0, 1]
