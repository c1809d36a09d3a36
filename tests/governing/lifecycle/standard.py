"""The loop that most mechanisms run, and a situation in which nothing stands in the way of a move."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from duban.governing.lifecycle import Ask, Lifecycle, Part, Situation
from duban.mechanisms import archetype
from duban.mechanisms.building import build
from duban.mechanisms.loops import Changes

TODAY = date(2026, 3, 2)
DUE = date(2026, 3, 31)


class Known(TypedDict, total=False):
    """What a test says about a situation beyond that everything is in order."""

    actor: str
    parts: frozenset[Part]
    actor_units: frozenset[str]
    actor_kin: frozenset[str]
    handed: frozenset[Ask]
    lead_units: frozenset[str]
    supporting_units: frozenset[str]
    accepted_units: frozenset[str]
    doers: frozenset[str]
    verifiers: tuple[str, ...]
    today: date | None
    due: date | None
    long_term: bool
    measurable: bool
    waived: bool
    evidence: int
    missing_values: frozenset[str]
    open_children: int
    open_problems: int
    extension_pending: bool
    tests_passed: frozenset[str]
    institution: str
    until: date | None
    unit: str | None
    before: str | None


# Moves for which "everything in order" is something else than for the rest.
SPECIAL: dict[str, Known] = {
    "recall": {"accepted_units": frozenset()},
    "withdraw_claim": {"verifiers": ()},
    "second_accept": {"verifiers": ("钱",)},
    "second_reject": {"verifiers": ("钱",)},
    "request_extension": {"extension_pending": False},
    "solve_problem": {"open_problems": 1},
}


def standard_loop(changes: Changes | None = None) -> Lifecycle:
    """The archetype's loop, with a mechanism's changes if any."""
    base = archetype("ledger-loop")
    return build(base, changes or Changes(), name="T1", title=base.name)


def in_order(move: str = "", **said: Unpack[Known]) -> Situation:
    """A situation in which every guard of a move holds but for what is said."""
    known: Known = {
        "actor": "孙",
        "parts": frozenset(Part),
        "actor_units": frozenset({"督查室"}),
        "handed": frozenset(Ask),
        "lead_units": frozenset({"住建局"}),
        "supporting_units": frozenset({"城管局"}),
        "accepted_units": frozenset({"住建局"}),
        "doers": frozenset({"赵"}),
        "verifiers": ("钱",),
        "today": TODAY,
        "due": DUE,
        "measurable": True,
        "evidence": 1,
        "extension_pending": True,
        "until": date(2026, 4, 30),
        "unit": "水务局",
        "before": "in_progress",
    }
    known.update(SPECIAL.get(move, {}))
    known.update(said)
    return Situation(**known)
