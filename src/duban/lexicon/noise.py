"""What is not the document (打开APP, 下转第三版) and how what was lost from it is recognised (“9 5” for “9+5”)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    # A section of the table: words, patterns, rows of words, or the characters of one string.
    Section = Mapping[str, list[str]]


@dataclass(frozen=True, eq=False)
class Furniture:
    """Lines of the page a document was taken from: words that are whole lines, openings, and patterns."""

    navigation: frozenset[str]
    companions: frozenset[str]
    lists: frozenset[str]
    navigation_patterns: tuple[str, ...]
    page_patterns: tuple[str, ...]
    page_labels: tuple[str, ...]
    foot_words: tuple[str, ...]
    foot_labels: tuple[str, ...]
    inline_patterns: tuple[str, ...]
    decoration: str


@dataclass(frozen=True, eq=False)
class Advertising:
    """Who advertises, what, and with which words around it; and the words that show an honest subject."""

    brands: tuple[str, ...]
    services: tuple[str, ...]
    plain_services: tuple[str, ...]
    windows: tuple[str, ...]
    links: tuple[str, ...]
    fought_before: tuple[str, ...]
    subject_before: tuple[str, ...]
    subject_after: tuple[str, ...]
    baits: tuple[str, ...]
    contacts: tuple[str, ...]
    errands: tuple[str, ...]


class LookAlike(NamedTuple):
    """``written`` stands for ``meant``, unless one of the given characters is beside it.

    What is ``sure`` is read as meant, the rest only shown.
    """

    written: str
    meant: str
    not_after: str
    not_before: str
    sure: bool


@dataclass(frozen=True, eq=False)
class Breaks:
    """How lines begin and end: patterns of beginnings, and characters."""

    numbers: tuple[str, ...]
    words: tuple[str, ...]
    open_marks: str
    open_words: str
    tied_starts: str
    full_stops: str
    closers: str
    quotes: str


@dataclass(frozen=True, eq=False)
class Noise:
    """The table, one field a section; compared by identity so that patterns can be kept with it."""

    furniture: Furniture
    metadata_labels: frozenset[str]
    sure_metadata_labels: frozenset[str]
    advertising: Advertising
    first_halves: frozenset[str]
    lookalikes: tuple[LookAlike, ...]
    debris: tuple[str, ...]
    radicals: Mapping[str, str]
    breaks: Breaks


def _furniture(table: Section) -> Furniture:
    return Furniture(
        navigation=frozenset(table["navigation"]),
        companions=frozenset(table["companions"]),
        lists=frozenset(table["lists"]),
        navigation_patterns=tuple(table["navigation_patterns"]),
        page_patterns=tuple(table["page_patterns"]),
        page_labels=tuple(table["page_labels"]),
        foot_words=tuple(table["foot_words"]),
        foot_labels=tuple(table["foot_labels"]),
        inline_patterns=tuple(table["inline_patterns"]),
        decoration="".join(table["decoration"]),
    )


def _lookalikes(table: Mapping[str, list[list[str]]]) -> tuple[LookAlike, ...]:
    rows = [
        LookAlike(written, meant, not_after, not_before, name == "sure")
        for name in ("sure", "doubtful")
        for written, meant, not_after, not_before in table[name]
    ]
    for row in rows:
        if len(row.written) != len(row.meant) or row.written == row.meant:
            raise ValueError(f"a look-alike must differ and be as long as what it stands for: {row}")
    # Longest first, so that a row with more context speaks before a shorter one.
    return tuple(sorted(rows, key=lambda row: (-len(row.written), not row.sure)))


def _radicals(pairs: str) -> Mapping[str, str]:
    return MappingProxyType(dict(zip(pairs[::2], pairs[1::2], strict=True)))


def _breaks(table: Section) -> Breaks:
    return Breaks(
        numbers=tuple(table["numbers"]),
        words=tuple(table["words"]),
        open_marks="".join(table["open_marks"]),
        open_words="".join(table["open_words"]),
        tied_starts="".join(table["tied_starts"]),
        full_stops="".join(table["full_stops"]),
        closers="".join(table["closers"]),
        quotes="".join(table["quotes"]),
    )


@cache
def load() -> Noise:
    """The table as shipped."""
    table = tomllib.loads(files(__package__).joinpath("data/noise.toml").read_text("utf-8"))
    return Noise(
        furniture=_furniture(table["furniture"]),
        metadata_labels=frozenset(table["metadata"]["labels"]),
        sure_metadata_labels=frozenset(table["metadata"]["sure_labels"]),
        advertising=Advertising(**{name: tuple(words) for name, words in table["advertising"].items()}),
        first_halves=frozenset(table["lost_plus"]["first_halves"]),
        lookalikes=_lookalikes(table["lookalikes"]),
        debris=tuple(table["debris"]["openings"]),
        radicals=_radicals("".join(table["debris"]["radicals"])),
        breaks=_breaks(table["breaks"]),
    )
