"""Small checks that several tables share: a figure that is there and in its range, keys that stand once."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from duban.governing.scores.errors import Problem
from duban.governing.scores.figures import PLACES, Open, on_grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from duban.governing.scores.figures import Figure


def figure_problems(
    place: str, figure: Figure, *, above: int | None = None, least: int | None = None
) -> Iterator[Problem]:
    """Not open, finite, of no more places than sums are exact in, and in its range."""
    if isinstance(figure, Open):
        yield Problem(place, f"still open: {figure.key!r}")
    elif not on_grid(figure):
        yield Problem(place, f"{figure} is not a figure of at most {PLACES} places")
    elif above is not None and figure <= above:
        yield Problem(place, f"{figure} is not more than {above}")
    elif least is not None and figure < least:
        yield Problem(place, f"{figure} is less than {least}")


def whole_problems(place: str, figure: Figure, *, least: int) -> Iterator[Problem]:
    """As before, and a whole number."""
    found = list(figure_problems(place, figure, least=least))
    if not found and not isinstance(figure, Open) and figure != int(figure):
        found.append(Problem(place, f"{figure} is no whole number"))
    yield from found


def amounts(place: str, figures: Iterable[Figure], *, above: int | None = None) -> Iterator[Problem]:
    """The same for several figures at one place."""
    for figure in figures:
        yield from figure_problems(place, figure, above=above)


def decided(*figures: Figure) -> bool:
    """Whether these can be compared with each other."""
    return all(not isinstance(figure, Open) and figure.is_finite() for figure in figures)


def falling(place: str, figures: Sequence[Figure], what: str, *, rising: bool = False) -> Iterator[Problem]:
    """Each figure is less than the one before it (more, if ``rising``)."""
    for before, after in pairwise(figures):
        if isinstance(before, Open) or isinstance(after, Open) or not decided(before, after):
            continue
        if after == before or (after > before) != rising:
            order = "more" if rising else "less"
            yield Problem(place, f"{what}: {after} is not {order} than the {before} before it")


def doubled(place: str, keys: Iterable[str]) -> Iterator[Problem]:
    """A key that stands more than once."""
    for key, count in Counter(keys).items():
        if count > 1:
            yield Problem(f"{place}.{key}", f"stands {count} times")
