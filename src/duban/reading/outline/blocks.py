"""What an outline is made of: blocks in document order, each under its heading, and tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from duban.reading.drafts import Cell, HeadingDraft
    from duban.reading.outline.grammar import Marker
    from duban.text import Span

_BREAK = re.compile(r"\s*[\n\r]\s*")

BlockKind: TypeAlias = Literal[
    "marked",  # begins with a marker: a numbered heading or paragraph
    "title",  # a heading line without a number
    "paragraph",  # running text without a marker
    "field",  # 责任单位：区财政局, on a line of its own
    "bracket",  # （牵头单位：区财政局）, on a line of its own
    "label",  # （三）整改时限, a numbered heading that is the label of the field below it
    "account",  # 整改情况：…, what was done about the problem above
    "row",  # a row of a table of tasks
    "matter",  # front and back matter, table heads, footnotes: nothing of the body
]


class Block(NamedTuple):
    """A line, or the part of it up to the next marker that starts an item of its own.

    ``span`` leaves out indentation and what conversion put before the marker. ``title`` is the heading's words,
    for a paragraph its first sentence; ``bare`` says that nothing follows it. ``heading`` is the block's own entry
    in the outline, ``under`` the entry it stands below.
    """

    kind: BlockKind
    span: Span
    marker: Marker | None
    title: Span
    bare: bool
    heading: int | None
    under: int | None
    cells: tuple[Cell, ...] = ()


class Outline(NamedTuple):
    """The headings as a tree (each names its parent) and the blocks that the text consists of, in order."""

    headings: tuple[HeadingDraft, ...]
    blocks: tuple[Block, ...]


def words(text: str, span: Span) -> str:
    """The words of a stretch without the line breaks that wrapping left in it."""
    written = text[span.start : span.end]
    return _BREAK.sub("", written) if "\n" in written or "\r" in written else written
