"""Units as those see them who supervise or work in them: how their items stand, what they owe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from duban.server.ledger import queries
from duban.server.ledger.access import visible_items
from duban.server.ledger.queries import Order, Scope, Wanted, figures, waiting
from duban.server.people.queries import tree
from duban.server.web.doors import opens_to
from duban.server.web.navigation import Place
from duban.server.web.pages.items import SEEING, lines

if TYPE_CHECKING:
    from duban.server.web.doors import PageRequest


@require_safe
@opens_to(*SEEING)
def units(request: PageRequest) -> HttpResponse:
    """Every unit with how its items stand."""
    rows = figures.by_unit(figures.units_seen(request.actor))
    return render(request, "web/units.html", {"rows": rows})


@require_safe
@opens_to(*SEEING)
def unit(request: PageRequest, unit_id: int) -> HttpResponse:
    """One unit: what it leads, what it owes, who is below it."""
    today = timezone.localdate()
    found = figures.unit_seen(request.actor, unit_id)
    led = waiting.led_by(visible_items(request.actor), [found.pk])
    helped = Wanted(scope=Scope.OPEN, unit=found.pk, alone=True, part="supporting")
    words = queries.vocabulary()
    page = queries.page(led.filter(outcome=""), 1, order=Order.DUE)
    below = figures.by_unit(list(found.children.values_list("pk", flat=True)))
    context = {
        "unit": found,
        "standing": figures.standing(led),
        "filed": figures.filed(found.pk, today),
        "lines": lines(page.rows, words),
        "more": page.more,
        "supporting": queries.count(queries.wanted_items(request.actor, helped)),
        "below": below,
        "months": figures.months(led, today),
    }
    return render(request, "web/unit.html", context)


@require_safe
@opens_to(*SEEING)
def unit_names(request: PageRequest) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """The names that a field for a unit offers: fetched when somebody comes to it, not with every page."""
    rows = ((row.unit.short or row.unit.name, row.unit.name) for row in tree(timezone.localdate()))
    response = HttpResponse(format_html_join("\n", '<option value="{}">{}</option>', rows))
    response["Cache-Control"] = "private, max-age=600"
    return response


PLACES = (Place("units", gettext_lazy("单位"), 30, frozenset(SEEING)),)
urlpatterns = [
    path("units/", units, name="units"),
    path("units/names/", unit_names, name="unit_names"),
    path("units/<int:unit_id>/", unit, name="unit"),
]
