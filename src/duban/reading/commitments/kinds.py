"""What a place in a document makes of a paragraph: a task, a measure, a reported figure, a plan, or nothing.

The document's kind sets the mode; the headings above a paragraph change it: in a report everything is an achievement
until ``二、下一步打算``, behind which it is a plan; in a plan of tasks ``（一）指导思想`` binds nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from duban.lexicon.sections import Sections
    from duban.reading.model import DocumentKind, ItemKind, Tense
    from duban.reading.outline import Outline

Mode: TypeAlias = Literal["plan", "rectify", "report"]
Section: TypeAlias = Literal["tasks", "goals", "nothing", "rectify", "campaign", "report", "outlook"]

_MODES: dict[DocumentKind, Mode] = {
    "task_plan": "plan",
    "rectification_report": "rectify",
    "plan_report": "report",
    "reform_report": "report",
    "work_report": "report",
}
_FIRST: dict[Mode, Section] = {"plan": "tasks", "rectify": "rectify", "report": "report"}
_KINDS: dict[Section, ItemKind | None] = {
    "tasks": "task",
    "goals": "plan",
    "nothing": None,
    "rectify": "measure",
    "campaign": "achievement",
    "report": "achievement",
    "outlook": "plan",
}


def mode_of(kind: DocumentKind, outline: Outline, text: str, sections: Sections) -> Mode:
    """How the document is to be read; where its kind is not known, as its headings speak."""
    if kind in _MODES:
        return _MODES[kind]
    counts: dict[Mode, int] = {"plan": 0, "rectify": 0, "report": 0}
    titles = [heading.title for heading in outline.headings[:400]] + [text[:600]]
    for title in titles:
        for mode in counts:
            counts[mode] += any(word in title for word in sections.modes[mode])
    # A unit bracket is the surest sign of a plan; a rectification paper shows itself in its opening and its headings.
    counts["plan"] += 2 * text.count("牵头单位", 0, 20_000) + text.count("责任单位", 0, 20_000)
    problems = sum(sections.requirement.found_in(title) or title.endswith("问题") for title in titles)
    if problems >= 2 and problems * 8 >= len(titles):
        return "rectify"
    if counts["rectify"] * 3 >= max(4, len(titles)) and counts["rectify"] >= counts["plan"]:
        return "rectify"
    return "report" if counts["report"] > counts["plan"] else "plan"


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


def _plan_section(title: str, above: Section, sections: Sections, *, top: bool) -> Section:
    if sections.goals.found_in(title) and "任务" not in title:
        return "goals"
    if sections.principles.found_in(title):
        return "nothing"
    if top and sections.report.found_in(title) and not sections.outlook.found_in(title):
        return "report"
    # Below 总体要求 only goals are items; the next section on its level starts afresh.
    return "tasks" if top else above


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
    if sections.ahead.found_in(title):
        return "outlook"
    if not top:
        return "nothing" if above == "report" and sections.difficulties.found_in(title) else above
    if sections.difficulties.found_in(title):
        return "nothing"
    if sections.report.found_in(title):
        return "report"
    if sections.outlook.found_in(title):
        return "outlook"
    return "report" if above == "nothing" else above


def kind_in(section: Section) -> ItemKind | None:
    """What a paragraph of a section is; None for no item."""
    return _KINDS[section]


def heading_kind(title: str, section: Section, sections: Sections) -> ItemKind | None:
    """What a heading with parts of its own is in a rectification paper; None for a mere section."""
    if section != "rectify":
        return "achievement" if section == "campaign" else None
    if sections.requirement.found_in(title):
        return "requirement"
    return "problem"


def stated_kind(title: str, sections: Sections) -> ItemKind:
    """What a numbered paragraph of a rectification paper is, by the words it begins with: most are measures."""
    if sections.requirement.found_in(title):
        return "requirement"
    names_problem = title.endswith(("问题", "方面", "问题的整改情况")) and title.startswith(("关于", "针对", "对", "“", "存在"))
    return "problem" if names_problem else "measure"


def tense_of(kind: ItemKind, section: Section) -> Tense:
    """Whether the figures of an item are reported or intended where its words do not say."""
    return "achieved" if section in {"report", "campaign", "rectify"} or kind == "achievement" else "planned"
