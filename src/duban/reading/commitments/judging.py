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
from duban.reading.commitments.edges import TERMINAL, Edges
from duban.reading.commitments.prose import AMOUNT, DONE, RECTIFIED, STATEMENT, Prose
from duban.reading.commitments.trees import owned
from duban.reading.metadata.duties import addresses_duty, names_duty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.lexicon.sections import Sections
    from duban.reading.commitments.kinds import Mode, Section
    from duban.reading.commitments.trees import Node
    from duban.reading.model import ItemKind
    from duban.reading.outline import Block

_SPOKEN = frozenset({"han_shi", "han_yao", "ordinal", "first"})
_SECTION_KEYS = frozenset({"part", "chapter", "section", "han_dun", "annex"})
_FIGURE = re.compile(r"[0-9０-９]")
_TOLD_BEFORE = 3
# 本计划未列出的，相关单位也要…: a duty although no figure is named; what a meeting asked for is minuted.
_ASKED = re.compile(r"(?!会议)[^。]{0,60}?(?:单位|部门|街道|乡镇)[^，。]{0,3}(?:要|应当?|须|必须)(?!求)")
# 各级各部门要进一步…: a paragraph of a report that begins so looks ahead.
_TOLD_FIRST = re.compile(
    "各[^。，,；;：:]{1,40}?(?:单位|部门|街道|乡镇|镇街|[镇乡区县市）)])(?:要|应当?|须|必须|务必)(?!求)"
)
# 根据区委安排，3月5日至20日…开展巡察: how it came about, not what was done about it.
_OCCASION = re.compile(
    r"(?:根据|按照|经)[^。]{2,100}[，,]|(?:20[0-9]{2}\s?年)?[0-9]{1,2}\s?月[0-9]{1,2}\s?日"
)
_BY_YEAR_INSIDE = re.compile(r"到20[0-9]{2}\s?年[底末]?[，,]")
_BY_YEAR_SAID = re.compile(r"。到20[0-9]{2}\s?年[底末]?[，,]")
_BACKGROUND = re.compile(r"近年来|今年以?来|一年来|过去一年|去年以来|20[0-9]{2}年(?:以来)?[，,]")
_AHEAD = re.compile("下一步|下步|接下来|下一阶段|下阶段|今后一个时期")
# 从督查情况看, 督查发现: how a bulletin without headings and figures begins to tell; and what it found wrong.
_INSPECTED = re.compile("[从据][^，,。]{0,12}情况[来上]?看|总的?[来]?看|总体上?看|截至|目前[，,]")
_FOUND_WRONG = re.compile(
    "(?:[^，,。；;]{0,10}?(?:督查|检查|督导|核查|抽查|调研|暗访|排查|督办)(?:过程)?中?(?:组|还|也)?发现)[，,]?"
    "|(?:存在的?(?:主要|突出)?问题)[：:，,]"
)
_GOAL = re.compile("到20[0-9]{2}年|年底|年内|力争|确保|达到|目标|增长|以上|左右|以内")
# 到2027年，…: what will be the case, not what is to be done.
_BY_YEAR = re.compile(r"(?:力争|确保)?到?(?:20[0-9]{2}\s?年|“?十[四五六]五”?)(?:年?[底末])?[，,]")
# 会议要求，6月底前开工率达到100%: asked for, though a paper tells of it.
_RESOLVED = re.compile("会议(?:还)?(?:要求|议定|决定|明确|确定|原则同意)")
_LONGEST_PHRASE = 25
_PROBLEM_HEADS = frozenset(
    {"整改任务", "反馈问题", "存在问题", "存在的问题", "问题描述", "整改问题", "反馈意见", "具体问题"}
)


class Verdict(NamedTuple):
    """What a node is (None: no item of its own) and where its item ends."""

    kind: ItemKind | None
    end: int


