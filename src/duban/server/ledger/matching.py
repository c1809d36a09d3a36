"""Which item of a new version is which item of the ledger? Told from the words, since numbers shift when one is added.

First by key (section and title, numbering and punctuation aside), then by likeness of what is left over. An item
matched wrongly would take over another's history, so what is not alike is new.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from duban.server.ledger.models import Item

#: Below this the texts are of two different items.
ALIKE = 0.6
#: A key that agrees where the texts have nothing in common is a coincidence.
STRANGE = 0.2
#: Longer texts are compared by their beginning; two items that agree that far are one.
COMPARED = 600

_LABEL = re.compile(r"^\W*(?:第?[一二三四五六七八九十百零\d]+[章节条款部分项]*[、.．)）]|[①-⑳])")
_MARKS = re.compile(r"[\W_]+")
_READABLE = 90


def keys_of(entries: Iterable[Mapping[str, Any]]) -> list[str]:
    """The key of each read item, in order; where two would have one key the later is numbered."""
    seen: dict[str, int] = {}
    keys = []
    for entry in entries:
        path = [*entry["path"], entry["kind"], entry["title"]]
        key = _short("/".join(_folded(part) for part in path))
        seen[key] = seen.get(key, 0) + 1
        keys.append(key if seen[key] == 1 else f"{key}#{seen[key]}")
    return keys


def match(items: Sequence[Item], keys: Sequence[str], texts: Sequence[str]) -> dict[int, Item]:
    """For each read item, by its place, the item of the ledger that it is; those that are new are not in it."""
    by_key = {item.key: item for item in items}
    found: dict[int, Item] = {}
    for place, key in enumerate(keys):
        item = by_key.get(key)
        if item is not None and likeness(item.text, texts[place]) >= STRANGE:
            found[place] = item
    taken = {item.pk for item in found.values()}
    left = [item for item in items if item.pk not in taken]
    pairs = sorted(
        (-ratio, abs(item.ordinal - place), place, number)
        for place in range(len(keys))
        if place not in found
        for number, item in enumerate(left)
        if (ratio := likeness(item.text, texts[place], least=ALIKE)) >= ALIKE
    )
    used: set[int] = set()
    for _, _, place, number in pairs:
        if place not in found and number not in used:
            found[place] = left[number]
            used.add(number)
    return found


def likeness(one: str, other: str, *, least: float = 0.0) -> float:
    """How alike two texts are, from 0 to 1; 0 as soon as it is clear that it is less than ``least``."""
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one[:COMPARED], other[:COMPARED], autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    return matcher.ratio()


def _folded(words: str) -> str:
    return _MARKS.sub("", _LABEL.sub("", normalize("NFKC", words)))


def _short(key: str) -> str:
    """At most 120 characters; a long key keeps its end, where the title is, and a hash of all of it."""
    if len(key) <= _READABLE:
        return key
    return f"{sha256(key.encode()).hexdigest()[:24]}:{key[-(_READABLE - 25) :]}"
