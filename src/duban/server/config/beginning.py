"""The first start: nobody has an account yet, and whoever stands at the machine gets the code to make the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duban.server.people.setup import code

if TYPE_CHECKING:
    from collections.abc import Iterator


def welcome() -> Iterator[str]:
    """The lines that a first start prints; none on later starts."""
    given = code()
    if given:
        yield f"初始设置码（只用一次） / set-up code, works once: {given}"
