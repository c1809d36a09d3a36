"""How documents number their parts, and what the heads of tables and fields mean.

The numbering styles are the rows of ``data/numbering.toml``, each with an example line such as ``（二）推进项目建设``
and the reason for its place in the order of trial; :mod:`duban.reading.outline` turns them into one pattern.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class Style:
    """A numbering style; ``rank`` is its customary depth, the smaller the further out.

    ``proof`` asks for a neighbour in the sequence; ``runin`` allows it inside a paragraph.
    """

    name: str
    example: str
    pattern: str
    rank: int
    proof: bool
    runin: bool


@dataclass(frozen=True)
class Role:
    """What a column head or field label of ``words`` says its cells hold; see ``drafts.CellRole``.

    ``strong`` marks the heads of lead units beside which a plain 责任单位 is a supporting one.
    """

    role: str
    words: tuple[str, ...]
    strong: bool


@dataclass(frozen=True, eq=False)
class Numbering:
    """The table. Compared by identity, so that patterns compiled from it can be kept by it."""

    styles: tuple[Style, ...]
    signs: dict[str, str]
    first: tuple[str, ...]
    measures: tuple[str, ...]
    roles: tuple[Role, ...]
    accounts: tuple[str, ...]
    contacts: tuple[str, ...]
    entries: tuple[str, ...]


@cache
def load() -> Numbering:
    """The table as shipped."""
    table = tomllib.loads((resources.files("duban.lexicon") / "data" / "numbering.toml").read_text("utf-8"))
    return Numbering(
        styles=tuple(
            Style(
                row["name"],
                row["example"],
                row["pattern"],
                row["rank"],
                row.get("proof", False),
                row.get("runin", False),
            )
            for row in table["style"]
        ),
        signs=table["signs"],
        first=tuple(table["first"]["words"]),
        measures=tuple(table["measures"]["words"]),
        roles=tuple(
            Role(row["role"], tuple(row["words"]), row.get("strong", False)) for row in table["role"]
        ),
        accounts=tuple(table["accounts"]["words"]),
        contacts=tuple(table["contacts"]["words"]),
        entries=tuple(table["entries"]["words"]),
    )
