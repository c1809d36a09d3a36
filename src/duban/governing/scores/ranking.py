"""Order among units of one class: ties as declared, those without a place with the reason, and what changed.

Totals are compared as they are, never as they are printed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from duban.governing.clock import next_period
from duban.governing.scores import reasons
from duban.governing.scores.errors import RankError
from duban.governing.scores.figures import exact
from duban.governing.scores.results import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from duban.governing.clock import Period
    from duban.governing.names import Name
    from duban.governing.scores.results import Result
    from duban.governing.scores.subjects import Subject


class Ties(StrEnum):
    """What follows after two that share a rank."""

    SHARED = "shared"  # 1, 1, 3
    DENSE = "dense"  # 1, 1, 2


class Breaker(NamedTuple):
    """A leaf or a branch whose points decide between equal totals (总分相同的，以经济运行得分高者为先)."""

    key: str
    higher_is_better: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RankRule:
    """How a list is ordered. Those still equal after all ``breakers`` share a rank.

    ``provisional`` says whether totals that are so far only get a place; unless it does, they get the reason instead.
    """

    ties: Ties
    breakers: tuple[Breaker, ...] = ()
    higher_is_better: bool = True
    provisional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A unit with a rank. ``sharing`` is how many have it; ``vetoes`` holds grade and circumstance of each veto."""

    subject: Subject
    rank: int
    sharing: int
    total: Decimal
    change: reasons.Change | None
    vetoes: tuple[tuple[str, Name], ...]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A unit of the class without a rank, and why."""

    subject: Subject
    reason: reasons.NoPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """One class in one period, best first. ``since`` is the period that ``change`` compares with."""

    scheme: str
    version: str
    unit_class: str
    period: Period
    since: Period | None
    places: tuple[Placed, ...]
    unplaced: tuple[Unplaced, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """One that is first, for so many periods in a row, the first of them ``since`` (蝉联: two or more)."""

    subject: Subject
    periods: int
    since: Period


def rank(
    results: Iterable[Result],
    rule: RankRule,
    *,
    members: Iterable[Subject] = (),
    previous: Iterable[Ranking] = (),
) -> tuple[Ranking, ...]:
    """One ranking for each class, in the order of their keys, whatever the order of the results.

    ``members`` are all units of the classes: those that were not scored are listed as such. ``previous`` are rankings
    of an earlier period to compare with; a class that has none compares with nothing.
    """
    scored = sorted(results, key=lambda result: result.subject.key)
    if not scored:
        return ()
    _one_list(scored)
    earlier = _earlier(scored[0], previous)
    classes: dict[str, list[Result]] = defaultdict(list)
    for result in scored:
        classes[result.subject.unit_class].append(result)
    unscored = _unscored(scored, members)
    names = sorted({*classes, *unscored})
    return tuple(
        _ranking(name, scored[0], (classes[name], unscored[name]), rule, earlier.get(name)) for name in names
    )


def retained(history: Iterable[Ranking]) -> tuple[Holder, ...]:
    """Who is first in the last of these rankings of one class, and for how many periods in a row.

    A period that is not there ends the row, for nobody knows who was first in it.
    """
    rankings = sorted(history, key=lambda ranking: ranking.period.first)
    if not rankings:
        return ()
    kinds = {(ranking.scheme, ranking.unit_class, ranking.period.cadence) for ranking in rankings}
    if len(kinds) > 1:
        raise RankError(f"rankings of {len(kinds)} schemes, classes or cadences have no one holder")
    if len({ranking.period for ranking in rankings}) < len(rankings):
        raise RankError("a period stands twice")
    runs: dict[str, Holder] = {}
    before: Period | None = None
    for ranking in rankings:
        adjacent = before is not None and next_period(before) == ranking.period
        runs = {
            place.subject.key: _run(place, ranking, runs if adjacent else {}) for place in _first(ranking)
        }
        before = ranking.period
    return tuple(runs.values())


def _first(ranking: Ranking) -> Iterator[Placed]:
    return (place for place in ranking.places if place.rank == 1)


def _run(place: Placed, ranking: Ranking, runs: Mapping[str, Holder]) -> Holder:
    held = runs.get(place.subject.key)
    if held is None:
        return Holder(place.subject, 1, ranking.period)
    return Holder(place.subject, held.periods + 1, held.since)


def _one_list(results: Sequence[Result]) -> None:
    """Results that can stand in one list: same scheme, same period, each subject once."""
    kinds = {(result.scheme, result.version, result.period.key) for result in results}
    if len(kinds) > 1:
        written = "; ".join(" ".join(kind) for kind in sorted(kinds))
        raise RankError(f"results of different schemes or periods: {written}")
    twice = [key for key, count in Counter(result.subject.key for result in results).items() if count > 1]
    if twice:
        raise RankError(f"more than one result of {', '.join(map(repr, twice))}")


def _earlier(result: Result, previous: Iterable[Ranking]) -> dict[str, Ranking]:
    found: dict[str, Ranking] = {}
    for ranking in previous:
        if ranking.scheme != result.scheme:
            raise RankError(f"a ranking by {ranking.scheme!r} is no earlier one by {result.scheme!r}")
        if ranking.period.last >= result.period.first:
            raise RankError(f"{ranking.period.key} is not before {result.period.key}")
        if ranking.unit_class in found:
            raise RankError(f"more than one earlier ranking of {ranking.unit_class!r}")
        found[ranking.unit_class] = ranking
    return found


def _unscored(results: Sequence[Result], members: Iterable[Subject]) -> dict[str, list[Subject]]:
    there = {result.subject.key for result in results}
    found: dict[str, list[Subject]] = defaultdict(list)
    for member in members:
        if member.key not in there:
            found[member.unit_class].append(member)
    return found


_Keyed: TypeAlias = "tuple[tuple[Fraction, ...], Result, Decimal]"


def _ranking(
    unit_class: str,
    one: Result,
    of_class: tuple[Sequence[Result], Sequence[Subject]],
    rule: RankRule,
    earlier: Ranking | None,
) -> Ranking:
    results, unscored = of_class
    keyed: list[_Keyed] = []
    unplaced: list[Unplaced] = [Unplaced(subject, reasons.NoResult()) for subject in unscored]
    for result in results:
        reason = no_place(result, provisional=rule.provisional)
        if reason is None and result.total is not None:
            keyed.append((_key(result, result.total, rule), result, result.total))
        elif reason is not None:
            unplaced.append(Unplaced(result.subject, reason))
    keyed.sort(key=itemgetter(0))  # stable: those that share a rank stay in the order of their keys
    before = {place.subject.key: place.rank for place in earlier.places} if earlier is not None else None
    return Ranking(
        scheme=one.scheme,
        version=one.version,
        unit_class=unit_class,
        period=one.period,
        since=earlier.period if earlier is not None else None,
        places=tuple(_places(keyed, rule.ties, before)),
        unplaced=tuple(sorted(unplaced, key=lambda each: each.subject.key)),
    )


def no_place(result: Result, *, provisional: bool) -> reasons.NoPlace | None:
    """Why a result has no rank or grade, or None."""
    if result.total is None:
        return reasons.Withheld(result.scored, result.leaves)
    if result.standing is Standing.PROVISIONAL and not provisional:
        return reasons.SoFar(result.scored, result.leaves)
    return None


def _key(result: Result, total: Decimal, rule: RankRule) -> tuple[Fraction, ...]:
    """What is less stands first. A breaker without points comes after all that have them."""
    points = {line.key: line.points for line in result.base.lines()}
    figures = [-exact(total) if rule.higher_is_better else exact(total)]
    for key, higher in rule.breakers:
        if key not in points:
            raise RankError(f"no line {key!r} in {result.scheme!r} to break ties by")
        found = points[key]
        figures.append(Fraction(found is None))
        figures.append(Fraction(0) if found is None else -exact(found) if higher else exact(found))
    return tuple(figures)


def _places(keyed: Sequence[_Keyed], ties: Ties, before: Mapping[str, int] | None) -> Iterator[Placed]:
    placed = 0
    for group, (_, equals) in enumerate(groupby(keyed, key=itemgetter(0))):
        equal = list(equals)
        rank_here = 1 + (placed if ties is Ties.SHARED else group)
        for _, result, total in equal:
            yield Placed(
                subject=result.subject,
                rank=rank_here,
                sharing=len(equal),
                total=total,
                change=None if before is None else _change(before.get(result.subject.key), rank_here),
                vetoes=tuple((cost.veto, cost.name) for cost in result.deductions if cost.veto is not None),
                fingerprint=result.fingerprint,
            )
        placed += len(equal)


def _change(before: int | None, now: int) -> reasons.Change:
    if before is None:
        return reasons.Newcomer()
    if before == now:
        return reasons.Stayed(before)
    return reasons.Rose(before - now, before) if now < before else reasons.Fell(now - before, before)
