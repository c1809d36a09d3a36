"""A scheme applied to a sheet: the whole breakdown, the extras, the total, and the fingerprints that prove it."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from duban.governing.scores import reasons
from duban.governing.scores.beside import awards, deductions
from duban.governing.scores.checking import check
from duban.governing.scores.errors import SchemeError, SheetError
from duban.governing.scores.figures import cut, exact, known, settled, total
from duban.governing.scores.fingerprints import fingerprint, ordered
from duban.governing.scores.fitting import sheet_problems
from duban.governing.scores.marking import mark
from duban.governing.scores.results import Held, Line, Result, Standing
from duban.governing.scores.schemes import Leaf, Missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from duban.governing.scores.marking import Mark
    from duban.governing.scores.schemes import Branch, Part, Scheme
    from duban.governing.scores.sheets import Entry, Sheet

_FORM = "duban.scores/1"
_NOTHING = Fraction(0)


class Proof(StrEnum):
    """What scoring again says of a result."""

    SAME = "same"
    OTHER_INPUTS = "other-inputs"  # the scheme or the sheet is not the one it was made of
    OTHER_OUTCOME = "other-outcome"  # of the same inputs something else is made


def score(scheme: Scheme, sheet: Sheet) -> Result:
    """What a sheet comes to. A scheme or a sheet with problems is refused with all of them."""
    [result] = score_all(scheme, [sheet])
    return result


def score_all(scheme: Scheme, sheets: Iterable[Sheet]) -> tuple[Result, ...]:
    """The same for many sheets; the scheme is checked once."""
    found = check(scheme)
    if found:
        raise SchemeError(scheme.key, found)
    rules = _rules(scheme)
    return tuple(_score(rules, sheet) for sheet in sheets)


def prove(result: Result, scheme: Scheme, sheet: Sheet) -> Proof:
    """Whether scoring again gives the same, to the last place and reason."""
    again = score(scheme, sheet)
    if again.inputs != result.inputs:
        return Proof.OTHER_INPUTS
    return Proof.SAME if again == result else Proof.OTHER_OUTCOME


class _Rules(NamedTuple):
    """A sound scheme, and what is the same for all of its sheets; ``worths`` are those of the leaves."""

    scheme: Scheme
    fingerprint: str
    leaves: tuple[Leaf, ...]
    worths: tuple[Fraction, ...]
    settled: tuple[Decimal, ...]


def _rules(scheme: Scheme) -> _Rules:
    leaves = tuple(scheme.leaves())
    worths = tuple(_spread(scheme.parts, exact(scheme.total), frozenset(leaf.key for leaf in leaves)))
    return _Rules(scheme, fingerprint(_FORM, scheme), leaves, worths, settled(worths))


def _score(rules: _Rules, sheet: Sheet) -> Result:
    scheme = rules.scheme
    found = sheet_problems(scheme, sheet)
    if found:
        raise SheetError(f"{scheme.key} {sheet.subject.key} {sheet.period.key}", found)
    entries = {entry.leaf: entry for entry in sheet.entries}
    values = {key: entry.value for key, entry in entries.items()}
    marks = {leaf.key: mark(leaf, values.get(leaf.key)) for leaf in rules.leaves}
    scored = sum(found.share is not None for found in marks.values())
    base = _base(rules, marks, entries)
    costs = tuple(deductions(scheme.negative, sheet.occurrences))
    honours = tuple(awards(scheme.awards, sheet.honours))
    awarded = total([honour.points for honour in honours])
    deducted = total([cost.points for cost in costs])
    standing = _standing(scheme.missing, scored, len(marks))
    held, comes_to = None, None
    if base.points is not None and standing is not Standing.WITHHELD:
        held, comes_to = _hold(scheme, exact(base.points) + exact(awarded) - exact(deducted))
    result = Result(
        scheme=scheme.key,
        name=scheme.name,
        version=scheme.version,
        subject=sheet.subject,
        period=sheet.period,
        base=base,
        awards=honours,
        awarded=awarded,
        deductions=costs,
        deducted=deducted,
        held=held,
        total=comes_to,
        standing=standing,
        scored=scored,
        leaves=len(marks),
        digits=scheme.digits,
        inputs=_inputs(rules.fingerprint, sheet),
    )
    return replace(result, fingerprint=fingerprint(result))


def _inputs(rules: str, sheet: Sheet) -> str:
    lists = [ordered(each) for each in (sheet.entries, sheet.occurrences, sheet.honours)]
    return fingerprint(rules, sheet.subject, sheet.period, *lists)


def _standing(missing: Missing, scored: int, leaves: int) -> Standing:
    if scored == leaves:
        return Standing.FINAL
    match missing:
        case Missing.PROVISIONAL:
            return Standing.PROVISIONAL
        case Missing.WITHHELD:
            return Standing.WITHHELD
        case Missing.LEFT_OUT if scored == 0:
            return Standing.WITHHELD
        case _:
            return Standing.FINAL


def _hold(scheme: Scheme, comes_to: Fraction) -> tuple[Held | None, Decimal]:
    if scheme.lowest is not None and comes_to < exact(scheme.lowest):
        lowest = known(scheme.lowest)
        return Held(cut(exact(lowest) - comes_to), reasons.HeldUp(lowest)), lowest
    if scheme.highest is not None and comes_to > exact(scheme.highest):
        highest = known(scheme.highest)
        return Held(cut(exact(highest) - comes_to), reasons.HeldDown(highest)), highest
    return None, cut(comes_to)


class _Figures(NamedTuple):
    """What a leaf is worth, is counted at, and has earned."""

    worth: Decimal
    counted: Decimal
    points: Decimal


def _base(rules: _Rules, marks: Mapping[str, Mark], entries: Mapping[str, Entry]) -> Line:
    scheme, worths, counted = rules.scheme, rules.worths, rules.settled
    kept = frozenset(key for key, found in marks.items() if found.share is not None)
    if scheme.missing is Missing.LEFT_OUT and len(kept) < len(marks):
        worths = tuple(_spread(scheme.parts, exact(scheme.total), kept))
        counted = settled(worths)
    shares = (found.share or _NOTHING for found in marks.values())
    earned = [worth * share for worth, share in zip(worths, shares, strict=True)]
    columns = zip(rules.settled, counted, settled(earned), strict=True)
    rows = iter([_Figures(*row) for row in columns])
    parts = tuple(_line(part, rows, marks, entries, scheme.missing) for part in scheme.parts)
    return _sum(scheme, parts)


def _spread(parts: Sequence[Part], whole: Fraction, kept: frozenset[str]) -> Iterator[Fraction]:
    """What each leaf is worth when only those ``kept`` count: what is left out goes to its neighbours."""
    there = [_any(part, kept) for part in parts]
    together = sum((exact(p.worth) for p, kept_ in zip(parts, there, strict=True) if kept_), _NOTHING)
    for part, is_there in zip(parts, there, strict=True):
        worth = whole * exact(part.worth) / together if is_there else _NOTHING
        if isinstance(part, Leaf):
            yield worth
        else:
            yield from _spread(part.parts, worth, kept)


def _any(part: Part, kept: frozenset[str]) -> bool:
    if isinstance(part, Leaf):
        return part.key in kept
    return any(_any(below, kept) for below in part.parts)


def _line(
    part: Part,
    rows: Iterator[_Figures],
    marks: Mapping[str, Mark],
    entries: Mapping[str, Entry],
    missing: Missing,
) -> Line:
    if not isinstance(part, Leaf):
        return _sum(part, tuple(_line(below, rows, marks, entries, missing) for below in part.parts))
    row = next(rows)
    share, reason = marks[part.key]
    entry = entries.get(part.key)
    return Line(
        key=part.key,
        name=part.name,
        worth=row.worth,
        counted=row.counted,
        points=row.points if share is not None or missing is Missing.NOUGHT else None,
        reason=reason,
        treated=missing if share is None else None,
        evidence=entry.evidence if entry is not None else (),
        by=entry.by if entry is not None else "",
    )


def _sum(whole: Scheme | Branch, parts: tuple[Line, ...]) -> Line:
    leaves = [leaf for part in parts for leaf in part.leaves()]
    scored = sum(leaf.treated is None for leaf in leaves)
    complete = scored == len(leaves)
    earned = [part.points for part in parts if part.points is not None]
    return Line(
        key=whole.key,
        name=whole.name,
        worth=total([part.worth for part in parts]),
        counted=total([part.counted for part in parts]),
        points=total(earned) if earned else None,
        reason=reasons.Summed(scored) if complete else reasons.SummedSoFar(scored, len(leaves)),
        parts=parts,
    )
