"""What the negative list costs and what honours bring. Both are listed line by line, apart from the base points.

Caps are used up in the order of the scheme, so that what the lines say sums to what is counted.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from duban.governing.scores import reasons
from duban.governing.scores.figures import cut, exact, known
from duban.governing.scores.results import Awarded, Deducted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from fractions import Fraction

    from duban.governing.scores.extras import Angle, AwardLevel, AwardList, Circumstance, NegativeList
    from duban.governing.scores.sheets import Honour, Occurrence


def deductions(listed: NegativeList | None, occurrences: Iterable[Occurrence]) -> Iterator[Deducted]:
    """One line for each circumstance that occurred, in the order of the list."""
    if listed is None:
        return
    happened: dict[str, list[Occurrence]] = defaultdict(list)
    for occurrence in occurrences:
        happened[occurrence.circumstance].append(occurrence)
    left = None if listed.cap is None else exact(listed.cap)
    for circumstance in listed.circumstances:
        if circumstance.key not in happened:
            continue
        times = sum(occurrence.times for occurrence in happened[circumstance.key])
        points, reason = _cost(circumstance, times)
        if left is not None and listed.cap is not None:
            if points > left:
                each = known(circumstance.points)
                points, reason = left, reasons.OccurredToListCap(times, each, known(listed.cap))
            left -= points
        yield Deducted(
            circumstance=circumstance.key,
            name=circumstance.name,
            points=cut(points),
            reason=reason,
            evidence=_evidence(happened[circumstance.key]),
            veto=circumstance.veto,
        )


def _cost(circumstance: Circumstance, times: int) -> tuple[Fraction, reasons.DeductionReason]:
    each = known(circumstance.points)
    points = times * exact(each)
    if circumstance.cap is None or points <= exact(circumstance.cap):
        return points, reasons.Occurred(times, each)
    return exact(circumstance.cap), reasons.OccurredToCap(times, each, known(circumstance.cap))


def _evidence(entries: Iterable[Occurrence]) -> tuple[str, ...]:
    return tuple(sorted({record for entry in entries for record in entry.evidence}))


class _Rows:
    """An award list with its rows to hand: how high a level stands, and where an angle does."""

    def __init__(self, listed: AwardList) -> None:
        self.levels: Mapping[str, AwardLevel] = {level.key: level for level in listed.levels}
        self.angles: Mapping[str, Angle] = {angle.key: angle for angle in listed.angles}
        self._height = {key: height for height, key in enumerate(self.levels)}
        self._side = {key: side for side, key in enumerate(self.angles)}

    def order(self, honour: Honour) -> tuple[object, ...]:
        """Highest level first; the rest only makes the order depend on nothing but content."""
        place = (self._height[honour.level], self._side[honour.angle])
        return (*place, honour.matter, honour.on, honour.evidence, honour.by)


def awards(listed: AwardList | None, honours: Iterable[Honour]) -> Iterator[Awarded]:
    """One line for each honour, highest level first; those surpassed for the same matter bring nothing."""
    if listed is None:
        return
    rows = _Rows(listed)
    best: dict[str, Honour] = {}
    left = {key: exact(angle.cap) for key, angle in rows.angles.items() if angle.cap is not None}
    whole = None if listed.cap is None else exact(listed.cap)
    for honour in sorted(honours, key=rows.order):
        level = rows.levels[honour.level]
        if honour.matter in best:
            by = rows.levels[best[honour.matter].level].name
            yield _awarded(rows, honour, Decimal(0), reasons.Surpassed(level.name, by))
            continue
        best[honour.matter] = honour
        points: Fraction = exact(level.points)
        reason: reasons.AwardReason = reasons.Honoured(level.name)
        angle_cap = rows.angles[honour.angle].cap
        if angle_cap is not None and points > left[honour.angle]:
            points, reason = left[honour.angle], reasons.HonouredToCap(level.name, known(angle_cap))
        if whole is not None and listed.cap is not None and points > whole:
            points, reason = whole, reasons.HonouredToListCap(level.name, known(listed.cap))
        if angle_cap is not None:
            left[honour.angle] -= points
        if whole is not None:
            whole -= points
        yield _awarded(rows, honour, cut(points), reason)


def _awarded(rows: _Rows, honour: Honour, points: Decimal, reason: reasons.AwardReason) -> Awarded:
    return Awarded(
        matter=honour.matter,
        angle=rows.angles[honour.angle].name,
        points=points,
        reason=reason,
        evidence=honour.evidence,
    )
