"""Units out to a workbook and in again: first what would change, then the change."""

from __future__ import annotations

import json
from dataclasses import asdict
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duban.server.audit.kinds import kind_of
from duban.server.people import workbook
from duban.server.people.access import Right
from duban.server.people.actions.importing import import_units, preview_units
from duban.server.people.errors import SheetError
from duban.server.people.workbook import COLUMNS, SheetRow
from duban.server.web.doors import opens_to
from duban.server.web.pages.people.forms import UploadForm

if TYPE_CHECKING:
    from duban.server.people.actions.importing import Outcome, RowChange
    from duban.server.web.doors import PageRequest

#: Where a session keeps the rows between the preview and the change.
KEPT = "units_import"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
managing = opens_to(Right.MANAGE_UNITS)


@require_safe
@managing
def export(request: PageRequest) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """All units as a workbook that comes back in."""
    today = timezone.localdate()
    response = HttpResponse(workbook.export(today), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="units-{today}.xlsx"'
    return response


@require_http_methods(["GET", "POST"])
@managing
def bring(request: PageRequest) -> HttpResponse:
    """Take a workbook and show what it would change; nothing is changed here."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/import.html", {"form": form}, status=422 if form.errors else 200)
    content = form.cleaned_data["file"].read(workbook.LARGEST_FILE + 1)
    try:
        rows = workbook.read(content)
    except SheetError as error:
        form.add_error("file", str(error))
        return render(request, "people/import.html", {"form": form}, status=422)
    outcome = preview_units(request.actor, rows)
    request.session[KEPT] = [asdict(row) for row in rows]
    return _preview(request, outcome)


@require_POST
@managing
def apply(request: PageRequest) -> HttpResponse:
    """Change what the preview showed; where the office has changed meanwhile, show it anew first."""
    rows = [SheetRow(row["number"], row["cells"]) for row in request.session.get(KEPT, ())]
    if not rows:
        messages.error(request, _("请重新选择工作簿"))
        return redirect("units_import")
    outcome = preview_units(request.actor, rows)
    if outcome.errors or _digest(outcome) != request.POST.get("digest"):
        messages.warning(request, _("预览之后机构有了变动，请再看一遍"))
        return _preview(request, outcome)
    outcome = import_units(request.actor, rows)
    del request.session[KEPT]
    messages.success(request, _("已导入，共改动%(count)s处") % {"count": len(outcome.changes)})
    return redirect("manage_units")


def _preview(request: PageRequest, outcome: Outcome) -> HttpResponse:
    errors = [
        (error, COLUMNS[error.column][0] if error.column in COLUMNS else "") for error in outcome.errors
    ]
    shown = {
        "outcome": outcome,
        "errors": errors,
        "changes": [(change, _sentence(change), _differences(change)) for change in outcome.changes],
        "digest": _digest(outcome),
    }
    return render(request, "people/import_preview.html", shown, status=422 if outcome.errors else 200)


def _digest(outcome: Outcome) -> str:
    """What is to happen, without the numbers that new rows of the database get."""
    told = [
        (change.row, change.happening.kind, change.happening.before, change.happening.after)
        for change in outcome.changes
    ]
    return sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def _sentence(change: RowChange) -> str:
    kind = kind_of(change.happening.kind)
    return (kind.en if get_language() == "en" else kind.zh).format(**change.happening.after)


def _differences(change: RowChange) -> list[tuple[str, Any, Any]]:
    """Column, before and after, where an event changes details."""
    before, after = change.happening.before, change.happening.after
    return [(COLUMNS[key][0], before[key], after[key]) for key in after if key in before and key in COLUMNS]


urlpatterns = [
    path("administration/units/export/", export, name="units_export"),
    path("administration/units/import/", bring, name="units_import"),
    path("administration/units/import/apply/", apply, name="units_import_apply"),
]
