"""The log, for whoever watches or follows it: events in either direction, and whether the chain holds."""

from dataclasses import replace
from typing import Literal

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Query, Router

from duban.server.api.answering import many
from duban.server.api.authenticating import ApiRequest
from duban.server.api.doors import opens_to
from duban.server.api.errors import ApiError
from duban.server.api.paging import LARGEST
from duban.server.api.shapes import log as shapes
from duban.server.api.shapes.common import Id, Listed, Moment, Taken
from duban.server.audit import finding
from duban.server.audit.finding import Sought, Told
from duban.server.audit.queries import prove
from duban.server.people.access import Right

#: A chain of more events takes minutes to walk: then ``duban verify`` does it, not a request.
PROVEN_HERE = 200_000
router = Router(tags=["log"])


class EventFilters(Taken):
    """``subject`` is a kind and an id (``item:12``). The cursor is the number of the last event that was shown.

    To follow the log, ask with ``order=asc`` for what comes ``after`` the last number that is known: numbers are given
    in the order in which writes are committed, without gaps, so no event ever appears behind one that was read.
    """

    subject: str = Field(default="", max_length=100, pattern=r"^$|^[a-z]+:.+$")
    actor: Id | None = None
    kind: str = Field(default="", max_length=64)
    since: Moment | None = None
    until: Moment | None = None
    after: int | None = Field(default=None, ge=0, le=LARGEST)
    order: Literal["asc", "desc"] = "desc"
    cursor: int | None = Field(default=None, ge=1, le=LARGEST)
    limit: int = Field(default=50, ge=1, le=200)


@router.get("/events", response=Listed[shapes.EventShape])
@opens_to(Right.SEE_AUDIT)
def events(request: ApiRequest, asked: Query[EventFilters]) -> HttpResponse:  # noqa: ARG001 - one shape for all
    """Events, the newest first; with ``order=asc`` the oldest first."""
    found, following = _find(asked)
    return many(Listed(results=[shapes.event(one) for one in found], next=following))


@router.get("/verify", response=shapes.ProofShape)
@opens_to(Right.SEE_AUDIT)
def verify(request: ApiRequest) -> HttpResponse:  # noqa: ARG001 - as above
    """Walk the whole chain; the first link that does not hold is named."""
    number, _digest = finding.end()
    if number > PROVEN_HERE:
        message = _("事件超过%(most)s条，请在服务器上运行 duban verify") % {"most": PROVEN_HERE}
        raise ApiError(409, "too_long", message)
    return many(shapes.proof(prove()))


def _find(asked: EventFilters) -> tuple[list[Told], str | None]:
    """As many as were asked for: the log is looked through a page of its own at a time."""
    sought, found = _sought(asked), list[Told]()
    while True:
        page = finding.find(sought)
        found += page.events
        if page.next is None or len(found) >= asked.limit:
            break
        sought = _behind(sought, page.next)
    more = len(found) > asked.limit or page.next is not None
    shown = found[: asked.limit]
    return shown, str(shown[-1].event.number) if more and shown else None


def _sought(asked: EventFilters) -> Sought:
    kind, _colon, name = asked.subject.partition(":")
    sought = Sought(
        subject=(kind, name) if name else None,
        actors=(asked.actor,) if asked.actor else None,
        kind=asked.kind,
        since=asked.since,
        until=asked.until,
        after=asked.after,
        forward=asked.order == "asc",
    )
    return sought if asked.cursor is None else _behind(sought, asked.cursor)


def _behind(sought: Sought, number: int) -> Sought:
    """What is sought beyond an event that was shown."""
    if sought.forward:
        return replace(sought, after=max(number, sought.after or 0))
    return replace(sought, before=number)
