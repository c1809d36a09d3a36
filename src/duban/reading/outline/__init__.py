"""STUB. Owns Outline."""
from __future__ import annotations
from typing import NamedTuple
from duban.lexicon import Lexicon
from duban.reading.drafts import Described, HeadingDraft

__all__ = ["Outline", "draw"]


class Outline(NamedTuple):
    headings: tuple[HeadingDraft, ...]


def draw(text: str, described: Described, lexicon: Lexicon) -> Outline:
    return Outline(())
