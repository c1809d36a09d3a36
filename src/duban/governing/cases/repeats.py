"""Which open cases a new one may repeat: a proposal for the office, never a merge by itself."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from duban.governing.cases.model import Intake


@dataclass(frozen=True, slots=True)
class Likeness:
    """What makes two cases alike: within so many days, of one category, at one place, or of one caller."""

    days: int
    category: bool = True
    place: bool = True
    caller: bool = False


@dataclass(frozen=True, slots=True)
class Repeat:
    """A case that may repeat an earlier one."""

    case: str
    of: str
    days: int


def repeats(cases: Iterable[Intake], likeness: Likeness) -> tuple[Repeat, ...]:
    """For each case the earliest one that it may repeat, chained to the first of its kind within the days.

    What is not known is alike with nothing: two cases without a place are not at one place.
    """
    alike: Mapping[tuple[str, ...], list[Intake]] = defaultdict(list)
    for case in sorted(cases, key=lambda one: (one.received, one.id)):
        if (key := _key(case, likeness)) is not None:
            alike[key].append(case)
    found = [repeat for several in alike.values() for repeat in _chained(several, likeness.days)]
    return tuple(sorted(found, key=lambda repeat: repeat.case))


def _key(case: Intake, likeness: Likeness) -> tuple[str, ...] | None:
    asked = (
        (case.category, likeness.category),
        (case.place, likeness.place),
        (case.caller, likeness.caller),
    )
    key = tuple(value for value, wanted in asked if wanted)
    return key if key and all(key) else None


def _chained(several: list[Intake], days: int) -> Iterable[Repeat]:
    first = several[0]
    for case in several[1:]:
        apart = (case.received - first.received).days
        if apart <= days:
            yield Repeat(case.id, first.id, apart)
        else:
            first = case
