"""STUB."""
from __future__ import annotations
from datetime import date
from duban.lexicon import Lexicon
from duban.reading.drafts import Anchors, Described
from duban.reading.model import Description


def describe(text: str, lexicon: Lexicon, *, dated: date | None = None, asides: tuple[str, ...] = ()) -> Described:
    return Described(Description(None, None, None, None, None, None, "other", None), Anchors(None, dated, None), ())
