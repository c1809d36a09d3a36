"""Mechanisms, and the ledgers that they run."""

from django.http import Http404, HttpResponse
from ninja import Field, Query, Router

from duban.mechanisms import lifecycle, load_all
from duban.server.api.answering import many, one
from duban.server.api.authenticating import ApiRequest
from duban.server.api.doors import SEEING, opens_to
from duban.server.api.paging import NEWEST, leaf
from duban.server.api.shapes import ledgers as shapes
from duban.server.api.shapes.common import Id, Leafing, Listed
from duban.server.ledger.access import ledger_for, visible_items, visible_ledgers
from duban.server.ledger.adoption import adopted_by, in_use
from duban.server.ledger.queries.figures import standing

TAGGED = {"x-tagged": True}
router = Router(tags=["ledgers"])


class LedgerFilters(Leafing):
    """``state`` is review, running or ended."""

    document: Id | None = None
    mechanism: str = Field(default="", max_length=16)
    state: str = Field(default="", max_length=8)


@router.get("/mechanisms", response=Listed[shapes.MechanismRow])
@opens_to()
def mechanisms(request: ApiRequest) -> HttpResponse:  # noqa: ARG001 - one shape for all
    """The mechanisms that there are; all on one page."""
    rows = [shapes.mechanism_row(one) for one in load_all().values()]
    return many(Listed(results=rows))


@router.get("/mechanisms/{mechanism_id}", response=shapes.MechanismShape, openapi_extra=TAGGED)
@opens_to()
def mechanism(request: ApiRequest, mechanism_id: str) -> HttpResponse:
    """A mechanism with its loop: as it is in use, else as it is shipped."""
    found = load_all().get(mechanism_id)
    if found is None:
        raise Http404
    adopted = in_use(mechanism_id)
    loop = adopted.lifecycle if adopted else lifecycle(found)
    return one(request, shapes.mechanism(adopted.mechanism if adopted else found, loop, adopted))


@router.get("/ledgers", response=Listed[shapes.LedgerRow])
@opens_to(*SEEING)
def ledgers(request: ApiRequest, asked: Query[LedgerFilters]) -> HttpResponse:
    """The ledgers of which the asker sees an item, the newest first."""
    wanted = {"document": asked.document, "mechanism": asked.mechanism, "state": asked.state}
    found = visible_ledgers(request.actor).filter(**{name: value for name, value in wanted.items() if value})
    shown = found.select_related("owner").defer("adopted")
    rows, following = leaf(shown, NEWEST, cursor=asked.cursor, limit=asked.limit)
    return many(Listed(results=[shapes.ledger_row(row) for row in rows], next=following))


@router.get("/ledgers/{int:ledger_id}", response=shapes.LedgerShape, openapi_extra=TAGGED)
@opens_to(*SEEING)
def ledger(request: ApiRequest, ledger_id: int) -> HttpResponse:
    """One ledger with its loop, and how those of its items stand that the asker sees."""
    found = ledger_for(request.actor, ledger_id)
    figures = standing(visible_items(request.actor).filter(ledger=found))
    return one(request, shapes.ledger(found, adopted_by(found).lifecycle, figures))
