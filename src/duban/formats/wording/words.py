"""The shape of a word table. A word that is missing in a language is a type error, not a gap on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duban.formats.sources.documents import NoteCode, RefusalReason
    from duban.reading.model import (
        Change,
        CitationRole,
        DeadlineKind,
        DocumentKind,
        ItemKind,
        NoiseReason,
        RepairReason,
        Severity,
        Tense,
    )

Language: TypeAlias = Literal["zh", "en"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """One language. Braces are places that the caller fills."""

    language: Language
    # Column heads and sheet names
    ledger: str
    number: str
    path: str
    kind: str
    title: str
    lead_units: str
    supporting_units: str
    deadlines: str
    targets: str
    cited_documents: str
    to_check: str
    place: str
    earliest_due: str
    indicator: str
    comparator: str
    value: str
    upper_value: str
    unit: str
    change: str
    tense: str
    due: str
    quote: str
    start: str
    end: str
    date: str
    severity: str
    message: str
    code: str
    role: str
    unit_name: str
    item: str
    findings: str
    units: str
    document: str
    field: str
    declared_counts: str
    declared: str
    found: str
    noun: str
    glossary: str
    marker: str
    term: str
    definition: str
    noise: str
    repairs: str
    replacement: str
    confidence: str
    # The document's own fields
    doc_title: str
    doc_number: str
    issuer: str
    signed_on: str
    published_on: str
    index_number: str
    doc_kind: str
    period: str
    source_name: str
    characters: str
    digest: str
    encoding: str
    # Values
    item_kinds: Mapping[ItemKind, str]
    document_kinds: Mapping[DocumentKind, str]
    deadline_kinds: Mapping[DeadlineKind, str]
    changes: Mapping[Change, str]
    tenses: Mapping[Tense, str]
    citation_roles: Mapping[CitationRole, str]
    severities: Mapping[Severity, str]
    noise_reasons: Mapping[NoiseReason, str]
    repair_reasons: Mapping[RepairReason, str]
    weekdays: tuple[str, str, str, str, str, str, str]
    untitled: str
    range_to: str
    # What is said about reading
    refusals: Mapping[RefusalReason, str]
    notes: Mapping[NoteCode, str]
    summary: str
    no_items: str
    no_findings: str
    # The page
    source: str
    all_items: str
    all_units: str
    only_to_check: str
    search: str
    shown: str
    none_shown: str
    clear_filters: str
    large: str
    other_language: str
    print_page: str
    keys: str
    back_to_ledger: str
    repaired_as: str
    removed: str
    document_wide: str
    empty_source: str
    level: str
    skip_to_ledger: str
    made_by: str
