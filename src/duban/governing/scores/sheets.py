"""What was entered for one subject and one period, each entry with the records behind it and who entered it.

There is no value for "nothing": a leaf without an entry is missing, and so is one entered as ``NotKnown``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from duban.governing.clock import Period
    from duban.governing.scores.subjects import Subject


@dataclass(frozen=True, slots=True)
class Points:
    """Points given by whoever checked."""

    points: Decimal


@dataclass(frozen=True, slots=True)
class Met:
    """Whether the standard is met."""

    met: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """A value that was measured, in the unit of the scheme."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Place:
    """A rank, from 1."""

    rank: int


@dataclass(frozen=True, slots=True)
class Times:
    """How many there were."""

    count: int


class Tallied(NamedTuple):
    """How many ballots said so. Ballots are secret: only their number comes in."""

    choice: str
    ballots: int


@dataclass(frozen=True, slots=True)
class Votes:
    """The count of a vote."""

    tallies: tuple[Tallied, ...]


class Rating(NamedTuple):
    """What the unit ``rater`` gave, and the record of it."""

    rater: str
    points: Decimal
    record: str


@dataclass(frozen=True, slots=True)
class Ratings:
    """What several units gave."""

    ratings: tuple[Rating, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A result of another scheme as it stood when it was taken over; without a ``total`` it had none yet."""

    scheme: str
    version: str
    subject: str
    period: Period
    total: Decimal | None
    digits: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Fed:
    """Results taken over; ``feeding`` makes it."""

    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class NotKnown:
    """Looked at and not to be scored, and why: 监测数据缺失."""

    why: str


Value: TypeAlias = Points | Met | Measured | Place | Times | Votes | Ratings | Fed | NotKnown


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is known of a leaf. ``evidence`` holds the ids of the records behind it, ``by`` is a post or a unit."""

    leaf: str
    value: Value
    evidence: tuple[str, ...]
    by: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A circumstance of the negative list that occurred, so many times in these records."""

    circumstance: str
    times: int = 1
    evidence: tuple[str, ...]
    by: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Honour:
    """An honour for one ``matter``; several for the same matter count once, at the highest level."""

    matter: str
    angle: str
    level: str
    evidence: tuple[str, ...]
    by: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that is entered for one subject and one period. The order of the entries does not matter."""

    subject: Subject
    period: Period
    entries: tuple[Entry, ...]
    occurrences: tuple[Occurrence, ...] = ()
    honours: tuple[Honour, ...] = ()
