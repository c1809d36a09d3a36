"""What happened to an entry, and when it was told. The record only grows; nothing in it is ever changed.

``day`` is when it holds from, ``told`` when it was recorded: what was published on one day can be counted again as it
was known then, even if an older fact is told later.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from duban.governing.registers.fields import Value, Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What every event says: from when it holds, when it was told and by whom, why, and on what papers."""

    day: date
    told: date
    by: str
    reason: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered(Told):
    """Into the register, in a batch, at a tier if it has any; a firm may enter at any of them."""

    batch: str = ""
    tier: str | None = None
    values: Values = field(default_factory=lambda: MappingProxyType({}))
    expires: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Told):
    """From a tier to another; ``None`` for none: of independent tiers one is won or lost so."""

    source: str | None
    target: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed(Told):
    """One field has another value; ``None`` where it is not known any more."""

    field: str
    value: Value | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed(Told):
    """The certificate is valid until another day."""

    expires: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspended(Told):
    """Still in the register, and not in force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Told):
    """In force again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left(Told):
    """Out of the register; it may enter again."""


Event: TypeAlias = Entered | Moved | Changed | Renewed | Suspended | Resumed | Left


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry by its key, with all that happened to it in the order in which it was told."""

    key: str
    events: tuple[Event, ...] = ()
