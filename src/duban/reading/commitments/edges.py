"""Where an excerpt begins and breaks off: what is cut off at its edges is no item.

``（四）推进城乡`` at the end of a page is a heading that lost its words; and a last task without the units that all
others name has lost them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from duban.reading.commitments.trees import owned
from duban.reading.outline.grammar import han_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.reading.commitments.trees import Node
    from duban.reading.outline import Block
    from duban.text import Span

# The signs that a line which is complete ends with.
TERMINAL = frozenset("。！？；!?;”』）)】〕")
_DECLARED = re.compile(
    r"(?:以下|下列|如下|抓好|做好|完成|实施|做到|实现)[一-龥]{0,6}?([0-9]{1,2}|[一二两三四五六七八九十]{1,3})[大个项条方面件类]"
)
# The beginning of a paragraph that another page began: （上接第一版）, or a mark that only goes on.
_CUT_START = re.compile(r"[(（]?上接|[，。；：、！？）】》”’,;:)]|^[的了和与及等]")
_CUT_END = re.compile(r"[(（]下转[^\n]{0,12}[)）]$")
# 《云溪区三年行动方案》（云政办〔2024〕8号): the paper that a sentence begins with, not the end of one.
_NUMBERED_PAPER = re.compile(r"[》”][（(][^（()）]{0,12}[〔\[［（(]?20[0-9]{2}[^（()）]{0,8}号[)）]$")
_CLOSINGS = ("）", ")", "】", "〕", "等", "级", "关")
_LIST_SIGN = re.compile(r"[、，,；;\s]")
# How the names of offices end; a name without any of them at the end of an excerpt is cut.
_UNIT_END = re.compile("[局委办部厅处站所会队社校行厂组院镇乡村区县市府心司中团位门体构室道企者台]$")
_LONGEST_QUOTED = 60
_SHORTEST_HEADING = 12


class Edges:
    """The first and the last block of a document, and what of it they cut off."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self._text = text
        body = [block for block in blocks if block.kind not in {"matter", "title"}]
        self._first = body[0] if body else None
        self._last = body[-1] if body else None
        self._begins_within = _begins_within(body)

    def is_last(self, block: Block) -> bool:
        """Whether nothing of the body follows."""
        return block is self._last

    def is_cut_start(self, block: Block) -> bool:
        """Whether a paragraph is only the rest of one that began before the excerpt."""
        if block is not self._first:
            return False
        return self._begins_within or _CUT_START.match(self._text, *block.span) is not None

    def is_cut(self, node: Node) -> bool:
        """Whether an excerpt shows only part of an item: its text breaks off, or parts it declares are missing."""
        block = node.block
        if self._ends_unfinished(node):
            return True
        if not node.parts or not self._ends_document(node):
            return False
        declared = _DECLARED.search(self._text, block.title.end, block.span.end)
        return declared is not None and _count(declared[1]) > sum(
            part.block.marker is not None for part in node.parts
        )

    def _ends_unfinished(self, node: Node) -> bool:
        """Whether the last entry shows less than the one before: no full stop, no fields, no parts."""
        if self._last is not (node.fields[-1] if node.fields else node.block):
            return False
        if node.fields:
            return self._cuts_field(node.fields[-1])
        before = _sibling_before(node)
        if before and before.fields and not node.block.cells and not owned(self._text, node.block):
            return True
        if not self.breaks_off(node.block):
            return False
        return not node.block.bare or self._unclosed(node.block) or self._cuts_heading(node, before)

    def _cuts_heading(self, node: Node, before: Node | None) -> bool:
        """Whether a last line without a full stop is the rest of a heading, as the one before it is complete."""
        if before is not None:
            return bool(before.parts) or self._text[before.block.span.end - 1] in TERMINAL
        first = node.block.marker is not None and node.block.marker.value == 1
        short = node.block.span.end - node.block.title.start < _SHORTEST_HEADING
        return (first or short) and self._last is not self._first

    def _cuts_field(self, block: Block) -> bool:
        """Whether the last field breaks off: behind a comma, or in the last of several names."""
        if block.cells and block.cells[-1].role in {"lead", "supporting"}:
            return self._cut_name(block.cells[-1].span)
        return self._text[block.span.end - 1] in "，,、"

    def _cut_name(self, span: Span) -> bool:
        """Whether the last of some units lacks its end while the others have it."""
        names = _LIST_SIGN.split(span.of(self._text))
        return _UNIT_END.search(names[-1]) is None and not names[-1].endswith(_CLOSINGS)

    def _unclosed(self, block: Block) -> bool:
        words = self._text[max(block.span.start, block.span.end - _LONGEST_QUOTED) : block.span.end]
        return words.rfind("“") > words.rfind("”") or words.rfind("（") > words.rfind("）")

    def _ends_document(self, node: Node) -> bool:
        while node.parts:
            node = node.parts[-1]
        return node.block is self._last

    def breaks_off(self, block: Block) -> bool:
        """Whether a line ends without a full stop, or in the number of a paper."""
        last = self._text[block.span.end - 1]
        tail = max(block.span.start, block.span.end - 20)
        if last not in TERMINAL or _CUT_END.search(self._text, tail, block.span.end):
            return True
        return last in _CLOSINGS and _NUMBERED_PAPER.search(self._text, tail, block.span.end) is not None


def _begins_within(body: Sequence[Block]) -> bool:
    """Whether the document begins in the middle: its first numbered line is not the first of its sequence.

    Then an unnumbered paragraph before it is the rest of the item before.
    """
    for block in body[:3]:
        if block.marker and block.marker.value:
            return block is not body[0] and block.marker.value > 1
    return False


def _count(written: str) -> int:
    return int(written) if written.isdecimal() else han_value(written.replace("两", "二"))


def _sibling_before(node: Node) -> Node | None:
    """The part before with a number of the same style."""
    marker, before = node.block.marker, node.behind
    if before is None or marker is None or before.block.marker is None:
        return None
    return before if before.block.marker.key == marker.key else None
