"""STUB."""
from __future__ import annotations
from collections.abc import Sequence
from duban.lexicon import Lexicon
from duban.reading.drafts import Anchors, DeadlineDraft, ItemDraft, TimeMention, UnitsFound


def find_deadlines(text: str, draft: ItemDraft, times: Sequence[TimeMention], units: UnitsFound, anchors: Anchors, lexicon: Lexicon) -> tuple[DeadlineDraft, ...]:
    return ()
