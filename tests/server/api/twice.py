"""A dozen threads send the same request with the same key, then another one without; printed is what became of them."""

from __future__ import annotations

import json
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from server.ledger.opening import open_apart

office = open_apart(2)

from django.db import connection  # noqa: E402 - Django is set up above

from duban.server.api.models import Answer  # noqa: E402
from duban.server.audit.queries import prove  # noqa: E402
from duban.server.ledger.models import Item, Move  # noqa: E402
from server.api.programs import Program, token  # noqa: E402

CALLERS = 12
secret = token(office.cast.supervisor)
start = Barrier(CALLERS)
first, second = Item.objects.order_by("pk").values_list("pk", flat=True)


def together(item: int, **headers: str) -> list[tuple[int, str, bool]]:
    """Everybody sends the same dispatch at the same moment."""

    def one(_number: int) -> tuple[int, str, bool]:
        program = Program(secret)
        start.wait()
        try:
            response = program.move(item, 1, {"move": "dispatch"}, **headers)
            body: Any = response.json()
            return response.status_code, json.dumps(body, sort_keys=True), "Idempotency-Replayed" in response
        finally:
            connection.close()

    with ThreadPoolExecutor(CALLERS) as pool:
        return list(pool.map(one, range(CALLERS)))


keyed = together(first, idempotency_key="k1")
made = Move.objects.filter(item=first).count()
without = together(second)
json.dump(
    {
        "callers": CALLERS,
        "vendor": connection.vendor,
        "statuses": sorted({status for status, _, _ in keyed}),
        "bodies": len({body for _, body, _ in keyed}),
        "replayed": sum(again for _, _, again in keyed),
        "moves": made,
        "made": Answer.objects.count(),
        "without": Counter(str(status) for status, _, _ in without),
        "holds": prove().broken is None,
    },
    sys.stdout,
)
