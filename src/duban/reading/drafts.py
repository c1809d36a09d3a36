"""What the stages hand to one another while a document is being read.

Everything here is in offsets of the *view* (the cleaned text); :mod:`duban.reading.assembly` maps the finished
facts back to the source and makes the values of :mod:`duban.reading.model`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from duban.reading.model import (
        Change,
        CitationRole,
        Comparator,
        DeadlineKind,
        Description,
        ItemKind,
        Noise,
        Period,
        Repair,
        Tense,
    )
    from duban.text import Span, View


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The text to read from, and what cleaning proposed (noise and repairs are in source offsets).

    ``asides`` are the page furniture lines that were cut out of the view, as written and in order: the place
    where a date of publication often stands (临江日报 2024年3月1日 第02版).
    """

    view: View
    noise: tuple[Noise, ...]
    repairs: tuple[Repair, ...]
    asides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchors:
    """The document's own dates, which its relative ones are resolved against.

    ``year`` is the year the document is about (its title's, else its period's, else that of writing).
    ``written`` is the day of signing, else of publication, else the day the caller gave.
    """

    year: int | None
    written: date | None
    period: Period | None


@dataclass(frozen=True, slots=True)
class Described:
    """The description, the anchors, and the lines that are front or back matter (titles, addressees, signatures).

    ``matter`` are view spans of whole lines that are not part of the body; no item is made of them.
    """

    description: Description
    anchors: Anchors
    matter: tuple[Span, ...]


class HeadingDraft(NamedTuple):
    """An outline entry; ``parent`` is an index into the outline, None at the top."""

    span: Span
    parent: int | None
    level: int
    label: str
    title: str


CellRole: TypeAlias = Literal["number", "task", "lead", "supporting", "deadline", "target", "unit", "other"]


class Cell(NamedTuple):
    """A cell of a table row (or a labelled field of an item): what its column head or label says it holds.

    ``head`` is the column head or label as written.
    """

    role: CellRole
    span: Span
    head: str


class ItemDraft(NamedTuple):
    """An item before its facts are read.

    ``span`` is the item; ``body`` the stretches in which its own facts stand, in order (usually just the span;
    more where a unit line or a field follows below its parts). ``cells`` name the parts of ``body`` that a table
    head or a label such as 责任单位： gives a role. ``tense`` is what its figures report unless the words say
    otherwise.
    """

    span: Span
    parent: int | None
    kind: ItemKind
    number: str | None
    title: str
    path: tuple[str, ...]
    body: tuple[Span, ...]
    tense: Tense
    cells: tuple[Cell, ...] = ()


TimeKind: TypeAlias = Literal[
    "by_date",  # 2024年6月底前, 年内, 9月前, 第三季度末, 到2025年
    "window",  # 9月18日-26日, 第三季度, “十四五”期间, 2023年至2025年
    "milestone",  # 6月底取得阶段性成效并持续推进
    "recurring",  # 每月, 每季度末, 每年12月底前
    "relative",  # 收到通知后5个工作日内, 3个月内
    "ongoing",  # 长期坚持, 持续推进
    "immediate",  # 立行立改
    "scope",  # dates a figure, not an item: 全年, 今年上半年, 年末, 年度, 2023年
    "start",  # 从9月1日起
    "point",  # 2023年1月15日召开: when something was or is, no deadline
    "undated",  # 目前, 近期: no date, but ends the reach of the time word before it
    "comparison",  # 比2020年, 较上年: never dates anything
    "name",  # inside a title or name: 《…2023年…方案》: never dates anything
]


class TimeMention(NamedTuple):
    """A time word at its place. ``date`` is the last day it covers (or still on time), None where it has none."""

    span: Span
    kind: TimeKind
    date: date | None


class UnitDraft(NamedTuple):
    """A unit as written."""

    name: str
    span: Span


class UnitsFound(NamedTuple):
    """An item's units, in order, and the stretches (brackets, labels, lines) that state them.

    ``stated`` is what target and deadline reading may pass over.
    """

    lead: tuple[UnitDraft, ...]
    supporting: tuple[UnitDraft, ...]
    stated: tuple[Span, ...]


class DeadlineDraft(NamedTuple):
    """A deadline of an item."""

    span: Span
    kind: DeadlineKind
    date: date | None


class TargetDraft(NamedTuple):
    """A target of an item; see :class:`duban.reading.model.Target`."""

    span: Span
    indicator: str
    comparator: Comparator
    value: float | tuple[float, float]
    unit: str
    change: Change
    tense: Tense
    due: date | None


class CitationDraft(NamedTuple):
    """A document named in an item."""

    span: Span
    title: str
    role: CitationRole


class CountDraft(NamedTuple):
    """A declared count of the document's own parts."""

    span: Span
    noun: str
    declared: int
    found: int | None


class GlossaryDraft(NamedTuple):
    """A footnote that explains a term."""

    span: Span
    marker: str
    term: str
    definition: str


class ItemFacts(NamedTuple):
    """An item with everything read from it, still in view offsets."""

    draft: ItemDraft
    units: UnitsFound
    deadlines: tuple[DeadlineDraft, ...]
    targets: tuple[TargetDraft, ...]
    citations: tuple[CitationDraft, ...]
