"""The API's address book: version 1, documented at /api/v1/docs from files served here."""

from __future__ import annotations

from duban.server.api.authenticating import BySession, ByToken
from duban.server.api.endpoints import documents, findings, items, ledgers, log, moves, people
from duban.server.api.surface import Surface, looked_at

api = Surface(
    title="duban 督办",
    version="1",
    description=(
        "The ledger of supervision for programs: the same actions and queries as the pages. "
        "Single things carry an ETag; moves need If-Match; a POST with an Idempotency-Key is made once; "
        "every error has one shape."
    ),
    urls_namespace="api",
    openapi_url="/v1/openapi.json",
    docs_url="/v1/docs",
    docs_decorator=looked_at,
    auth=[ByToken(), BySession()],
)
for part in (people, documents, ledgers, items, findings, moves, log):
    api.add_router("/v1", part.router)
