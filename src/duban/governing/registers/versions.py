"""Documents and clauses that are revised and repealed: which version held on a day, and what became of it.

惠企政策词典 1.0, 2.0 and 3.0 are versions of one document; the clauses in each of them are the register of clauses as
of its day. A clean-up (集中清理, 专项清理, 即时清理) is told with what it led to.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from duban.governing.registers.errors import VersionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from duban.governing.names import Name


class Validity(StrEnum):
    """What a version is on a day: 尚未生效, 有效, 已修订, 已废止."""

    NOT_YET = "not_yet"
    VALID = "valid"
    REVISED = "revised"
    REPEALED = "repealed"


class CleanUp(StrEnum):
    """Why a document was looked at: all of them now and then, some on need, or this one by its successor."""

    COLLECTIVE = "collective"
    SPECIAL = "special"
    IMMEDIATE = "immediate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version, in force from ``day``; ``source`` is the key of its text. ``cleanup`` is what led to it."""

    label: str
    day: date
    source: str = ""
    cleanup: CleanUp | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeal:
    """Not in force from ``day`` on, and why; ``by`` is the key of the document that says so."""

    day: date
    reason: str
    by: str = ""
    cleanup: CleanUp | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A document or a clause with its versions, the earliest first."""

    key: str
    name: Name
    versions: tuple[Version, ...]
    repeal: Repeal | None = None

    def __post_init__(self) -> None:
        if not self.versions:
            raise VersionError(f"{self.key} has no version")
        for earlier, later in pairwise(self.versions):
            if later.day <= earlier.day:
                raise VersionError(
                    f"{self.key}: {later.label} of {later.day} is not after {earlier.label} of {earlier.day}"
                )
        if twice := [
            label for label, count in Counter(one.label for one in self.versions).items() if count > 1
        ]:
            raise VersionError(f"{self.key}: {', '.join(map(repr, twice))} is the label of two versions")
        if self.repeal is not None and self.repeal.day < self.versions[-1].day:
            raise VersionError(
                f"{self.key}: repealed on {self.repeal.day}, before {self.versions[-1].label} was in force"
            )
        if self.repeal is not None and not self.repeal.reason.strip():
            raise VersionError(f"{self.key}: repealed without a reason")

    def on(self, day: date) -> Version | None:
        """The version in force on a day; ``None`` before the first and after the repeal."""
        if self.repeal is not None and self.repeal.day <= day:
            return None
        return next((one for one in reversed(self.versions) if one.day <= day), None)

    def validity(self, label: str, day: date) -> Validity:
        """What the version of this label is on a day; raises `VersionError` for a label that there is not."""
        place = next((place for place, one in enumerate(self.versions) if one.label == label), None)
        if place is None:
            raise VersionError(f"{self.key} has no version {label!r}")
        if day < self.versions[place].day:
            return Validity.NOT_YET
        if place + 1 < len(self.versions) and self.versions[place + 1].day <= day:
            return Validity.REVISED
        repealed = self.repeal is not None and self.repeal.day <= day
        return Validity.REPEALED if repealed else Validity.VALID

    def state(self, day: date) -> Validity:
        """What the document as a whole is on a day: never revised, since its latest version is the document."""
        current = next((one for one in reversed(self.versions) if one.day <= day), self.versions[0])
        return self.validity(current.label, day)


def states(works: Iterable[Work], day: date) -> Mapping[Validity, int]:
    """How many documents are what on a day; every state is there."""
    counts = dict.fromkeys(Validity, 0)
    for work in works:
        counts[work.state(day)] += 1
    return counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """What clean-ups led to after one day and up to another: labels of revised and keys of repealed documents."""

    revised: tuple[tuple[str, str], ...]
    repealed: tuple[str, ...]


def cleaned(works: Iterable[Work], after: date, upto: date) -> Cleaned:
    """What was revised and repealed after ``after`` and up to ``upto`` because of a clean-up of any sort."""
    known = tuple(works)
    return Cleaned(
        revised=tuple(
            (work.key, one.label)
            for work in known
            for one in work.versions[1:]
            if one.cleanup is not None and after < one.day <= upto
        ),
        repealed=tuple(
            work.key
            for work in known
            if work.repeal is not None and work.repeal.cleanup is not None and after < work.repeal.day <= upto
        ),
    )
