"""Documents that came in, and one of them with its items marked in the text and listed beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from duban.server.documents.access import document_for, version_for, visible_documents
from duban.server.documents.queries import listed, versions_of
from duban.server.ledger import queries
from duban.server.ledger.queries import sources
from duban.server.people.access import Right
from duban.server.web.doors import opens_to
from duban.server.web.navigation import Place
from duban.server.web.pages.items import lines

if TYPE_CHECKING:
    from django.http import HttpResponse

    from duban.server.web.doors import PageRequest

SIZE = 50


@require_safe
@opens_to(Right.SEE_ALL_ITEMS)
def documents(request: PageRequest) -> HttpResponse:
    """The documents, newest first; by title, number or issuer."""
    text = request.GET.get("q", "").strip()[:100]
    given = request.GET.get("page", "")
    number = min(max(int(given), 1), 1000) if given.isascii() and given.isdecimal() and len(given) < 6 else 1
    found = listed(queries.named_like(visible_documents(request.actor), text))
    first = (number - 1) * SIZE
    rows = list(found[first : first + SIZE + 1])
    context = {"rows": rows[:SIZE], "text": text, "number": number, "more": len(rows) > SIZE}
    return render(request, "web/documents.html", {**context, "may_import": request.actor.has(Right.IMPORT)})


@require_safe
@opens_to(Right.SEE_ALL_ITEMS)
def document(request: PageRequest, document_id: int) -> HttpResponse:
    """One version of a document, the newest unless another is asked for."""
    found = document_for(request.actor, document_id)
    versions = list(versions_of(found))
    wanted = request.GET.get("version", "")
    chosen = [version for version in versions if not wanted or str(version.ordinal) == wanted]
    if not chosen:
        raise Http404
    version = version_for(request.actor, chosen[0].pk)
    items = sources.items_of(version)
    context = {
        "document": found,
        "version": version,
        "versions": versions,
        "ledgers": sources.ledgers_of(found),
        "lines": lines(items, queries.vocabulary()),
        "stretches": sources.marked(version.source, items),
    }
    return render(request, "web/document.html", context)


PLACES = (Place("documents", gettext_lazy("文件"), 25, frozenset({Right.SEE_ALL_ITEMS})),)
urlpatterns = [
    path("documents/", documents, name="documents"),
    path("documents/<int:document_id>/", document, name="document"),
]
