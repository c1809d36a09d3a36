"""STUB."""
from __future__ import annotations
from collections.abc import Sequence
from duban.lexicon import Lexicon
from duban.reading.drafts import Anchors, ItemDraft, TargetDraft, TimeMention, UnitsFound

__all__ = ["find_targets"]


def find_targets(text: str, draft: ItemDraft, times: Sequence[TimeMention], units: UnitsFound, anchors: Anchors, lexicon: Lexicon) -> tuple[TargetDraft, ...]:
    return ()
