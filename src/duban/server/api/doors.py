"""The doors of the API: a caller without the right is refused (403). Which objects one may see, ``access`` knows."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied

from duban.server.people.access import Right

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase

    from duban.server.api.authenticating import ApiRequest

P = ParamSpec("P")

#: Whoever sees items at all.
SEEING = (Right.SEE_ALL_ITEMS, Right.SEE_OWN_ITEMS)


def opens_to(
    *rights: Right,
) -> Callable[
    [Callable[Concatenate[ApiRequest, P], HttpResponseBase]],
    Callable[Concatenate[ApiRequest, P], HttpResponseBase],
]:
    """Let in whoever has one of these rights; with none named, whoever is known."""

    def door(
        view: Callable[Concatenate[ApiRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[ApiRequest, P], HttpResponseBase]:
        @wraps(view)
        def guarded(request: ApiRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if rights and not request.actor.rights.intersection(rights):
                raise PermissionDenied(rights[0].value)
            return view(request, *args, **kwargs)

        return guarded

    return door
