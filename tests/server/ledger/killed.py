"""A writer is killed fifty times in the middle of its work; printed is what it had acknowledged and what is there."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from decimal import Decimal

from server.ledger.opening import open_apart

office = open_apart(6)

from django.db import connection, connections  # noqa: E402 - Django is set up above

from duban.server.audit.models import Event  # noqa: E402
from duban.server.audit.queries import prove  # noqa: E402
from duban.server.ledger.actions import Handed, Upload, move, move_many  # noqa: E402
from duban.server.ledger.evidence import damaged  # noqa: E402
from duban.server.ledger.models import Evidence, Item, Move, Report, Value  # noqa: E402
from server.ledger.office import at  # noqa: E402

KILLS = 50
today, hour = office.today, at(office.today)
supervisor, water = office.supervisor, office.liaison("区水务局")
ids = list(Item.objects.order_by("pk").values_list("pk", flat=True))
targets = {item.pk: item.targets.get().pk for item in Item.objects.all()}


def write(turn: int, out: int) -> None:
    """Reports with values and files, and a bulk note now and then; each is acknowledged when it is committed."""
    number = 0
    while True:
        number += 1
        pk = ids[number % len(ids)]
        paper = Upload(f"第{turn}回第{number}份.txt", f"现场记录{turn}之{number}。".encode() * 200)
        report = Handed(done=f"第{turn}回", values={targets[pk]: Decimal(number)}, evidence=(paper,))
        row = move(water, pk, "report", report, revision=None, today=today, at=hour)
        rows = [row]
        if number % 3 == 0:
            note = Handed(statement=f"第{turn}回")
            rows += move_many(supervisor, ids, "comment", note, today=today, at=hour).moves
        os.write(out, "".join(f"{one.item_id} {one.revision} {one.event}\n" for one in rows).encode())


def killed(turn: int, chance: random.Random) -> list[tuple[int, int, int]]:
    """Let a writer work for a moment and kill it; what it had acknowledged."""
    into, out = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(into)
        try:
            write(turn, out)
        finally:
            os._exit(1)
    os.close(out)
    said = b""
    for _ in range(chance.randint(1, 2)):
        said += os.read(into, 65536)
    time.sleep(chance.random() * 0.2)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise SystemExit(f"the writer ended by itself in turn {turn}")
    while more := os.read(into, 65536):
        said += more
    os.close(into)
    return [tuple(map(int, line.split())) for line in said.decode().splitlines()]  # type: ignore[misc] # three each


move_many(supervisor, ids, "dispatch", Handed(), today=today, at=hour)
for one in ids:
    move(water, one, "accept", Handed(), revision=None, today=today, at=hour)
chance = random.Random(20250815)  # noqa: S311 - no secret
acknowledged: list[tuple[int, int, int]] = []
for turn in range(KILLS):
    connections.close_all()
    acknowledged += killed(turn, chance)

there = set(Move.objects.values_list("item", "revision", "event"))
told = Event.objects.filter(kind__startswith="item.move.")
proof = prove()
json.dump(
    {
        "kills": KILLS,
        "acknowledged": len(acknowledged),
        "lost": sorted(set(acknowledged) - there),
        "moves": len(there),
        "events": told.count(),
        "halves": Move.objects.filter(event=None).count(),
        "reports": Report.objects.count() - Move.objects.filter(move="report").count(),
        "values": Value.objects.count() - Report.objects.count(),
        "files": Evidence.objects.count() - Report.objects.count(),
        "damaged": list(damaged(set(Evidence.objects.values_list("digest", flat=True)))),
        "revisions": sum(Item.objects.values_list("revision", flat=True)) - len(ids) - len(there),
        "broken": str(proof.broken) if proof.broken else None,
        "vendor": connection.vendor,
    },
    sys.stdout,
)
