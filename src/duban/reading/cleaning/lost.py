"""Characters that were lost on the way: the plus of “3+N”, which many sites turn into a blank (“3 N”).

Inside quotation marks Chinese has no blanks, save between the halves of a motto (“廉洁齐家 清风常伴”) or English words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from duban.reading.model import Repair
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duban.lexicon.noise import Noise as NoiseTable

# A blank between two word characters, or at the end of a quote. It begins with a literal, which is found without
# trying every position.
_BLANK = re.compile(r" (?<=\w )(?=[\w”」』])")
_STRAIGHT = '"'
# A quoted name goes on without punctuation to its marks.
_NAME = r"[^“”「」『』\"，,。；;：:、！!？?\n]{0,40}"
_LEFT = re.compile(rf'([“「『"])({_NAME})\Z')
_RIGHT = re.compile(rf'({_NAME})[”」』"]')
# A quoted name is no longer than this on either side of the blank.
_REACH = 40
_SYMBOLS = re.compile(r"(?:\d{1,3}|[A-Za-z])(?: (?:\d{1,3}|[A-Za-z]))+\Z")
_PARTS = re.compile(r"[ +＋]")
_ONE_SYMBOL = re.compile(r"\d{1,3}|[A-Za-z]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_CERTAIN, _LIKELY, _PROBABLE, _POSSIBLE, _UNLIKELY, _NONE = 0.95, 0.8, 0.7, 0.5, 0.4, 0.0


def find_lost_characters(source: str, table: NoiseTable) -> list[Repair]:
    """The blanks that were a plus, with how sure that is."""
    quoted = list(_quoted_blanks(source))
    if not quoted:
        return []
    # Where a document still has a plus or two, its site keeps them; where digits lost theirs, words did too.
    kept = "+" in source or "＋" in source
    lost = any(_SYMBOLS.match(quote) for _, quote, _ in quoted)
    repairs = []
    for at, quote, inside in quoted:
        confidence = _confidence(quote, inside, table, kept=kept, lost=lost)
        if confidence:
            repairs.append(Repair(Span(at, at + 1), "+", "lost_character", confidence))
    return repairs


def _quoted_blanks(source: str) -> Iterator[tuple[int, str, int]]:
    """Each blank inside quotation marks, with the quote and where in the quote it stands."""
    for found in _BLANK.finditer(source):
        at = found.start()
        right = _RIGHT.match(source, at)
        left = _LEFT.search(source, max(0, at - _REACH), at) if right else None
        if right and left and (left.group(1) != _STRAIGHT or _opens(source, left.start())):
            yield at, left.group(2) + right.group(1), len(left.group(2))


def _opens(source: str, at: int) -> bool:
    """Whether the straight quotation mark at ``at`` is an opening one: an even number stand before it in its line."""
    line = source.rfind("\n", max(0, at - 2000), at) + 1
    return source.count(_STRAIGHT, max(line, at - 2000), at) % 2 == 0


def _confidence(quote: str, inside: int, table: NoiseTable, *, kept: bool, lost: bool) -> float:
    # “1+3 N” has lost only its second plus.
    left, right = _PARTS.split(quote[:inside])[-1], _PARTS.split(quote[inside + 1 :])[0]
    if not right:
        return _LIKELY if left in table.first_halves and not kept else _NONE
    if _ONE_SYMBOL.fullmatch(left) and _ONE_SYMBOL.match(right):
        return _CERTAIN
    has_symbol = _ONE_SYMBOL.fullmatch(left) or _ONE_SYMBOL.fullmatch(right)
    if (_LATIN_WORD.fullmatch(left) and _LATIN_WORD.match(right)) or (kept and not has_symbol):
        return _NONE
    if _is_motto(left, right):
        return _POSSIBLE if lost else _NONE
    if left in table.first_halves:
        return _LIKELY
    return _PROBABLE if lost else _UNLIKELY


def _is_motto(left: str, right: str) -> bool:
    """Two halves of the same length are a motto more often than a sum."""
    return len(left) == len(right) and len(left) >= 3
