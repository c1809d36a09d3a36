"""Can the leaves be scored as they say? What stands against it, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from duban.governing.scores import ways
from duban.governing.scores.checks import (
    amounts,
    decided,
    doubled,
    falling,
    figure_problems,
    whole_problems,
)
from duban.governing.scores.errors import Problem
from duban.governing.scores.figures import Open, exact, known
from duban.governing.scores.schemes import Basis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duban.governing.scores.figures import Figure
    from duban.governing.scores.schemes import Leaf


def way_problems(place: str, leaf: Leaf, basis: Basis) -> Iterator[Problem]:
    """All that is wrong with how a leaf is scored."""
    if leaf.maximum is not None:
        yield from figure_problems(f"{place}.maximum", leaf.maximum, above=0)
    elif basis is Basis.WEIGHTS and isinstance(leaf.way, ways.ON_A_SCALE):
        yield Problem(f"{place}.maximum", "points on a scale, and the scale is not declared")
        return
    yield from _way(f"{place}.way", leaf)


def _way(place: str, leaf: Leaf) -> Iterator[Problem]:
    way = leaf.way
    match way:
        case ways.MetOrNot():
            return
        case ways.Entered(step):
            yield from _steps(f"{place}.step", step, leaf)
        case ways.Linear(floor, full) | ways.FromScheme(floor=floor, full=full):
            yield from _proportion(place, floor, full, measured=isinstance(way, ways.Linear))
        case ways.Brackets():
            yield from _brackets(place, way, leaf)
        case ways.ByRank(points, beyond):
            if not points:
                yield Problem(place, "no places with points")
            yield from _rungs(place, (*points, beyond), leaf)
        case ways.ByCount(each, cap):
            yield from figure_problems(f"{place}.each", each, above=0)
            yield from figure_problems(f"{place}.cap", cap, above=0)
            yield from _within(f"{place}.cap", cap, leaf)
        case ways.ByVotes():
            yield from _votes(place, way, leaf)
        case ways.ByRaters():
            yield from _raters(place, way, leaf)
        case _:
            assert_never(way)


def _steps(place: str, step: Figure, leaf: Leaf) -> Iterator[Problem]:
    yield from figure_problems(place, step, above=0)
    scale = leaf.worth if leaf.maximum is None else leaf.maximum
    if isinstance(step, Open) or isinstance(scale, Open) or not decided(step, scale) or step <= 0:
        return
    if (exact(scale) / exact(step)).denominator != 1:
        yield Problem(place, f"the maximum {scale} is not reached in steps of {step}")


def _proportion(place: str, floor: Figure, full: Figure, *, measured: bool) -> Iterator[Problem]:
    yield from amounts(place, (floor, full))
    if not decided(floor, full):
        return
    if floor == full:
        yield Problem(place, f"{floor} brings both nothing and all")
    elif known(full) < known(floor) and not measured:
        yield Problem(place, f"a result of {full} brings more than one of {floor}")


def _brackets(place: str, way: ways.Brackets, leaf: Leaf) -> Iterator[Problem]:
    if not way.brackets:
        yield Problem(place, "no thresholds")
    yield from amounts(place, (bracket.at for bracket in way.brackets))
    marks = [bracket.at for bracket in way.brackets]
    yield from falling(place, marks, "thresholds, best first", rising=not way.higher_is_better)
    yield from _rungs(place, (*(bracket.points for bracket in way.brackets), way.otherwise), leaf)


def _rungs(place: str, points: tuple[Figure, ...], leaf: Leaf) -> Iterator[Problem]:
    for figure in points:
        yield from figure_problems(f"{place}.points", figure, least=0)
    yield from falling(f"{place}.points", points, "points, best first")
    yield from _within(f"{place}.points", points[0], leaf)


def _votes(place: str, way: ways.ByVotes, leaf: Leaf) -> Iterator[Problem]:
    yield from whole_problems(f"{place}.fewest", way.fewest, least=1)
    yield from doubled(place, (choice.key for choice in way.choices))
    if not way.choices:
        yield Problem(place, "nothing to vote for")
    for choice in way.choices:
        yield from figure_problems(f"{place}.{choice.key}", choice.points, least=0)
        yield from _within(f"{place}.{choice.key}", choice.points, leaf)


def _raters(place: str, way: ways.ByRaters, leaf: Leaf) -> Iterator[Problem]:
    yield from _steps(f"{place}.step", way.step, leaf)
    yield from whole_problems(f"{place}.fewest", way.fewest, least=1)
    yield from whole_problems(f"{place}.drop_highest", way.drop_highest, least=0)
    yield from whole_problems(f"{place}.drop_lowest", way.drop_lowest, least=0)
    if decided(way.fewest, way.drop_highest, way.drop_lowest):
        dropped = known(way.drop_highest) + known(way.drop_lowest)
        if known(way.fewest) <= dropped:
            message = f"with {way.fewest} raters nothing is left when {dropped} are dropped"
            yield Problem(f"{place}.fewest", message)


def _within(place: str, points: Figure, leaf: Leaf) -> Iterator[Problem]:
    """No more than the leaf's scale."""
    scale = leaf.worth if leaf.maximum is None else leaf.maximum
    if isinstance(points, Open) or isinstance(scale, Open) or not decided(points, scale):
        return
    if points > scale:
        yield Problem(place, f"{points} is more than the maximum {scale}")
