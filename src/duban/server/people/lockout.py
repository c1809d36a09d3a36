"""What somebody sees whose password was wrong too often, and under which name such tries are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axes.helpers import get_cool_off
from django.shortcuts import render

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def locked_out(request: HttpRequest, response: object, credentials: object) -> HttpResponse:  # noqa: ARG001 - axes
    """429 with what to do: wait, or ask the security officer."""
    minutes = round(get_cool_off(request).total_seconds() / 60)
    return render(request, "account/locked_out.html", {"minutes": minutes}, status=429)


def name_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The user name as tries are counted: login takes any mixture of capitals, so the count must as well."""
    given = (credentials or {}).get("username") or request.POST.get("login", "")
    return str(given).strip().casefold()
