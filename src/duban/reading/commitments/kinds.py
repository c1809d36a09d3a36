"""What a place in a document makes of a paragraph: a task, a measure, a reported figure, a plan, or nothing.

The document's kind sets the mode; the headings above a paragraph change it: in a report everything is an achievement
until ``二、下一步打算``, behind which it is a plan; in a plan of tasks ``（一）指导思想`` binds nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.lexicon.sections import Sections, Words
    from duban.reading.drafts import Cell
    from duban.reading.model import DocumentKind, ItemKind, Tense
    from duban.reading.outline import Outline

Mode: TypeAlias = Literal["plan", "rectify", "report"]
Section: TypeAlias = Literal[
    "tasks", "goals", "nothing", "mixed", "problems", "rectify", "campaign", "report", "outlook"
]

_MODES: dict[DocumentKind, Mode] = {
    "task_plan": "plan",
    "rectification_report": "rectify",
    "plan_report": "report",
    "reform_report": "report",
    "work_report": "report",
}
_LONGEST_HEADING = 16
# 一是…二是… stand in a paragraph; a paper with no other numbers has no headings.
_SPOKEN = ("是", "要")
_DECIDED = ("研究", "审议", "听取", "讨论")
# How much of a document of unknown kind is asked what it is.
_HEADINGS_ASKED = 400
_TEXT_ASKED = 20_000
_OPENING = 600
_FIRST: dict[Mode, Section] = {"plan": "tasks", "rectify": "rectify", "report": "report"}
_KINDS: dict[Section, ItemKind | None] = {
    "tasks": "task",
    "goals": "plan",
    "nothing": None,
    "mixed": None,
    "problems": "problem",
    "rectify": "measure",
    "campaign": "achievement",
    "report": "achievement",
    "outlook": "plan",
}


def mode_of(kind: DocumentKind, title: str, outline: Outline, text: str, sections: Sections) -> Mode:
    """How the document is to be read; where its kind is not known, as its headings speak.

    A paper about tasks may tell how far they are (实事项目进展情况的通报), or have no headings to say that it is one.
    """
    if kind in _MODES and (_MODES[kind] != "plan" or outline.headings):
        named = any(word in title for word in sections.modes["titled"]) and "整改" not in title
        return "report" if named and kind == "task_plan" else _MODES[kind]
    headed = any(not heading.label.endswith(_SPOKEN) for heading in outline.headings)
    if not headed and any(word in title for word in sections.modes["titled"]):
        return "report"
    titles = [heading.title for heading in outline.headings[:_HEADINGS_ASKED]] + [text[:_OPENING]]
    opening = text[:_TEXT_ASKED]
    owners = sum(opening.count(word) for word in sections.modes["owners"])
    votes = {
        mode: sum(any(word in title for word in sections.modes[mode]) for title in titles)
        for mode in ("plan", "rectify", "report")
    }
    problems = sum(sections.requirement.found_in(title) or title.endswith("问题") for title in titles)
    minuted = any(word in text[:_OPENING] for word in sections.modes["minutes"])
    if "纪要" in title or any(word in text[:_OPENING] for word in sections.modes["resolved"]):
        return "plan"
    if not minuted and problems >= 2 and problems * 8 >= len(titles):
        return "rectify"
    if votes["rectify"] * 3 >= max(4, len(titles)) and votes["rectify"] >= votes["plan"] + owners:
        return "rectify"
    # Told in the past, and nobody named to do anything: a report.
    told = sum(opening.count(word) for word in sections.modes["told"])
    aims = sum(opening.count(word) for word in sections.modes["aims"])
    return "report" if votes["report"] + told // 3 > votes["plan"] + 2 * owners + aims // 3 else "plan"


def first_section(mode: Mode) -> Section:
    """The section that a document of a mode begins in."""
    return _FIRST[mode]


def section_of(title: str, above: Section, mode: Mode, sections: Sections, *, top: bool) -> Section:
    """The section that a heading opens; that of the heading above where its words say nothing."""
    if mode == "plan":
        return _plan_section(title, above, sections, top=top)
    if mode == "rectify":
        return _rectify_section(title, above, sections, top=top)
    return _report_section(title, above, sections, top=top)


def section_of_paragraph(title: str, above: Section, mode: Mode, sections: Sections) -> Section:
    """The section that a numbered paragraph is in, by its heading sentence: （一）指导思想。以… binds nobody."""
    if len(title) > _LONGEST_HEADING or mode == "rectify":
        return above
    if mode == "report":
        return "outlook" if sections.ahead.found_in(title) else above
    if sections.goals.found_in(title):
        return "goals"
    if sections.principles.found_in(title) or sections.mixed.found_in(title):
        return "nothing"
    return _below_mixed(title) if above == "mixed" else above


def _below_mixed(title: str) -> Section:
    """A part of 总体要求 that names neither thoughts nor goals: 坚持… is a principle, the rest asks for something."""
    return "nothing" if title.startswith("坚持") else "tasks"


def _plan_section(title: str, above: Section, sections: Sections, *, top: bool) -> Section:
    spoken: tuple[tuple[Words, Section], ...] = (
        (sections.goals, "goals"),
        (sections.difficulties, "problems"),
        (sections.mixed, "mixed"),
        (sections.principles, "nothing"),
    )
    for words, section in spoken:
        if words.found_in(title):
            return section
    if not top:
        return _below_mixed(title) if above == "mixed" else above
    told = sections.report.found_in(title) and not sections.outlook.found_in(title)
    # 研究重点项目工作情况 heads what a meeting decided on it.
    told = told and not title.startswith(_DECIDED)
    return "report" if told else "tasks"


def _rectify_section(title: str, above: Section, sections: Sections, *, top: bool) -> Section:
    if sections.problem.found_in(title) and not top and not sections.campaign.found_in(title):
        return above
    if sections.outlook.found_in(title) and not sections.requirement.found_in(title):
        return "outlook" if top or above != "rectify" else above
    if sections.campaign.found_in(title):
        return "campaign"
    return "rectify" if top else above


def _report_section(title: str, above: Section, sections: Sections, *, top: bool) -> Section:
    """Below a section of its own, only an unmistakable word (下一步打算) changes from report to outlook."""
    told = sections.report.found_in(title)
    if sections.ahead.found_in(title):
        # 2023年总结和2024年打算 above both parts says nothing.
        return above if told else "outlook"
    if sections.demands.found_in(title):
        return "tasks"
    if sections.difficulties.found_in(title) and (top or above == "report"):
        return "nothing"
    return _report_part(title, above, sections) if top else above


def _report_part(title: str, above: Section, sections: Sections) -> Section:
    """What one of the outermost parts of a report is."""
    if sections.report.found_in(title):
        return "report"
    if sections.outlook.found_in(title):
        return "outlook"
    return "report" if above == "nothing" else above


def kind_in(section: Section) -> ItemKind | None:
    """What a paragraph of a section is; None for no item."""
    return _KINDS[section]


def heading_kind(title: str, section: Section, sections: Sections) -> ItemKind | None:
    """What a heading below the sections of a rectification paper is."""
    if section != "rectify":
        return "achievement" if section == "campaign" else None
    if sections.requirement.found_in(title):
        return "requirement"
    return "problem"


def entry_kind(section: Section) -> ItemKind | None:
    """What an entry made of fields is: in a rectification paper it is opened by the problem."""
    kind = kind_in(section)
    return "problem" if kind == "measure" else kind


def names_problem(title: str, sections: Sections) -> bool:
    """Whether a title says by itself what is wrong, wherever it stands."""
    return any(word in title for word in sections.problem.anywhere) or title.endswith("问题")


def stated_kind(title: str, sections: Sections) -> ItemKind:
    """What a numbered paragraph of a rectification paper is, by the words it begins with: most are measures."""
    if sections.requirement.found_in(title):
        return "requirement"
    if title.startswith(("问题", "反馈问题")):
        return "problem"
    return "problem" if sections.problem_named.found_in(title) else "measure"


def row_kind(section: Section, cells: Sequence[Cell]) -> ItemKind:
    """What a row of a table is: in a plan a task, unless all it holds is an indicator and its value."""
    kind = kind_in(section) or "task"
    roles = {cell.role for cell in cells}
    figures = "target" in roles and not roles & {"lead", "supporting", "deadline"}
    if kind == "task" and (
        figures or any("指标" in cell.head for cell in cells if cell.role in {"task", "target"})
    ):
        return "plan"
    if kind == "achievement" and {"lead", "task"} <= roles:
        # 工作任务 | 牵头单位 | 落实进展: a task with its progress beside it.
        return "task"
    if kind == "measure" and any("问题" in cell.head for cell in cells):
        return "problem"
    return kind


def is_ahead(title: str) -> bool:
    """Whether a paper looks ahead: a 整改方案 says what will be done, a 整改情况 what was."""
    return any(word in title for word in ("方案", "清单", "计划", "台账")) and "情况" not in title


def tense_of(kind: ItemKind, section: Section, *, ahead: bool) -> Tense:
    """Whether the figures of an item are reported or intended where its words do not say."""
    if kind == "achievement" or (section in {"report", "campaign"} and kind != "plan"):
        return "achieved"
    return "achieved" if section == "rectify" and kind != "plan" and not ahead else "planned"
