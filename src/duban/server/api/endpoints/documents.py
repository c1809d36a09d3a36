"""Documents with their texts and readings; files in, to be read in the background."""

import json
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Query, Router
from ninja.files import UploadedFile

from duban.server.api.answering import done, has, many, not_modified, one, tag_of, tagged
from duban.server.api.authenticating import ApiRequest
from duban.server.api.doors import opens_to
from duban.server.api.errors import ApiError, wrong
from duban.server.api.paging import NEWEST, leaf
from duban.server.api.repeating import once
from duban.server.api.shapes import documents as shapes
from duban.server.api.shapes.common import Leafing, Listed, Taken
from duban.server.documents.access import batch_for, document_for, job_for, version_for, visible_documents
from duban.server.documents.jobs import Wish
from duban.server.documents.models import Version
from duban.server.documents.queries import progress, versions_of
from duban.server.ledger.actions import Upload
from duban.server.ledger.adoption import in_use
from duban.server.ledger.importing import receive, retry
from duban.server.ledger.queries import named_like
from duban.server.ledger.queries.sources import ledgers_of
from duban.server.people.access import Right

TAGGED = {"x-tagged": True}
#: So many files go in one upload.
MOST = 100
#: What a job's answer does not tell, and that may be long.
LONG = ("content", "version__source", "version__reading")
router = Router(tags=["documents"])


class DocumentFilters(Leafing):
    """``q`` stands in the title, the number or the issuer."""

    q: str = Field(default="", max_length=100)


class Bringing(Taken):
    """The mechanism under which the files become ledgers; without one they are read and no more."""

    mechanism: str = Field(default="", max_length=16)


class WhichBatch(Taken):
    """The batch that an upload was given."""

    batch: UUID


@router.get("/documents", response=Listed[shapes.DocumentRow])
@opens_to(Right.SEE_ALL_ITEMS)
def documents(request: ApiRequest, asked: Query[DocumentFilters]) -> HttpResponse:
    """Documents, those that came first in last."""
    found = named_like(visible_documents(request.actor), asked.q.strip())
    rows, following = leaf(found, NEWEST, cursor=asked.cursor, limit=asked.limit)
    return many(Listed(results=[shapes.row(row) for row in rows], next=following))


@router.post("/documents", response={202: shapes.Batch})
@opens_to(Right.IMPORT)
@once
def bring_documents(
    request: ApiRequest, given: Form[Bringing], files: File[list[UploadedFile]]
) -> HttpResponse:
    """Send files to be read. What became of each is asked of ``/jobs``; the same bytes again are the same version."""
    if len(files) > MOST:
        raise wrong("body.files", _("一次最多上传%(most)s个文件，请分批上传") % {"most": MOST})
    if given.mechanism and in_use(given.mechanism) is None:
        raise wrong("body.mechanism", _("这种机制还没有启用"))
    uploads = [Upload(file.name or "", file.read()) for file in files]
    batch = receive(request.actor, uploads, Wish(given.mechanism), at=timezone.now())
    return done(_batch(request, batch), status=202)


@router.get("/documents/{int:document_id}", response=shapes.DocumentShape, openapi_extra=TAGGED)
@opens_to(Right.SEE_ALL_ITEMS)
def document(request: ApiRequest, document_id: int) -> HttpResponse:
    """One document with its versions and ledgers."""
    found = document_for(request.actor, document_id)
    return one(request, shapes.document(found, list(versions_of(found)), ledgers_of(found)))


@router.get(
    "/documents/{int:document_id}/versions/{int:ordinal}/source",
    openapi_extra={**TAGGED, "responses": {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}},
)
@opens_to(Right.SEE_ALL_ITEMS)
def source(request: ApiRequest, document_id: int, ordinal: int) -> HttpResponse:
    """The text of a version, into which every offset points (in characters)."""
    kept = _kept(request, document_id, ordinal)
    tag = f'"{kept.digest}"'
    if has(request, tag):
        return not_modified(tag)
    found = version_for(request.actor, kept.pk)
    return tagged(HttpResponse(found.source, content_type="text/plain; charset=utf-8"), tag)


@router.get(
    "/documents/{int:document_id}/versions/{int:ordinal}/reading",
    openapi_extra={
        **TAGGED,
        "responses": {200: {"content": {"application/json": {"schema": {"type": "object"}}}}},
    },
)
@opens_to(Right.SEE_ALL_ITEMS)
def reading(request: ApiRequest, document_id: int, ordinal: int) -> HttpResponse:
    """What was read from a version, in the wire form of ``duban read --json``."""
    found = version_for(request.actor, _kept(request, document_id, ordinal).pk)
    body = json.dumps(found.reading, ensure_ascii=False).encode()
    tag = tag_of(body)
    if has(request, tag):
        return not_modified(tag)
    return tagged(HttpResponse(body, content_type="application/json; charset=utf-8"), tag)


@router.get("/jobs", response=shapes.Batch)
@opens_to(Right.IMPORT)
def jobs(request: ApiRequest, asked: Query[WhichBatch]) -> HttpResponse:
    """How far the files of an upload are."""
    return many(_batch(request, asked.batch))


@router.get("/jobs/{int:job_id}", response=shapes.JobShape, openapi_extra=TAGGED)
@opens_to(Right.IMPORT)
def job(request: ApiRequest, job_id: int) -> HttpResponse:
    """How far one file is."""
    return one(request, shapes.job(job_for(request.actor, job_id)))


@router.post("/jobs/{int:job_id}/retry", response={202: shapes.JobShape})
@opens_to(Right.IMPORT)
@once
def retry_job(request: ApiRequest, job_id: int) -> HttpResponse:
    """Queue a file again that could not be read, or was left by a process that died."""
    job_for(request.actor, job_id)
    if not retry(request.actor, job_id, at=timezone.now()):
        message = _("不能重试：原文件没有保留，或者已经识读完成")
        raise ApiError(409, "not_to_retry", message)
    return done(shapes.job(job_for(request.actor, job_id)), status=202)


def _kept(request: ApiRequest, document_id: int, ordinal: int) -> Version:
    """The version without text and reading."""
    found = document_for(request.actor, document_id)
    kept = versions_of(found).filter(ordinal=ordinal).first()
    if kept is None:
        raise Http404
    return kept


def _batch(request: ApiRequest, batch: UUID) -> shapes.Batch:
    rows = list(batch_for(request.actor, batch).select_related("version").defer(*LONG))
    return shapes.batch(batch, rows, progress(rows))
