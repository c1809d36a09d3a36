"""Why an event or a cell of a sheet is refused: codes with values, put into words elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from duban.governing.names import Name


@dataclass(frozen=True, slots=True)
class NotIn:
    """The entry is not in the register on that day."""

    day: date


@dataclass(frozen=True, slots=True)
class AlreadyIn:
    """It is in the register on that day."""

    day: date


@dataclass(frozen=True, slots=True)
class UnknownTier:
    """The register has no such tier."""

    tier: str


@dataclass(frozen=True, slots=True)
class NotAtTier:
    """It is not where it should be moved from; ``at`` is where it is, ``None`` for no tier."""

    tier: str | None
    at: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AlreadyAtTier:
    """It is there already."""

    tier: str


@dataclass(frozen=True, slots=True)
class NoTier:
    """An entry of this register is always at a tier: it cannot be without."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Tiers would be skipped, and the register does not allow that."""

    between: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoReason:
    """Down a tier, out of the register, suspended: not without a reason."""


@dataclass(frozen=True, slots=True)
class UnknownField:
    """The register has no such field."""

    field: str


@dataclass(frozen=True, slots=True)
class WrongValue:
    """Not a value of this field."""

    field: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """Fields that every entry must state."""

    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AlreadySuspended:
    """It is suspended since that day."""

    since: date


@dataclass(frozen=True, slots=True)
class NotSuspended:
    """It is not suspended."""


@dataclass(frozen=True, slots=True)
class ToldBackwards:
    """What is told later stands later: the record only grows."""

    told: date
    last: date


@dataclass(frozen=True, slots=True)
class ExpiresBefore:
    """Valid until a day before it begins."""

    expires: date
    day: date


@dataclass(frozen=True, slots=True)
class NoExpiry:
    """An entry about a person expires; the day has to be said."""


@dataclass(frozen=True, slots=True)
class NotOpaque:
    """A reference to a person tells nothing of that person."""


@dataclass(frozen=True, slots=True)
class WantedKind:
    """A cell that cannot be read as what its column holds: the value of a field kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class WantedChoice:
    """A cell that is none of the choices."""

    choices: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class WantedSomething:
    """An empty cell that must not be."""


@dataclass(frozen=True, slots=True)
class UnknownColumn:
    """A column that the register does not have."""


@dataclass(frozen=True, slots=True)
class MissingColumn:
    """A column without which no row can be read."""


@dataclass(frozen=True, slots=True)
class SameColumn:
    """Another column of the sheet says the same, in the other language."""

    other: str


@dataclass(frozen=True, slots=True)
class TwiceInSheet:
    """The same entry stands in an earlier row."""

    row: int


@dataclass(frozen=True, slots=True)
class InRegister:
    """The entry is in the register already."""


Refusal: TypeAlias = (
    NotIn
    | AlreadyIn
    | UnknownTier
    | NotAtTier
    | AlreadyAtTier
    | NoTier
    | Skipped
    | NoReason
    | UnknownField
    | WrongValue
    | Lacking
    | AlreadySuspended
    | NotSuspended
    | ToldBackwards
    | ExpiresBefore
    | NoExpiry
    | NotOpaque
)
Wanted: TypeAlias = (
    WantedKind
    | WantedChoice
    | WantedSomething
    | UnknownColumn
    | MissingColumn
    | SameColumn
    | TwiceInSheet
    | InRegister
    | Refusal
)
