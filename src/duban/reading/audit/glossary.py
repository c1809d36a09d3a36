"""STUB."""
from __future__ import annotations
from duban.lexicon import Lexicon
from duban.reading.drafts import GlossaryDraft


def find_glossary(text: str, lexicon: Lexicon) -> tuple[GlossaryDraft, ...]:
    return ()
