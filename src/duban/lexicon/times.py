"""Words that say when: relative years, five-year plans, recurring periods, and what only looks like a date.

``2024年印发要点`` says when, ``印发2024年要点`` is a name: which words decide is a matter for this table.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, eq=False)
class Times:
    """Word lists by what they do to a date; compared by identity so that patterns can be kept with them."""

    years: Mapping[str, int]
    plans: Mapping[str, int]
    holidays: Mapping[str, str]
    same_year: tuple[str, ...]
    next_year: tuple[str, ...]
    undated: tuple[str, ...]
    immediate: tuple[str, ...]
    immediate_in_cells: tuple[str, ...]
    ongoing: tuple[str, ...]
    ongoing_in_cells: tuple[str, ...]
    recurring: tuple[str, ...]
    recurring_in_cells: tuple[str, ...]
    periods: tuple[str, ...]
    rate_holders: tuple[str, ...]
    comparing: tuple[str, ...]
    not_comparing: tuple[str, ...]
    compared: tuple[str, ...]
    naming: tuple[str, ...]
    planned_nouns: tuple[str, ...]
    finishing: tuple[str, ...]
    left_over: tuple[str, ...]
    happening: tuple[str, ...]
    milestone_verbs: tuple[str, ...]
    milestone_results: tuple[str, ...]
    lasting: tuple[str, ...]
    events: tuple[str, ...]
    event_verbs: tuple[str, ...]
    limit_units: tuple[str, ...]
    limit_labels: tuple[str, ...]
    coming: tuple[str, ...]
    coming_next: tuple[str, ...]
    condition_openers: tuple[str, ...]
    recipients: tuple[str, ...]
    granting: tuple[str, ...]
    granting_sums: tuple[str, ...]
    exempting: tuple[str, ...]
    granted_terms: tuple[str, ...]
    lasting_until: tuple[str, ...]
    applicants: tuple[str, ...]
    applying: tuple[str, ...]
    last_year: tuple[str, ...]
    looking_back: tuple[str, ...]


@cache
def load() -> Times:
    """The table as shipped."""
    table: dict[str, Any] = tomllib.loads(files(__package__).joinpath("data/times.toml").read_text("utf-8"))
    lists: dict[str, Any] = {name: tuple(words) for name, words in table.pop("words").items()}
    return Times(**table, **lists)
