"""The words of the loops in use: what a state is called, and in which states something of a kind is waited for.

A ledger keeps its mechanism as adopted, and that is large; what is needed of it here is built once for each version of
a mechanism and kept in the process.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.db.models import Max

from duban.governing.lifecycle import Nature
from duban.server.ledger.adoption import revived
from duban.server.ledger.models import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from duban.governing.lifecycle import Kind, Lifecycle, Move, State

#: What stands before every closure of something that was done; other closures can be made from almost anywhere.
VERIFIED_GUARD = "enough_verifications"


class Looped(Protocol):
    """What names the loop that it runs in: a ledger, or a row of a list."""

    @property
    def mechanism(self) -> str:
        """The mechanism's id."""

    @property
    def mechanism_version(self) -> str:
        """The version that was adopted."""


_BUILT: dict[tuple[str, str], tuple[Lifecycle, str]] = {}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The loops that any ledger runs, by mechanism and version; ``titles`` are the mechanisms' names."""

    loops: Mapping[tuple[str, str], Lifecycle]
    titles: Mapping[str, str]

    def loop(self, ledger: Looped) -> Lifecycle:
        """The loop of one ledger."""
        return self.loops[ledger.mechanism, ledger.mechanism_version]

    def state(self, ledger: Looped, name: str) -> State | None:
        """A state of one ledger's loop."""
        return self.loop(ledger).state(name)

    def states(self) -> dict[str, State]:
        """Every state there is, once; where two mechanisms name one differently, the first one's name."""
        found: dict[str, State] = {}
        for loop in self.loops.values():
            for state in loop.states:
                found.setdefault(state.id, state)
        return found

    def moves(self, *kinds: Kind) -> frozenset[str]:
        """The names of all moves of these kinds."""
        return frozenset(move.id for move in self._moves() if move.kind in kinds)

    def waiting_for(self, *kinds: Kind) -> frozenset[str]:
        """The states in which a move of these kinds starts, closed ones left out."""
        closed = {state.id for state in self.states().values() if state.nature is Nature.CLOSED}
        return frozenset(
            source for move in self._moves() if move.kind in kinds for source in move.sources
        ) - frozenset(closed)

    def to_close(self) -> frozenset[str]:
        """The states in which an item that was verified waits to be struck off as done."""
        return frozenset(
            source for move in self._moves() if VERIFIED_GUARD in move.guards for source in move.sources
        )

    def starts(self) -> frozenset[str]:
        """The states in which items begin."""
        return frozenset(loop.start for loop in self.loops.values())

    def _moves(self) -> Iterator[Move]:
        for loop in self.loops.values():
            yield from loop.moves


def vocabulary() -> Vocabulary:
    """The loops in use, in one query; a version of a mechanism that was not met before costs one more."""
    used = Ledger.objects.order_by().values_list("mechanism", "mechanism_version").annotate(newest=Max("pk"))
    loops, titles = {}, {}
    for mechanism, version, newest in used:
        key = (mechanism, version)
        if key not in _BUILT:
            kept = Ledger.objects.values_list("adopted", flat=True).get(pk=newest)
            adopted = revived(kept)
            _BUILT[key] = (adopted.lifecycle, adopted.mechanism.name.zh)
        loops[key], titles[mechanism] = _BUILT[key]
    return Vocabulary(loops, titles)
