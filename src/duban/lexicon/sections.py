"""What the headings of sections say about the paragraphs below: 下一步打算 is an outlook, 指导思想 binds nobody."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class Words:
    """Words looked for anywhere in a title, at its start or end; ``never`` takes back what they found."""

    anywhere: tuple[str, ...]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    never: tuple[str, ...]

    def found_in(self, title: str) -> bool:
        """Whether the title holds one of the words."""
        inside = self._inside
        return (
            title.startswith(self.starts)
            or title.endswith(self.ends)
            or (inside is not None and inside.search(title) is not None)
        ) and not (self.never and any(map(title.__contains__, self.never)))

    @cached_property
    def _inside(self) -> re.Pattern[str] | None:
        """The words that may stand anywhere, as one pattern; None where there are none."""
        return re.compile("|".join(map(re.escape, self.anywhere))) if self.anywhere else None


@dataclass(frozen=True, eq=False)
class Sections:
    """The table, one field a kind of section; ``modes`` weigh the headings of a document of unknown kind."""

    outlook: Words
    ahead: Words
    report: Words
    goals: Words
    principles: Words
    mixed: Words
    difficulties: Words
    demands: Words
    furniture: Words
    campaign: Words
    problem: Words
    problem_named: Words
    requirement: Words
    asides: Words
    lead_in: Words
    modes: dict[str, tuple[str, ...]]


@cache
def load() -> Sections:
    """The table as shipped."""
    table = tomllib.loads((resources.files("duban.lexicon") / "data" / "sections.toml").read_text("utf-8"))
    return Sections(
        outlook=_words(table["outlook"]),
        ahead=_words(table["ahead"]),
        report=_words(table["report"]),
        goals=_words(table["goals"]),
        principles=_words(table["principles"]),
        mixed=_words(table["mixed"]),
        difficulties=_words(table["difficulties"]),
        demands=_words(table["demands"]),
        furniture=_words(table["furniture"]),
        campaign=_words(table["campaign"]),
        problem=_words(table["problem"]),
        problem_named=_words(table["problem_named"]),
        requirement=_words(table["requirement"]),
        asides=_words(table["asides"]),
        lead_in=_words(table["lead_in"]),
        modes={name: tuple(words) for name, words in table["modes"].items()},
    )


def _words(row: dict[str, Any]) -> Words:
    return Words(
        tuple(row.get("words", row.get("contains", ()))),
        tuple(row.get("starts", ())),
        tuple(row.get("ends", ())),
        tuple(row.get("never", ())),
    )
