"""Spans: half-open, and asked about one another."""

from __future__ import annotations

import pytest

from duban.text import Span


def test_a_span_is_what_it_covers() -> None:
    assert Span(1, 3).of("云溪区水务局") == "溪区"


@pytest.mark.parametrize(
    ("one", "other", "within", "overlaps"),
    [
        (Span(1, 3), Span(0, 4), True, True),
        (Span(0, 4), Span(0, 4), True, True),
        (Span(0, 4), Span(1, 3), False, True),
        (Span(0, 2), Span(1, 3), False, True),
        (Span(0, 2), Span(2, 3), False, False),
    ],
    ids=["inside", "same", "around", "crossing", "touching"],
)
def test_how_two_spans_lie(one: Span, other: Span, *, within: bool, overlaps: bool) -> None:
    assert one.within(other) is within
    assert one.overlaps(other) is overlaps
    assert other.overlaps(one) is overlaps
