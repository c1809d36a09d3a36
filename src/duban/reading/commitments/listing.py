"""Go through the tree of a document and put down its items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from duban.reading.commitments import kinds
from duban.reading.commitments.judging import Judge
from duban.reading.drafts import ItemDraft
from duban.reading.outline import words
from duban.reading.outline.heads import compiled, resettled
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.lexicon import Lexicon
    from duban.reading.commitments.kinds import Section
    from duban.reading.commitments.trees import Node
    from duban.reading.drafts import Cell, Described
    from duban.reading.model import ItemKind
    from duban.reading.outline import Block, Outline


_NUMBERED_CELL = re.compile(r"([0-9]{1,3})[.、．](?![0-9])")


class _Place(NamedTuple):
    """Where in the document the walk is: the section, the headings above, and the item above (its index)."""

    section: Section
    path: tuple[str, ...] = ()
    parent: int | None = None


class Listing:
    """The items of one document, as they are put down."""

    def __init__(self, text: str, outline: Outline, described: Described, lexicon: Lexicon) -> None:
        self._text = text
        self._outline = outline
        self._heads = compiled(lexicon.numbering)
        self._mode = kinds.mode_of(
            described.description.kind, described.description.title or "", outline, text, lexicon.sections
        )
        self._ahead = kinds.is_ahead(described.description.title or text[:80])
        self._judge = Judge(
            text,
            outline.blocks,
            self._mode,
            lexicon.sections,
            directs=described.description.kind == "task_plan",
        )
        self._items: list[ItemDraft] = []

    def items(self, roots: Sequence[Node]) -> tuple[ItemDraft, ...]:
        """The items of the document, each before its parts."""
        start = _Place(kinds.first_section(self._mode))
        headless = all(node.block.heading is None or self._is_annex(node.block) for node in roots)
        opened = False
        for node in roots:
            opened = opened or node.block.kind not in {"paragraph", "account"}
            section = (
                start.section
                if opened
                else self._judge.opening_section(node.block, start.section, headless=headless)
            )
            if section is not None:
                # The first report among paragraphs without headings opens them all.
                opened = opened or headless
                self._visit(node, _Place(section))
            if self._mode == "report" and self._judge.section_below(node, start.section) == "outlook":
                # What stands behind the outlook of a report looks ahead, too (三、2024年民生实事).
                start = _Place("outlook")
        return tuple(self._items)

    def _is_annex(self, block: Block) -> bool:
        """Whether a block is the head of an annex, which is no part of the paper before it."""
        return (
            block.kind == "title"
            and block.heading is not None
            and self._outline.headings[block.heading].label != ""
        )

    def _visit(self, node: Node, place: _Place) -> None:
        kind = node.block.kind
        if kind == "row":
            self._row(node.block, place)
        elif kind == "title":
            below = _Place(self._judge.section_below(node, place.section), place.path, place.parent)
            self._below(node, below, node.block.span.end)
        elif kind == "marked":
            self._marked(node, place)
        elif kind == "field":
            entry = kinds.entry_kind(place.section)
            if entry is not None:
                self._put(node, entry, place, node.block.span.end)
        elif (paragraph := self._judge.unmarked(node, place.section)) is not None:
            self._put(node, paragraph, place, node.block.span.end)

    def _marked(self, node: Node, place: _Place) -> None:
        section, parent = self._judge.section_below(node, place.section), place.parent
        kind, end = self._judge.marked(node, section)
        if kind is not None:
            self._put(node, kind, _Place(section, place.path, parent), end)
            parent = len(self._items) - 1
        self._below(node, _Place(section, place.path, parent), end)

    def _below(self, node: Node, place: _Place, end: int) -> None:
        """The items below a heading, but for the paragraphs that its own item took in."""
        if not node.parts:
            return
        if node.block.heading is not None:
            title = words(self._text, self._outline.headings[node.block.heading].span)
            place = _Place(place.section, (*place.path, title), place.parent)
        for part in node.parts:
            if part.block.span.end > end:
                self._visit(part, place)

    def _put(self, node: Node, kind: ItemKind, place: _Place, end: int) -> None:
        block = node.block
        span = Span(block.span.start, end)
        body = [span]
        cells: list[Cell] = list(block.cells)
        for line in node.fields:
            cells.extend(line.cells)
            if not node.numbered and line.span.end > span.end:
                span = Span(span.start, line.span.end)
                body = [span]
            elif not line.span.within(span):
                body.append(line.span)
        self._items.append(
            ItemDraft(
                span=span,
                parent=place.parent,
                kind=kind,
                number=None if block.marker is None else block.marker.ordinal,
                title=words(self._text, block.title),
                path=place.path,
                body=tuple(body),
                tense=kinds.tense_of(kind, place.section, ahead=self._ahead),
                cells=resettled(self._heads, cells) if node.fields else tuple(cells),
            )
        )

    def _row(self, block: Block, place: _Place) -> None:
        kind = kinds.row_kind(place.section, block.cells)
        tasks = [cell.span for cell in block.cells if cell.role == "task"] or [block.cells[0].span]
        numbers = [
            cell.span.of(self._text).strip("()（）.．、 ") for cell in block.cells if cell.role == "number"
        ]
        self._items.append(
            ItemDraft(
                span=block.span,
                parent=place.parent,
                kind=kind,
                number=numbers[0] if numbers and numbers[0] else _number_within(self._text, tasks[0]),
                title=_row_title(self._text, tasks),
                path=place.path,
                body=(block.span,),
                tense=kinds.tense_of(kind, place.section, ahead=self._ahead),
                cells=block.cells,
            )
        )


def _number_within(text: str, cell: Span) -> str | None:
    """The number that a task cell begins with, in a table without a column for it (3.改造农贸市场)."""
    match = _NUMBERED_CELL.match(text, cell.start, cell.end)
    return match[1] if match else None


def _row_title(text: str, tasks: Sequence[Span]) -> str:
    """The words of the last task cell up to its first full stop: of 任务 and 具体措施, the measure."""
    cell = tasks[-1]
    stop = text.find("。", cell.start, cell.end)
    end = stop if stop > cell.start else cell.end
    if end > cell.start + 1 and text[end - 1] == ".":
        end -= 1
    return words(text, Span(cell.start, end))
