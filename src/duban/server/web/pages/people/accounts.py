"""Accounts and posts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duban.server.people import access, queries
from duban.server.people.access import Right
from duban.server.people.actions import accounts as actions
from duban.server.people.actions import posts
from duban.server.people.models import Role
from duban.server.web.doors import opens_to
from duban.server.web.pages.people import forms

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpResponse

    from duban.server.people.models import Account
    from duban.server.web.doors import PageRequest

EACH = 50
managing = opens_to(Right.MANAGE_UNITS)


@require_safe
@managing
def listed(request: PageRequest) -> HttpResponse:
    """Accounts with what they are; search, role and whether closed ones are shown stand in the address."""
    search, role = request.GET.get("q", "").strip()[:100], request.GET.get("role", "")
    closed = request.GET.get("closed") == "1"
    role = role if role in Role.values else ""
    found = Paginator(queries.accounts(search=search, role=role, closed=closed), EACH)
    shown = {
        "page": found.get_page(request.GET.get("page")),
        "search": search,
        "role": role,
        "roles": Role.choices,
        "closed": closed,
        "today": timezone.localdate(),
    }
    return render(request, "people/accounts.html", shown)


@never_cache
@require_http_methods(["GET", "POST"])
@managing
def new(request: PageRequest) -> HttpResponse:
    """Somebody new, with a temporary password that is shown this once."""
    form = forms.AccountForm(forms.posted(request))
    password = actions.temporary_password()
    made: list[Account] = []

    def work(given: dict[str, Any]) -> None:
        account = actions.create_account(
            request.actor, given["username"], given["name"], email=given["email"], password=password
        )
        made.append(account)

    if request.method == "POST" and forms.attempt(form, work):
        return render(request, "people/password_once.html", {"account": made[0], "password": password})
    return render(request, "people/account_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@managing
def page(request: PageRequest, pk: int) -> HttpResponse:
    """One account with its posts; a POST changes name and address."""
    account = access.account(request.actor, pk)
    person = forms.PersonForm(
        forms.posted(request), initial={"name": account.name, "email": account.email}, prefix="person"
    )
    if request.method == "POST" and forms.attempt(
        person, lambda given: actions.change_account(request.actor, account, **given)
    ):
        messages.success(request, _("已保存"))
        return redirect("account", pk)
    return _show(request, account, person=person)


@require_POST
@managing
def give(request: PageRequest, pk: int) -> HttpResponse:
    """A further post."""
    account = access.account(request.actor, pk)
    form = forms.PostForm(request.POST, prefix="post", today=timezone.localdate())

    def work(given: dict[str, Any]) -> None:
        unit = access.unit(request.actor, int(given["unit"]))
        posts.give_post(
            request.actor, account, unit, Role(given["role"]), since=given["since"], until=given["until"]
        )

    if forms.attempt(form, work):
        messages.success(request, _("已任职"))
        return redirect("account", pk)
    return _show(request, account, post=form)


@require_POST
@managing
def end(request: PageRequest, pk: int) -> HttpResponse:
    """A post's last day."""
    post = access.post(request.actor, pk)
    form = forms.UntilForm(request.POST)
    if forms.attempt(
        form, lambda given: posts.end_post(request.actor, post, given["until"], timezone.localdate())
    ):
        messages.success(request, _("已卸任"))
    else:
        messages.error(request, forms.problems(form))
    return redirect("account", post.account_id)


@never_cache
@require_POST
@opens_to(Right.MANAGE_UNITS, Right.MANAGE_SECURITY)
def reset(request: PageRequest, pk: int) -> HttpResponse:
    """A new temporary password, shown this once."""
    account = access.account_to_reset(request.actor, pk, timezone.localdate())
    password = actions.reset_password(request.actor, account)
    return render(request, "people/password_once.html", {"account": account, "password": password})


@require_POST
@managing
def close(request: PageRequest, pk: int) -> HttpResponse:
    """Nobody logs in with it any more."""
    account = access.account(request.actor, pk)
    form = forms.PlainForm(request.POST)
    if not forms.attempt(
        form, lambda _given: actions.close_account(request.actor, account, timezone.localdate())
    ):
        messages.error(request, forms.problems(form))
    return redirect("account", pk)


@require_POST
@managing
def reopen(request: PageRequest, pk: int) -> HttpResponse:
    """A closed account may log in again."""
    actions.open_account(request.actor, access.account(request.actor, pk))
    return redirect("account", pk)


def _show(
    request: PageRequest, account: Account, *, person: Form | None = None, post: Form | None = None
) -> HttpResponse:
    today = timezone.localdate()
    shown = {
        "account": account,
        "posts": queries.posts_of(account),
        "person": person
        or forms.PersonForm(initial={"name": account.name, "email": account.email}, prefix="person"),
        "post": post or forms.PostForm(prefix="post", today=today),
        "may_reset": request.actor.has(access.who_resets(account, today)),
        "second_factor": queries.has_second_factor(account),
        "today": today,
    }
    wrong = any(form is not None and form.errors for form in (person, post))
    return render(request, "people/account.html", shown, status=422 if wrong else 200)


urlpatterns = [
    path("administration/accounts/", listed, name="accounts"),
    path("administration/accounts/new/", new, name="account_new"),
    path("administration/accounts/<int:pk>/", page, name="account"),
    path("administration/accounts/<int:pk>/post/", give, name="post_give"),
    path("administration/accounts/<int:pk>/password/", reset, name="password_reset"),
    path("administration/accounts/<int:pk>/close/", close, name="account_close"),
    path("administration/accounts/<int:pk>/open/", reopen, name="account_open"),
    path("administration/posts/<int:pk>/end/", end, name="post_end"),
]
