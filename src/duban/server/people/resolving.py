"""Which unit a document means: by name, short name, alias or collective name, as of a day. Doubt is a value.

``（区知识产权局）`` behind a name is a second name board; a collective name (各街道) becomes its members of that day.
What is not known is answered with what is written alike, for a person to decide once for all documents (``add_alias``).
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from duban.server.people.models import Alias, Collective, CollectiveMember, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

#: Below this likeness a suggestion is noise: 区水务局 and 区商务局 are 0.75 alike, 区工信局 and 区工业和信息化局 0.67.
ALIKE = 0.55
SUGGESTIONS = 5


class Outcome(StrEnum):
    """What became of a name."""

    UNIT = "unit"
    COLLECTIVE = "collective"
    ABSENT = "absent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Named:
    """A unit as lists show it."""

    id: int
    name: str
    short: str

    @property
    def shown(self) -> str:
        """The short name, or the name where there is none."""
        return self.short or self.name


class Known(NamedTuple):
    """A unit as far as its names go; a directory holds every one, so it is no row of a model."""

    pk: int
    name: str
    short: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A unit that is written alike; ``written`` is the name of it that is."""

    unit: Named
    written: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name means on a day.

    ``UNIT`` has one unit, ``COLLECTIVE`` those of that day (maybe none), ``ABSENT`` one that did not exist on that day,
    ``UNKNOWN`` none and suggestions, best first.
    """

    written: str
    outcome: Outcome
    units: tuple[Named, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Directory:
    """Every way of writing of every unit, as of one day; made with four queries, however many names are asked."""

    as_of: date
    written: Mapping[str, Known]
    collectives: Mapping[str, tuple[Known, ...]]

    def resolve(self, written: str) -> Resolution:
        """What this name means."""
        for key in _keys(written):
            if key in self.collectives:
                units = tuple(_named(unit) for unit in self.collectives[key])
                return Resolution(written, Outcome.COLLECTIVE, units)
            unit = self.written.get(key)
            if unit is not None:
                outcome = Outcome.UNIT if lives(unit, self.as_of) else Outcome.ABSENT
                return Resolution(written, outcome, (_named(unit),))
        return Resolution(written, Outcome.UNKNOWN, suggestions=self.alike(written))

    def alike(self, written: str) -> tuple[Suggestion, ...]:
        """The units of this day that are written most alike, one suggestion each."""
        best: dict[int, Suggestion] = {}
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(_keys(written)[0])
        for key, unit in self.written.items():
            matcher.set_seq1(key)
            if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
                continue
            likeness = matcher.ratio()
            kept = best.get(unit.pk)
            if likeness >= ALIKE and lives(unit, self.as_of) and (not kept or kept.likeness < likeness):
                best[unit.pk] = Suggestion(_named(unit), key, round(likeness, 3))
        ranked = sorted(best.values(), key=lambda found: (-found.likeness, found.unit.id))
        return tuple(ranked[:SUGGESTIONS])


def directory(as_of: date) -> Directory:
    """All names as of a day."""
    units = {row[0]: Known(*row) for row in Unit.objects.values_list(*Known._fields)}
    members: dict[int, list[Known]] = {}
    for member in CollectiveMember.objects.order_by("unit__position", "unit_id", "id"):
        unit = units[member.unit_id]
        if lives(member, as_of) and lives(unit, as_of):
            members.setdefault(member.collective_id, []).append(unit)
    collectives = {
        _fold(name): tuple(members.get(pk, ()))
        for pk, name in Collective.objects.values_list("pk", "written")
    }
    return Directory(as_of, _written(units), collectives)


def resolve(written: str, as_of: date) -> Resolution:
    """What one name means on a day; who belongs to the collective names is looked up for one of these alone."""
    keys = _keys(written)
    if any(_fold(name) in keys for name in Collective.objects.values_list("written", flat=True)):
        return directory(as_of).resolve(written)
    units = {row[0]: Known(*row) for row in Unit.objects.values_list(*Known._fields)}
    return Directory(as_of, _written(units), {}).resolve(written)


def resolve_all(written: Iterable[str], as_of: date) -> dict[str, Resolution]:
    """What each of these names means on a day; the number of queries does not grow with them."""
    names = directory(as_of)
    return {name: names.resolve(name) for name in dict.fromkeys(written)}


def numbered(pk: int) -> Named | None:
    """The unit of this number, whenever it existed."""
    found = Unit.objects.filter(pk=pk).values_list("id", "name", "short").first()
    return Named(*found) if found else None


def lives(life: Unit | Known | CollectiveMember, day: date) -> bool:
    """Whether something that is there from a day until a day is there on ``day``; both belong to it."""
    return (life.since is None or life.since <= day) and (life.until is None or day <= life.until)


def _written(units: Mapping[int, Known]) -> dict[str, Known]:
    """Every way of writing a unit; a name goes before a short one, and that before an alias."""
    written: dict[str, Known] = {}
    for unit in units.values():
        written.setdefault(_fold(unit.name), unit)
    for unit in units.values():
        if unit.short:
            written.setdefault(_fold(unit.short), unit)
    for name, pk in Alias.objects.values_list("written", "unit"):
        written.setdefault(_fold(name), units[pk])
    return written


def _keys(written: str) -> tuple[str, ...]:
    whole = _fold(written)
    head = whole.split("(", 1)[0] if whole.endswith(")") else ""
    return (whole, head) if head else (whole,)


@lru_cache(maxsize=8192)
def _fold(written: str) -> str:
    """Blanks, and whether brackets and letters are wide, tell no two units apart."""
    return "".join(normalize("NFKC", written).split())


def _named(unit: Known) -> Named:
    return Named(unit.pk, unit.name, unit.short)
