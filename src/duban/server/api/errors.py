"""The one shape of every error, and how whatever goes wrong comes into it.

Inside the API there is one exception, :class:`ApiError`; what the apps below raise is told in its terms by
:func:`told`, and what nobody foresaw is logged and becomes a 500 that says nothing of the inside.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import OperationalError
from django.http import Http404, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import BaseModel, Field

from duban.server.api.language import said
from duban.server.api.wording import in_words
from duban.server.ledger.actions import RefusedError, StaleError
from duban.server.people.errors import RefusedError as PeopleRefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from duban.governing.lifecycle import Refusal

log = logging.getLogger("duban.api")


class FieldProblem(BaseModel):
    """What is wrong with one thing that was sent; ``place`` is ``body.until`` or ``header.If-Match``."""

    place: str
    message: str


class RefusalShape(BaseModel):
    """A reason of the loop; ``code`` stays the same in both languages."""

    code: str
    message: str


class ErrorBody(BaseModel):
    """What went wrong. ``present`` is the item as it is now, with a 412 alone."""

    code: str
    message: str
    fields: list[FieldProblem] = Field(default=[])
    refusals: list[RefusalShape] = Field(default=[])
    present: dict[str, Any] | None = None


class ErrorShape(BaseModel):
    """The body of every answer from 400 on."""

    error: ErrorBody


@dataclass(eq=False)
class ApiError(Exception):
    """An answer that is an error; ``present`` is what the asker should have seen."""

    status: int
    code: str
    message: str
    fields: Sequence[FieldProblem] = ()
    refusals: Sequence[Refusal] = ()
    present: dict[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def shape(self) -> ErrorShape:
        """The body."""
        reasons = [RefusalShape(code=one.code, message=said(one)) for one in self.refusals]
        body = ErrorBody(
            code=self.code,
            message=self.message,
            fields=list(self.fields),
            refusals=reasons,
            present=self.present,
        )
        return ErrorShape(error=body)

    def response(self) -> HttpResponse:
        """The answer."""
        text = self.shape().model_dump_json(exclude={} if self.present else {"error": {"present"}})
        response = HttpResponse(text, status=self.status, content_type="application/json; charset=utf-8")
        for name, value in self.headers.items():
            response[name] = value
        response["Cache-Control"] = "no-store"
        return response


def told(error: Exception) -> ApiError | None:
    """The error in the one shape; None for what nobody foresaw."""
    if isinstance(error, ApiError):
        return error
    return next((tell(error) for kind, tell in _TOLD if isinstance(error, kind)), None)


def answer(error: Exception) -> HttpResponse:
    """The answer to any error at all; what nobody foresaw is logged."""
    known = told(error)
    if known is None:
        log.error("the API failed", exc_info=error)
        known = ApiError(500, "internal", _("服务器出错，已记录；没有写入任何内容"))
    return known.response()


def not_found() -> ApiError:
    """No such thing, or none for this asker; which of the two is not told."""
    return ApiError(404, "not_found", _("没有找到，或无权查看"))


def not_logged_in() -> ApiError:
    """Nobody is asking."""
    message = _("请在 Authorization 中提供有效的令牌，或先登录")
    return ApiError(401, "not_logged_in", message, headers={"WWW-Authenticate": 'Bearer realm="duban"'})


def refused(refusals: Sequence[Refusal]) -> ApiError:
    """The loop does not allow it."""
    message = "；".join(said(one) for one in refusals) or _("不能这样操作")
    return ApiError(409, "refused", message, refusals=refusals)


def stale(present: dict[str, Any] | None = None) -> ApiError:
    """Somebody else was quicker."""
    message = _("事项已被别人改动，这次没有提交；present 是最新情况，请核对后再提交")
    return ApiError(412, "stale", message, present=present)


def invalid(fields: Sequence[FieldProblem]) -> ApiError:
    """What was sent does not fit."""
    return ApiError(422, "invalid", _("提交的内容有误，见 fields"), fields=fields)


def wrong(place: str, message: str) -> ApiError:
    """One thing that was sent does not fit."""
    return invalid([FieldProblem(place=place, message=message)])


def _invalid(error: ValidationError) -> ApiError:
    return invalid([FieldProblem(place=place, message=message) for place, message in in_words(error.errors)])


def _of_people(error: PeopleRefusedError) -> ApiError:
    fields = [FieldProblem(place=f"body.{error.field}", message=str(error))] if error.field else []
    return ApiError(409, error.code.replace(" ", "_"), str(error), fields=fields)


def _busy(error: OperationalError) -> ApiError | None:
    """A database that is locked, or shutting down: nothing was written, and trying again is right."""
    log.warning("the database did not take part: %s", error, exc_info=error)
    return ApiError(503, "busy", _("数据库正忙，没有写入任何内容，请稍后重试"), headers={"Retry-After": "1"})


_TOLD: tuple[tuple[type[Exception] | tuple[type[Exception], ...], Callable[[Any], ApiError | None]], ...] = (
    (ValidationError, _invalid),
    (AuthenticationError, lambda _error: not_logged_in()),
    (HttpError, lambda error: ApiError(error.status_code, "unreadable", _("请求正文不能识读"))),
    (Http404, lambda _error: not_found()),
    (PermissionDenied, lambda _error: ApiError(403, "forbidden", _("无权这样操作"))),
    (StaleError, lambda _error: stale()),
    (RefusedError, lambda error: refused(error.refusals)),
    (PeopleRefusedError, _of_people),
    (
        (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent),
        lambda _error: ApiError(413, "too_large", _("请求超过大小限制，没有保留任何内容")),
    ),
    (
        (SuspiciousOperation, BadRequest, UnreadablePostError, MultiPartParserError),
        lambda _error: ApiError(400, "unreadable", _("请求正文不能识读")),
    ),
    (OperationalError, _busy),
)
