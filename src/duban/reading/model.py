"""What a reading is: frozen values, every one anchored in the untouched source.

All spans here are half-open code-point offsets into the document as decoded. Nothing in this module knows how a
fact was found; the stages of :mod:`duban.reading` make these values once and complete. Those that a document has
hundreds of are named tuples, which are made in a third of the time that a frozen dataclass takes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from duban.text import Span

DocumentKind: TypeAlias = Literal[
    "task_plan", "rectification_report", "plan_report", "reform_report", "work_report", "other"
]
ItemKind: TypeAlias = Literal["task", "problem", "requirement", "measure", "achievement", "plan"]
DeadlineKind: TypeAlias = Literal[
    "by_date", "window", "milestone", "recurring", "relative", "ongoing", "immediate"
]
Comparator: TypeAlias = Literal[">=", ">", "<=", "<", "=", "~", "range"]
Change: TypeAlias = Literal["level", "increase", "decrease", "growth_rate", "share"]
Tense: TypeAlias = Literal["planned", "achieved"]
NoiseReason: TypeAlias = Literal["navigation", "page_furniture", "spam", "duplicate_metadata", "ocr_debris"]
RepairReason: TypeAlias = Literal["spam", "lost_character", "ocr_character", "broken_line"]
CitationRole: TypeAlias = Literal["produced", "basis"]
Severity: TypeAlias = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Period:
    """The time a document covers, both days included; either end may be unknown."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Description:
    """What the document says about itself. A field it does not give is None, never a guess."""

    title: str | None
    doc_number: str | None
    issuer: str | None
    signed_on: date | None
    published_on: date | None
    index_number: str | None
    kind: DocumentKind
    period: Period | None


@dataclass(frozen=True, slots=True)
class Noise:
    """A stretch that is not the document."""

    span: Span
    reason: NoiseReason


@dataclass(frozen=True, slots=True)
class Repair:
    """A correction proposed to the text, which stays as it is."""

    span: Span
    replacement: str
    reason: RepairReason
    confidence: float


class Heading(NamedTuple):
    """One numbered or titled line of the outline; ``label`` is the numbering as written."""

    id: str
    parent: str | None
    level: int
    label: str
    title: str
    span: Span


class UnitMention(NamedTuple):
    """A unit as written, at its own occurrence."""

    name: str
    span: Span


class Deadline(NamedTuple):
    """A time by which, in which or how often something is to be done.

    ``date`` is the last day that is still on time; None where the kind has none or the document does not tell.
    """

    span: Span
    text: str
    kind: DeadlineKind
    date: date | None


class Target(NamedTuple):
    """A quantified statement that a supervisor would check.

    ``value`` is in ``unit`` as written with multiples resolved (2万人 is 20000 人); a pair only with ``range``.
    """

    span: Span
    text: str
    indicator: str
    comparator: Comparator
    value: float | tuple[float, float]
    unit: str
    change: Change
    tense: Tense
    due: date | None


class Citation(NamedTuple):
    """A document named in the text: drawn up by this work (produced) or followed by it (basis)."""

    title: str
    role: CitationRole
    span: Span


class Item(NamedTuple):
    """One thing that somebody has to do, did, or was told is wrong."""

    id: str
    parent: str | None
    kind: ItemKind
    number: str | None
    title: str
    path: tuple[str, ...]
    span: Span
    lead_units: tuple[UnitMention, ...]
    supporting_units: tuple[UnitMention, ...]
    deadlines: tuple[Deadline, ...]
    targets: tuple[Target, ...]
    cited_documents: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class DeclaredCount:
    """A count the document declares of its own parts, and how many of them it holds (None: cannot be told)."""

    span: Span
    text: str
    noun: str
    declared: int
    found: int | None


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said, before it is said in a language: a sentence of the lexicon by its name, and its words.

    A word may be a clause (the reason why), which has a name and words of its own.
    """

    name: str
    words: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a careful reviewer would ask about; ``message`` says what to do. ``item`` is the id it concerns.

    ``message`` is Chinese, the language of the paper; ``english`` says the same to those who read the pages in it, and
    ``saying`` is what both were made of, for whoever keeps findings and shows them later in either language.
    """

    span: Span
    code: str
    severity: Severity
    message: str
    item: str | None = None
    english: str = ""
    saying: Saying | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A footnote that explains a term: ``[3] 全市“摘星夺旗”考核:…``."""

    span: Span
    marker: str
    term: str
    definition: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one document. ``source`` is its text, untouched; every span points into it."""

    source: str
    document: Description
    noise: tuple[Noise, ...]
    repairs: tuple[Repair, ...]
    outline: tuple[Heading, ...]
    items: tuple[Item, ...]
    declared_counts: tuple[DeclaredCount, ...]
    findings: tuple[Finding, ...]
    glossary: tuple[GlossaryEntry, ...]
