"""Backup and restore of a whole office, while it runs: database, evidence, key and its own calendar, in one file.

The file proves itself. It is a gzipped tar: ``manifest.json`` (program, engine, the SHA-256 of every member, and how
far the log's chain reached), the database as it was at one moment, and the evidence files. Evidence is stored before
the row that names it and never changed, so what the snapshot names is there when the files are copied after it.

A restore writes into an empty office only, checks every member on the way, and verifies the log's chain at the end.
"""

from __future__ import annotations

import json
import sqlite3
import tarfile
import tempfile
from dataclasses import dataclass
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from duban.server.audit.queries import Proof, prove

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

MANIFEST = "manifest.json"
FORM = "duban.backup/1"
#: What an office may keep in its folder beside the database; a key or a calendar from elsewhere is kept elsewhere.
BESIDE = ("secret-key", "calendar.toml")


class BackupError(Exception):
    """A backup cannot be made or used; the message says why, and nothing was changed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a backup holds."""

    events: int
    digest: str
    files: int
    bytes: int


def backup(target: Path) -> Kept:
    """Write the office as it is at this moment to ``target``, which must not exist yet."""
    if target.exists():
        raise BackupError(f"{target} is there already; a backup never writes over another")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        work = Path(folder)
        events, digest = _snapshot(work)
        members = {f"database/{path.name}": path for path in sorted(work.iterdir())}
        members |= {f"evidence/{path.name}": path for path in sorted(_evidence())}
        home = settings.OPTIONS.home
        members |= {name: home / name for name in BESIDE if (home / name).exists()}
        manifest = {
            "form": FORM,
            "program": version("duban"),
            "engine": connection.vendor,
            "events": events,
            "digest": digest,
            "migrations": _migrations(),
            "members": {name: _sha256(path) for name, path in members.items()},
        }
        listed = work / MANIFEST
        listed.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        made = work / "backup.tar.gz"
        with tarfile.open(made, "w:gz", compresslevel=3) as archive:
            for name, path in {MANIFEST: listed, **members}.items():
                archive.add(path, name, recursive=False)
        made.chmod(0o600)
        size = made.stat().st_size
        made.rename(target)
    return Kept(events, digest, len(members), size)


def restore(source: Path) -> Proof:
    """Fill the empty office of these settings from ``source``; raises :class:`BackupError` before anything changes."""
    home = settings.OPTIONS.home
    if connection.vendor == "sqlite" and Path(connection.settings_dict["NAME"]).exists():
        raise BackupError(f"{home} holds an office already; restore into an empty folder")
    with tempfile.TemporaryDirectory(dir=home.parent) as folder, tarfile.open(source, "r:gz") as archive:
        work = Path(folder)
        archive.extractall(work, filter="data")
        manifest = _checked(work, source)
        if manifest["engine"] != connection.vendor:
            raise BackupError(
                f"{source} was made on {manifest['engine']}, this office runs on {connection.vendor}"
            )
        _fill(work / "database", manifest["migrations"])
        evidence = settings.EVIDENCE_ROOT
        for path in sorted((work / "evidence").glob("*")):
            kept = evidence / path.name[:2] / path.name
            kept.parent.mkdir(parents=True, exist_ok=True)
            path.rename(kept)
        for name in BESIDE:
            if (work / name).exists():
                (work / name).replace(home / name)
    call_command(
        "migrate", verbosity=0, interactive=False
    )  # a backup of an earlier version is brought up to date
    proof = prove()
    if proof.broken is None and (proof.events, proof.digest) != (manifest["events"], manifest["digest"]):
        raise BackupError(f"{source} promises {manifest['events']} events and restored {proof.events}")
    return proof


def _evidence() -> Iterator[Path]:
    root = settings.EVIDENCE_ROOT
    if root.is_dir():
        yield from (path for path in root.rglob("*") if path.is_file() and len(path.name) == 64)


def _checked(work: Path, source: Path) -> dict[str, Any]:
    """The manifest, after every member was held against it."""
    listed = work / MANIFEST
    if not listed.is_file():
        raise BackupError(f"{source} is no backup of duban: it has no {MANIFEST}")
    manifest: dict[str, Any] = json.loads(listed.read_text(encoding="utf-8"))
    if manifest.get("form") != FORM:
        raise BackupError(f"{source} is of form {manifest.get('form')!r}; this program reads {FORM}")
    for name, digest in manifest["members"].items():
        path = work / name
        if not path.is_file() or _sha256(path) != digest:
            raise BackupError(f"{source} is damaged: {name} is not what was kept")
    return manifest


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


# --- the database at one moment ----------------------------------------------------------------------------------


def _snapshot(folder: Path) -> tuple[int, str]:
    """The database into ``folder``; the number and digest that the log's chain had reached in it."""
    if connection.vendor == "sqlite":
        return _sqlite_snapshot(folder / "duban.sqlite3")
    return _postgresql_snapshot(folder)


def _sqlite_snapshot(target: Path) -> tuple[int, str]:
    connection.ensure_connection()
    with sqlite3.connect(target) as copy:
        connection.connection.backup(copy)
        number, digest = copy.execute("SELECT number, digest FROM audit_chain").fetchone()
    copy.close()
    return number, digest


def _postgresql_snapshot(folder: Path) -> tuple[int, str]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT number, digest FROM audit_chain")
        number, digest = cursor.fetchone()
        raw: psycopg.Cursor[Any] = cursor.cursor
        for table in _tables():
            with (
                (folder / f"{table}.copy").open("wb") as file,
                raw.copy(f"COPY {connection.ops.quote_name(table)} TO STDOUT") as rows,
            ):
                for block in rows:
                    file.write(block)
    return number, digest


def _tables() -> list[str]:
    """Every table there is, so that a restored office remembers its migrations, sessions and queue as well."""
    return sorted(connection.introspection.table_names())


def _migrations() -> dict[str, str]:
    """The last migration of each app, so that a backup is restored into tables of its own shape."""
    applied = MigrationRecorder(connection).applied_migrations()
    return {app: max(name for other, name in applied if other == app) for app, _ in applied}


def _fill(folder: Path, migrations: dict[str, str]) -> None:
    if connection.vendor == "sqlite":
        connection.close()
        (folder / "duban.sqlite3").rename(connection.settings_dict["NAME"])
        return
    if "audit_event" in _tables():
        raise BackupError("this database holds an office already; restore into an empty one")
    for app, name in migrations.items():
        call_command("migrate", app, name, verbosity=0, interactive=False)
    with transaction.atomic(), connection.cursor() as cursor:
        raw: psycopg.Cursor[Any] = cursor.cursor
        names = [connection.ops.quote_name(table) for table in _tables()]
        raw.execute(f"TRUNCATE {', '.join(names)} CASCADE")
        for table in _tables():
            path = folder / f"{table}.copy"
            if not path.exists():
                continue
            with (
                path.open("rb") as file,
                raw.copy(f"COPY {connection.ops.quote_name(table)} FROM STDIN") as rows,
            ):
                while block := file.read(1 << 20):
                    rows.write(block)
        for statement in connection.ops.sequence_reset_sql(
            no_style(), apps.get_models(include_auto_created=True)
        ):
            cursor.execute(statement)
