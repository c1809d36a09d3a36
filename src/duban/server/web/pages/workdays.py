"""The office's working calendar: which years are announced, which the office entered itself, which are a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from duban.server.ledger import workdays
from duban.server.people.access import Right
from duban.server.web.doors import opens_to
from duban.server.web.navigation import Place

if TYPE_CHECKING:
    from django.http import HttpResponse

    from duban.server.web.doors import PageRequest

#: Years beyond this one are shown, though nobody has announced their holidays: plans reach into them.
AHEAD = 2


@require_safe
@opens_to(Right.MANAGE_UNITS, Right.MANAGE_MECHANISMS)
def page(request: PageRequest) -> HttpResponse:
    """Every year with its source; where the office's own table stands and whether there is one."""
    table = workdays.own_table()
    shown = {
        "years": workdays.years(workdays.calendar(), until=timezone.localdate().year + AHEAD),
        "table": table,
        "has_table": table.exists(),
    }
    return render(request, "web/workdays.html", shown)


PLACES = (Place("workdays", _("工作日历"), 725, frozenset({Right.MANAGE_UNITS})),)

urlpatterns = [path("administration/workdays/", page, name="workdays")]
