"""Is the process there, and can it work? For the supervisor of processes, not for people: no secrets, no login."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from collections.abc import Callable


@require_safe
def alive(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - Django passes it
    """The process answers."""
    return JsonResponse({"alive": True})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - Django passes it
    """The database answers and is migrated; 503 names what is not."""
    states = {name: _holds(check) for name, check in (("database", _database), ("migrations", _migrated))}
    fine = all(states.values())
    return JsonResponse({"ready": fine, **states}, status=200 if fine else 503)


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except DatabaseError:
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def _migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
