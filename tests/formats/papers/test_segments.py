"""Overlapping marks as pieces that do not overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from duban.formats.papers.page.segments import Mark, cut
from duban.text import Span
from stopwatch import growth


def mark(start: int, end: int, id_: int = 0) -> Mark:
    return Mark(id_, Span(start, end), "target")


def pieces(length: int, *marks: Mark) -> list[tuple[int, int, list[int]]]:
    return [(piece.start, piece.end, [mark.id for mark in piece.marks]) for piece in cut(length, marks)]


def test_marks_that_cross() -> None:
    assert pieces(6, mark(0, 4, 1), mark(2, 5, 2)) == [
        (0, 2, [1]),
        (2, 4, [2, 1]),
        (4, 5, [2]),
        (5, 6, []),
    ]


def test_a_mark_on_nothing_stands_where_something_is_missing() -> None:
    assert pieces(4, mark(0, 4, 1), mark(2, 2, 2)) == [(0, 2, [1]), (2, 2, [2]), (2, 4, [1])]


def test_an_unmarked_text_is_one_piece() -> None:
    assert pieces(3) == [(0, 3, [])]
    assert pieces(0) == []


@given(st.integers(0, 30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=12))
def test_pieces_cover_the_text_once_and_know_all_their_marks(
    length: int, ends: list[tuple[int, int]]
) -> None:
    spans = [tuple(sorted(min(end, length) for end in pair)) for pair in ends]
    marks = [mark(start, end, id_) for id_, (start, end) in enumerate(spans)]
    found = list(cut(length, marks))
    covered = [place for piece in found for place in range(piece.start, piece.end)]
    assert covered == list(range(length))
    for piece in found:
        if piece.start < piece.end:
            assert {mark.id for mark in piece.marks} == {
                mark.id for mark in marks if mark.span.start <= piece.start and piece.end <= mark.span.end
            }
    assert {mark.id for piece in found for mark in piece.marks} == {mark.id for mark in marks}


def test_many_marks_take_time_in_proportion() -> None:
    def work(count: int) -> None:
        marks = [mark(place, place + 3, place) for place in range(count)]
        assert sum(1 for _ in cut(count + 3, marks)) > count

    assert growth(work, size=10_000) < 10
