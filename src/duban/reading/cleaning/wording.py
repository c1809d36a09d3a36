"""Patterns that look for many words at once, fast enough to be asked of every character of a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """One of the words, the longest that fits."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


def cased(words: Iterable[str]) -> set[str]:
    """The words with their Latin letters in either case.

    Spelt out: a pattern that ignores case is searched for far more slowly.
    """
    return {form for word in words for form in (word, word.upper(), word.capitalize())}


def seek(words: Iterable[str], rest: str = "") -> re.Pattern[str]:
    """A pattern whose group 1 is one of the words, followed by ``rest``; the match itself is its first character.

    Most positions are turned down by the first two characters alone, which is three times as fast as trying the
    words. Every word has two characters at least. Matches may overlap.
    """
    listed = set(words)
    first = "".join(map(re.escape, sorted({word[0] for word in listed})))
    second = "".join(map(re.escape, sorted({word[1] for word in listed})))
    by_first: dict[str, list[str]] = {}
    for word in sorted(listed, key=lambda word: (-len(word), word)):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    tree = "|".join(f"{re.escape(head)}(?:{'|'.join(tails)})" for head, tails in by_first.items())
    return re.compile(rf"[{first}](?=[{second}])(?<=(?=((?:{tree}){rest})).)")
