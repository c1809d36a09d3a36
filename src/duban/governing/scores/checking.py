"""Can a scheme be applied? Everything that stands against it at once, each with its place.

What the document declares is compared with what its parts come to: 30+30+40 = 100, 3个项目、11项指标、35条标准. An
open figure is a problem like any other: nothing is scored by a figure that nobody decided.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from duban.governing.scores.banding import band_problems
from duban.governing.scores.bands import Cutoffs, Quotas
from duban.governing.scores.checking_ways import way_problems
from duban.governing.scores.checks import amounts, decided, doubled, figure_problems
from duban.governing.scores.errors import Problem
from duban.governing.scores.figures import Open, cut, exact, plain
from duban.governing.scores.schemes import Basis, Branch, Leaf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duban.governing.scores.extras import AwardList, Circumstance, NegativeList
    from duban.governing.scores.figures import Figure
    from duban.governing.scores.schemes import Part, Scheme

_KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*", re.ASCII)
_HUNDRED: Final = Fraction(100)


def check(scheme: Scheme) -> tuple[Problem, ...]:
    """All that is wrong with a scheme; none means that it can be applied."""
    return tuple(_problems(scheme))


def _problems(scheme: Scheme) -> Iterator[Problem]:
    yield from figure_problems("total", scheme.total, above=0)
    yield from amounts("allowed", scheme.allowed, above=0)
    yield from _digits(scheme)
    yield from doubled("classes", (unit_class.key for unit_class in scheme.classes))
    if not scheme.classes:
        yield Problem("classes", "none declared: units are compared within a class only")
    yield from _keys(scheme.parts)
    yield from _sums(scheme)
    yield from _counts(scheme)
    for place, part in _walk("parts", scheme.parts):
        yield from _part(place, part, scheme)
    yield from _bands(scheme)
    if scheme.negative is not None:
        yield from _negative(scheme.negative, _grades(scheme))
    if scheme.awards is not None:
        yield from _awards(scheme.awards)


def _digits(scheme: Scheme) -> Iterator[Problem]:
    if scheme.digits < 0:
        yield Problem("digits", f"{scheme.digits} places cannot be printed")
    limits = [limit for limit in (scheme.lowest, scheme.highest) if limit is not None]
    yield from amounts("limits", limits)
    if len(limits) == 2 and decided(*limits):
        low, high = map(exact, limits)
        if low >= high:
            yield Problem("limits", f"lowest {scheme.lowest} is not below highest {scheme.highest}")


def _walk(place: str, parts: Sequence[Part]) -> Iterator[tuple[str, Part]]:
    for part in parts:
        here = f"{place}.{part.key}"
        yield here, part
        if isinstance(part, Branch):
            yield from _walk(here, part.parts)


def _keys(parts: Sequence[Part]) -> Iterator[Problem]:
    walked = [part.key for _, part in _walk("parts", parts)]
    yield from doubled("parts", walked)
    for key in walked:
        if _KEY.fullmatch(key) is None:
            yield Problem(f"parts.{key}", "a key has ascii letters, digits and .-_ only")


def _sums(scheme: Scheme) -> Iterator[Problem]:
    """At every level the declared worth is that of the parts."""
    points = scheme.basis is Basis.POINTS
    yield from _sum("total", scheme.total if points else _HUNDRED, scheme.parts)
    for place, part in _walk("parts", scheme.parts):
        if isinstance(part, Branch):
            yield from _sum(place, part.worth if points else _HUNDRED, part.parts)


def _sum(place: str, declared: Figure | Fraction, parts: Sequence[Part]) -> Iterator[Problem]:
    if not parts:
        yield Problem(place, "has no parts")
        return
    worths = [part.worth for part in parts]
    if not decided(*worths) or not (isinstance(declared, Fraction) or decided(declared)):
        return  # told once, as what it is
    whole = declared if isinstance(declared, Fraction) else exact(declared)
    come_to = sum(map(exact, worths), Fraction(0))
    if come_to != whole:
        written = " + ".join(plain(cut(exact(worth))) for worth in worths)
        yield Problem(place, f"declared {plain(cut(whole))}, but {written} = {plain(cut(come_to))}")


def _counts(scheme: Scheme) -> Iterator[Problem]:
    found: list[int] = []
    level: Sequence[Part] = scheme.parts
    while level:
        found.append(len(level))
        level = [part for branch in level if isinstance(branch, Branch) for part in branch.parts]
    if tuple(found) != scheme.counts:
        yield Problem("counts", f"declared {_list(scheme.counts)}, but the tree has {_list(found)}")


def _list(counts: Sequence[int]) -> str:
    return ", ".join(map(str, counts))


def _part(place: str, part: Part, scheme: Scheme) -> Iterator[Problem]:
    yield from figure_problems(f"{place}.worth", part.worth, above=0)
    if not isinstance(part, Leaf):
        return
    if scheme.allowed and not isinstance(part.worth, Open) and part.worth not in scheme.allowed:
        allowed = ", ".join(f if isinstance(f, str) else str(f) for f in scheme.allowed)
        yield Problem(f"{place}.worth", f"{part.worth} is none of {allowed}")
    yield from way_problems(place, part, scheme.basis)


def _bands(scheme: Scheme) -> Iterator[Problem]:
    if scheme.bands is not None:
        yield from band_problems(scheme.bands)


def _grades(scheme: Scheme) -> frozenset[str]:
    match scheme.bands:
        case Cutoffs(bands):
            return frozenset(band.key for band in bands)
        case Quotas(bands=shares):
            return frozenset(band.key for band in shares)
        case _:
            return frozenset()


def _negative(listed: NegativeList, grades: frozenset[str]) -> Iterator[Problem]:
    if listed.count != len(listed.circumstances):
        found = len(listed.circumstances)
        yield Problem("negative.count", f"declared {listed.count}, but the list has {found}")
    yield from doubled("negative", (circumstance.key for circumstance in listed.circumstances))
    if listed.cap is not None:
        yield from figure_problems("negative.cap", listed.cap, above=0)
    for circumstance in listed.circumstances:
        yield from _circumstance(f"negative.{circumstance.key}", circumstance, grades)


def _circumstance(place: str, circumstance: Circumstance, grades: frozenset[str]) -> Iterator[Problem]:
    yield from figure_problems(f"{place}.points", circumstance.points, least=0)
    if circumstance.points == 0 and circumstance.veto is None:
        yield Problem(f"{place}.points", "costs nothing and forbids no grade")
    if circumstance.cap is not None:
        yield from figure_problems(f"{place}.cap", circumstance.cap, above=0)
    if circumstance.veto is not None and circumstance.veto not in grades:
        yield Problem(f"{place}.veto", f"no such grade: {circumstance.veto!r}")


def _awards(listed: AwardList) -> Iterator[Problem]:
    if listed.count != len(listed.angles):
        yield Problem("awards.count", f"declared {listed.count}, but the list has {len(listed.angles)}")
    yield from doubled("awards.angles", (angle.key for angle in listed.angles))
    yield from doubled("awards.levels", (level.key for level in listed.levels))
    if not listed.levels:
        yield Problem("awards.levels", "none declared")
    for place, cap in (("awards", listed.cap), *((f"awards.{a.key}", a.cap) for a in listed.angles)):
        if cap is not None:
            yield from figure_problems(f"{place}.cap", cap, above=0)
    above: Figure | None = None
    for level in listed.levels:
        place = f"awards.{level.key}.points"
        yield from figure_problems(place, level.points, above=0)
        if not isinstance(level.points, Open):
            if above is not None and not isinstance(above, Open) and level.points >= above:
                yield Problem(place, f"{level.points} is not less than the {above} of the level above it")
            above = level.points
