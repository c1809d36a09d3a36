"""The only writer of the log. There is no way to change or remove an event: not here, and not in the database."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from duban.server.audit.chain import Link
from duban.server.audit.kinds import kind_of
from duban.server.audit.models import Chain, Event

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Who:
    """Whoever acts: an account, or the program itself (``None``, with the name of its part)."""

    account: int | None
    name: str


#: The program acting by itself: the clock that generates duties and escalates.
CLOCK = Who(None, "时钟")


@dataclass(frozen=True, slots=True)
class Happening:
    """What is to be recorded about one thing; ``before`` and ``after`` hold plain JSON values, only what changed."""

    kind: str
    subject: str
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


def record(
    who: Who, *happenings: Happening, at: datetime | None = None, action: uuid.UUID | None = None
) -> Sequence[Event]:
    """Append one act's events, in the transaction of the change they tell of.

    Call it last in that transaction: the end of the chain is locked from here until the commit, and everybody else
    who writes waits. Raises :class:`~duban.server.audit.kinds.UnknownKindError` for a kind that nobody declared.
    """
    if not happenings:
        return ()
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an event is recorded in the transaction of the change it tells of")
    at, action = at or timezone.now(), action or uuid.uuid4()
    chain = Chain.objects.select_for_update().get(id=1)
    events = []
    for happening in happenings:
        link = Link(
            number=chain.number + 1,
            action=str(action),
            at=at,
            kind=happening.kind,
            actor=who.account,
            actor_name=who.name,
            subject_kind=kind_of(happening.kind).subject,
            subject=happening.subject,
            before=dict(happening.before),
            after=dict(happening.after),
            reason=happening.reason,
            previous=chain.digest,
        )
        chain.number, chain.digest = link.number, link.digest()
        events.append(Event(**{name: getattr(link, name) for name in Link.__slots__}, digest=chain.digest))
    Event.objects.bulk_create(events)
    chain.save(update_fields=["number", "digest"])
    return events
