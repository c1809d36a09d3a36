"""Kinds of documents, how their titles end, who issues them, and the labelled lines around them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class KindRule(NamedTuple):
    """A kind of document and the words that show it; ``least`` is how many of them it takes in a body."""

    kind: str
    words: tuple[str, ...]
    least: int


@dataclass(frozen=True, eq=False)
class Papers:
    """The table; compared by identity so that patterns can be kept with it.

    ``labels`` are rows of a metadata table by the field they give (``other``: none of ours), ``sure_labels`` those
    that need no colon. ``kinds`` are tried in order on a title, ``headings`` and ``bodies`` on the headings and the
    text of a document without one.
    """

    labels: Mapping[str, tuple[str, ...]]
    sure_labels: frozenset[str]
    genres: tuple[str, ...]
    weak_genres: frozenset[str]
    menus: frozenset[str]
    letterheads: tuple[str, ...]
    openers: tuple[str, ...]
    issuer_endings: tuple[str, ...]
    posts: tuple[str, ...]
    forwarding: tuple[str, ...]
    closing: tuple[str, ...]
    closing_labels: tuple[str, ...]
    contact: tuple[str, ...]
    addressees: tuple[str, ...]
    weekdays: tuple[str, ...]
    website_marks: tuple[str, ...]
    kinds: tuple[KindRule, ...]
    headings: tuple[KindRule, ...]
    bodies: tuple[KindRule, ...]


@cache
def load() -> Papers:
    """The table as shipped."""
    table = tomllib.loads(files(__package__).joinpath("data/papers.toml").read_text("utf-8"))
    lines = {name: tuple(words) for name, words in table["lines"].items()}
    return Papers(
        labels={name: tuple(words) for name, words in table["labels"].items() if name != "sure"},
        sure_labels=frozenset(table["labels"]["sure"]),
        genres=tuple(table["titles"]["genres"]),
        weak_genres=frozenset(table["titles"]["weak_genres"]),
        menus=frozenset(table["titles"]["menus"]),
        letterheads=tuple(table["titles"]["letterheads"]),
        openers=tuple(table["titles"]["openers"]),
        issuer_endings=tuple(table["issuers"]["endings"]),
        posts=tuple(table["issuers"]["posts"]),
        kinds=_rules(table["kinds"]),
        headings=_rules(table["headings"]),
        bodies=_rules(table["bodies"]),
        **lines,
    )


def _rules(rows: list[dict[str, object]]) -> tuple[KindRule, ...]:
    return tuple(KindRule(str(row["kind"]), _words(row["words"]), _least(row.get("least"))) for row in rows)


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(word) for word in value) if isinstance(value, list) else ()


def _least(value: object) -> int:
    return value if isinstance(value, int) else 1
