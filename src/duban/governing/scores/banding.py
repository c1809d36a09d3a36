"""Do grades cover every total, each total once? What stands against it; ``grading`` gives them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from duban.governing.scores.bands import Cutoffs
from duban.governing.scores.checks import decided, doubled, figure_problems
from duban.governing.scores.errors import Problem
from duban.governing.scores.figures import Open, known, total

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duban.governing.scores.bands import Band, Bands, Quotas
    from duban.governing.scores.figures import Figure


def band_problems(bands: Bands) -> tuple[Problem, ...]:
    """All that is wrong with grades: gaps, overlaps, open figures, percentages beyond a hundred."""
    found = _cutoffs(bands.bands) if isinstance(bands, Cutoffs) else _quotas(bands)
    return (*doubled("bands", (band.key for band in bands.bands)), *found)


def _cutoffs(bands: Sequence[Band]) -> Iterator[Problem]:
    if not bands:
        yield Problem("bands", "none declared")
        return
    for band in bands:
        yield from _ends(f"bands.{band.key}", band)
    if bands[0].high is not None:
        yield Problem(f"bands.{bands[0].key}.high", f"a total beyond {_written(bands[0].high)} has no grade")
    if bands[-1].low is not None:
        yield Problem(f"bands.{bands[-1].key}.low", f"a total below {_written(bands[-1].low)} has no grade")
    for better, worse in pairwise(bands):
        yield from _border(better, worse)
    yield from _stars(bands)


def _ends(place: str, band: Band) -> Iterator[Problem]:
    for name, end in (("low", band.low), ("high", band.high)):
        if end is not None:
            yield from figure_problems(f"{place}.{name}", end)
    if band.low is None or band.high is None or not decided(band.low, band.high):
        return
    low, high = known(band.low), known(band.high)
    if low > high or (low == high and not (band.low_closed and band.high_closed)):
        yield Problem(place, f"nothing lies between {low} and {high}")


def _border(better: Band, worse: Band) -> Iterator[Problem]:
    """Where one grade ends the next begins, and the border belongs to one of them."""
    place = f"bands.{worse.key}"
    if better.low is None or worse.high is None:
        yield Problem(place, f"overlaps {better.key!r}: between them one end is not declared")
        return
    if not decided(better.low, worse.high):
        return
    low, high = known(better.low), known(worse.high)
    if high < low:
        yield Problem(place, f"totals between {high} and {low} have no grade")
    elif high > low:
        yield Problem(place, f"totals between {low} and {high} have two grades, {better.key!r} as well")
    elif better.low_closed and worse.high_closed:
        yield Problem(place, f"{low} has two grades, {better.key!r} as well")
    elif not better.low_closed and not worse.high_closed:
        yield Problem(place, f"{low} has no grade")


def _stars(bands: Sequence[Band]) -> Iterator[Problem]:
    stars = [band.stars for band in bands if band.stars is not None]
    if stars and len(stars) < len(bands):
        yield Problem("bands", "some have stars and some have none")
    for better, worse in pairwise(stars):
        if worse >= better:
            yield Problem("bands", f"{worse} stars are not less than the {better} of the better grade")
    if any(count < 0 for count in stars):
        yield Problem("bands", "less than no star")


def _quotas(quotas: Quotas) -> Iterator[Problem]:
    if not quotas.bands:
        yield Problem("bands", "none declared")
        return
    *first, last = quotas.bands
    if last.share is not None:
        yield Problem(f"bands.{last.key}.share", "the last grade takes the rest, without a share of its own")
    shares = [band.share for band in first if band.share is not None]
    for band in first:
        if band.share is None:
            yield Problem(f"bands.{band.key}.share", "only the last grade takes the rest")
        else:
            yield from figure_problems(f"bands.{band.key}.share", band.share, above=0)
    if decided(*shares):
        come_to = total([known(share) for share in shares])
        if come_to > 100:
            yield Problem("bands", f"the shares come to {come_to} per cent")


def _written(end: Figure) -> str:
    return f"an open figure ({end.key})" if isinstance(end, Open) else str(end)
