"""Findings of an item and of a document as a whole: dealt with, and how, or open again."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from ninja import Router

from duban.server.api.answering import done, many, revision_seen
from duban.server.api.authenticating import ApiRequest
from duban.server.api.doors import opens_to
from duban.server.api.endpoints.items import present, whole
from duban.server.api.errors import stale
from duban.server.api.repeating import once
from duban.server.api.shapes import findings as shapes
from duban.server.api.shapes.common import Listed
from duban.server.api.shapes.items import ItemShape
from duban.server.documents.access import version_for
from duban.server.documents.models import Version
from duban.server.ledger.access import item_for, ledger_for
from duban.server.ledger.actions import StaleError
from duban.server.ledger.answering import answer_finding, answer_general
from duban.server.ledger.findings import of_document, version_read
from duban.server.ledger.models import Ledger
from duban.server.people.access import Right

router = Router(tags=["findings"])


@router.post(
    "/items/{int:item_id}/findings",
    response={201: ItemShape},
    openapi_extra={"x-revised": True},
)
@opens_to(Right.IMPORT, sees=item_for)
@once
def answer_of_item(request: ApiRequest, item_id: int, given: shapes.AnswerGiven) -> HttpResponse:
    """Deal with a finding of an item, or reopen it. ``If-Match`` names the revision that was seen, as for a move."""
    revision = revision_seen(request.headers)
    try:
        answer_finding(request.actor, item_id, given.answering(), revision=revision, at=timezone.now())
    except StaleError:
        raise stale(present(request, item_id)) from None
    shape = whole(request, item_id)
    return done(shape, revision=shape.revision)


@router.get("/ledgers/{int:ledger_id}/findings", response=Listed[shapes.FindingShape])
@opens_to(Right.SEE_ALL_ITEMS)
def ledger_findings(request: ApiRequest, ledger_id: int) -> HttpResponse:
    """What was found about the document of a ledger as a whole; what concerns one item stands in its file."""
    return many(_findings(request, ledger_for(request.actor, ledger_id)))


@router.post("/ledgers/{int:ledger_id}/findings", response={201: Listed[shapes.FindingShape]})
@opens_to(Right.IMPORT, sees=ledger_for)
@once
def answer_of_ledger(request: ApiRequest, ledger_id: int, given: shapes.AnswerGiven) -> HttpResponse:
    """Deal with a finding about the document as a whole, or reopen it."""
    found = ledger_for(request.actor, ledger_id)
    version = _version(request, found)
    if version is None:
        raise Http404
    answer_general(request.actor, ledger_id, version.pk, given.answering(), at=timezone.now())
    return done(_findings(request, found))


def _version(request: ApiRequest, ledger: Ledger) -> Version | None:
    number = version_read(ledger)
    return None if number is None else version_for(request.actor, number)


def _findings(request: ApiRequest, ledger: Ledger) -> Listed[shapes.FindingShape]:
    version = _version(request, ledger)
    found = of_document(ledger, version.reading) if version else []
    return Listed(results=[shapes.finding(one) for one in found])
