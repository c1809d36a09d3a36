"""Pages under load: twenty people, one click a second each, on a big office; the 95th percentile against 150 ms.

usage: python benchmarks/serving.py [--server postgres://…] [--seconds N] [--users N] [--items N] [--events N]

With ``--server`` the office stands in a database of its own there (``duban_bench``, made where it is not there yet and
kept for the next run); else DUBAN_DATABASE_URL says where. An empty database is filled first (``office_builder.py``).
The server is started here as an office starts it, with two processes, and asked over the loopback by threads of this
process; everything is bounded in time and stops by itself.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

import office_builder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DATABASE = "duban_bench"
LIMIT = 0.150
WORDS = (
    "公园",
    "雨污分流",
    "老旧小区改造",
    "云溪",
    "碳",
    "营商环境评价",
    "石桥数字化车间",
    "养老服务",
    "12处",
    "无此词语",
)


@dataclass
class Office:
    """What there is to click on."""

    ledgers: list[int] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    items: list[int] = field(default_factory=list)
    sessions: list[str] = field(default_factory=list)


def main() -> int:
    """Build where nothing is, serve, click, and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--server", help="a PostgreSQL server, as a URL with its own database")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--items", type=int, default=200_000)
    parser.add_argument("--events", type=int, default=2_000_000)
    parser.add_argument("--units", type=int, default=500)
    asked = parser.parse_args()
    if asked.server:
        os.environ["DUBAN_DATABASE_URL"] = database(asked.server)
    from duban.server.config.processes import prepare  # noqa: PLC0415 - sets Django up

    prepare()
    office = look(asked)
    with serving() as address:
        taken = click(address, office, users=asked.users, seconds=asked.seconds)
    report(taken, asked)
    return 0


def database(server: str) -> str:
    """The address of the benchmark's own database on a server; made where it is not there."""
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is asked for

    with psycopg.connect(server, autocommit=True) as connection:
        there = connection.execute("select 1 from pg_database where datname = %s", (DATABASE,)).fetchone()
        if there is None:
            connection.execute(f"create database {DATABASE}")
    return urlunsplit(urlsplit(server)._replace(path=f"/{DATABASE}"))


def look(asked: argparse.Namespace) -> Office:
    """The office's rows to click on, built first where there are none, and a session for each user."""
    from django.db import connection  # noqa: PLC0415 - after Django is set up

    from duban.server.ledger.models import Item, Ledger  # noqa: PLC0415
    from duban.server.people.models import Account, Unit  # noqa: PLC0415

    if not Item.objects.exists():
        print(f"building an office of {asked.items:,} items on {connection.vendor}")
        office_builder.build(items=asked.items, events=asked.events, units=asked.units)
    chance = random.Random(7)  # noqa: S311 - which rows are clicked, the same each time
    first = Item.objects.order_by("pk").values_list("pk", flat=True)[0]
    count = Item.objects.count()
    return Office(
        ledgers=list(Ledger.objects.values_list("pk", flat=True)[:50]),
        units=list(Unit.objects.values_list("name", flat=True)[:200]),
        items=[first + chance.randrange(count) for _ in range(500)],
        sessions=[_session(account) for account in Account.objects.order_by("pk")[: asked.users]],
    )


def _session(account: object) -> str:
    """A session as a login makes it: twenty logins are not what is measured."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415

    store = SessionStore()
    store[SESSION_KEY] = str(account.pk)  # type: ignore[attr-defined] # an account
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()  # type: ignore[attr-defined]
    store.create()
    return str(store.session_key)


@contextlib.contextmanager
def serving() -> Iterator[str]:
    """The server as an office starts it, on a free port; stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [
        sys.executable,
        "-m",
        "duban.cli",
        "serve",
        "--address",
        address,
        "--processes",
        "2",
        "--apart",
    ]
    server = subprocess.Popen(  # noqa: S603 - our own program
        [*command, "--threads", "4"], env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(address)
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def _wait(address: str) -> None:
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        with contextlib.suppress(OSError):
            if _get(http.client.HTTPConnection(address, timeout=5), "/readyz", "")[0] == 200:
                return
        time.sleep(0.2)
    raise TimeoutError(f"no answer from {address}")


def clicks(office: Office, chance: random.Random) -> dict[str, Callable[[], str]]:
    """The kinds of pages, and one address of each kind at a time."""
    return {
        "list": lambda: f"/items/?page={chance.randrange(1, 4)}",
        "filter: ledger": lambda: f"/items/?ledger={chance.choice(office.ledgers)}",
        "filter: unit": lambda: f"/items/?unit={quote(chance.choice(office.units))}",
        "filter: lamp": lambda: f"/items/?lamp={chance.choice(('red', 'yellow', 'green'))}",
        "search": lambda: f"/items/?q={quote(chance.choice(WORDS))}",
        "item": lambda: f"/items/{chance.choice(office.items)}/",
    }


def click(address: str, office: Office, *, users: int, seconds: int) -> dict[str, list[float]]:
    """Everybody clicks once a second, each on a kind in turn; how long each click took."""
    taken: dict[str, list[float]] = defaultdict(list)
    refused: list[tuple[str, int]] = []

    def person(number: int) -> None:
        chance = random.Random(number)  # noqa: S311 - see above
        kinds = clicks(office, chance)
        names = list(kinds)
        connection = http.client.HTTPConnection(address, timeout=60)
        begin = time.monotonic() + number / users
        for turn in range(seconds):
            time.sleep(max(0.0, begin + turn - time.monotonic()))
            name = names[(number + turn) % len(names)]
            url = kinds[name]()
            status, passed = _get(connection, url, office.sessions[number])
            taken[name].append(passed)
            if status not in {200, 404}:  # a liaison may not see every item
                refused.append((url, status))

    crowd = [threading.Thread(target=person, args=(number,)) for number in range(users)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    if refused:
        raise RuntimeError(f"{len(refused)} pages failed, first {refused[0]}")
    return taken


def _get(connection: http.client.HTTPConnection, url: str, session: str) -> tuple[int, float]:
    began = time.perf_counter()
    connection.request("GET", url, headers={"Cookie": f"sessionid={session}"})
    answer = connection.getresponse()
    answer.read()
    return answer.status, time.perf_counter() - began


def report(taken: dict[str, list[float]], asked: argparse.Namespace) -> None:
    """The table of ratios."""
    print(
        f"\n{asked.users} users, one click a second each, {asked.seconds} s; limit {LIMIT * 1e3:.0f} ms at p95\n"
    )
    print(f"{'page':18}{'clicks':>8}{'p50':>10}{'p95':>10}{'slowest':>10}{'p95 / limit':>14}")
    for name, times in taken.items():
        times.sort()
        middle, high = times[len(times) // 2], times[min(len(times) - 1, int(len(times) * 0.95))]
        figures = "".join(f"{seconds * 1e3:7.0f} ms" for seconds in (middle, high, times[-1]))
        print(f"{name:18}{len(times):8}{figures}{high / LIMIT:14.2f}")


if __name__ == "__main__":
    raise SystemExit(main())
