"""What every page's frame shows: who is there, where one can go, in which size of letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import cached_property

from duban.server.people.access import NOBODY, Actor, Right
from duban.server.web.navigation import Way, ways

if TYPE_CHECKING:
    from django.http import HttpRequest

#: The cookie that keeps the size of letters in a browser; without it the account's own wish holds.
LETTERS = "letters"
SEEING = frozenset({Right.SEE_ALL_ITEMS, Right.SEE_OWN_ITEMS})


@dataclass
class Shell:
    """The frame of one page; each part is found when a template asks for it."""

    request: HttpRequest

    @property
    def actor(self) -> Actor:
        """Who is asking."""
        return getattr(self.request, "actor", NOBODY)

    @cached_property
    def places(self) -> list[Way]:
        """The main ways."""
        return ways(self.actor, self.request.path, own=False)

    @cached_property
    def own_places(self) -> list[Way]:
        """The person's own ways."""
        return ways(self.actor, self.request.path, own=True)

    @property
    def searching(self) -> bool:
        """Whether there is anything that this person may search."""
        return bool(self.actor.rights & SEEING)

    @property
    def may_report(self) -> bool:
        """Whether this person reports for a unit."""
        return self.actor.has(Right.REPORT)

    @property
    def large(self) -> bool:
        """Whether letters are large."""
        kept = self.request.COOKIES.get(LETTERS)
        if kept is not None:
            return kept == "large"
        return bool(getattr(getattr(self.request, "user", None), "large_text", False))


def shell(request: HttpRequest) -> dict[str, Any]:
    """Variables of the frame."""
    return {"shell": Shell(request), "actor": getattr(request, "actor", None)}
