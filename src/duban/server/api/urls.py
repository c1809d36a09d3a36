"""The API's address book: version 1, documented at /api/v1/docs from files served here."""

from __future__ import annotations

from ninja import NinjaAPI

api = NinjaAPI(title="duban 督办", version="1", urls_namespace="api")
