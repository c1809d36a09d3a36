"""Who is asking; the units, as a tree, by words, and by the way documents write them."""

from datetime import date

from django.http import Http404, HttpResponse
from django.utils import timezone
from ninja import Field, Query, Router

from duban.server.api.answering import many, one
from duban.server.api.authenticating import ApiRequest
from duban.server.api.doors import opens_to
from duban.server.api.shapes import people
from duban.server.api.shapes.common import Taken
from duban.server.ledger.queries import unit_names
from duban.server.people.queries import tree
from duban.server.people.resolving import resolve_all

TAGGED = {"x-tagged": True}
router = Router(tags=["people"])


class UnitFilters(Taken):
    """``q`` stands in a name, short name, code or alias; ``ended`` shows those as well that are no more."""

    q: str = Field(default="", max_length=100)
    ended: bool = False


class Names(Taken):
    """Names as documents write them, and the day on which they are meant; today without one."""

    name: list[str] = Field(min_length=1, max_length=100)
    on: date | None = None


@router.get("/me", response=people.Me, openapi_extra=TAGGED)
@opens_to()
def me(request: ApiRequest) -> HttpResponse:
    """Who is asking, and what that lets do."""
    actor = request.actor
    names = unit_names({standing.unit for standing in actor.standings})
    return one(request, people.me(actor, request.auth, names))


@router.get("/units", response=people.UnitList)
@opens_to()
def units(request: ApiRequest, asked: Query[UnitFilters]) -> HttpResponse:  # noqa: ARG001 - one shape for all
    """The units, each below its parent; searched for, those that are found and the ways to them."""
    rows = tree(timezone.localdate(), search=asked.q.strip(), ended=asked.ended)
    return many(people.UnitList(results=[people.unit(row) for row in rows]))


@router.get("/units/resolve", response=people.Meanings)
@opens_to()
def resolve_units(request: ApiRequest, asked: Query[Names]) -> HttpResponse:  # noqa: ARG001 - as above
    """Which units these names mean on a day: 各街道 is whoever belonged to it then."""
    on = asked.on or timezone.localdate()
    found = resolve_all(asked.name, on)
    return many(people.Meanings(on=on, results=[people.meaning(found[name]) for name in found]))


@router.get("/units/{int:unit_id}", response=people.UnitShape, openapi_extra=TAGGED)
@opens_to()
def unit(request: ApiRequest, unit_id: int) -> HttpResponse:
    """One unit."""
    rows = (row for row in tree(timezone.localdate(), ended=True) if row.unit.pk == unit_id)
    found = next(rows, None)
    if found is None:
        raise Http404
    return one(request, people.unit(found))
