"""STUB."""
from __future__ import annotations
from collections.abc import Sequence
from duban.lexicon import Lexicon
from duban.reading.drafts import CountDraft, ItemFacts
from duban.reading.outline import Outline


def find_counts(text: str, outline: Outline, facts: Sequence[ItemFacts], lexicon: Lexicon) -> tuple[CountDraft, ...]:
    return ()
