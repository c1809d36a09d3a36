"""The blocks of an outline as a tree: every heading with what stands below it, field lines given to their item."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duban.reading.outline import Block, Outline

# A bracket of units or dates at the end of a paragraph: the paragraph is complete and owned.
_OWNED = re.compile(
    r"[（(【〔\[][\s\S]{0,600}?(?:(?:牵头|责任|主办|协办|配合|参与|参加|实施|落实)(?:单位|部门|主体|科室)|牵头|负责|完成时限|时限[:：]"
    r"|(?:局|委|办|街道|政府|中心|公司|单位|部门|委员会)[)）】〕\]][。；;]?$)"
)
_LAST = 700


@dataclass(eq=False)
class Node:
    """A block with the blocks below it: ``parts`` in order, ``fields`` stated for it on lines of their own.

    ``numbered`` is whether parts with a marker or title of their own stand below. ``top`` is the document itself
    and has no block.
    """

    block: Block | None
    parent: Node | None
    parts: list[Node] = field(default_factory=list)
    fields: list[Block] = field(default_factory=list)
    numbered: bool = False


def grown(text: str, outline: Outline) -> Node:
    """The tree of an outline's blocks."""
    top = Node(None, None)
    nodes: dict[int | None, Node] = {None: top}
    latest = top
    for block in outline.blocks:
        if block.kind == "matter":
            continue
        if block.kind in {"field", "bracket"}:
            _owner(text, latest).fields.append(block)
            continue
        parent = nodes.get(block.under, top)
        node = Node(block, parent)
        parent.parts.append(node)
        parent.numbered = parent.numbered or block.heading is not None
        if block.heading is not None:
            nodes[block.heading] = node
        latest = node
    return top


def owned(text: str, block: Block) -> bool:
    """Whether a block ends in a bracket that names units or dates."""
    start = max(block.span.start, block.span.end - _LAST)
    opening = _last_opening(text, start, block.span.end)
    return opening >= 0 and bool(_OWNED.match(text, opening, block.span.end))


def _last_opening(text: str, start: int, end: int) -> int:
    """The bracket that the last closing one closes; brackets inside it are passed over."""
    if not end or text[end - 1] not in "）)】〕]。；;":
        return -1
    depth = 0
    for place in range(end - 1, start - 1, -1):
        if text[place] in "）)】〕]":
            depth += 1
        elif text[place] in "（(【〔[":
            depth -= 1
            if depth <= 0:
                return place
    return -1


def _owner(text: str, latest: Node) -> Node:
    """The node that a field line below ``latest`` is stated for.

    The nearest numbered one; but where its earlier siblings have no fields of their own, the line sums up all of
    them and belongs to the heading above (1. with (1)(2)(3) and then 责任单位：…).
    """
    node = latest
    while node.block and node.block.kind not in {"marked", "row", "title"} and node.parent and node.parent.block:
        node = node.parent
    if node.block is None or node.block.kind != "marked" or not node.parent or not node.parent.block:
        return node
    before = [
        part for part in node.parent.parts[-6:] if part is not node and part.block and part.block.kind == "marked"
    ]
    grouped = before and not any(part.fields or (part.block and owned(text, part.block)) for part in before)
    return node.parent if grouped and not node.fields and node.parent.block.kind == "marked" else node
