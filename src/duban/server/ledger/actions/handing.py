"""What goes into a move and what comes out of it: the hand-in, the files, the outcome of a bulk act, the refusals.

```
MoveError
├── StaleError      somebody else changed the item first; the present revision is told
└── RefusedError    the loop does not allow the move; every reason is told
```
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from duban.governing.lifecycle import Ask

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal
    from uuid import UUID

    from duban.governing.lifecycle import Mark, Refusal
    from duban.server.ledger.evidence import Upload
    from duban.server.ledger.models import Move


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """All that may be handed in with a move; what a move asks for is in the lifecycle's ``asks`` and ``takes``.

    ``done`` and ``finding`` are the statement of a report and of a verification; ``statement`` is any other one.
    ``values`` are by target id. ``waive`` lets an item go out that cannot be measured and is written down. ``duty``
    names the return that a report is for; without it the one that is next due is taken.
    """

    reason: str = ""
    statement: str = ""
    done: str = ""
    problems: str = ""
    next_steps: str = ""
    institution: str = ""
    until: date | None = None
    values: Mapping[int, Decimal] = field(default_factory=dict)
    evidence: tuple[Upload, ...] = ()
    unit: int | None = None
    units: tuple[int, ...] = ()
    method: str = ""
    finding: str = ""
    tests: frozenset[str] = frozenset()
    waive: bool = False
    duty: int | None = None

    @property
    def said(self) -> str:
        """The statement, wherever it was written."""
        return (self.done or self.finding or self.statement).strip()

    @property
    def named(self) -> tuple[int, ...]:
        """Every unit that was named, once, in order."""
        return tuple(dict.fromkeys((*((self.unit,) if self.unit else ()), *self.units)))

    @property
    def asks(self) -> frozenset[Ask]:
        """Which of a lifecycle's questions this answers."""
        given = {
            Ask.REASON: self.reason.strip(),
            Ask.STATEMENT: self.said,
            Ask.EVIDENCE: self.evidence,
            Ask.VALUES: self.values,
            Ask.UNTIL: self.until,
            Ask.UNIT: self.named,
            Ask.TESTS: self.tests,
            Ask.INSTITUTION: self.institution.strip(),
        }
        return frozenset(ask for ask, answer in given.items() if answer)


NOTHING = Handed()


@dataclass(frozen=True, slots=True)
class Refused:
    """An item that stays as it is, and why."""

    item: int
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Allowed:
    """An item that may make the move: where it goes, and what is written down with it."""

    item: int
    target: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a bulk act, in the order of the items asked for.

    ``moves`` and ``action`` are empty in a preview; ``action`` is the one act that all the events share.
    """

    allowed: tuple[Allowed, ...]
    refused: tuple[Refused, ...]
    moves: tuple[Move, ...] = ()
    action: UUID | None = None

    @property
    def done(self) -> tuple[int, ...]:
        """The items that moved, or would."""
        return tuple(one.item for one in self.allowed)


class MoveError(Exception):
    """A move that was not made; nothing was written."""


class StaleError(MoveError):
    """The item is no longer as the actor saw it."""

    def __init__(self, item: int, revision: int) -> None:
        self.item, self.revision = item, revision
        super().__init__(f"item {item} is at revision {revision}")


class RefusedError(MoveError):
    """The loop refuses; ``refusals`` are in both languages."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        self.refusals = refusals
        super().__init__("；".join(refusal.zh for refusal in refusals))
