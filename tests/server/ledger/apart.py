"""An office of its own in another process, on a database that is really committed to: a file, or one on the server.

Threads and killed processes are nothing for a test's transaction. ``run`` starts a script of this folder in such an
office; the script prints what it found as one line of JSON, and the test judges it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TESTS = Path(__file__).parents[2]
LONGEST = 900


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Callable[[str], dict[str, Any]]]:
    """Run a script of this folder in an office of its own; what it printed last."""
    environment = {
        **os.environ,
        "DUBAN_HOME": str(tmp_path / "office"),
        "DUBAN_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "duban.server.config.settings",
        "PYTHONPATH": str(TESTS),
        "PYTHONWARNINGS": "ignore",
    }
    server = os.environ.get("DUBAN_DATABASE_URL", "") if connection.vendor == "postgresql" else ""
    name = f"apart_{uuid.uuid4().hex[:12]}"
    if server:
        environment["DUBAN_DATABASE_URL"] = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        _tell(server, f'CREATE DATABASE "{name}"')

    def script(file: str) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, Path(__file__).with_name(file)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-4000:]
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found

    yield script
    if server:
        _tell(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _tell(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as talk:
        talk.execute(statement)
