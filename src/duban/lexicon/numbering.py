"""TODO numbering."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Numbering:
    """TODO."""


@cache
def load() -> Numbering:
    """The table as shipped."""
    return Numbering()
