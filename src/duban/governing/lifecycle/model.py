"""What a lifecycle is made of: states, moves, who may act, what must be handed in.

Only shapes. Whether a table of them is sound is asked in ``checking``, whether a move may be made in ``deciding``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

STAY: Final = "="
"""A move's target: the item stays where it is (a report, a reminder, a comment)."""
BACK: Final = "^"
"""A move's target: the state that the item was suspended from."""


class Nature(StrEnum):
    """What a state means for the desks: work to do, somebody asked, the clock stopped, the line struck off."""

    OPEN = "open"
    WAITING = "waiting"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Outcome(StrEnum):
    """The four ways in which an item can be closed; they are never merged."""

    COMPLETED = "completed"
    ONGOING = "ongoing"
    NOT_TO_BE_DONE = "not_to_be_done"
    DISPUTED = "disputed"


class Part(StrEnum):
    """In which part somebody acts on one item; a person may have several, the program has one."""

    LEAD = "lead"
    SUPPORTING = "supporting"
    OVERSIGHT = "oversight"
    SUPERVISOR = "supervisor"
    VERIFIER = "verifier"
    LEADER = "leader"
    CLOCK = "clock"


class Ask(StrEnum):
    """What an actor hands in with a move."""

    REASON = "reason"
    STATEMENT = "statement"
    EVIDENCE = "evidence"
    VALUES = "values"
    UNTIL = "until"
    UNIT = "unit"
    TESTS = "tests"
    INSTITUTION = "institution"


class Kind(StrEnum):
    """What a move does besides changing the state, so that a renamed or added move is still carried out rightly."""

    DISPATCH = "dispatch"
    RECALL = "recall"
    ACCEPT = "accept"
    RETURN = "return"
    REPORT = "report"
    CLAIM = "claim"
    WITHDRAW = "withdraw"
    VERIFY = "verify"
    REJECT = "reject"
    CHECK_AGAIN = "check_again"
    CLOSE = "close"
    DECLINE = "decline"
    RESOLVE = "resolve"
    LOOK_BACK = "look_back"
    REOPEN = "reopen"
    ASK_EXTENSION = "ask_extension"
    GRANT_EXTENSION = "grant_extension"
    REFUSE_EXTENSION = "refuse_extension"
    SUSPEND = "suspend"
    RESUME = "resume"
    REMIND = "remind"
    TRANSFER = "transfer"
    SPLIT = "split"
    RAISE_PROBLEM = "raise_problem"
    SOLVE_PROBLEM = "solve_problem"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class State:
    """One place where an item can stand; ``outcome`` is set when, and only when, it is closed."""

    id: str
    zh: str
    en: str
    nature: Nature
    outcome: Outcome | None = None
    clock_runs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One way from states to a state.

    ``asks`` must be handed in and ``takes`` may be; ``guards`` refuse, ``marks`` are guards whose failure is only
    written down; ``undo`` names the move that takes this one back.
    """

    id: str
    zh: str
    en: str
    kind: Kind
    sources: tuple[str, ...]
    target: str
    parts: tuple[Part, ...]
    asks: tuple[Ask, ...] = ()
    takes: tuple[Ask, ...] = ()
    guards: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    undo: str | None = None


@dataclass(frozen=True, slots=True)
class ClosureTest:
    """One question that a closer answers with yes before a line is struck off (问题不查清不放过)."""

    id: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Terms:
    """The figures of a lifecycle: pieces of evidence for a claim, independent verifications, tests of closure."""

    evidence: int = 1
    verifications: int = 1
    tests: tuple[ClosureTest, ...] = ()
