"""Turns what was noticed into a finding with its sentences: ``没有写明牵头单位。请在交办前明确牵头单位。``"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from duban.lexicon.review import Clause
from duban.reading.model import Finding, Saying

if TYPE_CHECKING:
    from duban.lexicon.review import Review
    from duban.reading.model import Item, Reading
    from duban.text import Span

_LONGEST_QUOTE = 40
_AROUND = 6


class Voice:
    """Knows the messages, and which item a place of the document belongs to."""

    def __init__(self, reading: Reading, review: Review) -> None:
        self.reading = reading
        self.review = review
        self.items = {item.id: item for item in reading.items}
        in_order = sorted(reading.items, key=lambda item: (item.span.start, -item.span.end))
        self._in_order = in_order
        self._starts = [item.span.start for item in in_order]

    def finding(
        self, code: str, span: Span, *, item: str | None = None, message: str | None = None, **words: object
    ) -> Finding:
        """A finding; ``message`` is the template where it is not the code's own."""
        name = message or code
        template = self.review.messages[name]
        zh, en = template.text("zh", **words), template.text("en", **words)
        return Finding(span, code, template.severity, zh, item, en, Saying(name, words))

    def reason(self, name: str, **words: object) -> Clause:
        """A clause that says why, in the language of the finding that it becomes part of."""
        return Clause(name, self.review.reasons[name], words)

    def quote(self, span: Span) -> str:
        """The words of a span, on one line and not too many of them."""
        words = " ".join(self.reading.source[span.start : min(span.end, span.start + _LONGEST_QUOTE)].split())
        return words if span.end - span.start <= _LONGEST_QUOTE else f"{words}…"

    def around(self, span: Span, replacement: str | None = None) -> str:
        """The words around a place, with ``replacement`` in its stead: one character says nothing alone."""
        source = self.reading.source
        before = source[max(0, span.start - _AROUND) : span.start].split("\n")[-1]
        after = source[span.end : span.end + _AROUND].split("\n")[0]
        middle = source[span.start : span.end] if replacement is None else replacement
        return f"{before}{middle}{after}"

    def item_at(self, offset: int) -> Item | None:
        """The innermost item that holds a place of the source."""
        index = bisect_right(self._starts, offset) - 1
        item = self._in_order[index] if index >= 0 else None
        while item is not None and item.span.end <= offset:
            item = self.items.get(item.parent) if item.parent is not None else None
        return item
