"""A backup taken from a running office restores to the same office, and a damaged one is refused.

Each office is a process of its own with a home of its own, as for a person who runs the commands.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from own_office import Office, own_offices

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow

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


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[tuple[Office, Office]]:
    with own_offices(tmp_path, "old", "new") as (old, new):
        yield old, new


def test_an_office_is_restored_as_it_was_and_its_chain_holds(
    offices: tuple[Office, Office], tmp_path: Path
) -> None:
    old, new = offices
    kept = tmp_path / "kept.tar.gz"
    old.python(FILL, "25")
    calendar = "[[notice]]\nyear = 2027\nnumber = '云溪政办〔2026〕3号'\nwhole = false\n"
    Path(old.environment["DUBAN_HOME"], "calendar.toml").write_text(calendar, encoding="utf-8")
    assert old.duban("backup", "--out", str(kept))[0] == 0
    before = old.duban("verify")
    assert (before[0], "25 events" in before[1]) == (0, True)
    assert kept.stat().st_mode & 0o077 == 0
    status, said = new.duban("restore", str(kept))
    assert (status, "the chain holds" in said) == (0, True), said
    assert new.duban("verify") == before
    assert Path(new.environment["DUBAN_HOME"], "calendar.toml").read_text(encoding="utf-8") == calendar
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
