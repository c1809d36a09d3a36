"""Reading the log: what happened to a thing, and whether the chain holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from duban.server.audit.chain import Broken, Link, verify
from duban.server.audit.models import Chain, Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Proof:
    """How far the chain holds; ``broken`` is the first link that does not, None when all do."""

    events: int
    digest: str
    broken: Broken | None


def of_subject(kind: str, subject: str) -> QuerySet[Event]:
    """Everything that happened to one thing, oldest first."""
    return Event.objects.filter(subject_kind=kind, subject=subject)


def prove() -> Proof:
    """Verify the whole chain, and that its kept end is its last link."""
    held, digest, broken = verify((_link(event), event.digest) for event in _events())
    if broken is None:
        end = Chain.objects.get(id=1)
        if (end.number, end.digest) != (held, digest):
            broken = Broken(held + 1, "end")
    return Proof(held, digest, broken)


def _events() -> Iterator[Event]:
    return Event.objects.order_by("number").iterator(chunk_size=2000)


def _link(event: Event) -> Link:
    fields = {name: getattr(event, name) for name in Link.__slots__}
    fields["action"] = str(event.action)
    return Link(**fields)
