"""What the sheets of the ledger's workbook say: rows of plain values, nothing about how they look."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from duban.formats.papers.phrasing import (
    COMPARATORS,
    amount,
    due,
    earliest,
    findings_by_item,
    labelled,
    said,
    summary,
    title_of,
    unit_names,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from duban.formats.sources import Document
    from duban.formats.wording import Words
    from duban.reading import Finding, Item, Reading, Target

Value: TypeAlias = str | float | date | None
Row: TypeAlias = list[Value]

_LONGEST_QUOTE = 200


class Column(NamedTuple):
    """A column's head and its width in characters."""

    head: str
    width: float


class Sheet(NamedTuple):
    """One sheet: its name on the tab, the title above it, columns and rows."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: list[Row]


def sheets(reading: Reading, document: Document, words: Words) -> list[Sheet]:
    """All sheets, the ledger first."""
    return [
        _ledger(reading, document, words),
        _targets(reading, words),
        _deadlines(reading, words),
        _units(reading, words),
        _findings(reading, words),
        _document(reading, document, words),
    ]


def _ledger(reading: Reading, document: Document, words: Words) -> Sheet:
    columns = (
        Column(words.number, 6),
        Column(words.path, 14),
        Column(words.kind, 9),
        Column(words.title, 26),
        Column(words.lead_units, 15),
        Column(words.supporting_units, 15),
        Column(words.deadlines, 14),
        Column(words.earliest_due, 11),
        Column(words.targets, 26),
        Column(words.cited_documents, 16),
        Column(words.to_check, 24),
        Column(words.place, 12),
    )
    findings = findings_by_item(reading)
    rows = [_item(item, findings.get(item.id, ()), words) for item in reading.items]
    title = reading.document.title or document.name
    return Sheet(words.ledger, f"{title}　{words.ledger}", columns, rows)


def _item(item: Item, findings: Iterable[Finding], words: Words) -> Row:
    return [
        item.number,
        " › ".join(item.path),
        words.item_kinds[item.kind],
        title_of(item, words),
        unit_names(item.lead_units),
        unit_names(item.supporting_units),
        "\n".join(due(deadline, words) for deadline in item.deadlines),
        earliest(item),
        "\n".join(f"{target.indicator} {amount(target)}" for target in item.targets),
        "\n".join(
            f"《{cited.title}》（{words.citation_roles[cited.role]}）" for cited in item.cited_documents
        ),
        "\n".join(said(finding, words) for finding in findings),
        f"{item.span.start}–{item.span.end}",
    ]


def _targets(reading: Reading, words: Words) -> Sheet:
    columns = (
        Column(words.number, 6),
        Column(words.title, 26),
        Column(words.indicator, 26),
        Column(words.comparator, 6),
        Column(words.value, 16),
        Column(words.upper_value, 12),
        Column(words.unit, 9),
        Column(words.change, 8),
        Column(words.tense, 8),
        Column(words.due, 12),
        Column(words.quote, 40),
        Column(words.start, 8),
        Column(words.end, 8),
    )
    rows = [_target(item, target, words) for item in reading.items for target in item.targets]
    return Sheet(words.targets, words.targets, columns, rows)


def _target(item: Item, target: Target, words: Words) -> Row:
    lower, upper = target.value if isinstance(target.value, tuple) else (target.value, None)
    return [
        item.number,
        title_of(item, words),
        target.indicator,
        COMPARATORS[target.comparator] or words.range_to.strip(),
        lower,
        upper,
        target.unit,
        words.changes[target.change],
        words.tenses[target.tense],
        target.due,
        target.text,
        target.span.start,
        target.span.end,
    ]


def _deadlines(reading: Reading, words: Words) -> Sheet:
    columns = (
        Column(words.number, 6),
        Column(words.title, 36),
        Column(words.lead_units, 22),
        Column(words.quote, 28),
        Column(words.kind, 10),
        Column(words.date, 12),
        Column(words.start, 8),
        Column(words.end, 8),
    )
    rows: list[Row] = [
        [
            item.number,
            title_of(item, words),
            unit_names(item.lead_units),
            deadline.text,
            words.deadline_kinds[deadline.kind],
            deadline.date,
            deadline.span.start,
            deadline.span.end,
        ]
        for item in reading.items
        for deadline in item.deadlines
    ]
    return Sheet(words.deadlines, words.deadlines, columns, rows)


def _units(reading: Reading, words: Words) -> Sheet:
    columns = (
        Column(words.unit_name, 26),
        Column(words.role, 10),
        Column(words.number, 6),
        Column(words.title, 44),
        Column(words.earliest_due, 12),
        Column(words.start, 8),
        Column(words.end, 8),
    )
    rows: list[Row] = [
        [unit.name, role, item.number, title_of(item, words), earliest(item), unit.span.start, unit.span.end]
        for item in reading.items
        for role, units in (
            (words.lead_units, item.lead_units),
            (words.supporting_units, item.supporting_units),
        )
        for unit in units
    ]
    return Sheet(words.units, words.units, columns, rows)


def _findings(reading: Reading, words: Words) -> Sheet:
    columns = (
        Column(words.severity, 8),
        Column(words.number, 6),
        Column(words.title, 30),
        Column(words.message, 50),
        Column(words.quote, 40),
        Column(words.code, 20),
        Column(words.start, 8),
        Column(words.end, 8),
    )
    items = {item.id: item for item in reading.items}
    rows = [_finding(finding, items.get(finding.item or ""), reading, words) for finding in reading.findings]
    return Sheet(words.findings, words.findings, columns, rows)


def _finding(finding: Finding, item: Item | None, reading: Reading, words: Words) -> Row:
    return [
        words.severities[finding.severity],
        item.number if item else None,
        title_of(item, words) if item else words.document_wide,
        said(finding, words),
        finding.span.of(reading.source)[:_LONGEST_QUOTE],
        finding.code,
        finding.span.start,
        finding.span.end,
    ]


def _document(reading: Reading, document: Document, words: Words) -> Sheet:
    rows: list[Row] = [[label, value] for label, value in labelled(reading, words)]
    rows += [
        [words.source_name, document.name],
        [words.characters, f"{len(document.text):,}"],
        [words.encoding, document.encoding],
        [words.digest, document.digest],
        [words.ledger, summary(reading, words)],
    ]
    rows += [
        [
            words.declared_counts,
            f"{count.text}（{words.declared} {count.declared}，{words.found} {_or_dash(count.found)}）",
        ]
        for count in reading.declared_counts
    ]
    rows += [
        [words.glossary, f"{entry.marker} {entry.term}：{entry.definition}"] for entry in reading.glossary
    ]
    columns = (Column(words.field, 20), Column(words.value, 90))
    return Sheet(words.document, words.document, columns, rows)


def _or_dash(count: int | None) -> str:
    return "–" if count is None else str(count)
