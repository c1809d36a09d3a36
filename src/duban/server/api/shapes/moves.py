"""Moves: what is handed in with one, what it came to, and what a bulk of them would."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from duban.governing.lifecycle import Lifecycle
from duban.server.api.shapes.common import Id, Reference, Said, Shape, Taken, reason, unit_named, words
from duban.server.ledger.actions import Handed, Outcome, Upload
from duban.server.ledger.models import Evidence, Move
from duban.server.ledger.queries import Step

#: As many characters as the pages take; a longer account belongs into a file.
LONGEST = 5000
Text = Annotated[str, Field(max_length=LONGEST)]
Number = Annotated[Decimal, Field(max_digits=24, decimal_places=6)]


class HandedIn(Taken):
    """A move with all that may be handed in; what a move asks for stands in the item's ``offers``.

    ``values`` are by target id. ``duty`` names the return that a report is for; without it the one due next is taken.
    """

    move: str = Field(max_length=32)
    reason: Text = ""
    statement: Text = ""
    done: Text = ""
    problems: Text = ""
    next_steps: Text = ""
    institution: str = Field(default="", max_length=255)
    until: date | None = None
    values: dict[Id, Number] = Field(default={}, max_length=200)
    unit: Id | None = None
    units: list[Id] = Field(default=[], max_length=500)
    method: str = Field(default="", max_length=32)
    finding: Text = ""
    tests: list[str] = Field(default=[], max_length=50)
    waive: bool = False
    duty: Id | None = None


class HandedInForMany(HandedIn):
    """The same move with many items."""

    items: list[Id] = Field(min_length=1, max_length=500)


class EvidenceShape(Shape):
    """A file that proves something; ``digest`` is the SHA-256 of its bytes."""

    id: int
    item: int
    move: int
    name: str
    media_type: str
    size: int
    digest: str
    by: str
    at: datetime


class ReportShape(Shape):
    """What a unit says it did."""

    done: str
    problems: str
    next_steps: str
    institution: str
    duty: int | None


class VerificationShape(Shape):
    """What somebody other than the doer found."""

    accepted: bool
    round: int
    method: str
    finding: str
    checker: str


class MoveShape(Shape):
    """One move through the loop; ``event`` is the number of its event in the log."""

    id: int
    item: int
    move: Said
    from_state: str
    to_state: str
    part: str
    unit: Reference | None
    by: str
    at: datetime
    reason: str
    marks: list[str]
    revision: int
    event: int | None
    undone: bool


class StepShape(MoveShape):
    """A move with all that came with it."""

    report: ReportShape | None
    verification: VerificationShape | None
    evidence: list[EvidenceShape]


class AllowedShape(Shape):
    """An item that moved, or would."""

    item: int
    target: str
    marks: list[Said]


class RefusedShape(Shape):
    """An item that stays as it is, and why."""

    item: int
    refusals: list[Said]


class Moved(Shape):
    """What became of many items, in the order asked for; ``action`` is null in a preview."""

    preview: bool
    action: UUID | None
    allowed: list[AllowedShape]
    refused: list[RefusedShape]


def handed(given: HandedIn, files: Sequence[Upload] = ()) -> Handed:
    """What was handed in, for the action."""
    plain = given.model_dump(exclude={"move", "items", "units", "tests"})
    return Handed(**plain, units=tuple(given.units), tests=frozenset(given.tests), evidence=tuple(files))


def move(found: Move, loop: Lifecycle) -> MoveShape:
    """A move."""
    return MoveShape(**_move(found, loop))


def step(found: Step, loop: Lifecycle) -> StepShape:
    """A move of a history."""
    report, verification = found.report, found.verification
    return StepShape(
        **_move(found.move, loop),
        report=ReportShape(
            done=report.done,
            problems=report.problems,
            next_steps=report.next_steps,
            institution=report.institution,
            duty=report.duty_id,
        )
        if report
        else None,
        verification=VerificationShape(
            accepted=verification.accepted,
            round=verification.round,
            method=verification.method,
            finding=verification.finding,
            checker=str(verification.checker),
        )
        if verification
        else None,
        evidence=[evidence(one) for one in found.evidence],
    )


def evidence(found: Evidence) -> EvidenceShape:
    """A file."""
    return EvidenceShape(
        id=found.pk,
        item=found.item_id,
        move=found.move_id,
        name=found.name,
        media_type=found.media_type,
        size=found.size,
        digest=found.digest,
        by=str(found.by),
        at=found.at,
    )


def moved(outcome: Outcome, *, preview: bool) -> Moved:
    """A bulk."""
    return Moved(
        preview=preview,
        action=outcome.action,
        allowed=[
            AllowedShape(
                item=one.item, target=one.target, marks=[words(mark.code, mark) for mark in one.marks]
            )
            for one in outcome.allowed
        ],
        refused=[
            RefusedShape(item=one.item, refusals=[reason(why) for why in one.refusals])
            for one in outcome.refused
        ],
    )


def _move(found: Move, loop: Lifecycle) -> dict[str, Any]:
    return {
        "id": found.pk,
        "item": found.item_id,
        "move": words(found.move, loop.move(found.move)),
        "from_state": found.from_state,
        "to_state": found.to_state,
        "part": found.part,
        "unit": unit_named(found.unit),
        "by": found.by_name,
        "at": found.at,
        "reason": found.reason,
        "marks": list(found.marks),
        "revision": found.revision,
        "event": found.event,
        "undone": found.undone_by_id is not None,
    }
