"""The ways through the pages. Each group of pages names its own; a person is shown those that the person may go.

A group is a module or package in ``pages`` with ``urlpatterns`` and, where it has a way in, ``PLACES``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from django.utils.functional import Promise

    from duban.server.people.access import Actor, Right


PAGES = "duban.server.web.pages"


@dataclass(frozen=True, slots=True)
class Place:
    """A way in: the name of its address, its words, and the rights of which one is needed (none: whoever is logged in).

    ``own`` places are about the person (messages, password) and stand at the head's right.
    """

    name: str
    label: str | Promise
    position: int
    rights: frozenset[Right] = frozenset()
    own: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """A place as the frame shows it on one page."""

    url: str
    label: str
    here: bool
    exactly: bool


def groups() -> Iterator[ModuleType]:
    """The groups of pages, by name."""
    for found in iter_modules(
        import_module(PAGES).__path__
    ):  # by name: each group of pages imports this module
        module = import_module(f"{PAGES}.{found.name}")
        if hasattr(module, "urlpatterns"):
            yield module


@cache
def places() -> tuple[Place, ...]:
    """All ways in, in their order; looked for once, since every page asks."""
    found = [place for group in groups() for place in getattr(group, "PLACES", ())]
    return tuple(sorted(found, key=lambda place: place.position))


def ways(actor: Actor, path: str, *, own: bool) -> list[Way]:
    """What this person may go to, and which of it the page at ``path`` belongs to."""
    if actor.account is None:
        return []
    rights = actor.rights
    shown = [
        (str(place.label), reverse(place.name))
        for place in places()
        if place.own is own and (not place.rights or place.rights & rights)
    ]
    inside = [url for _, url in shown if path == url or (url != "/" and path.startswith(url))]
    here = max(inside, key=len, default=None)
    return [Way(url, label, url == here, url == path) for label, url in shown]
