"""TODO papers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Papers:
    """TODO."""


@cache
def load() -> Papers:
    """The table as shipped."""
    return Papers()
