"""Cleaning: what is not the document, and what was lost from it. STUB."""

from duban.lexicon import Lexicon
from duban.reading.drafts import Cleaned
from duban.text import View

__all__ = ["clean"]


def clean(source: str, lexicon: Lexicon) -> Cleaned:
    return Cleaned(View(source), (), ())
