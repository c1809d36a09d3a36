"""Units of measure, comparators, and the words around numbers that decide whether a number is a target.

新增市级以上重点实验室2家: 家 is a unit of the count kind, 新增 makes the number an increase, 以上 stands before the
noun and is a grade. The table is ``data/measures.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

UnitKind: TypeAlias = Literal[
    "count", "person", "event", "money", "extent", "physical", "percent", "times", "score", "time", "none"
]
"""What sort of thing a unit measures; ``none`` is a number without a unit."""

WordKind: TypeAlias = Literal["at_least", "over", "at_most", "under", "about", "reach", "link"]
"""What a word beside a number says of it; ``link`` only carries (为, 提高至)."""


@dataclass(frozen=True, eq=False)
class Measures:
    """The table. Compared by identity, so that what is compiled from it can be kept."""

    units: Mapping[str, UnitKind]
    not_after_unit: Mapping[str, tuple[str, ...]]
    per: str
    below: tuple[str, ...]
    per_word: str
    below_word: tuple[str, ...]
    opening_brackets: str
    closing_brackets: str
    before: Mapping[str, WordKind]
    not_before: frozenset[str]
    after: Mapping[str, WordKind]
    only_at_the_end: frozenset[str]
    verbs: Mapping[str, tuple[str, ...]]
    nouns: Mapping[str, tuple[str, ...]]
    rules: Mapping[str, tuple[str, ...]]


def _inverted(table: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType({word: kind for kind, words in table.items() for word in words})


def _rows(table: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({name: tuple(words) for name, words in table.items()})


@cache
def load() -> Measures:
    """The table as shipped."""
    source = resources.files("duban.lexicon") / "data" / "measures.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    before = dict(table["before"])
    not_before = frozenset(before.pop("not_before"))
    after = dict(table["after"])
    only_at_the_end = frozenset(after.pop("at_the_end"))
    return Measures(
        units=cast("Mapping[str, UnitKind]", _inverted(table["units"])),
        not_after_unit=_rows(table["not_before"]),
        per="".join(table["compound"]["per"]),
        below=tuple(table["compound"]["below"]),
        per_word=table["compound"]["word"],
        below_word=tuple(table["compound"]["word_below"]),
        opening_brackets="".join(table["compound"]["open"]),
        closing_brackets="".join(table["compound"]["close"]),
        before=cast("Mapping[str, WordKind]", _inverted(before)),
        not_before=not_before,
        after=cast("Mapping[str, WordKind]", _inverted(after)),
        only_at_the_end=only_at_the_end,
        verbs=_rows(table["verbs"]),
        nouns=_rows(table["nouns"]),
        rules=_rows(table["rules"]),
    )
