"""The security officer's page: what is locked, who is logged in, whose second factor is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from duban.server.people import access, queries
from duban.server.people.access import Right
from duban.server.people.actions import guarding, sessions
from duban.server.web.doors import opens_to

if TYPE_CHECKING:
    from django.http import HttpResponse

    from duban.server.web.doors import PageRequest

guarded = opens_to(Right.MANAGE_SECURITY)


@require_safe
@guarded
def page(request: PageRequest) -> HttpResponse:
    """Locks, sessions and second factors; accounts are searched for."""
    search = request.GET.get("q", "").strip()[:100]
    shown = {
        "locked": queries.locked(),
        "sessions": queries.sessions(current=request.session.session_key or ""),
        "search": search,
        "accounts": queries.accounts(search=search)[:20] if search else (),
        "with_second_factor": queries.with_second_factor() if search else (),
        "guarded": queries.guarded_accounts() if search else (),
    }
    return render(request, "people/security.html", shown)


@require_POST
@guarded
def unlock(request: PageRequest) -> HttpResponse:
    """Let a name in again."""
    username = request.POST.get("username", "")[:255]
    if guarding.unlock(request.actor, username):
        messages.success(request, _("已解除“%(username)s”的锁定") % {"username": username})
    return redirect("security")


@require_POST
@guarded
def end_session(request: PageRequest, pk: int) -> HttpResponse:
    """Whoever uses the session has to log in again."""
    sessions.end_session(request.actor, access.session(request.actor, pk))
    messages.success(request, _("已结束会话"))
    return redirect("security")


@require_POST
@guarded
def reset_second_factor(request: PageRequest, pk: int) -> HttpResponse:
    """Take away a second factor that its holder has lost."""
    account = access.account_to_guard(request.actor, pk)
    if guarding.reset_second_factor(request.actor, account):
        messages.success(request, _("已清除%(name)s的动态口令") % {"name": account.name})
    return redirect("security")


urlpatterns = [
    path("security/", page, name="security"),
    path("security/unlock/", unlock, name="unlock"),
    path("security/sessions/<int:pk>/end/", end_session, name="session_end"),
    path("security/accounts/<int:pk>/second-factor/", reset_second_factor, name="second_factor_reset"),
]
