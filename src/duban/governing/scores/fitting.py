"""Does a sheet fit its scheme? What stands against it, all at once, each with its place."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from duban.governing.scores import sheets, ways
from duban.governing.scores.checks import doubled
from duban.governing.scores.errors import Problem
from duban.governing.scores.figures import exact, known, on_grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from duban.governing.scores.figures import Figure
    from duban.governing.scores.schemes import Leaf, Scheme
    from duban.governing.scores.sheets import Entry, Honour, Occurrence, Sheet

_VALUES: Final[Mapping[type, type]] = {
    ways.Entered: sheets.Points,
    ways.MetOrNot: sheets.Met,
    ways.Linear: sheets.Measured,
    ways.Brackets: sheets.Measured,
    ways.ByRank: sheets.Place,
    ways.ByCount: sheets.Times,
    ways.ByVotes: sheets.Votes,
    ways.ByRaters: sheets.Ratings,
    ways.FromScheme: sheets.Fed,
}


def sheet_problems(scheme: Scheme, sheet: Sheet) -> tuple[Problem, ...]:
    """All that is wrong with a sheet; the scheme is known to be sound."""
    return tuple(_problems(scheme, sheet))


def _problems(scheme: Scheme, sheet: Sheet) -> Iterator[Problem]:
    if sheet.subject.unit_class not in {unit_class.key for unit_class in scheme.classes}:
        yield Problem("subject", f"no such class: {sheet.subject.unit_class!r}")
    if sheet.period.cadence is not scheme.cadence:
        yield Problem("period", f"{sheet.period.key} is not {scheme.cadence.value}")
    leaves = {leaf.key: leaf for leaf in scheme.leaves()}
    yield from doubled("entries", (entry.leaf for entry in sheet.entries))
    for entry in sheet.entries:
        place = f"entries.{entry.leaf}"
        yield from _records(place, entry)
        if entry.leaf in leaves:
            yield from _entry(place, leaves[entry.leaf], entry, sheet)
        else:
            yield Problem(place, "no such leaf")
    yield from _occurrences(scheme, sheet.occurrences)
    yield from _honours(scheme, sheet.honours)


def _records(place: str, entry: Entry | Occurrence | Honour) -> Iterator[Problem]:
    """Every point is traced to the records behind it and to who entered it."""
    if not entry.evidence or not all(entry.evidence):
        yield Problem(f"{place}.evidence", "no record behind it")
    if not entry.by:
        yield Problem(f"{place}.by", "nobody entered it")


def _entry(place: str, leaf: Leaf, entry: Entry, sheet: Sheet) -> Iterator[Problem]:
    value = entry.value
    if isinstance(value, sheets.NotKnown):
        if not value.why:
            yield Problem(place, "not known, and no reason")
        return
    wanted = _VALUES[type(leaf.way)]
    if isinstance(value, wanted):
        yield from _value(place, leaf, value, sheet)
    else:
        yield Problem(place, f"{type(value).__name__} entered where {wanted.__name__} is scored")


def _value(place: str, leaf: Leaf, value: sheets.Value, sheet: Sheet) -> Iterator[Problem]:
    match value, leaf.way:
        case sheets.Points(points), ways.Entered(step):
            yield from _points(place, points, leaf.scale, step)
        case sheets.Measured(measured), _ if not measured.is_finite():
            yield Problem(place, f"{measured} is no figure")
        case sheets.Place(rank), _ if rank < 1:
            yield Problem(place, f"no rank {rank}")
        case sheets.Times(count), _ if count < 0:
            yield Problem(place, f"{count} times")
        case sheets.Votes(), ways.ByVotes() as way:
            yield from _votes(place, value, way)
        case sheets.Ratings(), ways.ByRaters(step=step):
            yield from _ratings(place, value, leaf.scale, step, sheet)
        case sheets.Fed(), ways.FromScheme() as way:
            yield from _fed(place, value, way, sheet)
        case _:
            return


def _points(place: str, points: Decimal, maximum: Decimal, step: Figure) -> Iterator[Problem]:
    if not on_grid(points):
        yield Problem(place, f"{points} is no figure to sum")
    elif not 0 <= points <= maximum:
        yield Problem(place, f"{points} is not within 0 and {maximum}")
    elif (exact(points) / exact(step)).denominator != 1:
        yield Problem(place, f"{points} is no step of {known(step)}")


def _votes(place: str, value: sheets.Votes, way: ways.ByVotes) -> Iterator[Problem]:
    choices = {choice.key for choice in way.choices}
    yield from doubled(place, (tallied.choice for tallied in value.tallies))
    for choice, ballots in value.tallies:
        if choice not in choices:
            yield Problem(f"{place}.{choice}", "nobody could vote so")
        if ballots < 0:
            yield Problem(f"{place}.{choice}", f"{ballots} ballots")


def _ratings(
    place: str, value: sheets.Ratings, maximum: Decimal, step: Figure, sheet: Sheet
) -> Iterator[Problem]:
    yield from doubled(place, (rating.rater for rating in value.ratings))
    for rater, points, record in value.ratings:
        yield from _points(f"{place}.{rater}", points, maximum, step)
        if rater == sheet.subject.key:
            yield Problem(f"{place}.{rater}", "nobody rates its own unit")
        if not record:
            yield Problem(f"{place}.{rater}.record", "no record behind it")


def _fed(place: str, value: sheets.Fed, way: ways.FromScheme, sheet: Sheet) -> Iterator[Problem]:
    if not value.sources or (way.whose is ways.Whose.SUBJECT and len(value.sources) > 1):
        wanted = "one result" if way.whose is ways.Whose.SUBJECT else "results"
        yield Problem(place, f"{wanted} to take over, and there are {len(value.sources)}")
    found = Counter((source.subject, source.period.key) for source in value.sources)
    for (subject, period), count in found.items():
        if count > 1:
            yield Problem(place, f"the result of {subject!r} for {period} stands {count} times")
    for source in value.sources:
        if source.scheme != way.source:
            yield Problem(place, f"a result of {source.scheme!r} where {way.source!r} is taken over")
        if way.whose is not ways.Whose.PARTS and source.subject != sheet.subject.key:
            yield Problem(place, f"a result of {source.subject!r} in the sheet of {sheet.subject.key!r}")
        if source.period.last > sheet.period.last:
            yield Problem(place, f"a result for {source.period.key}, which ends after {sheet.period.key}")


def _occurrences(scheme: Scheme, occurrences: tuple[Occurrence, ...]) -> Iterator[Problem]:
    listed = scheme.negative.circumstances if scheme.negative is not None else ()
    known_keys = {circumstance.key for circumstance in listed}
    for occurrence in occurrences:
        place = f"occurrences.{occurrence.circumstance}"
        yield from _records(place, occurrence)
        if occurrence.circumstance not in known_keys:
            yield Problem(place, "no such circumstance")
        if occurrence.times < 1:
            yield Problem(place, f"occurred {occurrence.times} times")
    cited = Counter((each.circumstance, record) for each in occurrences for record in {*each.evidence})
    for (circumstance, record), count in cited.items():
        if count > 1:  # the same event would cost its points twice
            yield Problem(f"occurrences.{circumstance}", f"the record {record!r} stands {count} times")


def _honours(scheme: Scheme, honours: tuple[Honour, ...]) -> Iterator[Problem]:
    listed = scheme.awards
    angles = {angle.key for angle in listed.angles} if listed is not None else set()
    levels = {level.key for level in listed.levels} if listed is not None else set()
    for honour in honours:
        place = f"honours.{honour.matter}"
        yield from _records(place, honour)
        if not honour.matter:
            yield Problem("honours", "an honour for no matter")
        if honour.angle not in angles:
            yield Problem(place, f"no such angle: {honour.angle!r}")
        if honour.level not in levels:
            yield Problem(place, f"no such level: {honour.level!r}")
