"""Giving grades: by total, by quota within a class, and how many got which. A veto leaves no better grade than it says.

A unit whose total is withheld or so far only gets no grade, with the reason.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, NamedTuple

from duban.governing.scores import reasons
from duban.governing.scores.banding import band_problems
from duban.governing.scores.bands import Edge, Of, Share
from duban.governing.scores.errors import BandError
from duban.governing.scores.figures import exact, known
from duban.governing.scores.ranking import no_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from duban.governing.names import Name
    from duban.governing.scores.bands import Band, Bands, Cutoffs, QuotaBand, Quotas
    from duban.governing.scores.ranking import Placed, Ranking
    from duban.governing.scores.results import Result
    from duban.governing.scores.subjects import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """The grade of a unit; ``reason`` is a veto only where the veto changed it."""

    subject: Subject
    key: str
    name: Name
    stars: int | None
    reason: reasons.GradeReason


@dataclass(frozen=True, slots=True)
class Ungraded:
    """No grade, and why."""

    subject: Subject
    reason: reasons.NoPlace


class Portion(NamedTuple):
    """So many of so many; both are kept, because a percentage hides them."""

    part: int
    whole: int


class Tally(NamedTuple):
    """How many units have the grade: “好”47个."""

    key: str
    name: Name
    units: int


def grade(result: Result, cutoffs: Cutoffs) -> Grade | Ungraded:
    """The grade for a total. Grades that leave gaps or overlap are refused."""
    _sound(cutoffs, result.scheme)
    missing = no_place(result, provisional=False)
    if missing is not None or result.total is None:
        return Ungraded(result.subject, missing or reasons.Withheld(result.scored, result.leaves))
    total = result.total
    reached = next(place for place, band in enumerate(cutoffs.bands) if _within(total, band))
    vetoes = [(cost.veto, cost.name) for cost in result.deductions if cost.veto is not None]
    keys = [band.key for band in cutoffs.bands]
    place, veto = _vetoed(keys, reached, vetoes)
    band = cutoffs.bands[place]
    reason = veto or _reason(total, band)
    return Grade(subject=result.subject, key=band.key, name=band.name, stars=band.stars, reason=reason)


def grade_by_quota(ranking: Ranking, quotas: Quotas) -> tuple[Grade | Ungraded, ...]:
    """The grades of a class by rank, best first, then those without a rank.

    Shares are added up before they are rounded: 20% and 30% of 23 units end at 4.6 and 11.5. The place of a unit
    under a veto is not passed on to the next one.
    """
    _sound(quotas, ranking.scheme)
    ends = list(_quota_ends(ranking, quotas))
    found: list[Grade | Ungraded] = []
    start = 0
    for _, group in groupby(ranking.places, key=lambda place: place.rank):
        equal = list(group)
        end = start + len(equal)
        reached = _quota_place(ends, start, end, quotas.edge)
        found += [_quota_grade(place, reached, ends, quotas, ranking) for place in equal]
        start = end
    return (*found, *(Ungraded(each.subject, each.reason) for each in ranking.unplaced))


def tally(grades: Iterable[Grade | Ungraded], bands: Bands) -> tuple[Tally, ...]:
    """How many units have each grade, best first, nought included; those without a grade are in none."""
    counts = Counter(given.key for given in grades if isinstance(given, Grade))
    listed: Sequence[Band | QuotaBand] = bands.bands
    return tuple(Tally(band.key, band.name, counts[band.key]) for band in listed)


def stars_or_more(grades: Iterable[Grade | Ungraded], stars: int) -> Portion:
    """How many of the graded units have so many stars or more (五星级以上党组织占比)."""
    given = [each.stars for each in grades if isinstance(each, Grade) and each.stars is not None]
    return Portion(sum(count >= stars for count in given), len(given))


def _sound(bands: Bands, scheme: str) -> None:
    found = band_problems(bands)
    if found:
        raise BandError(scheme, found)


def _within(total: Decimal, band: Band) -> bool:
    if band.low is not None:
        low = known(band.low)
        if total < low or (total == low and not band.low_closed):
            return False
    if band.high is not None:
        high = known(band.high)
        if total > high or (total == high and not band.high_closed):
            return False
    return True


def _reason(total: Decimal, band: Band) -> reasons.GradeReason:
    if band.low is not None:
        return reasons.Reaches(total, known(band.low))
    return reasons.Below(total, known(band.high)) if band.high is not None else reasons.InAnyCase(total)


def _vetoed(
    keys: Sequence[str], reached: int, vetoes: Iterable[tuple[str, Name]]
) -> tuple[int, reasons.Vetoed | None]:
    """The place after all vetoes, and the veto that decided it; grades stand best first."""
    place, reason = reached, None
    for key, circumstance in vetoes:
        if key in keys and keys.index(key) > place:
            place, reason = keys.index(key), reasons.Vetoed(circumstance)
    return place, reason


def _quota_ends(ranking: Ranking, quotas: Quotas) -> Iterator[int]:
    """Behind how many units each grade but the last ends."""
    units = len(ranking.places) + (len(ranking.unplaced) if quotas.of is Of.CLASS else 0)
    shares = [exact(band.share) for band in quotas.bands if band.share is not None]
    for together in accumulate(shares):
        yield _rounded(units * together / 100, quotas.share)


def _rounded(value: Fraction, share: Share) -> int:
    match share:
        case Share.DOWN:
            return value.__floor__()
        case Share.UP:
            return value.__ceil__()
        case Share.HALF_UP:
            return (value + Fraction(1, 2)).__floor__()


def _quota_place(ends: Sequence[int], start: int, end: int, edge: Edge) -> int:
    """The best grade that has room for units ``start`` to ``end``: for the first of them, or for all."""
    needed = start + 1 if edge is Edge.ALL_IN else end
    return next((place for place, limit in enumerate(ends) if needed <= limit), len(ends))


def _quota_grade(
    placed: Placed, reached: int, ends: Sequence[int], quotas: Quotas, ranking: Ranking
) -> Grade:
    units = len(ranking.places) + (len(ranking.unplaced) if quotas.of is Of.CLASS else 0)
    at, veto = _vetoed([band.key for band in quotas.bands], reached, placed.vetoes)
    band = quotas.bands[at]
    reason: reasons.GradeReason = reasons.Remaining(placed.rank, units)
    if reached < len(ends):
        reason = reasons.WithinQuota(placed.rank, ends[reached], units)
    return Grade(subject=placed.subject, key=band.key, name=band.name, stars=None, reason=veto or reason)
