"""Everything that a decision about a move may look at, gathered by the caller; nothing is looked up from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from duban.governing.lifecycle.model import Ask, Part

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One actor before one item, now.

    Persons and units are opaque names. What is handed in with the move is already counted: ``evidence`` includes the
    files of this move, ``missing_values`` leaves out the targets it reports.
    """

    actor: str = ""
    parts: frozenset[Part] = frozenset()
    actor_units: frozenset[str] = NOBODY
    actor_kin: frozenset[str] = NOBODY
    """Units above and below the actor's own, as far as the caller holds them to be one house."""
    handed: frozenset[Ask] = frozenset()

    lead_units: frozenset[str] = NOBODY
    supporting_units: frozenset[str] = NOBODY
    accepted_units: frozenset[str] = NOBODY
    """Units that have signed for the present dispatch."""
    doers: frozenset[str] = NOBODY
    """Persons who accepted, reported or claimed."""
    verifiers: tuple[str, ...] = ()
    """Persons who accepted the present claim, see `Standing.round_from`."""

    today: date | None = None
    due: date | None = None
    long_term: bool = False
    measurable: bool = False
    waived: bool = False
    """A supervisor has let the item go out although it cannot be measured."""
    evidence: int = 0
    missing_values: frozenset[str] = NOBODY
    open_children: int = 0
    open_problems: int = 0
    extension_pending: bool = False
    tests_passed: frozenset[str] = NOBODY
    institution: str = ""
    until: date | None = None
    unit: str | None = None
    before: str | None = None
    """The state that a suspended item was in."""
