"""STUB."""
from __future__ import annotations
from duban.lexicon import Lexicon
from duban.reading.drafts import CitationDraft, ItemDraft


def find_citations(text: str, draft: ItemDraft, lexicon: Lexicon) -> tuple[CitationDraft, ...]:
    return ()
