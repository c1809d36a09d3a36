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

    from duban.reading.drafts import Cleaned, CountDraft, GlossaryDraft, HeadingDraft, ItemFacts
    from duban.text import View


def assemble(
    cleaned: Cleaned,
    document: Description,
    headings: Sequence[HeadingDraft],
    facts: Sequence[ItemFacts],
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
        items=tuple(_item(view, index, item) for index, item in enumerate(facts)),
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


def _item(view: View, index: int, facts: ItemFacts) -> Item:
    draft = facts.draft
    return Item(
        id=f"i{index + 1}",
        parent=None if draft.parent is None else f"i{draft.parent + 1}",
        kind=draft.kind,
        number=draft.number,
        title=draft.title,
        path=draft.path,
        span=view.to_source(draft.span),
        lead_units=tuple(UnitMention(unit.name, view.to_source(unit.span)) for unit in facts.units.lead),
        supporting_units=tuple(
            UnitMention(unit.name, view.to_source(unit.span)) for unit in facts.units.supporting
        ),
        deadlines=tuple(
            Deadline(span, span.of(view.source), deadline.kind, deadline.date)
            for deadline in facts.deadlines
            for span in (view.to_source(deadline.span),)
        ),
        targets=tuple(
            Target(
                span=span,
                text=span.of(view.source),
                indicator=target.indicator,
                comparator=target.comparator,
                value=target.value,
                unit=target.unit,
                change=target.change,
                tense=target.tense,
                due=target.due,
            )
            for target in facts.targets
            for span in (view.to_source(target.span),)
        ),
        cited_documents=tuple(
            Citation(citation.title, citation.role, view.to_source(citation.span))
            for citation in facts.citations
        ),
    )


def _count(view: View, draft: CountDraft) -> DeclaredCount:
    span = view.to_source(draft.span)
    return DeclaredCount(span, span.of(view.source), draft.noun, draft.declared, draft.found)
