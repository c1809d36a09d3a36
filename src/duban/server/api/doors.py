"""The doors of the API: a caller without the right is refused (403). Which objects one may see, ``access`` knows.

Who may not do a thing is told so before anything that was sent is read: a body that does not fit says nothing to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from inspect import unwrap
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeAlias, cast

from django.core.exceptions import PermissionDenied

from duban.server.people.access import Right

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from duban.server.api.authenticating import ApiRequest
    from duban.server.people.access import Actor

P = ParamSpec("P")
Answering: TypeAlias = "Callable[Concatenate[ApiRequest, P], HttpResponseBase]"

#: Whoever sees items at all.
SEEING = (Right.SEE_ALL_ITEMS, Right.SEE_OWN_ITEMS)


@dataclass(frozen=True, slots=True)
class Door:
    """Rights of which one is needed (with none named, being known is enough), and the thing that must be seen."""

    rights: tuple[Right, ...]
    sees: Callable[[Actor, int], object] | None = None

    def check(self, request: ApiRequest, things: Iterable[Any]) -> None:
        """PermissionDenied without a right; Http404 where the address's first thing is not the caller's to see."""
        if self.rights and not request.actor.rights.intersection(self.rights):
            raise PermissionDenied(self.rights[0].value)
        if self.sees is not None:
            self.sees(request.actor, *things)


def opens_to(
    *rights: Right, sees: Callable[[Actor, int], object] | None = None
) -> Callable[[Answering[P]], Answering[P]]:
    """Let in whoever has one of these rights; ``sees`` is asked of ``access`` for the one id of the address.

    An endpoint that reads a body through ninja names ``sees``: its own first line would come too late.
    """

    def door(view: Answering[P]) -> Answering[P]:
        DOORS[unwrap(view)] = Door(rights, sees)
        return view

    return door


def passed(request: HttpRequest, view: Callable[..., Any]) -> None:
    """The door of an endpoint, before what was sent is read; raises as :meth:`Door.check` does."""
    match = request.resolver_match
    DOORS[unwrap(view)].check(cast("ApiRequest", request), match.kwargs.values() if match else ())


#: The door of every endpoint, by its function; an endpoint without one is a mistake and answers nobody.
DOORS: dict[Callable[..., Any], Door] = {}
