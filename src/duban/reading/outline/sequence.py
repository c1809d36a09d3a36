"""Which of the places that read as markers are markers.

``2.0版平台上线`` begins like a heading 2., ``3.50年以上的水库`` like a number. A line alone cannot tell; the sequence
can: 3. is a heading where a 2. went before and no better 3. follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from duban.reading.outline.grammar import marker_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.reading.outline.grammar import Grammar, Marker
    from duban.reading.outline.lines import Line

_OPEN_ENDS = frozenset("，,、和与及的")


def believed(text: str, lines: Sequence[Line], grammar: Grammar) -> list[Marker | None]:
    """For each line the marker it begins with, or None where it only looks like one."""
    following = _following(lines)
    last: dict[str, Marker] = {}
    found: list[Marker | None] = []
    for index, line in enumerate(lines):
        marker, after = line.marker, following[index]
        if marker and marker.above and not _continues_decimals(marker, last, after.same):
            # No 2.1, then: perhaps a 2. with a number behind it.
            marker = marker_at(grammar, text, line.start, line.end, decimals=False)
            after = after._replace(same=after.arabic)
        above = lines[index - 1] if index else None
        if marker and not marker.above:
            doubted = marker.doubtful and not _in_sequence(marker, last, after.same)
            marker = None if doubted or _misread(text, above, marker, last, grammar) else marker
        if marker:
            last[marker.key] = marker
        found.append(marker)
    return found


class _After(NamedTuple):
    """What comes after a line: the next marker of its own level, and the next 1. 2. 3."""

    same: Marker | None
    arabic: Marker | None


def _following(lines: Sequence[Line]) -> list[_After]:
    """What comes after each line."""
    upcoming: dict[str, Marker] = {}
    found: list[_After] = []
    for line in reversed(lines):
        marker = line.marker
        found.append(_After(upcoming.get(marker.key) if marker else None, upcoming.get("arabic")))
        if marker:
            upcoming[marker.key] = marker
    return found[::-1]


def _in_sequence(marker: Marker, last: dict[str, Marker], after: Marker | None) -> bool:
    """Whether a doubtful marker follows its predecessor, and its successor or nothing follows it."""
    before = last.get(marker.key)
    if before and before.value == marker.value - 1:
        return after is None or after.value != marker.value
    return after is not None and after.value == marker.value + 1 and (marker.value == 1 or before is None)


def _continues_decimals(marker: Marker, last: dict[str, Marker], after: Marker | None) -> bool:
    """Whether 2.1 stands below a 2 or beside a 2.2."""
    before = last.get(marker.key)
    if marker.value == 0 or (before and before.above == marker.above and before.value >= marker.value):
        return False
    if before and _next_decimal(before, marker):
        return True
    if after and _next_decimal(marker, after):
        return True
    above = last.get(f"decimal{len(marker.above)}") or last.get("arabic") or last.get("arabic_space")
    return marker.value == 1 and above is not None and above.value == marker.above[-1]


def _next_decimal(one: Marker, other: Marker) -> bool:
    """2.1 → 2.2, 2.9 → 3.1, 2.1.3 → 2.2.1."""
    if one.above == other.above:
        return other.value == one.value + 1
    return other.value == 1 and one.above[:-1] == other.above[:-1] and one.above[-1] + 1 == other.above[-1]


def _misread(
    text: str, above: Line | None, marker: Marker, last: dict[str, Marker], grammar: Grammar
) -> bool:
    """Whether the line goes on from the one above (…分别缩短18、⏎15、12个工作日) or is a number of its own (1.5亿元).

    A marker out of sequence after an open clause is the first; a doubtful one that no sequence holds the second.
    """
    before = last.get(marker.key)
    if marker.value == 1 or (before and before.value == marker.value - 1):
        return False
    if marker.doubtful and grammar.measure.match(text, marker.body + 1):
        return True
    return above is not None and text[above.end - 1] in _OPEN_ENDS
