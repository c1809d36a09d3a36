"""The API as a whole: its addresses, what holds for all of them, and its description.

What every answer has in common is done here, once: the language that was asked for, errors in the one shape (an
unknown address and a wrong method among them), HEAD wherever there is GET, and no parameter that nobody knows.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import URLPattern, re_path
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from ninja import NinjaAPI

from duban.server.api.doors import passed
from duban.server.api.errors import ApiError, ErrorShape, FieldProblem, answer, invalid, not_found
from duban.server.api.language import switch

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase
    from ninja.openapi.schema import OpenAPISchema
    from ninja.operation import PathView

#: A request of more bytes is not read at all: several large files go in several requests.
LARGEST_REQUEST = 128 * 1024 * 1024
REFERENCE = "#/components/schemas/{model}"


class Surface(NinjaAPI):
    """Ninja's API with our common manners."""

    def _get_urls(self) -> list[Any]:
        patterns = super()._get_urls()
        views = {
            operation.operation_id or operation.view_func.__name__: view
            for bound in self._get_bound_routers()
            for view in bound.path_operations.values()
            for operation in view.operations
        }
        for pattern in patterns:
            if isinstance(pattern, URLPattern) and pattern.name in views:
                pattern.callback = mannered(pattern.callback, views[pattern.name])
            elif isinstance(pattern, URLPattern) and pattern.name == "api-root":
                pattern.callback = nowhere
        return [*patterns, re_path("", nowhere, name="nowhere")]

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:  # noqa: ARG002 - ninja passes it
        """Every error in the one shape."""
        return answer(exc)

    def create_temporal_response(self, request: HttpRequest) -> HttpResponse:
        """The step between finding out who calls and reading what was sent: whoever may not is refused here."""
        match = request.resolver_match
        if match is not None:
            passed(request, match.func.endpoints[request.method])  # type: ignore[attr-defined] # see ``mannered``
        return super().create_temporal_response(request)

    def get_openapi_operation_id(self, operation: Any) -> str:
        """The function's own name, which is an address's name as well."""
        return str(operation.view_func.__name__)

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        """The description, with what holds for all operations written into each of them."""
        schema = super().get_openapi_schema(**given)
        schemas = schema["components"].setdefault("schemas", {})
        error = ErrorShape.model_json_schema(ref_template=REFERENCE)
        schemas.update(error.pop("$defs", {}))
        schemas["ErrorShape"] = error
        for operations in schema["paths"].values():
            for method, operation in operations.items():
                _describe(method, operation)
        return schema


def mannered(view: Callable[..., HttpResponseBase], known: PathView) -> Callable[..., HttpResponseBase]:
    """A view with what all of them do."""
    methods = {method for operation in known.operations for method in operation.methods}
    parameters = {
        name
        for operation in known.operations
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in model.__ninja_flatten_map__
    }

    @wraps(view)
    def behaved(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        switch(request)
        response = _refusal(request, methods, parameters) or _done(view, request, *args, **kwargs)
        patch_vary_headers(response, ["Accept-Language", "Authorization", "Cookie"])
        return response

    behaved.endpoints = {  # type: ignore[attr-defined] # for the doors, which are asked once the caller is known
        method: operation.view_func for operation in known.operations for method in operation.methods
    }
    return behaved


def _done(
    view: Callable[..., HttpResponseBase], request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponseBase:
    method = request.method
    if method == "HEAD":
        request.method = "GET"  # whoever serves sends no body to a HEAD, whatever the view made
    try:
        return view(request, *args, **kwargs)
    except Exception as error:  # noqa: BLE001 - the outermost edge of the API
        return answer(error)
    finally:
        request.method = method


def looked_at(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page about the API: for anybody, and only to be looked at."""

    @wraps(view)
    def looked(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        switch(request)
        return _refusal(request, {"GET"}, set()) or view(request, **kwargs)

    return looked


def nowhere(request: HttpRequest) -> HttpResponse:
    """An address that there is not."""
    switch(request)
    return not_found().response()


nowhere.csrf_exempt = True  # type: ignore[attr-defined] # whoever asks for nothing is told so and not asked for a token


def _refusal(request: HttpRequest, methods: set[str], parameters: set[str]) -> HttpResponse | None:
    """What is wrong before anything is looked at; None where nothing is."""
    allowed = methods | ({"HEAD"} if "GET" in methods else set())
    if request.method not in allowed:
        message = _("这个地址不支持 %(method)s") % {"method": request.method}
        return ApiError(
            405, "method_not_allowed", message, headers={"Allow": ", ".join(sorted(allowed))}
        ).response()
    unknown = [name for name in request.GET if name not in parameters]
    if unknown:
        problems = [FieldProblem(place=f"query.{name}", message=_("没有这个参数")) for name in unknown]
        return invalid(problems).response()
    length = request.META.get("CONTENT_LENGTH") or "0"
    most = getattr(settings, "API_LARGEST_REQUEST", LARGEST_REQUEST)
    if not length.isascii() or not length.isdecimal() or int(length) > most:
        message = _("请求超过%(most)s MB，没有读取；请分几次提交") % {"most": most // 1024 // 1024}
        return ApiError(413, "too_large", message).response()
    return None


def _describe(method: str, operation: dict[str, Any]) -> None:
    """What all operations have: errors, conditions, keys of repetition."""
    responses = operation.setdefault("responses", {})
    content = {"application/json": {"schema": {"$ref": REFERENCE.format(model="ErrorShape")}}}
    responses["default"] = {"description": "Any error", "content": content}
    parameters = operation.setdefault("parameters", [])
    if method == "get" and operation.pop("x-tagged", False):
        parameters.append(_header("If-None-Match", "The ETag that is kept: 304 where it still holds."))
        responses["304"] = {"description": "Not modified"}
    if operation.pop("x-revised", False):
        text = "The revision that was seen, in quotes, or the ETag of the item as it was read."
        parameters.append({**_header("If-Match", text), "required": True})
    if method == "post":
        text = "The same key with the same request gets the same stored answer for seven days."
        parameters.append(_header("Idempotency-Key", text))


def _header(name: str, description: str) -> dict[str, Any]:
    return {
        "in": "header",
        "name": name,
        "required": False,
        "schema": {"type": "string"},
        "description": description,
    }
