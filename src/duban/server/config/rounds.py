"""What the program does by itself: one round of the clock, safe to run twice, late, or by two processes at once."""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import close_old_connections
from django.utils import timezone

from duban.server.ledger import clock
from duban.server.notices import actions, sending
from duban.server.people.actions.sessions import forget_expired

if TYPE_CHECKING:
    import threading
    from datetime import datetime

#: Seconds between rounds. A round that finds nothing to do costs a few queries.
INTERVAL = 60.0
#: For so long the queue can tell what became of a task.
TASKS_KEPT = timedelta(days=30)

log = logging.getLogger("duban.clock")


def one_round() -> None:
    """Make the duties that fell due, set the lamps, tell whoever is to be told, forget what is over."""
    now = timezone.now()
    began = time.monotonic()
    today = timezone.localdate(now)
    done = (
        clock.tick(today, now),
        actions.tell_of_moves(today, now) + actions.begin_day(today, now),
        sending.send_digests(now) + sending.push(now),
        forget_expired(now),
        forget_tasks(now),
    )
    log.info(
        "round: %s, %s told, %s sent, %s sessions ran out, %s tasks forgotten",
        *done,
        extra={"milliseconds": round((time.monotonic() - began) * 1000)},
    )


def forget_tasks(now: datetime) -> int:
    """Remove what the queue keeps of tasks that ended long ago; how many. What they did stands where they did it."""
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415 - its models want the apps to be ready

    ended = DBTaskResult.objects.finished().filter(finished_at__lt=now - TASKS_KEPT)
    return ended.delete()[0]


def keep_time(ended: threading.Event, *, interval: float = INTERVAL) -> None:
    """A round now and each ``interval`` seconds, until ``ended``; a failed round is logged and the next one runs."""
    while not ended.is_set():
        close_old_connections()
        try:
            one_round()
        except Exception:
            log.exception("a round of the clock failed")
        finally:
            close_old_connections()
        ended.wait(interval)
