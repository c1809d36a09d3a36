"""The doors of pages: who is not logged in is asked to; who may not come in is refused (403).

A door looks at rights only. Which objects somebody may see is asked of the app that owns them (its ``access``).
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase
    from django_htmx.middleware import HtmxDetails

    from duban.server.people.access import Actor, Right

P = ParamSpec("P")


class PageRequest(HttpRequest):
    """For annotations: a request that came through the office's middleware."""

    actor: Actor
    htmx: HtmxDetails


def opens_to(
    *rights: Right,
) -> Callable[
    [Callable[Concatenate[PageRequest, P], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, P], HttpResponseBase],
]:
    """Let in whoever has one of these rights; with none named, whoever is logged in."""

    def door(
        view: Callable[Concatenate[PageRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @login_required
        @wraps(view)
        def guarded(request: PageRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if rights and not request.actor.rights.intersection(rights):
                raise PermissionDenied(rights[0].value)
            return view(request, *args, **kwargs)

        return guarded  # type: ignore[return-value] # the middleware has made the request a PageRequest

    return door
