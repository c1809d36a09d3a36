"""The log, and whether it holds."""

from datetime import datetime
from typing import Any
from uuid import UUID

from duban.server.api.language import english
from duban.server.api.shapes.common import Shape
from duban.server.audit.finding import Told
from duban.server.audit.queries import Proof


class EventShape(Shape):
    """One event with all that is hashed, its digest, and its sentence."""

    number: int
    action: UUID
    at: datetime
    kind: str
    actor: int | None
    actor_name: str
    subject_kind: str
    subject: str
    before: dict[str, Any]
    after: dict[str, Any]
    reason: str
    previous: str
    digest: str
    sentence: str


class Broken(Shape):
    """The first link that does not hold: ``gap``, ``previous``, ``digest`` or ``end``."""

    number: int
    why: str


class ProofShape(Shape):
    """How far the chain holds, and the digest up to there."""

    holds: bool
    events: int
    digest: str
    broken: Broken | None


def event(told: Told) -> EventShape:
    """An event."""
    plain = set(EventShape.model_fields) - {"sentence"}
    return EventShape(
        **{name: getattr(told.event, name) for name in plain}, sentence=told.en if english() else told.zh
    )


def proof(found: Proof) -> ProofShape:
    """What the walk along the chain came to."""
    broken = Broken(number=found.broken.number, why=found.broken.why) if found.broken else None
    return ProofShape(holds=broken is None, events=found.events, digest=found.digest, broken=broken)
