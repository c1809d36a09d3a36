"""Which numbering stands below which, as this document uses them.

Custom says 一、（一）1.（1）, but documents skip levels (一、 straight to （1）), turn them round (1. above （一）) and
begin in the middle (an excerpt whose first line is 二是). The first use of a style places it: below the open heading
where it starts anew and that heading's sequence goes on behind it, else where custom has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from duban.reading.outline.grammar import rank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.reading.outline.grammar import Grammar, Marker

_TITLE_DEPTH = 5
_BAND = "band"


class _Open(NamedTuple):
    """A heading that later ones may stand below; ``key`` None for a title without a number."""

    key: str | None
    heading: int


class Nesting:
    """The open headings while a document is gone through from top to bottom.

    ``upcoming`` answers, for the marker now being placed, which marker of another level comes next.
    """

    def __init__(self, grammar: Grammar, markers: Sequence[Marker | None]) -> None:
        self._grammar = grammar
        self._markers = markers
        self._order: list[str] = []
        self._open: list[_Open] = []
        self._next = _next_by_key(markers)
        self._last: dict[str, int] = {}

    @property
    def innermost(self) -> int | None:
        """The heading that a paragraph here stands below."""
        return self._open[-1].heading if self._open else None

    def mark(self) -> list[_Open]:
        """The state to come back to with :meth:`back_to`, after markers inside a paragraph."""
        return list(self._open)

    def back_to(self, state: list[_Open]) -> None:
        """Forget the headings opened since."""
        self._open = state

    def open_marker(self, marker: Marker, heading: int, line: int | None = None) -> int | None:
        """Open ``heading`` at its level; returns the heading it stands below."""
        if marker.key == "annex":
            # An annex is a document of its own: its numbering owes nothing to what went before.
            self.close_all()
            self._order.clear()
        if marker.key not in self._order:
            self._place(marker, line)
        place = self._order.index(marker.key)
        while self._open and self._reaches(self._open[-1].key, place):
            self._open.pop()
        above = self.innermost
        self._open.append(_Open(marker.key, heading))
        self._last[marker.key] = marker.value
        return above

    def open_title(self, heading: int, after: Marker | None, *, beside: bool) -> int | None:
        """Open a title without a number; ``beside`` the title just before it, with ``after`` the next marker.

        It stands outermost where numbers stand below titles, and where the outermost numbering begins anew behind
        it; otherwise (专栏1 in a numbered section) below what is open.
        """
        if not beside and self._is_outermost(after):
            self._open.clear()
        elif not beside:
            while self._open and self._open[-1].key is None:
                self._open.pop()
        elif len(self._open) >= _TITLE_DEPTH and self._open[-1].key is None:
            self._open.pop()
        above = self.innermost
        self._open.append(_Open(None, heading))
        return above

    def _is_outermost(self, after: Marker | None) -> bool:
        if not self._open or self._open[0].key is None:
            return True
        return after is not None and after.value <= 1 and after.key == self._open[0].key

    def close_all(self) -> None:
        """Close every heading: what follows is part of none of them."""
        self._open.clear()

    def open_band(self, heading: int) -> int | None:
        """Open a heading that runs across a table; it ends with the next one or with the table."""
        self.close_band()
        above = self.innermost
        self._open.append(_Open(_BAND, heading))
        return above

    def close_band(self) -> None:
        """Close the heading that runs across a table, if one is open."""
        if self._open and self._open[-1].key == _BAND:
            self._open.pop()

    def _reaches(self, key: str | None, place: int) -> bool:
        """Whether a heading of level ``place`` closes an open one of ``key``. Numbers stand below outermost titles."""
        if key is None:
            return len(self._open) > 1 and self._open[0].key is not None
        return key not in self._order or self._order.index(key) >= place

    def _place(self, marker: Marker, line: int | None) -> None:
        inner = next((entry.key for entry in reversed(self._open) if entry.key in self._order), None)
        if inner is not None and marker.value <= 1 and self._goes_on(inner, line):
            self._order.insert(self._order.index(inner) + 1, marker.key)
            return
        own = rank(self._grammar, marker.key)
        place = next(
            (index for index, key in enumerate(self._order) if rank(self._grammar, key) > own),
            len(self._order),
        )
        self._order.insert(place, marker.key)

    def _goes_on(self, outer: str, line: int | None) -> bool:
        """Whether ``outer`` is continued behind the sequence of another level that begins at ``line``."""
        if line is None:
            return True
        following = self._next[line].get(outer) if line in self._next else None
        marker = None if following is None else self._markers[following]
        return marker is not None and marker.value == self._last.get(outer, 0) + 1


def _next_by_key(markers: Sequence[Marker | None]) -> dict[int, dict[str, int]]:
    """For the first line of each level (in each annex): where every other level comes next."""
    seen: set[str] = set()
    wanted: set[int] = set()
    for index, marker in enumerate(markers):
        if marker and marker.key == "annex":
            seen.clear()
        elif marker and marker.key not in seen:
            seen.add(marker.key)
            wanted.add(index)
    upcoming: dict[str, int] = {}
    found: dict[int, dict[str, int]] = {}
    for index in range(len(markers) - 1, -1, -1):
        if index in wanted:
            found[index] = dict(upcoming)
        marker = markers[index]
        if marker:
            upcoming[marker.key] = index
    return found
