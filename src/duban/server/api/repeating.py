"""Writes that may be sent twice: the same ``Idempotency-Key`` with the same request gets the same stored answer.

The key, what the write changed and its answer are committed together. A second request with the key waits for the
first one's commit (the unique key of the row makes it), and then reads the answer; a process that dies between the two
leaves nothing, and the request is simply made again. A refusal is an answer as well and is stored; a failure is not.
"""

from __future__ import annotations

import json
from datetime import timedelta
from functools import wraps
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from duban.server.api.answering import JSON
from duban.server.api.errors import ApiError, told, wrong
from duban.server.api.models import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from duban.server.api.authenticating import ApiRequest

P = ParamSpec("P")

KEPT = timedelta(days=7)
LONGEST = 128


def once(
    view: Callable[Concatenate[ApiRequest, P], HttpResponse],
) -> Callable[Concatenate[ApiRequest, P], HttpResponse]:
    """Make the write once for each key; without a key it is made as often as it is sent."""

    @wraps(view)
    def made_once(request: ApiRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        key = request.headers.get("Idempotency-Key", "")
        if not key:
            return view(request, *args, **kwargs)
        if len(key) > LONGEST or not key.isascii() or not key.isprintable():
            raise wrong("header.Idempotency-Key", _("应为不超过128个可见的ASCII字符"))
        with transaction.atomic():
            kept, fresh = _claim(request, key)
            if not fresh:
                return _again(kept, _fingerprint(request))
            response = _made(view, request, *args, **kwargs)
            kept.status, kept.body = response.status_code, json.loads(response.content)
            kept.etag = response.headers.get("ETag", "")
            kept.save(update_fields=["status", "body", "etag"])
        return response

    return made_once


def _claim(request: ApiRequest, key: str) -> tuple[Answer, bool]:
    """The row of this key, and whether it is ours to fill; keys that were kept long enough are let go first."""
    account, now = request.auth.account, timezone.now()
    Answer.objects.filter(account=account, at__lt=now - KEPT).delete()
    return Answer.objects.get_or_create(
        account=account, key=key, defaults={"request": _fingerprint(request), "at": now}
    )


def _made(
    view: Callable[Concatenate[ApiRequest, P], HttpResponse],
    request: ApiRequest,
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> HttpResponse:
    """The answer, a refusal among them; what a refused write began is taken back, and its answer is kept."""
    try:
        with transaction.atomic():
            return view(request, *args, **kwargs)
    except Exception as error:
        known = told(error)
        if known is None or known.status >= 500:
            raise
        return known.response()


def _again(kept: Answer, fingerprint: str) -> HttpResponse:
    if kept.request != fingerprint:
        message = _("这个 Idempotency-Key 已用于另一个请求，请换一个")
        raise ApiError(422, "key_used", message)
    response = HttpResponse(
        json.dumps(kept.body, ensure_ascii=False, separators=(",", ":")),
        status=kept.status,
        content_type=JSON,
    )
    response["Cache-Control"] = "no-store"
    response["Idempotency-Replayed"] = "true"
    if kept.etag:
        response["ETag"] = kept.etag
    return response


def _fingerprint(request: ApiRequest) -> str:
    """What makes two requests the same: who asks with what, the address, the revision seen, and what was sent.

    A form's boundary is drawn anew each time it is sent, so of a form its fields and files count.
    """
    token = request.auth.token
    told_of: list[Any] = [
        token.pk if token else None,
        request.method,
        request.get_full_path(),
        request.headers.get("If-Match", ""),
    ]
    if request.content_type == "multipart/form-data":
        told_of.append(sorted((name, values) for name, values in request.POST.lists()))
        told_of += [
            [name, file.name, _digest(file)] for name, files in request.FILES.lists() for file in files
        ]
    else:
        told_of.append(sha256(request.body).hexdigest())
    return sha256(json.dumps(told_of).encode()).hexdigest()


def _digest(file: Any) -> str:
    digest = sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
