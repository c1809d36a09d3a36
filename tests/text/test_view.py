"""A view leads back to its source, and from the source into the view, whatever was edited."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.text import Edit, Span, View


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    source = draw(st.text("云溪区水务局a1。\n", max_size=40))
    marks = sorted(draw(st.lists(st.integers(0, len(source)), max_size=12)))
    edits = [
        Edit(start, end, draw(st.sampled_from(["", "+", " ", "补字"])))
        for start, end in zip(marks[::2], marks[1::2], strict=False)
        if start < end
    ]
    # Two edits may meet but not overlap.
    return source, edits


@given(edited())
def test_the_view_is_the_source_with_the_edits_applied(case: tuple[str, list[Edit]]) -> None:
    source, edits = case
    text, at = "", 0
    for edit in edits:
        text += source[at : edit.start] + edit.replacement
        at = edit.end
    assert View(source, edits).text == text + source[at:]


@given(edited())
def test_every_kept_character_maps_to_its_equal_and_back(case: tuple[str, list[Edit]]) -> None:
    source, edits = case
    view = View(source, edits)
    replaced = [edit for edit in edits if edit.replacement]
    for offset, character in enumerate(view.text):
        span = view.to_source(Span(offset, offset + 1))
        if any(span == Span(edit.start, edit.end) and character in edit.replacement for edit in replaced):
            continue
        assert source[span.start : span.end] == character
        assert view.to_view(span.start) == offset


@given(edited())
def test_every_source_offset_is_read_somewhere_and_in_order(case: tuple[str, list[Edit]]) -> None:
    source, edits = case
    view = View(source, edits)
    places = [view.to_view(offset) for offset in range(len(source) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(view.text) for place in places)
    assert places[-1] == len(view.text)


@given(edited(), st.data())
def test_a_longer_span_covers_the_parts_it_is_made_of(
    case: tuple[str, list[Edit]], data: st.DataObject
) -> None:
    source, edits = case
    view = View(source, edits)
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    whole = view.to_source(Span(start, end))
    assert 0 <= whole.start <= whole.end <= len(source)
    for offset in range(start, end):
        assert view.to_source(Span(offset, offset + 1)).within(whole)


def test_a_span_covers_what_was_cut_inside_it_and_not_what_was_cut_beside_it() -> None:
    source = "甲广告乙广告丙"
    view = View(source, [Edit(1, 3, ""), Edit(4, 6, "")])
    assert view.text == "甲乙丙"
    assert view.to_source(Span(0, 3)) == Span(0, 7)
    assert view.to_source(Span(1, 2)) == Span(3, 4)


def test_a_replacement_stands_as_a_whole_for_what_it_replaces() -> None:
    view = View("“9 5”", [Edit(2, 3, "加")])
    assert view.text == "“9加5”"
    assert view.to_source(Span(2, 3)) == Span(2, 3)
    assert view.to_view(2) == 2


def test_an_empty_span_stays_empty() -> None:
    view = View("甲乙丙", [Edit(1, 2, "")])
    assert view.to_source(Span(1, 1)) == Span(2, 2)
    assert view.to_source(Span(2, 2)) == Span(3, 3)


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(0, 2, ""), Edit(1, 3, "")],
        [Edit(2, 9, "")],
        [Edit(2, 1, "")],
        [Edit(-1, 1, "")],
    ],
    ids=["overlap", "past the end", "backwards", "before the start"],
)
def test_edits_that_make_no_sense_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlap or leave"):
        View("云溪区", edits)


@pytest.mark.parametrize("offset", [-1, 4])
def test_an_offset_outside_the_source_is_refused(offset: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        View("云溪区").to_view(offset)
