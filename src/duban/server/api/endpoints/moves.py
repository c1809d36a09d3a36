"""Moves of one item and of many, the history of an item, files that prove something, and returns without content."""

from typing import Any, TypeVar

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Router
from pydantic import BaseModel, ValidationError

from duban.server.api.answering import done, has, many, not_modified, one, revision_seen, tagged
from duban.server.api.authenticating import ApiRequest
from duban.server.api.doors import SEEING, opens_to
from duban.server.api.endpoints.items import present, whole
from duban.server.api.errors import FieldProblem, invalid, stale, wrong
from duban.server.api.paging import not_a_cursor
from duban.server.api.repeating import once
from duban.server.api.shapes import moves as shapes
from duban.server.api.shapes.common import Leafing, Listed, Shape, Taken
from duban.server.api.shapes.duties import DutyShape, duty
from duban.server.api.shapes.items import ItemShape
from duban.server.api.wording import in_words
from duban.server.ledger import actions, evidence, queries
from duban.server.ledger.access import evidence_for, item_for
from duban.server.ledger.actions import StaleError, Upload
from duban.server.ledger.adoption import lifecycle_of
from duban.server.ledger.queries.waiting import OfOffice, of_unit
from duban.server.people.access import Right

TAGGED = {"x-tagged": True}
Given = TypeVar("Given", bound=BaseModel)
_SCHEMA = shapes.HandedIn.model_json_schema()
#: One address takes a move without files as JSON, and one with files as a form whose field ``move`` holds that JSON.
BODY = {
    "x-revised": True,
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": _SCHEMA},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["move"],
                    "properties": {
                        "move": _SCHEMA,
                        "evidence": {"type": "array", "items": {"type": "string", "format": "binary"}},
                    },
                },
                "encoding": {"move": {"contentType": "application/json"}},
            },
        },
    },
}
router = Router(tags=["moves"])


class Made(Shape):
    """A move that was made, and the item after it; null where it is no longer the mover's to see."""

    move: shapes.MoveShape
    item: ItemShape | None


class Previewing(Taken):
    """With ``preview`` nothing is written."""

    preview: bool = False


class DutyFilters(Taken):
    """``own`` returns of the asker's units, owed or soon; ``missing`` ones of anybody, past their grace."""

    whose: str = Field(default="own", pattern="^(own|missing)$")
    limit: int = Field(default=200, ge=1, le=200)


@router.post("/items/{int:item_id}/moves", response={201: Made}, openapi_extra=BODY)
@opens_to(*SEEING)
@once
def make_move(request: ApiRequest, item_id: int) -> HttpResponse:
    """Move an item on. 428 without ``If-Match``, 412 with the item as it is now where somebody else was quicker."""
    found = item_for(request.actor, item_id)
    revision = revision_seen(request.headers)
    given, files = _handed(request)
    try:
        made = actions.move(
            request.actor,
            found.pk,
            given.move,
            shapes.handed(given, files),
            revision=revision,
            today=timezone.localdate(),
            at=timezone.now(),
        )
    except StaleError:
        raise stale(present(request, item_id)) from None
    try:
        after: ItemShape | None = whole(request, item_id)
    except Http404:
        after = None
    return done(Made(move=shapes.move(made, lifecycle_of(found.ledger)), item=after), revision=made.revision)


@router.get("/items/{int:item_id}/moves", response=Listed[shapes.StepShape])
@opens_to(*SEEING)
def history(request: ApiRequest, item_id: int, asked: Query[Leafing]) -> HttpResponse:
    """The moves of an item with what came with each, the newest first. The cursor is a move's id."""
    found = item_for(request.actor, item_id)
    if asked.cursor and not (asked.cursor.isascii() and asked.cursor.isdecimal()):
        raise not_a_cursor()
    before = int(asked.cursor) if asked.cursor else None
    steps = [
        step for step in queries.dossier(found, whole=True).steps if before is None or step.move.pk < before
    ]
    shown, loop = steps[: asked.limit], lifecycle_of(found.ledger)
    following = str(shown[-1].move.pk) if len(steps) > asked.limit else None
    return many(Listed(results=[shapes.step(step, loop) for step in shown], next=following))


