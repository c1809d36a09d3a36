"""Fifty people at once move the same items; printed is what became of them."""

from __future__ import annotations

import json
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

from server.ledger.opening import open_apart

office = open_apart(30)

from django.db import connection  # noqa: E402 - Django is set up above

from duban.server.audit.models import Event  # noqa: E402
from duban.server.audit.queries import prove  # noqa: E402
from duban.server.ledger.actions import Handed, RefusedError, StaleError, move, move_many  # noqa: E402
from duban.server.ledger.models import Item, Move  # noqa: E402
from server.ledger.office import PAPER, at  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

CROWD = 50
CLOSED, NOTES, TALKED_OF = 8, 4, 3
start = Barrier(CROWD)
today, hour = office.today, at(office.today)
supervisor, verifier, water = office.supervisor, office.verifier, office.liaison("区水务局")


def together(work: Callable[[int], Counter[str]]) -> Counter[str]:
    """Everybody does the work at the same moment; what came of it, counted."""

    def one(number: int) -> Counter[str]:
        start.wait()
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(CROWD) as pool:
        return sum(pool.map(one, range(CROWD)), Counter())


def dispatch(_number: int) -> Counter[str]:
    """All of them send the same thirty items out."""
    ids = list(Item.objects.values_list("pk", flat=True))
    outcome = move_many(supervisor, ids, "dispatch", Handed(), today=today, at=hour)
    return Counter(dispatched=len(outcome.done), left=len(outcome.refused))


def close(number: int) -> Counter[str]:
    """All of them strike off the same items, each in another order, as they saw them before."""
    found: Counter[str] = Counter()
    for offset in range(CLOSED):
        pk, revision = seen[(number + offset) % CLOSED]
        try:
            move(supervisor, pk, "close_completed", Handed(), revision=revision, today=today, at=hour)
        except StaleError:
            found["stale"] += 1
        except RefusedError:
            found["refused"] += 1
        else:
            found["closed"] += 1
    return found


def note(number: int) -> Counter[str]:
    """Each writes some notes on a few items, and again whenever somebody else was quicker."""
    found: Counter[str] = Counter()
    for offset in range(NOTES):
        pk = talked_of[(number + offset) % TALKED_OF]
        while True:
            revision = Item.objects.values_list("revision", flat=True).get(pk=pk)
            given = Handed(statement=f"第{number}人第{offset}条")
            try:
                move(supervisor, pk, "comment", given, revision=revision, today=today, at=hour)
            except StaleError:
                found["again"] += 1
            else:
                found["noted"] += 1
                break
    return found


dispatched = together(dispatch)
items = list(Item.objects.order_by("pk"))
for item in items[:CLOSED]:
    values = {target.pk: target.value for target in item.targets.all()}
    claim = Handed(done="完成", values=values, evidence=(PAPER,))
    move(water, item.pk, "accept", Handed(), revision=None, today=today, at=hour)
    move(water, item.pk, "claim", claim, revision=None, today=today, at=hour)
    move(verifier, item.pk, "verify_accept", Handed(finding="属实"), revision=None, today=today, at=hour)
seen = list(Item.objects.filter(state="verified").order_by("pk").values_list("pk", "revision"))
closed = together(close)
talked_of = [item.pk for item in items[-TALKED_OF:]]
noted = together(note)

moves = Move.objects.all()
told = Event.objects.filter(kind__startswith="item.move.")
proof = prove()
json.dump(
    {
        "dispatched": dispatched,
        "closed": closed,
        "noted": noted,
        "notes": sorted(moves.filter(move="comment").values_list("reason", flat=True)),
        "moves": moves.count(),
        "events": told.count(),
        "pairs": len(set(told.values_list("number", "subject")) & {(m.event, str(m.item_id)) for m in moves}),
        "revisions": sum(Item.objects.values_list("revision", flat=True)) - len(items),
        "broken": str(proof.broken) if proof.broken else None,
        "vendor": connection.vendor,
    },
    sys.stdout,
)
