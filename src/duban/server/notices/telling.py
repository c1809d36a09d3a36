"""From what happened to who is told what. A pure table over moves; writing is in ``actions``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from duban.governing.lifecycle import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from duban.server.ledger.models import Item, Move
    from duban.server.notices.recipients import Posts


@dataclass(frozen=True, slots=True)
class Told:
    """One message to one account; ``once`` names the occasion, so that it is told once.

    ``at`` is when that happened, where it is not the moment of telling: what was missed is told of later.
    """

    account: int
    item: int
    code: str
    values: dict[str, Any]
    once: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Units:
    """The units that have a part in an item now."""

    leads: frozenset[int]
    supporting: frozenset[int]


#: Moves whose message goes to the units that lead.
TO_LEADS = {
    Kind.RECALL: "recalled",
    Kind.REJECT: "rejected",
    Kind.CLOSE: "closed",
    Kind.REOPEN: "reopened",
    Kind.GRANT_EXTENSION: "granted_extension",
    Kind.REFUSE_EXTENSION: "refused_extension",
    Kind.SUSPEND: "suspended",
    Kind.RESUME: "resumed",
    Kind.REMIND: "reminded",
    Kind.TRANSFER: "transferred",
    Kind.DISPATCH: "dispatched",
}
#: Moves whose message goes to the supervision office.
TO_SUPERVISORS = {
    Kind.RETURN: "returned",
    Kind.VERIFY: "verified",
    Kind.ASK_EXTENSION: "asked_extension",
    Kind.RAISE_PROBLEM: "problem",
}


def told_of(move: Move, kind: Kind, units: Units, posts: Posts) -> Iterator[Told]:
    """Whoever is to know of this move; never the one who made it."""
    item = move.item
    values = _values(item, move)
    groups: list[tuple[str, set[int]]] = []
    if kind in TO_LEADS:
        groups.append((TO_LEADS[kind], posts.liaisons(units.leads)))
    if kind in TO_SUPERVISORS:
        groups.append((TO_SUPERVISORS[kind], posts.supervisors()))
    if kind is Kind.DISPATCH:
        groups.append(("supporting", posts.liaisons(units.supporting - units.leads)))
    if kind in {Kind.CLAIM, Kind.CHECK_AGAIN}:
        groups.append(("claimed", posts.verifiers(units.leads | units.supporting)))
    for code, accounts in groups:
        for account in sorted(accounts - {move.by_id}):
            yield Told(account, item.pk, code, values, f"move:{move.pk}:{code}", move.at)


def _values(item: Item, move: Move) -> dict[str, Any]:
    asked = getattr(move, "extension_asked", None)  # a move that asks for no extension has none
    return {
        "title": str(item),
        "due": item.due.isoformat() if item.due else item.due_text,
        "unit": move.unit.short or move.unit.name if move.unit else "",
        "reason": move.reason,
        "until": asked.until.isoformat() if asked else "",
    }
