"""STUB."""
from __future__ import annotations
from collections.abc import Sequence
from duban.lexicon import Lexicon
from duban.reading.drafts import ItemDraft, UnitsFound


def find_units(text: str, drafts: Sequence[ItemDraft], lexicon: Lexicon) -> tuple[UnitsFound, ...]:
    """For each draft, its units. Takes all drafts, since a rule may be stated once for many."""
    return tuple(UnitsFound((), (), ()) for _ in drafts)
