"""One human act: rows are changed in one transaction and its events are recorded together at the end of it.

An act inside an act joins it: an import of five hundred units is one act with an event for each thing it changed.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.db import transaction

from duban.server.audit.actions import Happening, record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from duban.server.people.access import Actor

#: The events of the act that is going on; None where there is none.
_going_on: ContextVar[list[Happening] | None] = ContextVar("people_act", default=None)


@contextmanager
def one_act(actor: Actor, *, now: datetime | None = None) -> Iterator[list[Happening]]:
    """Collect what happens; nothing is changed and nothing recorded where the block raises."""
    outer = _going_on.get()
    happened: list[Happening] = []
    token = _going_on.set(happened)
    try:
        with transaction.atomic():
            yield happened
            if outer is None:
                record(actor.who, *happened, at=now)
    finally:
        _going_on.reset(token)
    if outer is not None:
        outer.extend(happened)
