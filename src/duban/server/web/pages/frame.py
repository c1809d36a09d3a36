"""What belongs to the frame and not to the work: the size of letters, and help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from duban.server.web.context import LETTERS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

YEAR = 365 * 24 * 3600


@require_POST
def letters(request: HttpRequest) -> HttpResponse:
    """Large letters or the usual ones, from now on in this browser."""
    wanted = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(wanted if safe else "/")
    size = "large" if request.POST.get("size") == "large" else "usual"
    response.set_cookie(
        LETTERS, size, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
    )
    return response


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Keys, lamps and words."""
    return render(request, "web/help.html")


urlpatterns = [
    path("letters/", letters, name="letters"),
    path("help/", help_page, name="help"),
]
