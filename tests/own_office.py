"""An office of its own for a test: a folder, a database, and commands run in processes as a person runs them."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: The PostgreSQL server on which to make databases; empty for the embedded database.
URL = os.environ.get("DUBAN_DATABASE_URL", "")
DUBAN = [sys.executable, "-m", "duban.cli"]


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


@contextmanager
def own_offices(folder: Path, *names: str) -> Iterator[list[Office]]:
    """Empty offices in ``folder``, each with a database of its own, which is gone afterwards."""
    if not URL:
        yield [Office(folder / name, "") for name in names]
        return
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is tested

    databases = {name: f"duban_own_{os.getpid()}_{name}" for name in names}
    with psycopg.connect(URL, autocommit=True) as server:
        for database in databases.values():
            server.execute(f"CREATE DATABASE {database}".encode())
        try:
            yield [
                Office(folder / name, urlsplit(URL)._replace(path=f"/{database}").geturl())
                for name, database in databases.items()
            ]
        finally:
            for database in databases.values():
                server.execute(f"DROP DATABASE {database} WITH (FORCE)".encode())
