"""One leaf: what share of its scale an entry earns, and why. Exact fractions, from nought to one.

The sheet is known to fit the scheme (``fitting``), so here nothing is refused; too few votes or raters and results
that were not final give no share, with the reason.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from duban.governing.scores import reasons, sheets, ways
from duban.governing.scores.figures import cut, exact, known, printed

if TYPE_CHECKING:
    from decimal import Decimal

    from duban.governing.scores.schemes import Leaf

ALL = Fraction(1)
NOTHING = Fraction(0)


class Mark(NamedTuple):
    """The share of the leaf's worth, None without a score."""

    share: Fraction | None
    reason: reasons.LineReason | reasons.NoScore


def mark(leaf: Leaf, value: sheets.Value | None) -> Mark:
    """What ``value`` earns of the leaf; no value means that nothing was entered."""
    match value:
        case None:
            return Mark(None, reasons.NotEntered())
        case sheets.NotKnown(why):
            return Mark(None, reasons.Unknown(why))
        case sheets.Votes() | sheets.Ratings() | sheets.Fed():
            return _gathered(leaf, value)
        case _:
            return _single(leaf, value)


def _single(leaf: Leaf, value: sheets.Value) -> Mark:
    match leaf.way, value:
        case ways.Entered(), sheets.Points(points):
            return _entered(points, leaf.scale)
        case ways.MetOrNot(), sheets.Met(met):
            return Mark(ALL, reasons.WasMet()) if met else Mark(NOTHING, reasons.WasNotMet())
        case ways.Linear(floor, full), sheets.Measured(measured):
            return _linear(measured, known(floor), known(full))
        case ways.Brackets() as way, sheets.Measured(measured):
            return _bracket(way, measured, leaf.scale)
        case ways.ByRank() as way, sheets.Place(rank):
            return _ranked(way, rank, leaf.scale)
        case ways.ByCount() as way, sheets.Times(count):
            return _counted(way, count, leaf.scale)
    raise TypeError(f"{value!r} does not score {leaf.way!r}")


def _gathered(leaf: Leaf, value: sheets.Value) -> Mark:
    """From several ballots, ratings or results."""
    match leaf.way, value:
        case ways.ByVotes() as way, sheets.Votes() as votes:
            return _voted(way, votes, leaf.scale)
        case ways.ByRaters() as way, sheets.Ratings() as ratings:
            return _rated(way, ratings, leaf.scale)
        case ways.FromScheme() as way, sheets.Fed() as fed:
            return _taken_over(way, fed)
    raise TypeError(f"{value!r} does not score {leaf.way!r}")


def reaches(value: Decimal, bracket: ways.Bracket, *, higher_is_better: bool) -> bool:
    """Whether a value is as good as a threshold, or beyond it where the threshold itself is not enough."""
    at = known(bracket.at)
    if value == at:
        return bracket.closed
    return (value > at) == higher_is_better


def _entered(points: Decimal, maximum: Decimal) -> Mark:
    return Mark(exact(points) / exact(maximum), reasons.WasEntered(points, maximum))


def _linear(value: Decimal, floor: Decimal, full: Decimal) -> Mark:
    share = _share(exact(value), floor, full)
    if share == ALL:
        return Mark(share, reasons.AtFull(value, full))
    if share == NOTHING:
        return Mark(share, reasons.AtFloor(value, floor))
    return Mark(share, reasons.InProportion(value, floor, full))


def _share(value: Fraction, floor: Decimal, full: Decimal) -> Fraction:
    share = (value - exact(floor)) / (exact(full) - exact(floor))
    return min(max(share, NOTHING), ALL)


def _bracket(way: ways.Brackets, value: Decimal, maximum: Decimal) -> Mark:
    for bracket in way.brackets:
        if reaches(value, bracket, higher_is_better=way.higher_is_better):
            points = known(bracket.points)
            reason = reasons.ReachesBracket(value, known(bracket.at), points, maximum)
            return Mark(exact(points) / exact(maximum), reason)
    points = known(way.otherwise)
    return Mark(exact(points) / exact(maximum), reasons.ReachesNone(value, points, maximum))


def _ranked(way: ways.ByRank, rank: int, maximum: Decimal) -> Mark:
    points = known(way.points[rank - 1] if rank <= len(way.points) else way.beyond)
    return Mark(exact(points) / exact(maximum), reasons.Ranked(rank, points, maximum))


def _counted(way: ways.ByCount, count: int, maximum: Decimal) -> Mark:
    each, cap = known(way.each), known(way.cap)
    points = count * exact(each)
    if points > exact(cap):
        return Mark(exact(cap) / exact(maximum), reasons.CountedToCap(count, each, cap, maximum))
    return Mark(points / exact(maximum), reasons.Counted(count, each, maximum))


def _voted(way: ways.ByVotes, value: sheets.Votes, maximum: Decimal) -> Mark:
    worth = {choice.key: exact(choice.points) for choice in way.choices}
    ballots = sum(tallied.ballots for tallied in value.tallies)
    fewest = int(known(way.fewest))
    if ballots < fewest:
        return Mark(None, reasons.TooFewVotes(ballots, fewest))
    given = sum((worth[tallied.choice] * tallied.ballots for tallied in value.tallies), NOTHING)
    return Mark(given / ballots / exact(maximum), reasons.Voted(ballots, cut(given), maximum))


def _rated(way: ways.ByRaters, value: sheets.Ratings, maximum: Decimal) -> Mark:
    given = sorted(exact(rating.points) for rating in value.ratings)
    fewest, highest, lowest = (int(known(n)) for n in (way.fewest, way.drop_highest, way.drop_lowest))
    if len(given) < fewest:
        return Mark(None, reasons.TooFewRaters(len(given), fewest))
    kept = given[lowest : len(given) - highest]
    together = sum(kept, NOTHING)
    reason = reasons.Rated(len(given), highest, lowest, len(kept), cut(together), maximum)
    return Mark(together / len(kept) / exact(maximum), reason)


def _taken_over(way: ways.FromScheme, value: sheets.Fed) -> Mark:
    floor, full = known(way.floor), known(way.full)
    totals: list[Fraction] = []
    for source in value.sources:
        if source.total is None:
            return Mark(None, reasons.SourceUnfinished(source.scheme, source.subject))
        totals.append(exact(source.total))
    together = sum(totals, NOTHING)
    share = _share(together / len(totals), floor, full)
    if way.whose is not ways.Whose.SUBJECT:
        return Mark(share, reasons.MeanTakenOver(way.source, len(totals), cut(together), floor, full))
    [source] = value.sources
    shown = printed(cut(together), source.digits)
    return Mark(share, reasons.TakenOver(way.source, shown, floor, full, source.fingerprint))
