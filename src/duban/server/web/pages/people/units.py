"""The tree of units, and the page of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duban.server.people import access, queries
from duban.server.people.access import Right
from duban.server.people.actions import names
from duban.server.people.actions import units as actions
from duban.server.web.doors import opens_to
from duban.server.web.pages.people import forms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import Form
    from django.http import HttpResponse

    from duban.server.people.access import Actor
    from duban.server.people.models import Unit
    from duban.server.web.doors import PageRequest

managing = opens_to(Right.MANAGE_UNITS)


@require_safe
@managing
def tree(request: PageRequest) -> HttpResponse:
    """Every unit below its parent; search and whether ended ones are shown stand in the address."""
    search, ended = request.GET.get("q", "").strip()[:100], request.GET.get("ended") == "1"
    rows = queries.tree(timezone.localdate(), search=search, ended=ended)
    return render(request, "people/units.html", {"rows": rows, "search": search, "ended": ended})


@require_http_methods(["GET", "POST"])
@managing
def new(request: PageRequest) -> HttpResponse:
    """A new unit; ``?parent=`` says under which one it was asked for."""
    form = forms.NewUnitForm(
        forms.posted(request), today=timezone.localdate(), initial={"parent": request.GET.get("parent", "")}
    )
    made: list[Unit] = []

    def work(given: dict[str, Any]) -> None:
        parent = access.unit(request.actor, int(given["parent"])) if given["parent"] else None
        fields = actions.UnitFields(
            level=given["level"], short=given["short"], code=given["code"], since=given["since"]
        )
        made.append(actions.create_unit(request.actor, given["name"], fields, parent=parent))

    if request.method == "POST" and forms.attempt(form, work):
        messages.success(request, _("已新设“%(name)s”") % {"name": made[0].name})
        return redirect("unit_manage", made[0].pk)
    return render(request, "people/unit_new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@managing
def page(request: PageRequest, pk: int) -> HttpResponse:
    """Everything about one unit."""
    return _show(request, access.unit(request.actor, pk), {})


@require_POST
@managing
def act(request: PageRequest, pk: int, what: str) -> HttpResponse:
    """One change of one unit; where it is refused, the page comes back with what was typed and why."""
    unit = access.unit(request.actor, pk)
    form = _forms(unit, request).get(what)
    if form is None:
        raise Http404
    if forms.attempt(form, lambda given: _do(what, request.actor, unit, given)):
        messages.success(request, _("已保存"))
        return redirect("unit_manage", unit.pk)
    return _show(request, unit, {what: form})


@require_POST
@managing
def revive(request: PageRequest, pk: int) -> HttpResponse:
    """Take an end back."""
    unit = access.unit(request.actor, pk)
    form = forms.PlainForm(request.POST)
    if not forms.attempt(form, lambda _given: actions.revive_unit(request.actor, unit)):
        messages.error(request, forms.problems(form))
    return redirect("unit_manage", pk)


@require_POST
@managing
def remove_alias(request: PageRequest, pk: int) -> HttpResponse:
    """Another way of writing means nothing any more."""
    alias = access.alias(request.actor, pk)
    names.remove_alias(request.actor, alias)
    messages.success(request, _("已删除别名“%(alias)s”") % {"alias": alias.written})
    return redirect("unit_manage", alias.unit_id)


def _do(what: str, actor: Actor, unit: Unit, given: dict[str, Any]) -> None:
    match what:
        case "details":
            actions.change_unit(actor, unit, actions.UnitFields(**given))
        case "name":
            actions.rename_unit(actor, unit, given["name"], keep_old=given["keep_old"])
        case "parent":
            actions.move_unit(
                actor, unit, access.unit(actor, int(given["parent"])) if given["parent"] else None
            )
        case "end":
            actions.end_unit(actor, unit, given["until"])
        case "alias":
            names.add_alias(actor, unit, given["alias"])


def _forms(unit: Unit, request: PageRequest | None = None) -> dict[str, Form]:
    data = request.POST if request else None
    today = timezone.localdate()
    details = {
        "short": unit.short,
        "code": unit.code,
        "level": unit.level,
        "position": unit.position,
        "since": unit.since,
    }
    return {
        "details": forms.DetailsForm(data, initial=details, prefix="details"),
        "name": forms.NameForm(data, initial={"name": unit.name}, prefix="name"),
        "parent": forms.ParentForm(
            data, initial={"parent": unit.parent_id or ""}, prefix="parent", today=today, unit=unit
        ),
        "end": forms.UntilForm(data, initial={"until": today}, prefix="end"),
        "alias": forms.AliasForm(data, prefix="alias"),
    }


def _show(request: PageRequest, unit: Unit, bound: Mapping[str, Form]) -> HttpResponse:
    shown = {
        "unit": unit,
        "over": unit.until is not None and unit.until < timezone.localdate(),
        "forms": {**_forms(unit), **bound},
        "aliases": queries.aliases_of(unit),
        "posts": queries.posts_in(unit),
        "memberships": queries.memberships_of(unit),
    }
    return render(request, "people/unit.html", shown, status=422 if bound else 200)


urlpatterns = [
    path("administration/units/", tree, name="manage_units"),
    path("administration/units/new/", new, name="unit_new"),
    path("administration/units/<int:pk>/", page, name="unit_manage"),
    path("administration/units/<int:pk>/revive/", revive, name="unit_revive"),
    path("administration/units/<int:pk>/<slug:what>/", act, name="unit_act"),
    path("administration/aliases/<int:pk>/remove/", remove_alias, name="alias_remove"),
]
