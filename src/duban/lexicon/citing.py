"""Words that tell how a text uses a document it names: drawn up (制定《…》), followed (按照《…》), or only press."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, eq=False)
class Citing:
    """Word lists by role and side of the name; compared by identity so that patterns can be kept with them."""

    produced: tuple[str, ...]
    basis: tuple[str, ...]
    above: tuple[str, ...]
    produced_after: tuple[str, ...]
    after_fillers: tuple[str, ...]
    followed_after: tuple[str, ...]
    media_before: tuple[str, ...]
    media_after: tuple[str, ...]
    media_titles: tuple[str, ...]


@cache
def load() -> Citing:
    """The table as shipped."""
    table = tomllib.loads(files(__package__).joinpath("data/citing.toml").read_text("utf-8"))
    return Citing(**{name: tuple(words) for name, words in table.items()})
