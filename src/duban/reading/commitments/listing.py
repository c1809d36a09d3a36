"""Go through the tree of a document and put down its items."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


class Listing:
    """The items of one document, as they are put down."""

    def __init__(self, text: str, outline: Outline, described: Described, lexicon: Lexicon) -> None:
        self._text = text
        self._outline = outline
        self._heads = compiled(lexicon.numbering)
        self._mode = kinds.mode_of(described.description.kind, outline, text, lexicon.sections)
        self._ahead = kinds.is_ahead(described.description.title or text[:80])
        self._judge = Judge(text, outline.blocks, self._mode, lexicon.sections)
        self._items: list[ItemDraft] = []

    def items(self, roots: Sequence[Node]) -> tuple[ItemDraft, ...]:
        """The items of the document, each before its parts."""
        section = kinds.first_section(self._mode)
        opened = False
        for node in roots:
            opened = opened or node.block.kind not in {"paragraph", "account"}
            if opened or self._judge.opens(node, roots):
                self._visit(node, section, (), None)
        return tuple(self._items)

    def _visit(self, node: Node, section: Section, path: tuple[str, ...], parent: int | None) -> None:
        kind = node.block.kind
        if kind == "row":
            self._row(node.block, section, path, parent)
        elif kind == "title":
            self._below(node, self._judge.section_below(node, section), path, parent, node.block.span.end)
        elif kind == "marked":
            self._marked(node, section, path, parent)
        elif (paragraph := self._judge.unmarked(node, section)) is not None:
            self._put(node, paragraph, section, path, parent, node.block.span.end)

    def _marked(self, node: Node, section: Section, path: tuple[str, ...], parent: int | None) -> None:
        below = self._judge.section_below(node, section)
        kind, end = self._judge.marked(node, below)
        if kind is not None:
            parent, above = len(self._items), parent
            self._put(node, kind, below, path, above, end)
        self._below(node, below, path, parent, end)

    def _below(
        self, node: Node, section: Section, path: tuple[str, ...], parent: int | None, end: int
    ) -> None:
        """The items below a heading, but for the paragraphs that its own item took in."""
        if node.block.heading is not None and node.parts:
            path = (*path, words(self._text, self._outline.headings[node.block.heading].span))
        for part in node.parts:
            if part.block.span.end > end:
                self._visit(part, section, path, parent)

    def _put(
        self,
        node: Node,
        kind: ItemKind,
        section: Section,
        path: tuple[str, ...],
        parent: int | None,
        end: int,
    ) -> None:
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
                parent=parent,
                kind=kind,
                number=None if block.marker is None else block.marker.ordinal,
                title=words(self._text, block.title),
                path=path,
                body=tuple(body),
                tense=kinds.tense_of(kind, section, ahead=self._ahead),
                cells=resettled(self._heads, cells) if node.fields else tuple(cells),
            )
        )

    def _row(self, block: Block, section: Section, path: tuple[str, ...], parent: int | None) -> None:
        kind = kinds.row_kind(section, block.cells)
        tasks = [cell.span for cell in block.cells if cell.role == "task"] or [block.cells[0].span]
        numbers = [
            cell.span.of(self._text).strip("()（）.．、 ") for cell in block.cells if cell.role == "number"
        ]
        self._items.append(
            ItemDraft(
                span=block.span,
                parent=parent,
                kind=kind,
                number=numbers[0] if numbers and numbers[0] else None,
                title=_row_title(self._text, tasks),
                path=path,
                body=(block.span,),
                tense=kinds.tense_of(kind, section, ahead=self._ahead),
                cells=block.cells,
            )
        )


def _row_title(text: str, tasks: Sequence[Span]) -> str:
    """The words of the last task cell up to its first full stop: of 任务 and 具体措施, the measure."""
    cell = tasks[-1]
    stop = text.find("。", cell.start, cell.end)
    return words(text, Span(cell.start, stop if stop > cell.start else cell.end))
