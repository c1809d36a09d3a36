"""The server as a person starts it: it says where it is and the set-up code, works at once, and stops when told."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        bool(os.environ.get("DUBAN_DATABASE_URL")), reason="processes with the embedded database"
    ),
]

DUBAN = [sys.executable, "-m", "duban.cli"]
PATIENCE = 60.0


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return {**kept, "DUBAN_HOME": str(home), "LANG": "en", "PYTHONUNBUFFERED": "1", **more}


@contextmanager
def running(home: Path, *command: str, **more: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [*DUBAN, *command],
        env=environment(home, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def free_address() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"


def fetched(url: str) -> bytes:
    """What the address answers, as soon as it answers."""
    ends = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - this machine's own address
                return bytes(answer.read())
        except OSError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)


def test_a_first_start_prints_the_code_serves_and_stops_when_told(tmp_path: Path) -> None:
    address = free_address()
    with running(tmp_path, "serve", "--address", address) as server:
        assert json.loads(fetched(f"http://{address}/readyz")) == {
            "ready": True,
            "database": True,
            "migrations": True,
        }
        assert "设置".encode() in fetched(f"http://{address}/")
        server.send_signal(signal.SIGTERM)
        said, _ = server.communicate(timeout=PATIENCE)
    assert server.returncode == 0
    assert "set-up code, works once: " in said
    assert f"duban at http://{address}" in said
    assert "Traceback" not in said


def test_a_wrong_setting_is_one_sentence(tmp_path: Path) -> None:
    done = subprocess.run(
        [*DUBAN, "serve"],
        check=False,
        capture_output=True,
        text=True,
        env=environment(tmp_path, DUBAN_DEBUG="perhaps"),
    )
    assert (done.returncode, done.stdout) == (6, "")
    assert done.stderr.strip() == "not done: DUBAN_DEBUG is 'perhaps'; it takes 1 or 0"


def test_what_is_wrong_with_the_calendar_is_said_all_at_once(tmp_path: Path) -> None:
    notice = "[[notice]]\nyear = 27\nnumber = '甲'\nwhole = false\n"
    (tmp_path / "calendar.toml").write_text(f"{notice}[[notice.make_up]]\n", encoding="utf-8")
    where = f"the calendar in {tmp_path}: calendar.toml"
    for command in ("serve", "work"):
        done = subprocess.run(
            [*DUBAN, command], check=False, capture_output=True, text=True, env=environment(tmp_path)
        )
        assert (done.returncode, done.stdout) == (6, "")
        assert done.stderr.splitlines() == [
            f"not done: {where}:2: notice[0].year: Input should be greater than or equal to 2015",
            f"{where}:5: notice[0].make_up[0].day: Field required",
        ]


ENQUEUE = """
from duban.server.config.processes import prepare
prepare()
from django.utils import timezone
from duban.server.config.demonstration import PASSWORD
from duban.server.people.access import actor_of
from duban.server.people.demo import make_cast
from duban.server.ledger.actions import Upload
from duban.server.ledger.importing import receive
today = timezone.localdate()
cast = make_cast(today, {})
text = "云溪区重点任务\\n\\n1.新建公园。年内新建公园5处。（牵头单位：区水务局）\\n"
print(receive(actor_of(cast.supervisor, today), [Upload("重点.txt", text.encode())], at=timezone.now()))
"""
STATE = """
import sys
from duban.server.config.processes import set_up
set_up()
from duban.server.documents.models import ImportJob
print(ImportJob.objects.get(batch=sys.argv[1]).state)
"""


@pytest.mark.parametrize("apart", [False, True], ids=["in one process", "apart"])
def test_what_was_queued_is_worked_off(tmp_path: Path, apart: bool) -> None:
    def python(code: str, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            check=True,
            capture_output=True,
            text=True,
            env=environment(tmp_path),
        )
        return done.stdout.strip()

    batch = python(ENQUEUE)
    assert python(STATE, batch) == "waiting"
    command = ["work"] if apart else ["serve", "--address", free_address()]
    with running(tmp_path, *command):
        ends = time.monotonic() + PATIENCE
        while python(STATE, batch) != "done":
            assert time.monotonic() < ends
