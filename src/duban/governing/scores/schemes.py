"""A scheme of assessment: the tree of what is scored, and all that the document declares about it.

What it declares is kept apart from what its parts add up to, so that ``checking`` can compare the two. Nothing is
scored here; ``scoring`` does that, and only with a scheme that has no problems.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from duban.governing.scores.errors import FigureError
from duban.governing.scores.figures import Open, known

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from duban.governing.clock import Cadence
    from duban.governing.names import Name
    from duban.governing.scores.bands import Bands
    from duban.governing.scores.extras import AwardList, NegativeList
    from duban.governing.scores.figures import Figure
    from duban.governing.scores.ways import Way


class Basis(StrEnum):
    """What the worth of a part means."""

    POINTS = "points"  # fixed points; those of the parts sum to that of the whole
    WEIGHTS = "weights"  # per cent of the whole it is part of; they sum to 100


class Missing(StrEnum):
    """What becomes of leaves that have no score."""

    PROVISIONAL = "provisional"  # nothing was declared: the result is so far only
    NOUGHT = "nought"
    LEFT_OUT = "left-out"  # the parts beside it take over its worth, in proportion
    WITHHELD = "withheld"  # no total until all is there


class UnitClass(NamedTuple):
    """Those that are compared with each other: 镇街, 部门."""

    key: str
    name: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """What is scored: 指标标准. ``maximum`` is the scale its points are given on; with fixed points, None is its worth.

    ``methods`` names how it is verified (查阅档案、实地核验、随机访谈、网络检索), for whoever makes the form.
    """

    key: str
    name: Name
    worth: Figure
    way: Way
    maximum: Figure | None = None
    methods: tuple[Name, ...] = ()

    @property
    def scale(self) -> Decimal:
        """What its points are out of."""
        return known(self.worth if self.maximum is None else self.maximum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A project, board or indicator: the sum of its parts."""

    key: str
    name: Name
    worth: Figure
    parts: tuple[Part, ...]


Part: TypeAlias = Branch | Leaf


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """One year's rules (实施细则).

    ``counts`` is how many parts the document says there are, level by level: 3个项目、11项指标、35条标准 is
    (3, 11, 35). ``allowed`` lists what a leaf may be worth, if the document says so. ``digits`` is how many places
    are printed. ``lowest`` and ``highest`` bound the total where the document does.
    """

    key: str
    name: Name
    version: str
    basis: Basis
    total: Figure
    parts: tuple[Part, ...]
    counts: tuple[int, ...]
    classes: tuple[UnitClass, ...]
    cadence: Cadence
    digits: int
    allowed: tuple[Figure, ...] = ()
    missing: Missing = Missing.PROVISIONAL
    negative: NegativeList | None = None
    awards: AwardList | None = None
    bands: Bands | None = None
    lowest: Figure | None = None
    highest: Figure | None = None

    def leaves(self) -> Iterator[Leaf]:
        """All leaves in the order of the document."""
        return _leaves(self.parts)


def opens(scheme: Scheme) -> tuple[str, ...]:
    """The names of all figures that are still open, sorted."""
    return tuple(sorted(_opens(scheme)))


def filled(scheme: Scheme, figures: Mapping[str, Decimal]) -> Scheme:
    """The scheme with open figures filled by name; others may stay open. A name it does not ask for is refused."""
    unasked = figures.keys() - _opens(scheme)
    if unasked:
        raise FigureError(f"nothing in {scheme.key!r} asks for {', '.join(map(repr, sorted(unasked)))}")
    return _filled(scheme, figures)


def _leaves(parts: tuple[Part, ...]) -> Iterator[Leaf]:
    for part in parts:
        if isinstance(part, Leaf):
            yield part
        else:
            yield from _leaves(part.parts)


def _opens(value: object) -> set[str]:
    if isinstance(value, Open):
        return {value.key}
    if isinstance(value, tuple):
        return set().union(*map(_opens, value))
    if is_dataclass(value):
        return set().union(*(_opens(getattr(value, field.name)) for field in fields(value)))
    return set()


_T = TypeVar("_T")


def _filled(value: _T, figures: Mapping[str, Decimal]) -> _T:
    made: Any = value
    if isinstance(value, Open):
        made = figures.get(value.key, value)
    elif isinstance(value, tuple):
        items = [_filled(item, figures) for item in value]
        made = type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    elif is_dataclass(value) and not isinstance(value, type):
        made = replace(value, **{f.name: _filled(getattr(value, f.name), figures) for f in fields(value)})
    result: _T = made
    return result
