"""Overlapping spans cut into pieces that do not overlap, as a page needs them.

A unit stands inside an item, a target may cross a deadline, an advertisement lies in the middle of a quote: each
piece of the text knows every mark that covers it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from duban.text import Span


class Mark(NamedTuple):
    """Something said about a span; ``note`` is what a tooltip says."""

    id: int
    span: Span
    kind: str
    note: str = ""


class Segment(NamedTuple):
    """A stretch covered by the same marks throughout, the shortest mark first. Empty where a mark is."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def cut(length: int, marks: Iterable[Mark]) -> Iterator[Segment]:
    """The segments of a text of ``length`` characters, in order, covering all of it."""
    opening: dict[int, list[Mark]] = {}
    places = {0, length}
    for mark in marks:
        opening.setdefault(mark.span.start, []).append(mark)
        places.update(mark.span)
    active: list[Mark] = []
    at = 0
    for place in sorted(places):
        if place > at:
            yield Segment(at, place, tuple(active))
        at = place
        active = [mark for mark in active if mark.span.end > place]
        starting = opening.get(place, ())
        for mark in starting:
            if mark.span.end == place:
                yield Segment(place, place, (mark,))
        active += [mark for mark in starting if mark.span.end > place]
        active.sort(key=_length)


def _length(mark: Mark) -> int:
    return mark.span.end - mark.span.start
