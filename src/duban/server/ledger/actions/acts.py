"""One act while it is made: who, what, when, and for each item what it comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date, datetime

    from duban.governing.clock import Working
    from duban.governing.lifecycle import Lifecycle, State
    from duban.governing.lifecycle import Move as Rule
    from duban.server.audit.actions import Happening
    from duban.server.ledger.actions.facts import Facts
    from duban.server.ledger.actions.handing import Handed
    from duban.server.ledger.models import Item, Move, Pause
    from duban.server.people.access import Actor


@dataclass(frozen=True, slots=True)
class Act:
    """Who does what with what in hand, on which day."""

    actor: Actor
    name: str
    handed: Handed
    today: date
    at: datetime


@dataclass(slots=True)
class Made:
    """One item's move while it is written."""

    facts: Facts
    rule: Rule
    reached: State
    row: Move
    columns: dict[str, Any]
    marks: tuple[str, ...]
    pause: Pause | None = None
    """The pause that ends with this move."""
    moved_due: Working | None = None
    """The due date that the pause moved."""
    born: list[Born] = field(default_factory=list)
    noted: dict[str, Any] = field(default_factory=dict)
    """What the event tells besides the state."""

    @property
    def unit(self) -> int:
        """The unit that it is done for; the clock alone has none, and neither reports nor verifies."""
        if self.row.unit_id is None:
            raise LookupError(f"{self.rule.id!r} is done for no unit")
        return self.row.unit_id

    @property
    def lifecycle(self) -> Lifecycle:
        """The loop of this item."""
        return self.facts.lifecycle


@dataclass(slots=True)
class Born:
    """A part that the item was divided into, with the dispatch that sent it out where the whole was out already."""

    item: Item
    added: Happening
    row: Move | None = None
