"""Answers: JSON with an entity tag, and 304 where the asker has it already.

A tag of an item is ``"<revision>-<digest>"``: the digest for those who keep a copy, the revision for those who change
the item. ``If-Match`` looks at the revision alone, because a lamp that turned in the night is nobody's edit.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags
from django.utils.translation import gettext as _

from duban.server.api.errors import ApiError, FieldProblem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest
    from pydantic import BaseModel

JSON = "application/json; charset=utf-8"
Response = TypeVar("Response", bound=HttpResponseBase)
_REVISION = re.compile(r'(?:W/)?"(\d{1,9})(?:-[0-9a-f]+)?"')


def one(request: HttpRequest, shape: BaseModel, *, revision: int | None = None) -> HttpResponse:
    """One thing, with its tag."""
    body = shape.model_dump_json().encode()
    tag = tag_of(body, revision=revision)
    if has(request, tag):
        return not_modified(tag)
    return tagged(HttpResponse(body, content_type=JSON), tag)


def many(shape: BaseModel) -> HttpResponse:
    """A page of a list, or another answer that is nobody's to keep."""
    response = HttpResponse(shape.model_dump_json(), content_type=JSON)
    response["Cache-Control"] = "private, no-store"
    return response


def done(shape: BaseModel, *, status: int = 201, revision: int | None = None) -> HttpResponse:
    """What a write came to; with the revision that the item has now."""
    response = HttpResponse(shape.model_dump_json(), status=status, content_type=JSON)
    response["Cache-Control"] = "no-store"
    if revision is not None:
        response["ETag"] = f'"{revision}"'
    return response


def tag_of(body: bytes, *, revision: int | None = None) -> str:
    """The strong tag of a body."""
    digest = sha256(body).hexdigest()[:32]
    return f'"{digest}"' if revision is None else f'"{revision}-{digest}"'


def has(request: HttpRequest, tag: str) -> bool:
    """Whether the asker keeps just this (``If-None-Match``, compared weakly: a proxy may have packed it)."""
    kept = {one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))}
    return tag in kept or "*" in kept


def not_modified(tag: str) -> HttpResponse:
    """Nothing new."""
    return tagged(HttpResponse(status=304), tag)


def tagged(response: Response, tag: str) -> Response:
    """With its tag, to be asked again each time."""
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response


def revision_seen(headers: Mapping[str, str]) -> int:
    """The revision that the writer saw (``If-Match``); 428 without one, 422 where it names none."""
    given = headers.get("If-Match", "").strip()
    if not given:
        message = _("请用 If-Match 给出所见事项的版本，即读取时的 ETag")
        raise ApiError(428, "if_match_required", message)
    found = _REVISION.fullmatch(given)
    if found is None:
        problem = FieldProblem(place="header.If-Match", message=_('应为读取事项时的 ETag，如 "7"'))
        raise ApiError(422, "invalid", _("提交的内容有误，见 fields"), fields=[problem])
    return int(found[1])
