"""Go through the tree of a document and put down its items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from duban.reading.commitments import kinds
from duban.reading.commitments.trees import owned
from duban.reading.drafts import ItemDraft
from duban.reading.outline.grammar import han_value
from duban.reading.outline.heads import compiled, resettled
from duban.reading.outline import words
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.lexicon import Lexicon
    from duban.reading.commitments.kinds import Section
    from duban.reading.commitments.trees import Node
    from duban.reading.drafts import Cell, Described
    from duban.reading.model import ItemKind
    from duban.reading.outline import Block, Outline

_TERMINAL = frozenset("。！？；!?;…”』）)】〕")
_SECTION_KEYS = frozenset({"part", "chapter", "section", "han_dun", "annex"})
_DECLARED = re.compile(r"(?:以下|下列|如下|抓好|做好|完成|实施|做到|实现)[一-龥]{0,6}?([0-9]{1,2}|[一二两三四五六七八九十]{1,3})[大个项条方面件类]")
_FIGURE = re.compile(r"[0-9０-９]")
_GOAL = re.compile("到20[0-9]{2}年|年底|年内|力争|确保|达到|目标|增长|以上|左右|以内")
# The beginning of a paragraph that another page began: （上接第一版）, or a mark that only goes on.
_CUT_START = re.compile(r"[(（]?上接|[，。；：、！？）】》”’,;:)]|^[的了和与及等]")
_CUT_END = re.compile(r"[(（]下转[^\n]{0,12}[)）]$")


class Listing:
    """The items of one document."""

    def __init__(self, text: str, outline: Outline, described: Described, lexicon: Lexicon) -> None:
        self._text = text
        self._outline = outline
        self._sections = lexicon.sections
        self._heads = compiled(lexicon.numbering)
        self._mode = kinds.mode_of(described.description.kind, outline, text, lexicon.sections)
        self._items: list[ItemDraft] = []
        body = [block for block in outline.blocks if block.kind not in {"matter", "title"}]
        self._first = body[0] if body else None
        self._last = body[-1] if body else None
        self._begins_within = _begins_within(body)

    def items(self, top: Node) -> tuple[ItemDraft, ...]:
        """The items below ``top``, each before its parts."""
        section = kinds.first_section(self._mode)
        opened = False
        for node in top.parts:
            block = node.block
            opened = opened or bool(block and block.kind != "paragraph")
            if block and block.kind in {"paragraph", "account"} and not opened and not self._opening_item(node, top):
                continue
            self._visit(node, section, (), None)
        return tuple(self._items)

    def _opening_item(self, node: Node, top: Node) -> bool:
        """Whether a paragraph before the first heading is more than a preamble."""
        if node.block is None or self._mode == "report":
            return True
        return owned(self._text, node.block) or (not top.numbered and len(top.parts) > 1)

    def _visit(self, node: Node, section: Section, path: tuple[str, ...], parent: int | None) -> None:
        block = node.block
        if block is None:
            return
        if block.kind == "row":
            self._row(block, section, path, parent)
        elif block.kind in {"paragraph", "account"}:
            self._paragraph(node, section, path, parent)
        elif block.kind == "title":
            self._grouping(node, section, path, parent)
        else:
            self._marked(node, section, path, parent)

    def _grouping(self, node: Node, section: Section, path: tuple[str, ...], parent: int | None) -> None:
        """A heading that is no item: its words set the section for what stands below."""
        below = self._below(node, section)
        for part in node.parts:
            self._visit(part, below, self._path(node, path), parent)

    def _below(self, node: Node, section: Section) -> Section:
        assert node.block is not None  # noqa: S101 - only the top has none
        return kinds.section_of(
            node.block.title.of(self._text), section, self._mode, self._sections, top=self._is_top(node)
        )

    def _is_top(self, node: Node) -> bool:
        """Whether a heading opens a section of the document."""
        if node.block is None or node.parent is None:
            return False
        if node.parent.block is None or node.parent.block.kind == "title":
            return True
        return node.block.marker is not None and node.block.marker.key in {"part", "chapter", "han_dun", "annex"}

    def _path(self, node: Node, path: tuple[str, ...]) -> tuple[str, ...]:
        if node.block is None or node.block.heading is None:
            return path
        return (*path, words(self._text, self._outline.headings[node.block.heading].span))

    def _marked(self, node: Node, section: Section, path: tuple[str, ...], parent: int | None) -> None:
        block = node.block
        assert block is not None  # noqa: S101
        below = self._below(node, section) if block.bare or node.parts else section
        kind, end = self._judged(node, section, below)
        own = parent
        if kind is not None and not self._is_cut(node):
            own = len(self._items)
            self._put(node, kind, below, path, parent, end)
        for part in node.parts:
            if part.block is None or part.block.span.end > end:
                self._visit(part, below, self._path(node, path), own)

    def _judged(self, node: Node, section: Section, below: Section) -> tuple[ItemKind | None, int]:
        """What a numbered heading or paragraph is (None: no item), and where it ends."""
        block = node.block
        assert block is not None  # noqa: S101
        end = block.span.end
        if not block.bare:
            return self._stated(node, below), self._run_on(node, end)
        if not node.parts:
            return self._leaf(node, section, below), end
        if node.numbered or self._mode != "plan" or below != "tasks" or self._is_section(node):
            return self._grouped(node, below), end
        return kinds.kind_in(below), self._run_on(node, end)

    def _stated(self, node: Node, below: Section) -> ItemKind | None:
        """What a numbered paragraph is: by its section; in a rectification paper, first by what its heading names."""
        block = node.block
        assert block is not None  # noqa: S101
        kind = kinds.kind_in(below)
        if kind == "measure":
            return kinds.stated_kind(block.title.of(self._text), self._sections)
        return kind

    def _has_owner(self, node: Node) -> bool:
        return bool(node.fields) or (node.block is not None and owned(self._text, node.block))

    def _grouped(self, node: Node, below: Section) -> ItemKind | None:
        """What a heading with parts is: an item in a rectification paper, or where it names units or dates."""
        block = node.block
        assert block is not None  # noqa: S101
        title = block.title.of(self._text)
        if self._mode == "rectify" and not self._is_section(node):
            return kinds.heading_kind(title, below, self._sections)
        if self._has_owner(node) or block.cells:
            return kinds.kind_in(below)
        return None

    def _leaf(self, node: Node, section: Section, below: Section) -> ItemKind | None:
        """What a line with a number and nothing below it is."""
        block = node.block
        assert block is not None  # noqa: S101
        sentence = self._text[block.span.end - 1] in _TERMINAL
        if not sentence and not node.fields and self._is_section(node):
            return None
        if self._mode == "rectify" and section == "rectify" and not sentence:
            return kinds.heading_kind(block.title.of(self._text), section, self._sections)
        if self._mode == "report" and not sentence and not _FIGURE.search(self._text, block.title.start, block.title.end):
            return None
        return self._stated(node, section if sentence and below not in {"goals", "nothing"} else below)

    def _is_section(self, node: Node) -> bool:
        """Whether a heading is one of the document's sections, not one of its entries."""
        block = node.block
        assert block is not None  # noqa: S101
        if block.marker is None:
            return True
        outermost = node.parent is None or node.parent.block is None or node.parent.block.kind == "title"
        if self._mode == "rectify" and self._sections.problem.found_in(block.title.of(self._text)):
            return block.marker.key in _SECTION_KEYS and outermost and not self._names_problem(block)
        return block.marker.key in _SECTION_KEYS and outermost

    def _names_problem(self, block: Block) -> bool:
        title = block.title.of(self._text)
        return any(word in title for word in self._sections.problem.anywhere) or title.endswith("问题")

    def _run_on(self, node: Node, end: int) -> int:
        """Where a numbered task ends: behind the unnumbered paragraphs that carry it on, in a plan."""
        if self._mode != "plan":
            return end
        block = node.block
        assert block is not None  # noqa: S101
        done = owned(self._text, block)
        for part in node.parts:
            if done or part.block is None or part.block.kind not in {"paragraph", "account"} or self._is_aside(part.block):
                break
            end = part.block.span.end
            done = owned(self._text, part.block)
        return end

    def _is_cut(self, node: Node) -> bool:
        """Whether an excerpt shows only part of an item: its text breaks off, or parts it declares are missing."""
        block = node.block
        assert block is not None  # noqa: S101
        if block is self._last and not block.bare and self._breaks_off(block):
            return True
        if not self._ends_document(node):
            return False
        declared = _DECLARED.search(self._text, block.title.end, block.span.end)
        return bool(declared and self._text[block.span.end - 1] in "：:。" and node.parts and (
            _count(declared[1]) > sum(part.block is not None and part.block.marker is not None for part in node.parts)
        ))

    def _ends_document(self, node: Node) -> bool:
        last: Node | None = node
        while last is not None and last.parts:
            last = last.parts[-1]
        return last is not None and last.block is self._last

    def _breaks_off(self, block: Block) -> bool:
        return self._text[block.span.end - 1] not in _TERMINAL or bool(
            _CUT_END.search(self._text, max(block.span.start, block.span.end - 20), block.span.end)
        )

    def _paragraph(self, node: Node, section: Section, path: tuple[str, ...], parent: int | None) -> None:
        block = node.block
        assert block is not None  # noqa: S101
        kind = kinds.kind_in(section)
        if kind is None or not self._says_something(block):
            return
        announcing = node.parent is not None and node.parent.numbered and node.parent.block is not None
        if self._mode == "plan" and not owned(self._text, block) and announcing and kind == "task":
            if not (_FIGURE.search(self._text, *block.span) and _GOAL.search(self._text, *block.span)):
                return
            kind = "plan"
        if self._remarks(node):
            return
        if block.kind == "account" and self._mode == "rectify":
            kind = "measure"
        self._put(node, kind, section, path, parent, block.span.end)

    def _remarks(self, node: Node) -> bool:
        """Whether a paragraph only adds a remark: below a table, or behind the fields that close an item."""
        above = node.parent
        if above is None or node.block is None:
            return False
        place = above.parts.index(node) if len(above.parts) < 50 else -1
        behind_row = place > 0 and above.parts[place - 1].block is not None and above.parts[place - 1].block.kind == "row"
        if self._mode == "plan" and behind_row:
            return True
        return bool(above.fields) and above.block is not None and node.block.span.start > above.fields[-1].span.end

    def _says_something(self, block: Block) -> bool:
        """Whether a paragraph is a whole statement: not a fragment, a lead-in, a greeting or a signature."""
        text, (start, end) = self._text, block.span
        if end - start < 15 or text[end - 1] in "：:":
            return False
        if block is self._first and (self._begins_within or _CUT_START.match(text, start, end)):
            return False
        if self._breaks_off(block) and (block is self._last or "。" not in text[start:end]):
            return False
        return not self._is_aside(block)

    def _is_aside(self, block: Block) -> bool:
        """Whether a paragraph speaks about the document, greets, or tells where to write."""
        start, end = block.span
        asides = self._sections.asides
        tail = self._text[max(start, end - 60) : end]
        return asides.found_in(self._text[start : min(end, start + 60)]) or any(word in tail for word in asides.anywhere)

    def _put(
        self, node: Node, kind: ItemKind, section: Section, path: tuple[str, ...], parent: int | None, end: int
    ) -> None:
        block = node.block
        assert block is not None  # noqa: S101
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
                tense=kinds.tense_of(kind, section),
                cells=resettled(self._heads, cells) if node.fields else tuple(cells),
            )
        )

    def _row(self, block: Block, section: Section, path: tuple[str, ...], parent: int | None) -> None:
        kind = kinds.kind_in(section) or "task"
        if kind == "measure" and not any(cell.role in {"lead", "deadline"} for cell in block.cells):
            kind = "problem"
        tasks = [cell.span for cell in block.cells if cell.role == "task"] or [block.cells[0].span]
        number = next((cell.span.of(self._text).strip("()（）.．、 ") for cell in block.cells if cell.role == "number"), None)
        self._items.append(
            ItemDraft(
                span=block.span,
                parent=parent,
                kind=kind,
                number=number or None,
                title=_row_title(self._text, tasks),
                path=path,
                body=(block.span,),
                tense=kinds.tense_of(kind, section),
                cells=block.cells,
            )
        )


def _row_title(text: str, tasks: Sequence[Span]) -> str:
    """The words of the last task cell up to its first full stop: 任务 | 具体措施 names the measure."""
    cell = tasks[-1]
    stop = text.find("。", cell.start, cell.end)
    return text[cell.start : stop if stop > cell.start else cell.end]


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
