"""A backup taken from a running office restores to the same office, and a damaged one is refused.

Each office is a process of its own with a home of its own, as for a person who runs the commands.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow

URL = os.environ.get("DUBAN_DATABASE_URL", "")
DUBAN = [sys.executable, "-m", "duban.cli"]

FILL = """
import sys
from duban.server.config.processes import prepare
prepare()
from django.conf import settings
from django.db import transaction
from hashlib import sha256
from duban.server.audit.actions import CLOCK, Happening, record
from duban.server.audit.kinds import Kind, declare
from duban.server.people.models import Unit
declare(Kind("test.happened", "test", "试", "test"))
for number in range(int(sys.argv[1])):
    with transaction.atomic():
        Unit.objects.create(name=f"第{number}科", level="department", path=f"/{number}/")
        record(CLOCK, Happening("test.happened", str(number), {}, {"科": number}))
proof = b"evidence"
digest = sha256(proof).hexdigest()
kept = settings.EVIDENCE_ROOT / digest[:2] / digest
kept.parent.mkdir(parents=True, exist_ok=True)
kept.write_bytes(proof)
"""
COUNT = """
from duban.server.config.processes import set_up
set_up()
from django.conf import settings
from duban.server.people.models import Unit
print(Unit.objects.count(), sum(1 for path in settings.EVIDENCE_ROOT.rglob("*") if path.is_file()))
Unit.objects.create(name="恢复以后", level="department", path="/new/")
"""


class Office:
    """An office in a folder, on SQLite or in a PostgreSQL database of its own."""

    def __init__(self, home: Path, url: str) -> None:
        self.environment = {**os.environ, "DUBAN_HOME": str(home), "DUBAN_DATABASE_URL": url, "LANG": "en"}
        self.environment.pop("DJANGO_SETTINGS_MODULE", None)

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, check=False, capture_output=True, text=True, env=self.environment)

    def python(self, code: str, *arguments: str) -> str:
        """What the code printed."""
        done = self._run(sys.executable, "-c", code, *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def duban(self, *arguments: str) -> tuple[int, str]:
        """The status, and what was said."""
        done = self._run(*DUBAN, *arguments)
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[tuple[Office, Office]]:
    if not URL:
        yield Office(tmp_path / "old", ""), Office(tmp_path / "new", "")
        return
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is tested

    names = [f"duban_keeping_{os.getpid()}_{end}" for end in ("old", "new")]
    with psycopg.connect(URL, autocommit=True) as server:
        for name in names:
            server.execute(f"CREATE DATABASE {name}".encode())
        try:
            old, new = (
                Office(tmp_path / name, urlsplit(URL)._replace(path=f"/{name}").geturl()) for name in names
            )
            yield old, new
        finally:
            for name in names:
                server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def test_an_office_is_restored_as_it_was_and_its_chain_holds(
    offices: tuple[Office, Office], tmp_path: Path
) -> None:
    old, new = offices
    kept = tmp_path / "kept.tar.gz"
    old.python(FILL, "25")
    assert old.duban("backup", "--out", str(kept))[0] == 0
    before = old.duban("verify")
    assert (before[0], "25 events" in before[1]) == (0, True)
    assert kept.stat().st_mode & 0o077 == 0
    status, said = new.duban("restore", str(kept))
    assert (status, "the chain holds" in said) == (0, True), said
    assert new.duban("verify") == before
    assert new.python(COUNT).split() == ["25", "1"], "rows, evidence, and a new row gets an id of its own"


def test_a_backup_can_be_taken_while_somebody_writes(offices: tuple[Office, Office], tmp_path: Path) -> None:
    old, new = offices
    old.python(FILL, "1")
    writing = subprocess.Popen(
        [sys.executable, "-c", FILL.replace("第{number}科", "其间{number}科"), "300"], env=old.environment
    )
    try:
        kept = tmp_path / "kept.tar.gz"
        assert old.duban("backup", "--out", str(kept))[0] == 0
    finally:
        assert writing.wait() == 0
    status, said = new.duban("restore", str(kept))
    assert (status, "the chain holds" in said) == (0, True), said


def test_an_office_is_never_written_over(offices: tuple[Office, Office], tmp_path: Path) -> None:
    old, _ = offices
    kept = tmp_path / "kept.tar.gz"
    old.python(FILL, "1")
    assert old.duban("backup", "--out", str(kept))[0] == 0
    again = old.duban("backup", "--out", str(kept))
    assert (again[0], "never writes over" in again[1]) == (6, True)
    over = old.duban("restore", str(kept))
    assert (over[0], "holds an office already" in over[1]) == (6, True)


def test_a_damaged_backup_is_refused_and_names_the_member(
    offices: tuple[Office, Office], tmp_path: Path
) -> None:
    old, new = offices
    kept, damaged = tmp_path / "kept.tar.gz", tmp_path / "damaged.tar.gz"
    old.python(FILL, "1")
    assert old.duban("backup", "--out", str(kept))[0] == 0
    opened = tmp_path / "opened"
    with tarfile.open(kept) as archive:
        archive.extractall(opened, filter="data")
    evidence = next((opened / "evidence").iterdir())
    evidence.write_bytes(b"forged")
    with tarfile.open(damaged, "w:gz") as archive:
        archive.add(opened, ".")
    status, said = new.duban("restore", str(damaged))
    assert (status, f"evidence/{evidence.name}" in said) == (6, True), said
    assert not (Path(new.environment["DUBAN_HOME"]) / "duban.sqlite3").exists()


def test_what_is_no_backup_is_refused(offices: tuple[Office, Office], tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("不是备份", encoding="utf-8")
    assert offices[1].duban("restore", str(text))[0] == 6


def test_there_must_be_an_office(offices: tuple[Office, Office]) -> None:
    for command in ("verify", "backup"):
        status, said = offices[0].duban(command)
        assert (status, "holds no office yet" in said) == (6, True), said
