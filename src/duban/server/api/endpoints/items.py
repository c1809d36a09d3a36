"""Items: lists with the filters of the pages, one item's whole file, what was read and decided of it."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Router
from pydantic import AfterValidator

from duban.server.api.answering import done, many, one, revision_seen
from duban.server.api.authenticating import ApiRequest
from duban.server.api.doors import SEEING, opens_to
from duban.server.api.errors import stale
from duban.server.api.paging import Key, Sorting, leaf
from duban.server.api.repeating import once
from duban.server.api.shapes import items as shapes
from duban.server.api.shapes.common import Id, Leafing, Listed, Taken
from duban.server.ledger import actions, queries, review
from duban.server.ledger.access import item_for
from duban.server.ledger.actions import StaleError
from duban.server.ledger.adoption import lifecycle_of
from duban.server.ledger.queries import Order, Scope, Wanted
from duban.server.people.access import Right

TAGGED = {"x-tagged": True}
router = Router(tags=["items"])

_ID = Key("id", int)
SORTINGS: dict[Order, Sorting] = {
    Order.DOCUMENT: Sorting("document", (Key("ledger_id", int), Key("ordinal", int), _ID)),
    Order.DUE: Sorting("due", (Key("due", date, nullable=True), _ID)),
    Order.DUE_LAST: Sorting("-due", (Key("due", date, down=True, nullable=True), Key("id", int, down=True))),
    Order.CHANGED: Sorting("-changed", (Key("changed_at", datetime, down=True), Key("id", int, down=True))),
}


class ItemFilters(Leafing):
    """What is left out does not narrow. ``unit`` takes those below it along unless ``alone``.

    With ``order=-changed`` an item that changes while one leafs comes to the front and is not met again.
    """

    scope: Scope = Scope.ALL
    q: str = Field(default="", max_length=100)
    ledger: Id | None = None
    state: list[str] = Field(default=[], max_length=20)
    lamp: list[str] = Field(default=[], max_length=4)
    unit: Id | None = None
    alone: bool = False
    part: str = Field(default="", max_length=12)
    section: str = Field(default="", max_length=500)
    kind: str = Field(default="", max_length=16)
    stage: str = Field(default="", max_length=32)
    due_from: date | None = None
    due_to: date | None = None
    undated: bool = False
    finding: bool = False
    extending: bool = False
    overstayed: bool = False
    order: Order = Order.DOCUMENT

    def wanted(self) -> Wanted:
        """The filters, as the ledger takes them."""
        return Wanted(
            scope=self.scope,
            text=self.q.strip(),
            ledger=self.ledger,
            states=tuple(self.state),
            lamps=tuple(self.lamp),
            unit=self.unit,
            alone=self.alone,
            part=self.part,
            section=self.section,
            kind=self.kind,
            stage=self.stage,
            due_from=self.due_from,
            due_to=self.due_to,
            undated=self.undated,
            finding=self.finding,
            extending=self.extending,
            overstayed=timezone.localdate() if self.overstayed else None,
        )


def _known(field: str) -> str:
    if field not in review.FIELDS:
        raise ValueError(_("没有这个可修改的字段"))
    return field


class Decision(Taken):
    """One field decided: what it becomes, and its quote in the source (both ends, or neither)."""

    field: Annotated[str, AfterValidator(_known)]
    value: Any
    start: int | None = Field(default=None, ge=0, le=2**31 - 1)
    end: int | None = Field(default=None, ge=0, le=2**31 - 1)


@router.get("/items", response=Listed[shapes.ItemRow])
@opens_to(*SEEING)
def items(request: ApiRequest, asked: Query[ItemFilters]) -> HttpResponse:
    """The items that the asker sees, those that were withdrawn left out."""
    found = queries.with_row(queries.wanted_items(request.actor, asked.wanted()))
    rows, following = leaf(found, SORTINGS[asked.order], cursor=asked.cursor, limit=asked.limit)
    words = queries.vocabulary()
    return many(Listed(results=[shapes.row(row, words.loop(row.ledger)) for row in rows], next=following))


@router.get("/items/{int:item_id}", response=shapes.ItemShape, openapi_extra=TAGGED)
@opens_to(*SEEING)
def item(request: ApiRequest, item_id: int) -> HttpResponse:
    """The whole file of an item. Its ETag, or its revision in quotes, is the ``If-Match`` of a move."""
    shape = whole(request, item_id)
    return one(request, shape, revision=shape.revision)


@router.get("/items/{int:item_id}/corrections", response=shapes.Corrections, openapi_extra=TAGGED)
@opens_to(*SEEING)
def corrections(request: ApiRequest, item_id: int) -> HttpResponse:
    """What the program read, and what reviewers decided."""
    file = queries.dossier(item_for(request.actor, item_id))
    return one(request, shapes.corrections(file))


@router.post(
    "/items/{int:item_id}/corrections",
    response={201: shapes.ItemShape},
    openapi_extra={"x-revised": True},
)
@opens_to(Right.IMPORT, sees=item_for)
@once
def correct(request: ApiRequest, item_id: int, given: Decision) -> HttpResponse:
    """Decide a field in review. ``If-Match`` names the revision that was seen (428 without, 412 when it is past)."""
    revision = revision_seen(request.headers)
    decision = review.Correcting(given.field, given.value, given.start, given.end)
    try:
        review.correct(request.actor, item_id, decision, revision=revision, at=timezone.now())
    except StaleError:
        raise stale(present(request, item_id)) from None
    shape = whole(request, item_id)
    return done(shape, revision=shape.revision)


def whole(request: ApiRequest, item_id: int) -> shapes.ItemShape:
    """An item as it is now, with what the asker may do with it."""
    found = item_for(request.actor, item_id)
    offers = actions.offers(request.actor, found, timezone.localdate())
    return shapes.item(queries.dossier(found), lifecycle_of(found.ledger), offers)


def present(request: ApiRequest, item_id: int) -> dict[str, Any] | None:
    """An item as it is now, for somebody who was too late; None where it is no longer the asker's to see."""
    try:
        return whole(request, item_id).model_dump(mode="json")
    except Http404:
        return None
