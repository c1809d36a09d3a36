"""A database that is really committed to, for tests of concurrency; other tests are rolled back and need none of it."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from duban.server.audit.chain import GENESIS
from duban.server.audit.models import Chain
from server.cast import cast

__all__ = ["cast", "committed"]

if TYPE_CHECKING:
    from collections.abc import Iterator

only_grows = importlib.import_module("duban.server.audit.migrations.0002_only_grows")


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:  # noqa: ARG001 - it is asked for to be there
    """Commits are real; afterwards everything is flushed, for which the log's guards are taken off and put back."""
    _begin()
    yield
    with connection.schema_editor() as editor:
        only_grows.unguard(apps, editor)
    call_command("flush", interactive=False, verbosity=0)
    with connection.schema_editor() as editor:
        only_grows.guard(apps, editor)
    _begin()


def _begin() -> None:
    Chain.objects.get_or_create(id=1, defaults={"number": 0, "digest": GENESIS})
