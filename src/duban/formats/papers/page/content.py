"""What the page says, fact by fact, before any HTML: every fact has the number of its mark in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypedDict

from duban.formats.papers.characters import one_line
from duban.formats.papers.page.segments import Mark
from duban.formats.papers.phrasing import amount, findings_by_item, title_of, under_headings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from duban.formats.wording import Words
    from duban.reading import DeclaredCount, Finding, Item, Noise, Reading, Repair, Target
    from duban.text import Span


_Units: TypeAlias = tuple[tuple[str, int], ...]

# Deeper items stand no further in than this.
_DEEPEST = 4
# Of what is only named, a reader needs to see the beginning.
_LONGEST_SAMPLE = 60


class Fact(NamedTuple):
    """A fact as shown: ``mark`` and ``start`` lead to its quote; ``extra`` and ``kind`` are what its row needs.

    ``extra`` of a finding is what it asks in English: the page speaks both languages.
    """

    mark: int
    start: int
    text: str
    quote: str = ""
    extra: str = ""
    kind: str = ""
    day: date | None = None


class Entry(NamedTuple):
    """An item as shown; ``unit_keys`` are places in :attr:`Content.units`, ``depth`` how many items it is inside."""

    id: str
    kind: str
    number: str
    fact: Fact
    depth: int
    lead_units: tuple[Fact, ...]
    supporting_units: tuple[Fact, ...]
    deadlines: tuple[Fact, ...]
    targets: tuple[Fact, ...]
    cited_documents: tuple[Fact, ...]
    findings: tuple[Fact, ...]
    unit_keys: str


class _ItemFacts(TypedDict):
    """The part of an :class:`Entry` that quotes the source."""

    fact: Fact
    lead_units: tuple[Fact, ...]
    supporting_units: tuple[Fact, ...]
    deadlines: tuple[Fact, ...]
    targets: tuple[Fact, ...]
    cited_documents: tuple[Fact, ...]


class Section(NamedTuple):
    """Items that follow one another under the same headings."""

    path: tuple[str, ...]
    entries: tuple[Entry, ...]


class Content(NamedTuple):
    """All facts of a page, and the marks they left on the source."""

    sections: tuple[Section, ...]
    findings: tuple[Fact, ...]
    declared_counts: tuple[Fact, ...]
    repairs: tuple[Fact, ...]
    noise: tuple[Fact, ...]
    glossary: tuple[Fact, ...]
    units: tuple[tuple[str, int], ...]
    kinds: tuple[str, ...]
    marks: tuple[Mark, ...]

    @property
    def checked(self) -> int:
        """How many items there is something to check in."""
        return sum(bool(entry.findings) for section in self.sections for entry in section.entries)


class _Marker:
    """Numbers the facts, and remembers what each one covers."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.marks: list[Mark] = []

    def fact(  # noqa: PLR0913 (keywords, each a field of the fact)
        self,
        span: Span,
        role: str,
        text: str,
        *,
        note: str = "",
        quote: str = "",
        extra: str = "",
        kind: str = "",
        day: date | None = None,
    ) -> Fact:
        """The fact that ``text`` stands for, and its mark on ``span``; ``role`` is how the mark looks."""
        mark = Mark(len(self.marks), span, role, note)
        self.marks.append(mark)
        return Fact(mark.id, span.start, one_line(text), one_line(quote), one_line(extra), kind, day)


def compose(reading: Reading, words: Words) -> Content:
    """The content of the page for ``reading``."""
    marker = _Marker(reading.source)
    for heading in reading.outline:
        marker.fact(heading.span, "heading", heading.title)
    units = _units(reading.items)
    findings = findings_by_item(reading)
    return Content(
        sections=_sections(marker, reading, units, words),
        findings=_findings(marker, findings.get(None, ())),
        declared_counts=tuple(_count(marker, count) for count in reading.declared_counts),
        repairs=tuple(_repair(marker, repair, words) for repair in reading.repairs),
        noise=tuple(_noise(marker, noise, words) for noise in reading.noise),
        glossary=tuple(
            marker.fact(entry.span, "term", entry.term, extra=entry.definition, kind=entry.marker)
            for entry in reading.glossary
        ),
        units=units,
        kinds=tuple(dict.fromkeys(item.kind for item in reading.items)),
        marks=tuple(marker.marks),
    )


