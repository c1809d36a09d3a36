"""Random draws that anybody can repeat: 双随机, 随机抽查.

Chance comes from a seed that is sealed before the lists are known: its digest is published first, the seed afterwards.
Each subject gets the digest of seed and name as its lot and the smallest lots are drawn, so the order of the list, the
machine and the day do not matter, and striking one name from the list never moves another one in its stead but the
next in line.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING

from duban.governing.checks.errors import DrawError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that may be drawn: a firm, a matter, a reservoir; ``group`` is its risk class, town or field."""

    id: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Draw:
    """What was drawn, with all that is needed to draw it again; ``drawn`` stands in the order of the lots.

    ``sealed`` is the digest of the seed, ``listed`` that of the list; ``wanted`` is how many of each group.
    """

    seed: str
    sealed: str
    listed: str
    wanted: Mapping[str, int]
    drawn: tuple[Subject, ...]


def seal(seed: str) -> str:
    """The digest of a seed (SHA-256, hexadecimal), to be published before the list is closed."""
    if not seed:
        raise DrawError("a draw without a seed cannot be repeated")
    return hashlib.sha256(seed.encode()).hexdigest()


def lot(seed: str, subject: str) -> str:
    """A subject's lot: the same for ever, and known to nobody who does not know the seed."""
    return hashlib.sha256(f"{seed}{_SEPARATOR}{subject}".encode()).hexdigest()


def shares(subjects: Iterable[Subject], share: Mapping[str, Decimal]) -> Mapping[str, int]:
    """How many of each group a share of it is, rounded up: 3% of 40 firms are 2, and of one firm 1.

    A group whose share nobody stated is an error, not nought: leaving out must be said as 0.
    """
    sizes = Counter(subject.group for subject in subjects)
    if strange := sorted(sizes.keys() - share.keys()):
        raise DrawError(f"no share is stated for {', '.join(map(repr, strange))}")
    if wrong := sorted(group for group, part in share.items() if not 0 <= part <= 1):
        raise DrawError(f"the share of {', '.join(map(repr, wrong))} is not between 0 and 1")
    return {
        group: int((size * share[group]).to_integral_value(ROUND_CEILING))
        for group, size in sorted(sizes.items())
    }


def draw(subjects: Iterable[Subject], wanted: Mapping[str, int], seed: str) -> Draw:
    """So many of each group, by lot; raises `DrawError` where a group has fewer, or a name stands there twice."""
    whole = tuple(subjects)
    sealed = seal(seed)
    if twice := sorted(key for key, count in Counter(one.id for one in whole).items() if count > 1):
        raise DrawError(f"in the list twice: {', '.join(map(repr, twice))}")
    groups: Mapping[str, list[Subject]] = defaultdict(list)
    for one in whole:
        groups[one.group].append(one)
    for group, count in wanted.items():
        if not 0 <= count <= len(groups[group]):
            raise DrawError(f"{count} of {len(groups[group])} in {group!r} cannot be drawn")
    lots = {one.id: lot(seed, one.id) for one in whole}
    drawn = [
        one
        for group, members in groups.items()
        for one in sorted(members, key=lambda member: lots[member.id])[: wanted.get(group, 0)]
    ]
    return Draw(
        seed, sealed, _listed(whole), dict(wanted), tuple(sorted(drawn, key=lambda one: lots[one.id]))
    )


def repeats(record: Draw, subjects: Iterable[Subject]) -> bool:
    """Whether drawing again from this list gives what the record says: its seed, its list and its names."""
    try:
        return draw(subjects, record.wanted, record.seed) == record
    except DrawError:
        return False


@dataclass(frozen=True, slots=True)
class Checker:
    """Somebody who may be sent; ``barred`` are subjects and groups that must not be met (回避)."""

    id: str
    unit: str
    barred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Visit:
    """Who goes where; ``short`` is how many are missing, where too few could be sent."""

    subject: Subject
    checkers: tuple[Checker, ...]
    short: int = 0


def send(record: Draw, checkers: Sequence[Checker], each: int) -> tuple[Visit, ...]:
    """``each`` checkers for every subject drawn, by lot among those least sent so far (双随机).

    Nobody is sent where barred or to the own unit. Where too few are left the visit says how many are missing: that is
    for a person to settle, never for the program to overlook.
    """
    if each < 1:
        raise DrawError(f"{each} checkers are no visit")
    _refuse_twice(checkers)
    sent: Counter[str] = Counter()
    visits: list[Visit] = []
    for subject in record.drawn:
        able = [one for one in checkers if not _is_barred(one, subject)]
        lots = {one.id: lot(record.seed, f"{subject.id}{_SEPARATOR}{one.id}") for one in able}
        able = sorted(able, key=lambda one: (sent[one.id], lots[one.id]))
        chosen = tuple(able[:each])
        sent.update(one.id for one in chosen)
        visits.append(Visit(subject, chosen, each - len(chosen)))
    return tuple(visits)


def send_jointly(record: Draw, checkers: Sequence[Checker], each: Mapping[str, int]) -> tuple[Visit, ...]:
    """So many checkers of every unit for every subject, that all come on one day (联合检查日).

    A unit's checkers are sent by a lot of their own. What one unit is short of is not made up for by another's, and one
    that has nobody at all is short too.
    """
    if not each:
        raise DrawError("a joint visit of no unit is no visit")
    _refuse_twice(checkers)
    parts = [
        send(record, [one for one in checkers if one.unit == unit], count) for unit, count in each.items()
    ]
    return tuple(
        Visit(
            visits[0].subject,
            tuple(one for visit in visits for one in visit.checkers),
            sum(visit.short for visit in visits),
        )
        for visits in zip(*parts, strict=True)
    )


def _refuse_twice(checkers: Sequence[Checker]) -> None:
    if twice := sorted(key for key, count in Counter(one.id for one in checkers).items() if count > 1):
        raise DrawError(f"among the checkers twice: {', '.join(map(repr, twice))}")


def _is_barred(checker: Checker, subject: Subject) -> bool:
    return checker.unit == subject.id or not checker.barred.isdisjoint((subject.id, subject.group))


def _listed(subjects: Iterable[Subject]) -> str:
    lines = sorted(f"{one.group}{_SEPARATOR}{one.id}" for one in subjects)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
