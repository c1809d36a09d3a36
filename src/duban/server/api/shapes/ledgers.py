"""Mechanisms and the ledgers that they run."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from duban.governing.lifecycle import Lifecycle
from duban.mechanisms import Adopted, Mechanism, parameters
from duban.mechanisms.parameters import General
from duban.server.api.language import said
from duban.server.api.shapes.common import Figure, Reference, Said, Shape, unit_named, words
from duban.server.ledger.models import Ledger
from duban.server.ledger.queries.figures import Standing


class MechanismRow(Shape):
    """A mechanism in a list."""

    id: str
    version: int
    archetype: str
    name: str
    purpose: str


class StateShape(Shape):
    """A place in the loop; ``outcome`` is given where the item is closed there."""

    code: str
    name: str
    nature: str
    outcome: str | None
    clock_runs: bool


class MoveRule(Shape):
    """A way from states to a state: what it asks for, what it may take, which parts may go it."""

    code: str
    name: str
    kind: str
    sources: list[str]
    target: str
    parts: list[str]
    asks: list[str]
    takes: list[str]


class Question(Shape):
    """What an office answers when it takes the mechanism into use; ``usual`` holds where it does not."""

    key: str
    text: str
    type: str
    required: bool
    depends: str
    usual: Figure | None


class MechanismShape(MechanismRow):
    """A mechanism whole; ``answers`` are the office's, null where it is not in use."""

    in_use: bool
    answers: dict[str, Any] | None
    states: list[StateShape]
    moves: list[MoveRule]
    questions: list[Question]


class LedgerRow(Shape):
    """A ledger in a list."""

    id: int
    name: str
    document: int | None
    mechanism: str
    mechanism_version: str
    state: str
    owner: Reference | None
    created_at: datetime


class Figures(Shape):
    """How the items stand that the asker may see: those in hand by lamp, and those closed."""

    red: int
    yellow: int
    green: int
    grey: int
    open: int
    closed: int
    done: int
    in_time: int


class LedgerShape(LedgerRow):
    """A ledger with its loop and its figures."""

    states: list[Said]
    moves: list[Said]
    ticked_on: date | None
    figures: Figures


def mechanism_row(found: Mechanism) -> MechanismRow:
    """A mechanism in a list."""
    return MechanismRow(**_named(found))


def mechanism(found: Mechanism, loop: Lifecycle, adopted: Adopted | None) -> MechanismShape:
    """A mechanism whole."""
    return MechanismShape(
        **_named(found),
        in_use=adopted is not None,
        answers=dict(adopted.model_dump(mode="json")["given"]) if adopted else None,
        states=[
            StateShape(
                code=state.id,
                name=said(state),
                nature=state.nature.value,
                outcome=state.outcome.value if state.outcome else None,
                clock_runs=state.clock_runs,
            )
            for state in loop.states
        ],
        moves=[
            MoveRule(
                code=move.id,
                name=said(move),
                kind=move.kind.value,
                sources=list(move.sources),
                target=move.target,
                parts=[part.value for part in move.parts],
                asks=[ask.value for ask in move.asks],
                takes=[ask.value for ask in move.takes],
            )
            for move in loop.moves
        ],
        questions=[
            Question(
                key=key,
                text=said(one),
                type=str(one.type.value),
                required=one.required,
                depends=said(one.depends),
                usual=Decimal(one.usual) if isinstance(one, General) and one.usual is not None else None,
            )
            for key, one in parameters(found).items()
        ],
    )


def ledger_row(found: Ledger) -> LedgerRow:
    """A ledger in a list."""
    return LedgerRow(**_of_ledger(found))


def ledger(found: Ledger, loop: Lifecycle, standing: Standing) -> LedgerShape:
    """A ledger whole."""
    figures = {name: getattr(standing, name) for name in Figures.model_fields}
    return LedgerShape(
        **_of_ledger(found),
        states=[words(state.id, state) for state in loop.states],
        moves=[words(move.id, move) for move in loop.moves],
        ticked_on=found.ticked_on,
        figures=Figures(**figures),
    )


def _named(found: Mechanism) -> dict[str, Any]:
    return {
        "id": found.id,
        "version": found.version,
        "archetype": found.archetype,
        "name": said(found.name),
        "purpose": said(found.purpose),
    }


def _of_ledger(found: Ledger) -> dict[str, Any]:
    return {
        "id": found.pk,
        "name": found.name,
        "document": found.document_id,
        "mechanism": found.mechanism,
        "mechanism_version": found.mechanism_version,
        "state": found.state,
        "owner": unit_named(found.owner),
        "created_at": found.created_at,
    }
