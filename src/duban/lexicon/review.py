"""What a careful reviewer looks for (一批, 尽快, 有关部门) and the sentences in which it is said."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Language: TypeAlias = Literal["zh", "en"]


class Message(NamedTuple):
    """A finding's severity, and its sentence in each language with places for the words it is about.

    A place may be filled by another message (the reason why), which is then said in the same language.
    """

    severity: Literal["info", "warning", "error"]
    zh: str
    en: str

    def text(self, language: Language, **words: object) -> str:
        """The sentence, filled in."""
        said = {
            name: word.text(language) if isinstance(word, Clause) else word for name, word in words.items()
        }
        return (self.zh if language == "zh" else self.en).format(**said)


class Clause(NamedTuple):
    """A reason by its name and its words, not yet said in any language."""

    name: str
    message: Message
    words: Mapping[str, object]

    def text(self, language: Language) -> str:
        """The clause, filled in."""
        return self.message.text(language, **self.words)


@dataclass(frozen=True, eq=False)
class Review:
    """Word lists and message tables; compared by identity so that patterns can be kept with them."""

    vague: tuple[str, ...]
    direction: tuple[str, ...]
    undated: tuple[str, ...]
    undated_names: tuple[str, ...]
    unresolved_units: tuple[str, ...]
    goes_on_from: tuple[str, ...]
    goes_on_to: tuple[str, ...]
    messages: Mapping[str, Message]
    reasons: Mapping[str, Message]


@cache
def load() -> Review:
    """The table as shipped."""
    table = tomllib.loads(files(__package__).joinpath("data/review.toml").read_text("utf-8"))
    return Review(
        **{name: tuple(words) for name, words in table["words"].items()},
        messages={code: Message(**message) for code, message in table["messages"].items()},
        reasons={name: Message(severity="info", **reason) for name, reason in table["reasons"].items()},
    )
