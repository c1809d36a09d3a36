"""领导一页: what is off track and why, one click from its source. Every chart stands beside its table."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from duban.server.ledger import queries
from duban.server.ledger.queries import figures, waiting
from duban.server.people.access import Right
from duban.server.web import charts, heads
from duban.server.web.doors import opens_to
from duban.server.web.navigation import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.server.ledger.queries.figures import Month, UnitStanding
    from duban.server.web.doors import PageRequest

#: As many units as a chart can show with names that can be read.
BARS = 12
ROWS = 10


@require_safe
@opens_to(Right.SEE_LEADER_PAGE)
def leader(request: PageRequest) -> HttpResponse:
    """One page."""
    today = timezone.localdate()
    words = queries.vocabulary()
    office = waiting.OfOffice(request.actor, words)
    whole = figures.whole(request.actor, today)
    units = _worst_first(whole.units)
    late = queries.head(office.late(), ROWS, cap=ROWS)
    context = {
        "today": today,
        "standing": whole.standing,
        "late": heads.writer(queries.shown([late]), words)(late, {}),
        "units": units[:BARS],
        "more_units": len(units) > BARS,
        "months": whole.months,
        "extensions": queries.count(office.extensions()),
        "past_unsent": queries.count(office.past_unsent(today)),
        "states": sorted(words.starts()),
        "yesterday": today - timedelta(days=1),
    }
    return render(request, "web/leader.html", context)


@require_safe
@opens_to(Right.SEE_LEADER_PAGE)
def chart(request: PageRequest, name: str) -> HttpResponse:
    """One of the page's charts, from the same figures as the table beside it."""
    whole = figures.whole(request.actor, timezone.localdate())
    match name:
        case "units":
            drawn = _units(_worst_first(whole.units)[:BARS])
        case "rate":
            drawn = _rate(whole.months)
        case "trend":
            drawn = _trend(whole.months)
        case _:
            raise Http404
    response = HttpResponse(drawn, content_type="image/svg+xml")
    # An SVG brings its own style element; shown as an image it can do nothing else.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    response["Cache-Control"] = "private, max-age=60"
    return response


def _worst_first(units: Sequence[UnitStanding]) -> list[UnitStanding]:
    return sorted(units, key=lambda row: (-row.standing.red, -row.standing.yellow, -row.standing.open))


def _units(rows: Sequence[UnitStanding]) -> bytes:
    series = [
        (gettext("逾期"), charts.RED),
        (gettext("临期"), charts.YELLOW),
        (gettext("正常"), charts.GREEN),
        (gettext("暂停或无日期"), charts.GREY),
    ]
    bars = [
        (
            row.unit.short or row.unit.name,
            (row.standing.red, row.standing.yellow, row.standing.green, row.standing.grey),
        )
        for row in rows
    ]
    return charts.stacked(bars, series, empty=gettext("还没有事项"))


def _rate(months: Sequence[Month]) -> bytes:
    series = [(gettext("按期办结率（%）"), charts.ACCENT, [month.rate for month in months])]
    return charts.line([month.key[2:] for month in months], series, empty=gettext("还没有办结"), top=100)


def _trend(months: Sequence[Month]) -> bytes:
    series = [
        (gettext("当月办结"), charts.GREEN, [month.done for month in months]),
        (gettext("月末逾期"), charts.RED, [month.late_at_end for month in months]),
    ]
    return charts.line([month.key[2:] for month in months], series, empty=gettext("还没有事项"))


PLACES = (Place("leader", gettext_lazy("领导一页"), 40, frozenset({Right.SEE_LEADER_PAGE})),)
urlpatterns = [
    path("leader/", leader, name="leader"),
    path("leader/charts/<slug:name>.svg", chart, name="leader_chart"),
]
