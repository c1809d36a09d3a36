"""What the head of a column and the label of a field say about what stands below or behind them.

``牵头单位`` heads lead units, ``配合单位`` supporting ones; ``责任单位`` heads lead units unless the same table or item
also has a 牵头单位.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from duban.lexicon.numbering import Numbering
    from duban.reading.drafts import Cell, CellRole

_BRACKETED = re.compile(r"[（(〔\[【][^（()）\n]{0,30}[)）〕\]】]")
_SPACE = re.compile(r"\s+")
_LONGEST_HEAD = 24
# Spaces inside a label are how short ones are justified to the width of long ones (时　　限：).
_LABEL = re.compile(
    r"(?:[-*•·●]\s*|\*\*|[（(]?[0-9一二三四五六七八九十]{1,2}[)）.．、]\s*)?[【〔\[]?\s{0,2}"
    r"(?P<label>[一-龥][一-龥 \u3000]{0,12}[一-龥](?:[（(][一-龥]{1,6}[)）])?)\s{0,2}(?:\*\*)?"
    r"(?:[】〕\]]\s{0,2}[:：]?|[:：])\s*(?:\*\*)?\s*"
)
_NEXT_LABEL = re.compile(r"[；;，,。\s（(](?P<label>[一-龥]{2,10})\s?[:：]\s*")


class Head(NamedTuple):
    """A recognised head. ``strong`` lead heads turn the plain ones beside them into supporting ones."""

    role: CellRole
    strong: bool


@dataclass(frozen=True, eq=False)
class Heads:
    """The vocabulary of heads; ``accounts`` are labels that open an account of what was done."""

    words: dict[str, Head]
    accounts: frozenset[str]
    contacts: frozenset[str]


class Label(NamedTuple):
    """The label of a field: ``责任单位`` of ``责任单位：区财政局``, and where what it says begins."""

    name: str
    start: int
    content: int
    head: Head | None
    account: bool


@lru_cache(maxsize=4)
def compiled(table: Numbering) -> Heads:
    """The vocabulary of a table."""
    words = {
        word: Head(cast("CellRole", role.role), role.strong)
        for role in reversed(table.roles)
        for word in role.words
    }
    return Heads(words, frozenset(table.accounts), frozenset(table.contacts))


def label_at(heads: Heads, text: str, start: int, end: int) -> Label | None:
    """The field label that the line begins with; None where it begins with no known one."""
    match = _LABEL.match(text, start, end)
    if match is None:
        return None
    return _label(heads, match)


def labels_inside(heads: Heads, text: str, start: int, end: int) -> list[Label]:
    """Further labels on the line of a field: 牵头单位：甲局；完成时限：6月底."""
    found = (_label(heads, match) for match in _NEXT_LABEL.finditer(text, start, end))
    return [label for label in found if label and label.head]


def _label(heads: Heads, match: re.Match[str]) -> Label | None:
    name = _SPACE.sub("", match["label"])
    account = name in heads.accounts
    head = head_of(heads, name)
    if (head is None and not account) or name in heads.contacts:
        return None
    return Label(name, match.start("label"), match.end(), head, account)


def head_of(heads: Heads, written: str) -> Head | None:
    """What a column head says, None where it is none; brackets and white space in it do not count."""
    if len(written) > 3 * _LONGEST_HEAD:
        return None
    bare = _BRACKETED.sub("", _SPACE.sub("", written)).strip('*:：、，,.。#"“”')
    if not bare or len(bare) > _LONGEST_HEAD:
        return None
    if bare in heads.words:
        return heads.words[bare]
    # 区级责任单位, 2024年工作目标: the last word says it.
    for length in range(min(len(bare) - 1, 8), 1, -1):
        head = heads.words.get(bare[-length:])
        if head and len(bare) - length <= 6:
            return head
    return None


def settled(found: Iterable[Head | None]) -> list[CellRole]:
    """The roles of heads that stand side by side: beside a 牵头单位, a 责任单位 is a supporting unit."""
    found = list(found)
    strong = any(head and head.role == "lead" and head.strong for head in found)
    return [
        "other"
        if head is None
        else "supporting"
        if strong and head.role == "lead" and not head.strong
        else head.role
        for head in found
    ]


def resettled(heads: Heads, cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Cells from several lines of one item with their roles settled among all of them."""
    roles = settled(head_of(heads, cell.head) for cell in cells)
    return tuple(cell._replace(role=role) for cell, role in zip(cells, roles, strict=True))
