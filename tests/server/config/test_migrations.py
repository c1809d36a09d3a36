"""Migrations go forwards and backwards on each database, and say all that the models say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command

from own_office import own_offices

if TYPE_CHECKING:
    from pathlib import Path

APPS = ("api", "notices", "ledger", "documents", "people", "audit")

BOTH_WAYS = """
from duban.server.config.processes import set_up
set_up()
from django.core.management import call_command
from django.db import connection

def shape():
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        return {
            name: sorted(column.name for column in connection.introspection.get_table_description(cursor, name))
            for name in names
            if not name.startswith("ledger_item_grams")
        }

call_command("migrate", verbosity=0)
first = shape()
for app in %r:
    call_command("migrate", app, "zero", verbosity=0)
left = [name for name in shape() if name.split("_")[0] in %r]
assert not left, left
call_command("migrate", verbosity=0)
assert shape() == first
from duban.server.audit.queries import prove
assert prove().broken is None
"""


@pytest.mark.django_db
def test_the_models_say_nothing_that_no_migration_says() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.slow
def test_forwards_backwards_and_forwards_again(tmp_path: Path) -> None:
    with own_offices(tmp_path, "only") as (office,):
        office.python(BOTH_WAYS % (APPS, APPS))
