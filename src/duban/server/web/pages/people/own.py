"""One's own settings: language, letters, mail, password, second factor, sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from duban.server.people import access, queries
from duban.server.people.actions import accounts as actions
from duban.server.people.actions import sessions
from duban.server.web.context import LETTERS
from duban.server.web.doors import opens_to
from duban.server.web.pages.people import forms

if TYPE_CHECKING:
    from django.http import HttpResponse

    from duban.server.web.doors import PageRequest


@require_http_methods(["GET", "POST"])
@opens_to()
def page(request: PageRequest) -> HttpResponse:
    """Everything that is one's own; what is chosen here holds in this browser at once and in others from then on."""
    account = access.oneself(request.user)
    initial = {name: getattr(account, name) for name in ("language", "large_text", "mail_digest")}
    form = forms.PreferencesForm(forms.posted(request), initial=initial)
    if request.method == "POST" and forms.attempt(
        form, lambda given: actions.change_preferences(request.actor, account, **given)
    ):
        messages.success(request, _("已保存"))
        response = redirect("own_settings")
        response.delete_cookie(LETTERS)
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return response
    shown = {
        "form": form,
        "account": account,
        "posts": queries.posts_of(account),
        "second_factor": queries.has_second_factor(account),
        "sessions": queries.sessions(account=account, current=request.session.session_key or ""),
        "most": settings.SESSIONS_EACH,
    }
    return render(request, "people/own.html", shown, status=422 if form.errors else 200)


@require_POST
@opens_to()
def end_session(request: PageRequest, pk: int) -> HttpResponse:
    """End one of one's own sessions."""
    sessions.end_session(request.actor, access.own_session(request.actor, pk))
    messages.success(request, _("已结束会话"))
    return redirect("own_settings")


urlpatterns = [
    path("settings/", page, name="own_settings"),
    path("settings/sessions/<int:pk>/end/", end_session, name="own_session_end"),
]
