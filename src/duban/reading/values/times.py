"""STUB."""
from __future__ import annotations
from duban.lexicon import Lexicon
from duban.reading.drafts import Anchors, TimeMention


def find_times(text: str, start: int, end: int, anchors: Anchors, lexicon: Lexicon) -> tuple[TimeMention, ...]:
    return ()