class Judge:
    """Knows the document as a whole: its mode, and where it begins and breaks off.

    ``directs`` says that it is known for a paper that gives tasks to somebody, not only about them.
    """

    def __init__(
        self, text: str, blocks: Sequence[Block], mode: Mode, sections: Sections, *, directs: bool
    ) -> None:
        self._text = text
        self._mode = mode
        self._directs = directs
        self._sections = sections
        self._edges = Edges(text, blocks)
        self._prose = Prose(text, self._edges, sections)

    def section_below(self, node: Node, section: Section) -> Section:
        """The section that a heading opens; the heading sentence of a paragraph only says what that is itself."""
        block, marker = node.block, node.block.marker
        title = block.title.of(self._text)
        heads = bool(node.parts) or (block.bare and self._text[block.span.end - 1] not in TERMINAL)
        if not heads:
            return kinds.section_of_paragraph(title, section, self._mode, self._sections)
        top = node.outermost or (marker is not None and marker.key in _SECTION_KEYS)
        return kinds.section_of(title, section, self._mode, self._sections, top=top)

    def marked(self, node: Node, below: Section) -> Verdict:
        """What a numbered heading or paragraph is."""
        end = node.block.span.end
        if self._is_nothing(node):
            return Verdict(None, end)
        if self._is_announced(node):
            return Verdict("plan", end)
        if self._mode == "report" and self._is_spoken_heading(node):
            return Verdict(kinds.kind_in(below), node.parts[-1].block.span.end)
        return self._entry(node, below)

    def _is_nothing(self, node: Node) -> bool:
        """Whether a numbered line is cut off, only leads in, or is no part of the document."""
        if self._prose.is_furniture(node.block) or self._prose.is_about_itself(node.block):
            return True
        return self._edges.is_cut(node) or self._heads_report(node)

    def _entry(self, node: Node, below: Section) -> Verdict:
        """What a numbered heading or paragraph that stands for something is."""
        end = node.block.span.end
        if self._mode == "rectify" and not node.numbered and node.fields and below == "rectify":
            return Verdict(self._problem_or_measure(node), self._through_parts(node))
        if not node.block.bare or self._states(node):
            if self._mode == "rectify" and below == "rectify" and self._is_answered(node):
                return Verdict("problem", end)
            end = self._run_on(node) if below == "tasks" else end
            return Verdict(self._paragraph_kind(node.block, below), end)
        if all(self._is_remark(part) for part in node.parts):
            return Verdict(self._leaf(node, below), end)
        if node.numbered or self._mode != "plan" or below != "tasks" or self._is_section(node):
            return Verdict(self._heading(node, below), end)
        return Verdict(kinds.kind_in(below), self._run_on(node))

    def _is_answered(self, node: Node) -> bool:
        """Whether nothing but 整改措施：… stands below: then a numbered paragraph tells what is wrong."""
        return bool(node.parts) and all(part.block.kind == "account" for part in node.parts)

    def unmarked(self, node: Node, section: Section) -> ItemKind | None:
        """What a paragraph without a number is."""
        kind = kinds.kind_in(section)
        if section == "mixed" and self._aims(node.block):
            kind = "plan"
        if kind is None or not self._prose.says_something(node.block) or self._only_remarks(node):
            return None
        if (
            self._mode == "report"
            and kind == "achievement"
            and _FOUND_WRONG.match(self._text, *node.block.span)
        ):
            return "problem"
        if self._mode == "plan":
            return self._plan_paragraph(node) if kind == "task" else kind
        return self._told_paragraph(node, kind)

    def _aims(self, block: Block) -> bool:
        """Whether a paragraph of general demands says in a sentence of its own what will be the case by a year."""
        return bool(_BY_YEAR.match(self._text, *block.span) or _BY_YEAR_SAID.search(self._text, *block.span))

    def _told_paragraph(self, node: Node, kind: ItemKind) -> ItemKind | None:
        """What a paragraph of a paper is that is not about tasks; what it asks for by a day is one all the same."""
        span = node.block.span
        if node.freed and addresses_duty(self._text, *span):
            return "task"
        if self._mode == "rectify":
            return self._rectified_paragraph(node, kind)
        if _RESOLVED.match(self._text, *span):
            return "task"
        if self._leads_in(node):
            return None
        if kind == "achievement" and _TOLD_FIRST.match(self._text, *span):
            return "plan"
        return "plan" if _AHEAD.match(self._text, *span) else kind

    def _rectified_paragraph(self, node: Node, kind: ItemKind) -> ItemKind | None:
        if node.freed:
            return None
        if node.block.kind == "account":
            return "measure"
        if kind == "measure" and self._below_problem_head(node):
            return "problem"
        return "plan" if _AHEAD.match(self._text, *node.block.span) else kind

    def _below_problem_head(self, node: Node) -> bool:
        """Whether a paragraph stands below nothing but 一、反馈问题, and so tells it."""
        above = node.parent
        return above is not None and above.block.title.of(self._text) in _PROBLEM_HEADS

    def _leads_in(self, node: Node) -> bool:
        """Whether a paragraph of a report without figures stands before the numbered parts of its section."""
        above = node.parent
        if above is None or node.behind is not None or AMOUNT.search(self._text, *node.block.span):
            return False
        return above.numbered or (
            len(above.parts) > 1 and bool(_BACKGROUND.match(self._text, *node.block.span))
        )

    def _plan_paragraph(self, node: Node) -> ItemKind | None:
        """What a paragraph among the tasks of a plan is: a task, goals, or only words between them."""
        span, above = node.block.span, node.parent
        if node.freed or owned(self._text, node.block) or addresses_duty(self._text, *span):
            return "task"
        if _BY_YEAR.match(self._text, *span):
            return "plan"
        figure = _FIGURE.search(self._text, *span)
        if above is not None and above.numbered:
            # Above the numbered tasks of a section: goals if it states figures, else a lead-in.
            return "plan" if figure and _GOAL.search(self._text, *span) else None
        behind_paragraph = above is not None and not self._is_heading(above.block)
        return None if behind_paragraph and not figure and not _ASKED.match(self._text, *span) else "task"

    def opening_section(self, block: Block, section: Section, *, headless: bool) -> Section | None:
        """The section of a paragraph before the first heading; None where it is but a preamble.

        ``headless`` says that no heading follows.
        """
        span = block.span
        if self._mode != "plan" and addresses_duty(self._text, *span):
            return "tasks"
        if self._mode == "rectify":
            if RECTIFIED.search(self._text, *span):
                return "campaign"
            return section if headless and not _OCCASION.match(self._text, *span) else None
        if owned(self._text, block):
            return section
        if self._mode == "report":
            return self._opening_of_report(block, section)
        return section if headless else self._opening_of_plan(block, section)

    def _opening_of_report(self, block: Block, section: Section) -> Section | None:
        """A paragraph above the parts of a report may tell what was found, or what comes next."""
        span = block.span
        if _INSPECTED.match(self._text, *span) or _FOUND_WRONG.match(self._text, *span):
            return section
        if _AHEAD.match(self._text, *span) and _ASKED.search(self._text, *span):
            return "outlook"
        # 3月5日，督查组一行8人到4个镇检查: how it came about, though it has figures.
        occasion = _OCCASION.match(self._text, *span) and not DONE.search(self._text, *span)
        return section if AMOUNT.search(self._text, *span) and not occasion else None

    def _opening_of_plan(self, block: Block, section: Section) -> Section | None:
        """A paragraph above the tasks may tell results, name a duty or state goals; else it is a preamble."""
        span = block.span
        if len(DONE.findall(self._text, *span)) >= _TOLD_BEFORE:
            return "report"
        if names_duty(self._text, *span):
            return section
        aims = _BY_YEAR_INSIDE.search(self._text, *span) and AMOUNT.search(self._text, *span)
        return "goals" if aims else None

    def _paragraph_kind(self, block: Block, below: Section) -> ItemKind | None:
        """What a numbered paragraph is: by its section; in a rectification paper also by what its heading names."""
        kind = kinds.kind_in(below)
        return kinds.stated_kind(self._named(block), self._sections) if kind == "measure" else kind

    def _named(self, block: Block) -> str:
        """The heading's words; of 问题3：窗口办事排队 with the label, which says what it is."""
        marker = block.marker
        start = marker.start if marker and marker.key == "labelled" else block.title.start
        return self._text[start : block.title.end]

    def _is_remark(self, node: Node) -> bool:
        """Whether a part is but a closing word of the paper (现予公告。) that stands behind its last entry."""
        return node.block.kind == "paragraph" and not node.parts and self._prose.is_aside(node.block)

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
        if text[block.span.end - 1] in TERMINAL:
            return self._paragraph_kind(block, below)
        if not node.fields and self._is_section(node):
            return None
        if self._mode == "rectify" and below == "rectify":
            return kinds.heading_kind(self._named(block), below, self._sections)
        if self._mode == "report" and not node.fields and not _FIGURE.search(text, *block.title):
            return None
        return kinds.kind_in(below)

    def _is_section(self, node: Node) -> bool:
        """Whether a heading is one of the document's sections, not one of its entries."""
        marker = node.block.marker
        if marker is None:
            return True
        if not node.outermost or marker.key not in _SECTION_KEYS:
            return False
        if self._mode != "rectify":
            return True
        return not (node.fields or kinds.names_problem(node.block.title.of(self._text), self._sections))

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
            if part.block.kind not in {"paragraph", "account"} or self._prose.is_aside(part.block):
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
            return bool(AMOUNT.search(self._text, *node.block.title)) or "。" in node.block.title.of(
                self._text
            )
        if self._mode != "rectify":
            return True
        accounted = node.numbered or any(part.block.kind == "account" for part in node.parts)
        return not accounted and not kinds.names_problem(self._named(node.block), self._sections)

    def _is_heading(self, block: Block) -> bool:
        """Whether a line is a heading and no paragraph: it has no full stop, or is one short phrase with it."""
        if not block.bare:
            return False
        if self._text[block.span.end - 1] not in TERMINAL:
            return True
        return (
            not STATEMENT.search(self._text, *block.title)
            and len(block.title.of(self._text)) <= _LONGEST_PHRASE
        )

    def _through_parts(self, node: Node) -> int:
        """The end of the unnumbered paragraphs above the last field of an entry."""
        last = node.fields[-1].span.start
        ends = [part.block.span.end for part in node.parts if part.block.span.end <= last]
        return ends[-1] if ends else node.block.span.end

    def _heads_report(self, node: Node) -> bool:
        """Whether a numbered paragraph of a report only leads in to its parts, or to what stands beside it."""
        if self._text[node.block.span.end - 1] in "：:" and not node.parts and not node.fields:
            return not self._prose.tells_first(node.block)
        if self._mode != "report" or not node.parts or AMOUNT.search(self._text, *node.block.span):
            return False
        spoken = node.block.marker is not None and node.block.marker.key in _SPOKEN
        return (node.block.bare and not spoken) or (node.numbered and not node.block.bare)

    def _is_spoken_heading(self, node: Node) -> bool:
        """Whether 二是投资增速加快。 heads the paragraphs below it, which go on with it to the next 三是."""
        marker = node.block.marker
        return (
            marker is not None
            and marker.key in _SPOKEN
            and bool(node.parts)
            and all(part.block.kind == "paragraph" for part in node.parts)
            and self._is_heading(node.block)
        )

    def _is_announced(self, node: Node) -> bool:
        """Whether it is one of the things that a news item says will be done (实事分别为：一是…；二是…)."""
        marker = node.block.marker
        if marker is None or marker.key != "han_shi" or node.parent is not None or self._directs:
            return False
        return self._mode == "plan" and self._text[marker.start - 1] in "：:；;"

    def _only_remarks(self, node: Node) -> bool:
        """Whether a paragraph only adds a remark: below a table, or behind the fields that close an entry."""
        if self._mode == "plan" and node.behind is not None and node.behind.block.kind == "row":
            return True
        above = node.parent
        return above is not None and bool(above.fields) and node.block.span.start > above.fields[-1].span.end
