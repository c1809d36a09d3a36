"""How one event is linked to the one before it: pure arithmetic, so that anybody can verify the chain without duban.

``digest = SHA-256(canonical JSON of the event's fields and the previous digest)``; canonical JSON has sorted keys, no
spaces, and no escapes for Chinese. Times are UTC in ISO 8601 with microseconds.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: What stands before the first event.
GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """One event as it is hashed."""

    number: int
    action: str
    at: datetime
    kind: str
    actor: int | None
    actor_name: str
    subject_kind: str
    subject: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    reason: str
    previous: str

    def digest(self) -> str:
        """The hash that the next event names."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        fields["at"] = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        whole = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return sha256(whole.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Broken:
    """The first link that does not hold, and why: gap, previous or digest."""

    number: int
    why: str


def verify(links: Iterable[tuple[Link, str]]) -> tuple[int, str, Broken | None]:
    """Walk the chain from its first link; how many hold, the last digest that does, and the first that does not."""
    held, last = 0, GENESIS
    for link, digest in links:
        if link.number != held + 1:
            return held, last, Broken(held + 1, "gap")
        if link.previous != last:
            return held, last, Broken(link.number, "previous")
        if link.digest() != digest:
            return held, last, Broken(link.number, "digest")
        held, last = link.number, digest
    return held, last, None
