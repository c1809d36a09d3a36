"""What a thing is called in both languages of the interface."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Language: TypeAlias = Literal["zh", "en"]


class Name(NamedTuple):
    """A name in both languages."""

    zh: str
    en: str

    def said(self, language: Language) -> str:
        """The name in one of the languages."""
        return self.zh if language == "zh" else self.en
