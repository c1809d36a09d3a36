"""From drafts in view offsets to facts in source offsets, each checked against the source as it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duban.reading.model import (
    Citation,
    Deadline,
    DeclaredCount,
    Description,
    GlossaryEntry,
    Heading,
    Item,
    Reading,
    Target,
    UnitMention,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.reading.drafts import (
        CitationDraft,
        Cleaned,
        CountDraft,
        DeadlineDraft,
        GlossaryDraft,
        HeadingDraft,
        ItemFacts,
        TargetDraft,
        UnitDraft,
    )
    from duban.text import View


def assemble(
    cleaned: Cleaned,
    document: Description,
    headings: Sequence[HeadingDraft],
    items: tuple[Item, ...],
    counts: Sequence[CountDraft],
    glossary: Sequence[GlossaryDraft],
) -> Reading:
    """The reading, without findings: those are made by looking at it."""
    view = cleaned.view
    return Reading(
        source=view.source,
        document=document,
        noise=cleaned.noise,
        repairs=cleaned.repairs,
        outline=tuple(_heading(view, index, draft) for index, draft in enumerate(headings)),
        items=items,
        declared_counts=tuple(_count(view, draft) for draft in counts),
        findings=(),
        glossary=tuple(
            GlossaryEntry(view.to_source(draft.span), draft.marker, draft.term, draft.definition)
            for draft in glossary
        ),
    )


def _heading(view: View, index: int, draft: HeadingDraft) -> Heading:
    parent = None if draft.parent is None else f"h{draft.parent + 1}"
    return Heading(f"h{index + 1}", parent, draft.level, draft.label, draft.title, view.to_source(draft.span))


def item_of(view: View, index: int, facts: ItemFacts) -> Item:
    """The item from its draft and what was read from it; ``index`` is its place among the items."""
    draft, units = facts.draft, facts.units
    return Item(
        id=f"i{index + 1}",
        parent=None if draft.parent is None else f"i{draft.parent + 1}",
        kind=draft.kind,
        number=draft.number,
        title=draft.title,
        path=draft.path,
        span=view.to_source(draft.span),
        lead_units=tuple([_unit(view, unit) for unit in units.lead]),
        supporting_units=tuple([_unit(view, unit) for unit in units.supporting]),
        deadlines=tuple([_deadline(view, deadline) for deadline in facts.deadlines]),
        targets=tuple([_target(view, target) for target in facts.targets]),
        cited_documents=tuple([_citation(view, citation) for citation in facts.citations]),
    )


def _unit(view: View, draft: UnitDraft) -> UnitMention:
    return UnitMention(draft.name, view.to_source(draft.span))


def _citation(view: View, draft: CitationDraft) -> Citation:
    return Citation(draft.title, draft.role, view.to_source(draft.span))


def _deadline(view: View, draft: DeadlineDraft) -> Deadline:
    span = view.to_source(draft.span)
    return Deadline(span, span.of(view.source), draft.kind, draft.date)


def _target(view: View, draft: TargetDraft) -> Target:
    span = view.to_source(draft.span)
    return Target(span, span.of(view.source), *draft[1:])


def _count(view: View, draft: CountDraft) -> DeclaredCount:
    span = view.to_source(draft.span)
    return DeclaredCount(span, span.of(view.source), draft.noun, draft.declared, draft.found)
