"""Collective names (各街道) and who belongs to them when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from duban.server.people import access, queries
from duban.server.people.access import Right
from duban.server.people.actions import names
from duban.server.web.doors import opens_to
from duban.server.web.pages.people import forms

if TYPE_CHECKING:
    from django.http import HttpResponse

    from duban.server.web.doors import PageRequest

managing = opens_to(Right.MANAGE_UNITS)


@require_http_methods(["GET", "POST"])
@managing
def listed(request: PageRequest) -> HttpResponse:
    """All collective names, and a new one."""
    form = forms.CollectiveForm(forms.posted(request))
    if request.method == "POST" and forms.attempt(
        form, lambda given: names.create_collective(request.actor, given["written"])
    ):
        messages.success(request, _("已新设统称，请列入机构"))
        return redirect("collectives")
    shown = {"collectives": queries.collectives(), "form": form}
    return render(request, "people/collectives.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@managing
def page(request: PageRequest, pk: int) -> HttpResponse:
    """One name with its members over time, and a further member."""
    collective, today = access.collective(request.actor, pk), timezone.localdate()
    form = forms.MemberForm(forms.posted(request), today=today)

    def work(given: dict[str, Any]) -> None:
        unit = access.unit(request.actor, int(given["unit"]))
        names.add_member(request.actor, collective, unit, since=given["since"], until=given["until"])

    if request.method == "POST" and forms.attempt(form, work):
        messages.success(request, _("已列入"))
        return redirect("collective", pk)
    members = queries.members_of(collective, today)
    shown = {"collective": collective, "members": members, "form": form, "today": today}
    return render(request, "people/collective.html", shown, status=422 if form.errors else 200)


@require_POST
@managing
def remove(request: PageRequest, pk: int) -> HttpResponse:
    """Remove a name that was made by mistake."""
    names.remove_collective(request.actor, access.collective(request.actor, pk))
    messages.success(request, _("已删除统称"))
    return redirect("collectives")


@require_POST
@managing
def end_member(request: PageRequest, pk: int) -> HttpResponse:
    """A unit's last day under a name."""
    member = access.member(request.actor, pk)
    form = forms.UntilForm(request.POST)
    if forms.attempt(form, lambda given: names.end_member(request.actor, member, given["until"])):
        messages.success(request, _("已移出"))
    else:
        messages.error(request, forms.problems(form))
    return redirect("collective", member.collective_id)


@require_POST
@managing
def remove_member(request: PageRequest, pk: int) -> HttpResponse:
    """Take a membership back that was entered by mistake."""
    member = access.member(request.actor, pk)
    names.remove_member(request.actor, member)
    messages.success(request, _("列入已撤回"))
    return redirect("collective", member.collective_id)


urlpatterns = [
    path("administration/collectives/", listed, name="collectives"),
    path("administration/collectives/<int:pk>/", page, name="collective"),
    path("administration/collectives/<int:pk>/remove/", remove, name="collective_remove"),
    path("administration/members/<int:pk>/end/", end_member, name="member_end"),
    path("administration/members/<int:pk>/remove/", remove_member, name="member_remove"),
]
