"""What each heading and paragraph of a document is: an item of some kind, or nothing on its own.

The conventions (with their reasons) that decide it:

- In a plan of tasks a numbered action is a task; a heading that only groups numbered actions is nothing, unless it
  names units or dates of its own. A numbered heading without numbered parts runs on through the unnumbered paragraphs
  below it, to its units; below a section (三、保障措施) each paragraph stands for itself.
- In a rectification paper headings are problems or requirements, and each paragraph below them is a measure. A problem
  whose measures, units and date follow as labelled fields is one item, from its number to its last field.
- In a report headings are nothing, and each paragraph is an achievement or a plan.
- What is cut off at the edge of an excerpt is nothing, and so is what speaks about the document itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from duban.reading.commitments import kinds
from duban.reading.commitments.trees import owned
from duban.reading.outline.grammar import han_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.lexicon.sections import Sections
    from duban.reading.commitments.kinds import Mode, Section
    from duban.reading.commitments.trees import Node
    from duban.reading.model import ItemKind
    from duban.reading.outline import Block
    from duban.text import Span

_TERMINAL = frozenset("。！？；!?;…”』）)】〕")
_SECTION_KEYS = frozenset({"part", "chapter", "section", "han_dun", "annex"})
_DECLARED = re.compile(
    r"(?:以下|下列|如下|抓好|做好|完成|实施|做到|实现)[一-龥]{0,6}?([0-9]{1,2}|[一二两三四五六七八九十]{1,3})[大个项条方面件类]"
)
_FIGURE = re.compile(r"[0-9０-９]")
# A figure that measures something: no year, day, number of a paper or a meeting, and no count of parts (8项).
_AMOUNT = re.compile(
    r"(?<![0-9.第])[0-9]+(?:\.[0-9]+)?(?![0-9.])(?!\s?(?:年|月|日|号|时|届|期|[〕\])）\-—–~至、]|[个大项]?项?[)）]))"
)
_RECTIFIED = re.compile(r"(?:整改|完成|制定|办结)[^。]{0,40}?[0-9]+(?:\.[0-9]+)?\s?[个项条次件%％]")
_AHEAD = re.compile("下一步|下步|接下来|下一阶段")
# A whole sentence with a figure, before the one that only announces what follows.
_TOLD = re.compile(r"[0-9][^。]{0,200}。")
_GOAL = re.compile("到20[0-9]{2}年|年底|年内|力争|确保|达到|目标|增长|以上|左右|以内")
# 到2027年，…: what will be the case, not what is to be done.
_BY_YEAR = re.compile(r"(?:力争|确保)?到?(?:20[0-9]{2}\s?年|“?十[四五六]五”?)(?:年?[底末])?[，,]")
# The beginning of a paragraph that another page began: （上接第一版）, or a mark that only goes on.
_CUT_START = re.compile(r"[(（]?上接|[，。；：、！？）】》”’,;:)]|^[的了和与及等]")
_CUT_END = re.compile(r"[(（]下转[^\n]{0,12}[)）]$")
# Two parts or a figure: more than a heading or a caption says.
_STATEMENT = re.compile("[0-9０-９，,；;]|。.")
# 《云溪区三年行动方案》（云政办〔2024〕8号): the paper that a sentence begins with, not the end of one.
_NUMBERED_PAPER = re.compile(r"[》”][（(][^（()）]{0,12}[〔\[［（(]?20[0-9]{2}[^（()）]{0,8}号[)）]$")
_CLOSINGS = ("）", ")", "】", "〕", "等", "级", "关")
_LIST_SIGN = re.compile("[、，,；;\s]")
# How the names of offices end; a name without any of them at the end of an excerpt is cut.
_UNIT_END = re.compile("[局委办部厅处站所会队社校行厂组院镇乡村区县市府心司中团位门体构室道企者台]$")
_LONGEST_PHRASE = 25
_LONGEST_QUOTED = 60
_SHORTEST = 12
_LONGEST_CAPTION = 20
_EDGE = 60


class Verdict(NamedTuple):
    """What a node is (None: no item of its own) and where its item ends."""

    kind: ItemKind | None
    end: int


class Judge:
    """Knows the document as a whole: its mode, and where it begins and breaks off."""

    def __init__(self, text: str, blocks: Sequence[Block], mode: Mode, sections: Sections) -> None:
        self._text = text
        self._mode = mode
        self._sections = sections
        body = [block for block in blocks if block.kind not in {"matter", "title"}]
        self._first = body[0] if body else None
        self._last = body[-1] if body else None
        self._begins_within = _begins_within(body)

    def section_below(self, node: Node, section: Section) -> Section:
        """The section that a heading opens; the heading sentence of a paragraph only says what that is itself."""
        block, marker = node.block, node.block.marker
        title = block.title.of(self._text)
        heads = bool(node.parts) or (block.bare and self._text[block.span.end - 1] not in _TERMINAL)
        if not heads:
            return kinds.section_of_paragraph(title, section, self._mode, self._sections)
        top = node.outermost or (marker is not None and marker.key in _SECTION_KEYS)
        return kinds.section_of(title, section, self._mode, self._sections, top=top)

    def marked(self, node: Node, below: Section) -> Verdict:
        """What a numbered heading or paragraph is."""
        end = node.block.span.end
        if self._is_cut(node):
            return Verdict(None, end)
        if self._mode == "rectify" and not node.numbered and node.fields and below == "rectify":
            return Verdict(self._problem_or_measure(node), self._through_parts(node))
        if not node.block.bare or self._states(node):
            end = self._run_on(node) if below == "tasks" else end
            return Verdict(self._paragraph_kind(node.block, below), end)
        if not node.parts:
            return Verdict(self._leaf(node, below), end)
        if node.numbered or self._mode != "plan" or below != "tasks" or self._is_section(node):
            return Verdict(self._heading(node, below), end)
        return Verdict(kinds.kind_in(below), self._run_on(node))

    def unmarked(self, node: Node, section: Section) -> ItemKind | None:
        """What a paragraph without a number is."""
        kind = kinds.kind_in(section)
        if section == "mixed" and _BY_YEAR.match(self._text, *node.block.span):
            kind = "plan"
        if kind is None or not self._says_something(node.block) or self._only_remarks(node):
            return None
        if self._mode == "report" and self._leads_in(node):
            return None
        if self._mode == "plan":
            return self._plan_paragraph(node) if kind == "task" else kind
        if node.block.kind == "account" and self._mode == "rectify":
            return "measure"
        return "plan" if _AHEAD.match(self._text, *node.block.span) else kind

    def _leads_in(self, node: Node) -> bool:
        """Whether a paragraph of a report without figures stands before the numbered parts of its section."""
        above = node.parent
        return (
            above is not None
            and above.numbered
            and node.behind is None
            and not _AMOUNT.search(self._text, *node.block.span)
        )

    def _plan_paragraph(self, node: Node) -> ItemKind | None:
        """What a paragraph among the tasks of a plan is: a task, goals, or only words between them."""
        span, above = node.block.span, node.parent
        if owned(self._text, node.block):
            return "task"
        if _BY_YEAR.match(self._text, *span):
            return "plan"
        figure = _FIGURE.search(self._text, *span)
        if above is not None and above.numbered:
            # Above the numbered tasks of a section: goals if it states figures, else a lead-in.
            return "plan" if figure and _GOAL.search(self._text, *span) else None
        behind_paragraph = above is not None and not self._is_heading(above.block)
        return None if behind_paragraph and not figure else "task"

    def opening_section(self, block: Block, section: Section, *, headless: bool) -> Section | None:
        """The section of a paragraph before the first heading; None where it is but a preamble.

        ``headless`` says that no heading follows.
        """
        if headless or owned(self._text, block):
            return section
        if self._mode == "report":
            return section if _AMOUNT.search(self._text, *block.span) else None
        told = self._mode == "rectify" and _RECTIFIED.search(self._text, *block.span)
        return "campaign" if told else None

    def _paragraph_kind(self, block: Block, below: Section) -> ItemKind | None:
        """What a numbered paragraph is: by its section; in a rectification paper also by what its heading names."""
        kind = kinds.kind_in(below)
        return kinds.stated_kind(self._named(block), self._sections) if kind == "measure" else kind

    def _named(self, block: Block) -> str:
        """The heading's words; of 问题3：窗口办事排队 with the label, which says what it is."""
        marker = block.marker
        start = marker.start if marker and marker.key == "labelled" else block.title.start
        return self._text[start : block.title.end]

    def _problem_or_measure(self, node: Node) -> ItemKind:
        """What an entry with fields is: the problem itself, or a measure below one."""
        above = node.parent
        below_problem = above is not None and above.block.kind == "marked" and not self._is_section(above)
        if below_problem and not kinds.names_problem(node.block.title.of(self._text), self._sections):
            return "measure"
        return "problem"

    def _heading(self, node: Node, below: Section) -> ItemKind | None:
        """What a heading with parts is."""
        if self._mode == "rectify" and not self._is_section(node):
            return kinds.heading_kind(self._named(node.block), below, self._sections)
        return kinds.kind_in(below) if self._has_owner(node) else None

    def _leaf(self, node: Node, below: Section) -> ItemKind | None:
        """What a line with a number and nothing below it is."""
        text, block = self._text, node.block
        if text[block.span.end - 1] in _TERMINAL:
            return self._paragraph_kind(block, below)
        if not node.fields and self._is_section(node):
            return None
        if self._mode == "rectify" and below == "rectify":
            return kinds.heading_kind(self._named(block), below, self._sections)
        if self._mode == "report" and not _FIGURE.search(text, *block.title):
            return None
        return kinds.kind_in(below)

    def _is_section(self, node: Node) -> bool:
        """Whether a heading is one of the document's sections, not one of its entries."""
        marker = node.block.marker
        if marker is None:
            return True
        if not node.outermost or marker.key not in _SECTION_KEYS:
            return False
        named = kinds.names_problem(node.block.title.of(self._text), self._sections)
        return not (self._mode == "rectify" and (named or node.fields))

    def _has_owner(self, node: Node) -> bool:
        return bool(node.fields or node.block.cells) or owned(self._text, node.block)

    def _run_on(self, node: Node) -> int:
        """Where a numbered task ends: behind the unnumbered paragraphs that carry it on, in a plan.

        A heading carries on through all of them, a paragraph only as far as the bracket of its units.
        """
        end = settled = node.block.span.end
        if self._mode != "plan" or owned(self._text, node.block):
            return end
        for part in node.parts:
            if part.block.kind not in {"paragraph", "account"} or self._is_aside(part.block):
                break
            end = part.block.span.end
            if owned(self._text, part.block):
                return end
        return end if self._is_heading(node.block) else settled

    def _states(self, node: Node) -> bool:
        """Whether a single sentence is a statement, not the heading of what stands below it.

        A problem may be told at length (部分设施建设滞后，运行不正常。), so in a rectification paper its parts decide.
        """
        if self._is_heading(node.block):
            return False
        if self._mode == "plan" and node.numbered:
            # 规范审批，提高效能。 above 1. 2. 3. groups them; with a figure it asks for something itself.
            return bool(_AMOUNT.search(self._text, *node.block.title)) or "。" in node.block.title.of(self._text)
        if self._mode != "rectify":
            return True
        accounted = node.numbered or any(part.block.kind == "account" for part in node.parts)
        return not accounted and not kinds.names_problem(self._named(node.block), self._sections)

    def _is_heading(self, block: Block) -> bool:
        """Whether a line is a heading and no paragraph: it has no full stop, or is one short phrase with it."""
        if not block.bare:
            return False
        if self._text[block.span.end - 1] not in _TERMINAL:
            return True
        return (
            not _STATEMENT.search(self._text, *block.title)
            and len(block.title.of(self._text)) <= _LONGEST_PHRASE
        )

    def _through_parts(self, node: Node) -> int:
        """The end of the unnumbered paragraphs above the last field of an entry."""
        last = node.fields[-1].span.start
        ends = [part.block.span.end for part in node.parts if part.block.span.end <= last]
        return ends[-1] if ends else node.block.span.end

    def _is_cut(self, node: Node) -> bool:
        """Whether an excerpt shows only part of an item: its text breaks off, or parts it declares are missing."""
        block = node.block
        if self._ends_unfinished(node):
            return True
        declared = _DECLARED.search(self._text, block.title.end, block.span.end)
        if declared is None or not node.parts or not self._ends_document(node):
            return False
        return _count(declared[1]) > sum(part.block.marker is not None for part in node.parts)

    def _ends_unfinished(self, node: Node) -> bool:
        """Whether the last entry of a document shows less than the one before: no full stop, no fields, no parts."""
        if self._last is not (node.fields[-1] if node.fields else node.block):
            return False
        if node.fields:
            cells = node.fields[-1].cells
            return bool(cells) and cells[-1].role in {"lead", "supporting"} and self._cut_name(cells[-1].span)
        before = _sibling_before(node)
        if before is not None and before.fields and not node.block.cells and not owned(self._text, node.block):
            return True
        if not self._breaks_off(node.block):
            return False
        if not node.block.bare or self._unclosed(node.block):
            return True
        end = node.block.span.end
        if before is None:
            return end - node.block.title.start < _SHORTEST and self._last is not self._first
        return bool(before.parts) or self._text[before.block.span.end - 1] in _TERMINAL

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

    def _breaks_off(self, block: Block) -> bool:
        last = self._text[block.span.end - 1]
        tail = max(block.span.start, block.span.end - 20)
        if last not in _TERMINAL or _CUT_END.search(self._text, tail, block.span.end):
            return True
        return last in _CLOSINGS and _NUMBERED_PAPER.search(self._text, tail, block.span.end) is not None

    def _says_something(self, block: Block) -> bool:
        """Whether a paragraph is a whole statement: not a fragment, a lead-in, a greeting or a signature."""
        text, (start, end) = self._text, block.span
        announces = text[end - 1] in "：:"
        if end - start < _SHORTEST or (announces and not _TOLD.search(text, start, end)):
            return False
        if end - start < _LONGEST_CAPTION and not _STATEMENT.search(text, start, end):
            return False
        if block is self._first and (self._begins_within or _CUT_START.match(text, start, end)):
            return False
        if (
            not announces
            and self._breaks_off(block)
            and (block is self._last or text.find("。", start, end) < 0)
        ):
            return False
        return not self._is_aside(block)

    def _is_aside(self, block: Block) -> bool:
        """Whether a paragraph speaks about the document, greets, or tells where to write."""
        start, end = block.span
        asides = self._sections.asides
        tail = self._text[max(start, end - _EDGE) : end]
        return asides.found_in(self._text[start : min(end, start + _EDGE)]) or any(
            word in tail for word in asides.anywhere
        )

    def _only_remarks(self, node: Node) -> bool:
        """Whether a paragraph only adds a remark: below a table, or behind the fields that close an entry."""
        if self._mode == "plan" and node.behind is not None and node.behind.block.kind == "row":
            return True
        above = node.parent
        return above is not None and bool(above.fields) and node.block.span.start > above.fields[-1].span.end


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
