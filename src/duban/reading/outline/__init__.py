"""The outline: which lines are headings, which stand below which, and what every other line is.

Any text yields one; the worst is a single block of prose. The styles of numbering stand, each with an example and the
reason for its place, in ``lexicon/data/numbering.toml``; the order of work here is lines, tables, markers by their
sequence, nesting.
"""

from __future__ import annotations

from duban.reading.outline.blocks import Block, BlockKind, Outline, words
from duban.reading.outline.drawing import draw

__all__ = ["Block", "BlockKind", "Outline", "draw", "words"]
