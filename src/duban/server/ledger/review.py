"""What a reviewer decides before dispatch: signatures first, being filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from duban.server.ledger.models import Item, Ledger
    from duban.server.people.access import Actor

FIELDS = (
    "title",
    "number",
    "kind",
    "parent",
    "lead",
    "supporting",
    "due",
    "ongoing",
    "add_target",
    "remove_target",
)


@dataclass(frozen=True, slots=True)
class Correcting:
    """One decision: ``value`` is what the field becomes, the span is its quote in the source (None without one)."""

    field: str
    value: Any
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """What an item lacks: no_lead, unresolved_lead, no_due, no_measure; ``detail`` is the name as written."""

    item: int
    code: str
    detail: str = ""


def correct(actor: Actor, item_id: int, decision: Correcting, *, revision: int, at: datetime) -> Item:
    """Decide one field."""
    raise NotImplementedError


def merge(actor: Actor, item_ids: Sequence[int], *, at: datetime) -> Item:
    """Make one item of several; the first in the document's order stays."""
    raise NotImplementedError


def split(actor: Actor, item_id: int, offset: int, *, revision: int, at: datetime) -> tuple[Item, Item]:
    """Make two items of one, cut at this offset of the source."""
    raise NotImplementedError


def resolve_alias(actor: Actor, written: str, unit_id: int, *, at: datetime) -> int:
    """Say once for all which unit a way of writing means; how many items it filled."""
    raise NotImplementedError


def ready(ledger: Ledger) -> tuple[Gap, ...]:
    """What is missing before dispatch, in the document's order."""
    raise NotImplementedError
