"""Words by which a document counts its own parts: 三大机制 after three names, 共71项任务, 其余13条."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, eq=False)
class Counts:
    """``nouns`` maps the noun of a breakdown to what it is compared with; the rest are word lists.

    Compared by identity, so that the patterns made of a table can be kept with it.
    """

    list_measures: tuple[str, ...]
    bracket_measures: tuple[str, ...]
    bare_nouns: tuple[str, ...]
    conjunctions: tuple[str, ...]
    no_conjunctions: tuple[str, ...]
    open_ends: tuple[str, ...]
    lead_ins: tuple[str, ...]
    level_wholes: tuple[str, ...]
    short_form_wholes: tuple[str, ...]
    verbs: tuple[str, ...]
    fillers: tuple[str, ...]
    self_named: tuple[str, ...]
    breakdown_measures: tuple[str, ...]
    nouns: Mapping[str, str]
    announcers: tuple[str, ...]
    remainders: tuple[str, ...]
    statuses: tuple[str, ...]
    partitions: tuple[str, ...]
    part_measures: tuple[str, ...]


@cache
def load() -> Counts:
    """The table as shipped."""
    table = tomllib.loads(files(__package__).joinpath("data/counts.toml").read_text("utf-8"))
    listed, breakdown, remainder = table["enumeration"], table["breakdown"], table["remainder"]
    return Counts(
        list_measures=tuple(listed["measures"]),
        bracket_measures=tuple(listed["bracket_measures"]),
        bare_nouns=tuple(listed["bare_nouns"]),
        conjunctions=tuple(listed["conjunctions"]),
        no_conjunctions=tuple(listed["no_conjunctions"]),
        open_ends=tuple(listed["open_ends"]),
        lead_ins=tuple(listed["lead_ins"]),
        level_wholes=tuple(listed["level_wholes"]),
        short_form_wholes=tuple(listed["short_form_wholes"]),
        verbs=tuple(breakdown["verbs"]),
        fillers=tuple(breakdown["fillers"]),
        self_named=tuple(breakdown["self_named"]),
        breakdown_measures=tuple(breakdown["measures"]),
        nouns=breakdown["nouns"],
        announcers=tuple(table["listing"]["announcers"]),
        remainders=tuple(remainder["words"]),
        statuses=tuple(remainder["statuses"]),
        partitions=tuple(remainder["partitions"]),
        part_measures=tuple(remainder["measures"]),
    )
