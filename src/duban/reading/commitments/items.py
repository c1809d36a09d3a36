"""STUB."""
from __future__ import annotations
from duban.lexicon import Lexicon
from duban.reading.drafts import Described, ItemDraft
from duban.reading.outline import Outline


def itemise(text: str, outline: Outline, described: Described, lexicon: Lexicon) -> tuple[ItemDraft, ...]:
    return ()
