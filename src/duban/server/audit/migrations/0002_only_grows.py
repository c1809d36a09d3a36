"""The database itself refuses to change or remove an event, whoever asks; and the chain gets its first end."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WORD = "an event is never changed or removed"

SQLITE = [
    f"CREATE TRIGGER audit_event_{verb.lower()} BEFORE {verb} ON audit_event "
    f"BEGIN SELECT RAISE(ABORT, '{WORD}'); END"
    for verb in ("UPDATE", "DELETE")
]
SQLITE_BACK = [f"DROP TRIGGER audit_event_{verb}" for verb in ("update", "delete")]

POSTGRESQL = [
    f"""CREATE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{WORD}'; END $$""",
    """CREATE TRIGGER audit_event_refuse BEFORE UPDATE OR DELETE ON audit_event
        FOR EACH ROW EXECUTE FUNCTION audit_event_refuse()""",
    f"""CREATE FUNCTION audit_event_keep() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
            IF EXISTS (SELECT 1 FROM audit_event) THEN RAISE EXCEPTION '{WORD}'; END IF;
            RETURN NULL;
        END $$""",  # noqa: S608 - the words are our own
    """CREATE TRIGGER audit_event_keep BEFORE TRUNCATE ON audit_event
        FOR EACH STATEMENT EXECUTE FUNCTION audit_event_keep()""",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER audit_event_keep ON audit_event",
    "DROP TRIGGER audit_event_refuse ON audit_event",
    "DROP FUNCTION audit_event_refuse()",
    "DROP FUNCTION audit_event_keep()",
]


def guard(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django passes it
    """Set the triggers of this database."""
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def unguard(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django passes it
    """Take the triggers away again, for a migration backwards."""
    for statement in SQLITE_BACK if editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        editor.execute(statement)


def begin(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django passes it
    """The end of an empty chain."""
    apps.get_model("audit", "Chain").objects.create(id=1, number=0, digest="0" * 64)


def unbegin(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django passes it
    """No chain."""
    apps.get_model("audit", "Chain").objects.all().delete()


class Migration(migrations.Migration):
    """Triggers, and the one row of the chain."""

    dependencies: ClassVar = [("audit", "0001_initial")]
    operations: ClassVar = [
        migrations.RunPython(guard, unguard),
        migrations.RunPython(begin, unbegin),
    ]
