"""Half-open stretches of a text, in Unicode code points.

Everything duban says about a document is anchored by these: ``text[span.start:span.end]`` is the evidence.
"""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch ``[start, end)`` of some text; which text is the caller's business (source or view)."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters this span covers in ``text``."""
        return text[self.start : self.end]

    def within(self, other: Span) -> bool:
        """Whether ``other`` covers the whole of this span."""
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end
