"""The index that finds items by their words, kept in step by the database: see ``duban.server.ledger.search``."""

# ruff: noqa: S608 - the statements are put together from our own names of columns

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import migrations

from duban.server.ledger.search import prepare

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FIELDS = ("number", "title", "section", "text")
NEW = ", ".join(f"NEW.{field}" for field in FIELDS)
OLD = ", ".join(f"OLD.{field}" for field in FIELDS)

# A table without content keeps the words alone; taking a row out of it means saying its words again.
SQLITE = [
    "CREATE VIRTUAL TABLE ledger_item_grams USING fts5(grams, content='', columnsize=0, tokenize='ascii')",
    f"INSERT INTO ledger_item_grams(rowid, grams) SELECT id, duban_grams({', '.join(FIELDS)}) FROM ledger_item",
    f"""CREATE TRIGGER ledger_item_grams_insert AFTER INSERT ON ledger_item BEGIN
        INSERT INTO ledger_item_grams(rowid, grams) VALUES (NEW.id, duban_grams({NEW}));
    END""",
    f"""CREATE TRIGGER ledger_item_grams_update AFTER UPDATE OF id, {", ".join(FIELDS)} ON ledger_item BEGIN
        INSERT INTO ledger_item_grams(ledger_item_grams, rowid, grams) VALUES ('delete', OLD.id, duban_grams({OLD}));
        INSERT INTO ledger_item_grams(rowid, grams) VALUES (NEW.id, duban_grams({NEW}));
    END""",
    f"""CREATE TRIGGER ledger_item_grams_delete AFTER DELETE ON ledger_item BEGIN
        INSERT INTO ledger_item_grams(ledger_item_grams, rowid, grams) VALUES ('delete', OLD.id, duban_grams({OLD}));
    END""",
]
SQLITE_BACK = [
    *(f"DROP TRIGGER ledger_item_grams_{verb}" for verb in ("insert", "update", "delete")),
    "DROP TABLE ledger_item_grams",
]

FILL = f"""INSERT INTO ledger_item_grams (item_id, folded, grams)
    SELECT id, folded, duban_grams(folded)
    FROM (SELECT id, duban_folded({", ".join(FIELDS)}) AS folded FROM ledger_item) AS items"""
# No foreign key: emptying the item table must not be refused, and an id that comes again replaces its row.
POSTGRESQL = [
    """CREATE FUNCTION duban_folded(VARIADIC fields text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT left(string_agg(
            regexp_replace(lower(normalize(coalesce(field, ''), NFKC)), E'[ \\t\\r\\n\\f\\v]+', '', 'g'),
            E'\\x1f' ORDER BY place), 20000)
        FROM unnest(fields) WITH ORDINALITY AS listed(field, place) $$""",
    """CREATE FUNCTION duban_grams(folded text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT array_to_tsvector(coalesce(array_agg(DISTINCT substr(folded, place, 2)), '{}'))
        FROM generate_series(1, length(folded)) AS place $$""",
    """CREATE TABLE ledger_item_grams (
        item_id bigint PRIMARY KEY, folded text NOT NULL, grams tsvector NOT NULL)""",
    FILL,
    "CREATE INDEX ledger_item_grams_gin ON ledger_item_grams USING gin (grams)",
    f"""CREATE FUNCTION ledger_item_grams_keep() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE folded text;
        BEGIN
            folded := duban_folded({NEW});
            INSERT INTO ledger_item_grams AS kept (item_id, folded, grams)
            VALUES (NEW.id, folded, duban_grams(folded))
            ON CONFLICT (item_id) DO UPDATE SET folded = excluded.folded, grams = excluded.grams;
            RETURN NULL;
        END $$""",
    f"""CREATE TRIGGER ledger_item_grams_keep AFTER INSERT OR UPDATE OF {", ".join(FIELDS)} ON ledger_item
        FOR EACH ROW EXECUTE FUNCTION ledger_item_grams_keep()""",
    """CREATE FUNCTION ledger_item_grams_drop() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            DELETE FROM ledger_item_grams WHERE item_id = OLD.id;
            RETURN NULL;
        END $$""",
    """CREATE TRIGGER ledger_item_grams_drop AFTER DELETE ON ledger_item
        FOR EACH ROW EXECUTE FUNCTION ledger_item_grams_drop()""",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER ledger_item_grams_keep ON ledger_item",
    "DROP TRIGGER ledger_item_grams_drop ON ledger_item",
    "DROP FUNCTION ledger_item_grams_keep()",
    "DROP FUNCTION ledger_item_grams_drop()",
    "DROP TABLE ledger_item_grams",
    "DROP FUNCTION duban_grams(text)",
    "DROP FUNCTION duban_folded(text[])",
]


def make(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django passes it
    """The index with all items, and the triggers that keep it."""
    prepare(editor.connection)
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement, params=None)


def unmake(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django passes it
    """Neither index nor triggers."""
    for statement in SQLITE_BACK if editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Search."""

    dependencies: ClassVar = [("ledger", "0002_initial")]
    operations: ClassVar = [migrations.RunPython(make, unmake)]
