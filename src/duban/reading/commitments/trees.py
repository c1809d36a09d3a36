"""The blocks of an outline as a tree: every heading with what stands below it, field lines given to their item."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from duban.reading.metadata.duties import addresses_duty

if TYPE_CHECKING:
    from collections.abc import Collection

    from duban.reading.outline import Block, Outline

# A bracket of units or dates at the end of a paragraph: the paragraph is complete and owned.
_OWNED = re.compile(
    r"[（(【〔\[][\s\S]{0,600}?"
    r"(?:(?:牵头|责任|主办|协办|配合|参与|参加|实施|落实)(?:单位|部门|主体|科室)|牵头|负责|完成时限|时限[:：]"
    r"|(?:局|委|办|街道|政府|中心|公司|单位|部门|委员会)[)）】〕\]][。；;]?$)"
)
_OWNED_LONGEST = 700
# A line that is one name and nothing else.
_UNIT_ALONE = re.compile(
    "[^，,。；;：:0-9\\n]{2,30}(?:局|委|办|部|中心|政府|街道|镇|乡|公司|集团|单位|部门|处|会)[、，,。]?"
)
_LONGEST_UNIT = 32
_OPENING = frozenset("（(【〔[")
_CLOSING = frozenset("）)】〕]")
# How far back the entries of a list are asked whether they name units of their own.
_SIBLINGS = 6


@dataclass(eq=False, slots=True)
class Node:
    """A block with what stands below it: ``parts`` in order, ``fields`` stated for it on lines of their own.

    ``behind`` is the part before it; ``numbered`` says that parts with a marker or title of their own stand below;
    ``freed`` that it closes the paper, and so is part of nothing above it.
    """

    block: Block
    parent: Node | None
    behind: Node | None
    parts: list[Node] = field(default_factory=list)
    fields: list[Block] = field(default_factory=list)
    numbered: bool = False
    freed: bool = False

    @property
    def outermost(self) -> bool:
        """Whether nothing but titles without a number stands above."""
        return self.parent is None or self.parent.block.kind == "title"


def grown(text: str, outline: Outline, entries: Collection[str]) -> list[Node]:
    """The blocks that stand below no heading, each with what stands below it.

    A field whose label is among ``entries`` (反馈问题：…) begins an entry of its own where it cannot be one of the
    item above it: where there is none, or that has this field already.
    """
    roots: list[Node] = []
    nodes: dict[int | None, Node] = {}
    labels: set[int | None] = set()
    latest: Node | None = None
    for block in outline.blocks:
        if block.kind == "matter":
            continue
        if block.kind == "label":
            # （二）整改措施: what stands below it stands below the problem that it is a part of.
            _see_through(block, nodes, labels)
            continue
        if latest is not None and _goes_on(text, block, latest):
            continue
        if block.kind in {"field", "bracket"}:
            labelled = nodes.get(block.under) if block.under in labels else None
            owner = labelled or (_owner(text, latest) if latest else None)
            if owner is not None and not _opens_entry(block, owner, entries):
                owner.fields.append(block)
                continue
            if not block.cells or block.cells[0].head not in entries:
                continue
        parent = nodes.get(block.under)
        row = roots if parent is None else parent.parts
        latest = Node(block, parent, row[-1] if row else None)
        row.append(latest)
        if block.heading is not None:
            nodes[block.heading] = latest
            if parent is not None:
                parent.numbered = True
    _free_closing(text, roots)
    return roots


def felled(roots: list[Node]) -> None:
    """Take a tree apart that is no longer needed.

    A node and its parts know each other, so what is left standing, and every block in it, would wait for the garbage
    collector.
    """
    standing = roots
    while standing:
        node = standing.pop()
        standing += node.parts
        node.parts = []


def _free_closing(text: str, roots: list[Node]) -> None:
    """Take a closing paragraph that asks all to report (请各单位于6月底前报送…) out of the last task it stands behind.

    Below a section of mere paragraphs it is one of them.
    """
    if not roots:
        return
    last = roots[-1]
    while last.parts:
        last = last.parts[-1]
    above = last.parent
    if last.block.kind != "paragraph" or not addresses_duty(text, *last.block.span, by_a_day=False):
        return
    if above is None:
        last.freed = last.behind is not None
        return
    told = text[above.block.span.end - 1] in "。；;" or not above.block.bare
    entry = told or above.numbered or owned(text, above.block) or bool(above.fields)
    if above.block.kind == "marked" and entry:
        above.parts.pop()
        last.parent, last.behind, last.freed = None, roots[-1], True
        roots.append(last)


def _goes_on(text: str, block: Block, latest: Node) -> bool:
    """Take a block that only carries the fields of the latest node on; whether it is one."""
    if block.kind == "account" and latest.block.kind == "field":
        # 反馈问题：… 责任单位：… 整改措施：… 销号意见：…: an entry made of nothing but labelled lines is one.
        latest.fields.append(block)
        return True
    more = _more_of_field(text, block, latest)
    if more is not None:
        latest.fields.append(more)
    return more is not None


def _more_of_field(text: str, block: Block, latest: Node) -> Block | None:
    """A line with another name below a label that stands alone (责任单位：⏎区教育局⏎区财政局), as a field."""
    if block.kind not in {"title", "paragraph"} or not latest.fields or not latest.fields[-1].cells:
        return None
    cell = latest.fields[-1].cells[-1]
    if cell.role not in {"lead", "supporting"} or block.span.end - block.span.start > _LONGEST_UNIT:
        return None
    below = "\n" in text[max(0, cell.span.start - 4) : cell.span.start]
    next_to = not text[cell.span.end : block.span.start].strip("、，, \t\r\n\u3000")
    if not (below and next_to and _UNIT_ALONE.fullmatch(text, *block.span)):
        return None
    return block._replace(kind="field", cells=(cell._replace(span=block.span),))


def _see_through(block: Block, nodes: dict[int | None, Node], labels: set[int | None]) -> None:
    above = nodes.get(block.under)
    if above is not None:
        nodes[block.heading] = above
        labels.add(block.heading)


def _opens_entry(block: Block, owner: Node, entries: Collection[str]) -> bool:
    if not block.cells or block.cells[0].head not in entries:
        return False
    if owner.block.kind in {"title", "paragraph", "account"}:
        return True
    told = [owner.block, *owner.fields]
    return any(cell.head == block.cells[0].head for one in told for cell in one.cells)


def owned(text: str, block: Block) -> bool:
    """Whether a block ends in a bracket that names units or dates."""
    opening = _last_opening(text, max(block.span.start, block.span.end - _OWNED_LONGEST), block.span.end)
    return opening >= 0 and bool(_OWNED.match(text, opening, block.span.end))


def _last_opening(text: str, start: int, end: int) -> int:
    """The bracket that the last closing one closes; brackets inside it are passed over. -1 where there is none."""
    depth = 0
    for place in range(end - 1, start - 1, -1):
        if text[place] in _CLOSING:
            depth += 1
        elif text[place] in _OPENING:
            depth -= 1
            if depth <= 0:
                return place
        elif depth == 0 and text[place] not in "。；;":
            return -1
    return -1


def _owner(text: str, latest: Node) -> Node:
    """The node that a field line below ``latest`` is stated for.

    The nearest numbered one; but where its earlier siblings have no units of their own, the line sums up all of
    them and belongs to the heading above (1. with (1)(2)(3) and then 责任单位：…).
    """
    node = latest
    while node.block.kind not in {"marked", "row", "title", "field"} and node.parent:
        node = node.parent
    above = node.parent
    if node.block.kind != "marked" or node.fields or above is None or above.block.kind != "marked":
        return node
    before = [part for part in above.parts[-_SIBLINGS:] if part is not node and part.block.kind == "marked"]
    told = any(part.parts or _names_units(text, part) for part in before)
    return node if told or not before else above


def _names_units(text: str, node: Node) -> bool:
    return (
        bool(node.fields)
        or owned(text, node.block)
        or any(owned(text, part.block) for part in node.parts[:_SIBLINGS])
    )
