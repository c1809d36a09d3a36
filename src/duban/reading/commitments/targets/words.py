"""Word lists as one pattern: 新增, 新增设, 新建 become 新(?:增(?:设)?|建).

A list of two hundred verbs as a plain alternation is tried verb by verb at every character; as a tree each character
is looked at once. The longest word wins, as in an alternation sorted by length.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

_Tree: TypeAlias = "dict[str, _Tree]"


def one_of(words: Iterable[str]) -> str:
    """A pattern, bracketed, that matches any of ``words``, the longest first."""
    tree: _Tree = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _written(tree)


def _written(tree: _Tree) -> str:
    branches = [
        re.escape(character) + (_written(below) if below.keys() != {""} else "")
        for character, below in sorted(tree.items())
        if character
    ]
    return f"(?:{'|'.join(branches)})" + ("?" if "" in tree else "")
