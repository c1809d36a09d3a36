"""How a leaf of a scheme gets its points: entered, met or not, from a measured value, by rank, count, vote or rating.

Points are given on the leaf's own scale (``Leaf.maximum``); what they are worth in the total is the tree's business.
Every figure may be open, because documents seldom print them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from duban.governing.names import Name
    from duban.governing.scores.figures import Figure


@dataclass(frozen=True, slots=True)
class Entered:
    """Points entered by whoever checks, from nought to the maximum in steps: 2分的标准按0.5分一档."""

    step: Figure


@dataclass(frozen=True, slots=True)
class MetOrNot:
    """All or nothing."""


@dataclass(frozen=True, slots=True)
class Linear:
    """From a measured value: nought at ``floor``, all at ``full``, in proportion between.

    ``full`` is the smaller one where less is better (PM2.5).
    """

    floor: Figure
    full: Figure


class Bracket(NamedTuple):
    """Points for a value that reaches ``at``; unless ``closed``, for one that goes beyond it (突破)."""

    at: Figure
    points: Figure
    closed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Brackets:
    """From a measured value by thresholds, best first; a value that reaches none gets ``otherwise``."""

    brackets: tuple[Bracket, ...]
    otherwise: Figure
    higher_is_better: bool = True


@dataclass(frozen=True, slots=True)
class ByRank:
    """From a place in some order: the first gets the first points and so on, all later ones ``beyond``."""

    points: tuple[Figure, ...]
    beyond: Figure


@dataclass(frozen=True, slots=True)
class ByCount:
    """So many points for each, and never more than ``cap``: 每报送1条计0.5分，最高3分."""

    each: Figure
    cap: Figure


class Choice(NamedTuple):
    """What a ballot can say, and what it is worth: 好 100, 较好 80."""

    key: str
    name: Name
    points: Figure


@dataclass(frozen=True, slots=True)
class ByVotes:
    """The mean of the ballots cast. With fewer than ``fewest`` ballots there is no score."""

    choices: tuple[Choice, ...]
    fewest: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class ByRaters:
    """The mean of what several raters gave, without the highest and the lowest few (去掉最高分、最低分).

    With fewer than ``fewest`` raters there is no score. ``step`` is the finest difference a rater may make.
    """

    fewest: Figure
    drop_highest: Figure
    drop_lowest: Figure
    step: Figure


class Whose(StrEnum):
    """Whose result a leaf takes over."""

    SUBJECT = "subject"  # the subject's own
    PERIODS = "periods"  # the mean of the subject's own over several periods
    PARTS = "parts"  # the mean of those of its parts: a district's reservoirs


@dataclass(frozen=True, slots=True, kw_only=True)
class FromScheme:
    """From results of another scheme: nought at ``floor``, all at ``full``, in proportion between."""

    source: str
    floor: Figure
    full: Figure
    whose: Whose = Whose.SUBJECT


Way: TypeAlias = Entered | MetOrNot | Linear | Brackets | ByRank | ByCount | ByVotes | ByRaters | FromScheme

# Ways that give points on a scale of the leaf's own; the others give a share of it.
ON_A_SCALE = (Entered, Brackets, ByRank, ByCount, ByVotes, ByRaters)
