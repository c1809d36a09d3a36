"""A reading as Markdown tables: for a wiki, an issue or an e-mail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from duban.formats.papers.characters import one_line
from duban.formats.papers.phrasing import (
    amount,
    due,
    findings_by_item,
    labelled,
    said,
    summary,
    title_of,
    unit_names,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from duban.formats.sources import Document
    from duban.formats.wording import Words
    from duban.reading import Finding, Item, Reading, Target

# What would be markup in a cell; the text is somebody else's and must not link, embed or format.
_MARKUP = re.compile(r"([\\`*_\[\]<>|~#])")


def markdown(reading: Reading, document: Document, words: Words) -> str:
    """The ledger, the targets and the findings as tables."""
    lines = [f"# {_cell(reading.document.title or document.name)}", ""]
    lines += [f"- {label}：{_cell(value)}" for label, value in labelled(reading, words)]
    lines += [f"- {words.source_name}：{_cell(document.name)}", "", summary(reading, words), ""]
    lines += [f"## {words.ledger}", "", *_ledger(reading, words), ""]
    rows = [_target(item, target, words) for item in reading.items for target in item.targets]
    if rows:
        heads = (words.number, words.indicator, words.value, words.tense, words.due, words.quote, words.place)
        lines += [f"## {words.targets}", "", *_table(heads, rows), ""]
    lines += [f"## {words.findings}", "", *_findings(reading, words)]
    return "\n".join(lines) + "\n"


def _ledger(reading: Reading, words: Words) -> list[str]:
    if not reading.items:
        return [words.no_items]
    findings = findings_by_item(reading)
    heads = (
        words.number,
        words.path,
        words.title,
        words.lead_units,
        words.supporting_units,
        words.deadlines,
        words.targets,
        words.to_check,
    )
    return _table(heads, [_row(item, findings.get(item.id, ()), words) for item in reading.items])


def _row(item: Item, findings: Iterable[Finding], words: Words) -> list[str]:
    return [
        item.number or "",
        " › ".join(item.path),
        title_of(item, words),
        unit_names(item.lead_units),
        unit_names(item.supporting_units),
        "；".join(due(deadline, words) for deadline in item.deadlines),
        "；".join(f"{target.indicator} {amount(target)}" for target in item.targets),
        "；".join(said(finding, words) for finding in findings),
    ]


def _target(item: Item, target: Target, words: Words) -> list[str]:
    return [
        item.number or item.id,
        target.indicator,
        amount(target),
        words.tenses[target.tense],
        target.due.isoformat() if target.due else "",
        target.text,
        f"{target.span.start}–{target.span.end}",
    ]


def _findings(reading: Reading, words: Words) -> list[str]:
    if not reading.findings:
        return [words.no_findings]
    items = {item.id: item for item in reading.items}
    rows = []
    for finding in reading.findings:
        item = items.get(finding.item or "")
        named = f"{item.number or ''} {title_of(item, words)}".strip() if item else words.document_wide
        place = f"{finding.span.start}–{finding.span.end}"
        rows.append([words.severities[finding.severity], named, said(finding, words), place])
    return _table((words.severity, words.item, words.message, words.place), rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    body = [f"| {' | '.join(map(_cell, row))} |" for row in rows]
    return [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}", *body]


def _cell(text: str) -> str:
    return _MARKUP.sub(r"\\\1", one_line(text))