@router.post("/moves", response=shapes.Moved)
@opens_to(*SEEING)
@once
def make_moves(request: ApiRequest, given: shapes.HandedInForMany, asked: Query[Previewing]) -> HttpResponse:
    """Move many items on in one act; those that may not are left and told. With ``preview=true`` nothing is written."""
    handed, today = shapes.handed(given), timezone.localdate()
    if asked.preview:
        outcome = actions.preview(request.actor, given.items, given.move, handed, today=today)
    else:
        outcome = actions.move_many(
            request.actor, given.items, given.move, handed, today=today, at=timezone.now()
        )
    return done(shapes.moved(outcome, preview=asked.preview), status=200)


@router.get("/evidence/{int:evidence_id}", response=shapes.EvidenceShape, openapi_extra=TAGGED)
@opens_to(*SEEING)
def evidence_of(request: ApiRequest, evidence_id: int) -> HttpResponse:
    """What is known of a file."""
    return one(request, shapes.evidence(evidence_for(request.actor, evidence_id)))


@router.get(
    "/evidence/{int:evidence_id}/content",
    openapi_extra={
        **TAGGED,
        "responses": {
            200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
        },
    },
)
@opens_to(*SEEING)
def evidence_content(request: ApiRequest, evidence_id: int) -> HttpResponseBase:
    """The file itself, to be saved and never shown by a browser."""
    piece = evidence_for(request.actor, evidence_id)
    tag, stored = f'"{piece.digest}"', evidence.path_of(piece.digest)
    if has(request, tag):
        return not_modified(tag)
    if not stored.exists():
        raise Http404
    response = FileResponse(stored.open("rb"), as_attachment=True, filename=piece.name)
    response["Content-Type"] = "application/octet-stream"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return tagged(response, tag)


@router.get("/duties", response=Listed[DutyShape])
@opens_to(Right.REPORT, Right.SEE_ALL_ITEMS)
def duties(request: ApiRequest, asked: Query[DutyFilters]) -> HttpResponse:
    """Returns that are owed, the first due first. Those of one item, filed ones as well, stand in its file."""
    today, words = timezone.localdate(), queries.vocabulary()
    if asked.whose == "missing":
        request.actor.require(Right.SEE_ALL_ITEMS)
        found = OfOffice(request.actor, words).missing(today)
    else:
        found = of_unit(request.actor, words).duties(today)
    return many(Listed(results=[duty(one) for one in found[: asked.limit]]))


@router.post("/duties/{int:duty_id}/nil", response={201: DutyShape})
@opens_to(Right.REPORT)
@once
def file_nil_return(request: ApiRequest, duty_id: int) -> HttpResponse:
    """Nothing happened in the period, and that is on record."""
    filed = actions.file_nil(request.actor, duty_id, today=timezone.localdate(), at=timezone.now())
    return done(duty(filed))


def _handed(request: ApiRequest) -> tuple[shapes.HandedIn, list[Upload]]:
    """A move with its files, from JSON or from a form."""
    if request.content_type == "multipart/form-data":
        unknown = [*(set(request.POST) - {"move"}), *(set(request.FILES) - {"evidence"})]
        if unknown:
            raise invalid([FieldProblem(place=f"body.{name}", message=_("没有这个字段")) for name in unknown])
        given = _valid(shapes.HandedIn, request.POST.get("move", ""))
        return given, [Upload(file.name or "", file.read()) for file in request.FILES.getlist("evidence")]
    if request.content_type != "application/json":
        raise wrong("header.Content-Type", _("应为 application/json 或 multipart/form-data"))
    return _valid(shapes.HandedIn, request.body), []


def _valid(shape: type[Given], text: str | bytes) -> Given:
    try:
        return shape.model_validate_json(text)
    except ValidationError as error:
        problems: list[dict[str, Any]] = [
            {**one, "loc": ("body", "given", *one["loc"])} for one in error.errors(include_url=False)
        ]
        raise invalid(
            [FieldProblem(place=place, message=message) for place, message in in_words(problems)]
        ) from None