def _sections(marker: _Marker, reading: Reading, units: _Units, words: Words) -> tuple[Section, ...]:
    places = {name: place for place, (name, _) in enumerate(units)}
    findings = findings_by_item(reading)

    def entry(item: Item, depth: int) -> Entry:
        named = dict.fromkeys(unit.name for unit in (*item.lead_units, *item.supporting_units))
        return Entry(
            **_facts(marker, item, words),
            id=item.id,
            kind=item.kind,
            number=one_line(item.number or ""),
            depth=min(depth, _DEEPEST),
            findings=_findings(marker, findings.get(item.id, ())),
            unit_keys=" ".join(str(places[name]) for name in named),
        )

    return tuple(
        Section(tuple(map(one_line, headings)), tuple(entry(*placed) for placed in group))
        for headings, group in under_headings(reading.items)
    )


def _facts(marker: _Marker, item: Item, words: Words) -> _ItemFacts:
    return _ItemFacts(
        fact=marker.fact(item.span, "item", title_of(item, words)),
        lead_units=tuple(marker.fact(unit.span, "lead", unit.name) for unit in item.lead_units),
        supporting_units=tuple(
            marker.fact(unit.span, "supporting", unit.name) for unit in item.supporting_units
        ),
        deadlines=tuple(
            marker.fact(deadline.span, "deadline", deadline.text, kind=deadline.kind, day=deadline.date)
            for deadline in item.deadlines
        ),
        targets=tuple(_target(marker, target) for target in item.targets),
        cited_documents=tuple(
            marker.fact(cited.span, "cited", f"《{cited.title}》", kind=cited.role)
            for cited in item.cited_documents
        ),
    )


def _target(marker: _Marker, target: Target) -> Fact:
    return marker.fact(
        target.span,
        "target",
        target.indicator,
        quote=target.text,
        extra=amount(target),
        kind=target.tense,
        day=target.due,
    )


def _findings(marker: _Marker, findings: Iterable[Finding]) -> tuple[Fact, ...]:
    return tuple(
        marker.fact(
            finding.span,
            "finding",
            finding.message,
            extra=finding.english or finding.message,
            kind=finding.severity,
        )
        for finding in findings
    )


def _count(marker: _Marker, count: DeclaredCount) -> Fact:
    found = "–" if count.found is None else str(count.found)
    return marker.fact(count.span, "count", count.text, extra=str(count.declared), kind=found)


def _noise(marker: _Marker, noise: Noise, words: Words) -> Fact:
    return marker.fact(
        noise.span,
        "noise",
        noise.span.of(marker.source)[:_LONGEST_SAMPLE],
        note=f"{words.noise}：{words.noise_reasons[noise.reason]}",
        kind=noise.reason,
    )


def _repair(marker: _Marker, repair: Repair, words: Words) -> Fact:
    read_as = (
        words.repaired_as.format(replacement=repair.replacement) if repair.replacement else words.removed
    )
    return marker.fact(
        repair.span,
        "repair",
        repair.span.of(marker.source)[:_LONGEST_SAMPLE] or "∅",
        note=f"{words.repair_reasons[repair.reason]}：{read_as}",
        extra=repair.replacement or words.removed,
        kind=repair.reason,
    )


def _units(items: Sequence[Item]) -> _Units:
    """All units and how many items name each, the most frequent first."""
    counts: dict[str, int] = {}
    for item in items:
        for name in {unit.name: None for unit in (*item.lead_units, *item.supporting_units)}:
            counts[name] = counts.get(name, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: -pair[1]))
