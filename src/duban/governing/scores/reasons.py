"""Why a line has its points, a unit its grade, its rank or none: codes and figures; ``explaining`` says them.

Figures stand as they were entered, so a reason never shows more places than somebody wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from decimal import Decimal

    from duban.governing.names import Name


@dataclass(frozen=True, slots=True)
class WasEntered:
    """Points were entered, out of so many."""

    points: Decimal
    maximum: Decimal


@dataclass(frozen=True, slots=True)
class WasMet:
    """The standard is met."""


@dataclass(frozen=True, slots=True)
class WasNotMet:
    """The standard is not met."""


@dataclass(frozen=True, slots=True)
class InProportion:
    """A value between the one that brings nothing and the one that brings all."""

    value: Decimal
    floor: Decimal
    full: Decimal


@dataclass(frozen=True, slots=True)
class AtFull:
    """A value as good as the one that brings all, or better."""

    value: Decimal
    full: Decimal


@dataclass(frozen=True, slots=True)
class AtFloor:
    """A value as bad as the one that brings nothing, or worse."""

    value: Decimal
    floor: Decimal


@dataclass(frozen=True, slots=True)
class ReachesBracket:
    """A value that reaches a threshold, for so many points."""

    value: Decimal
    at: Decimal
    points: Decimal
    maximum: Decimal


@dataclass(frozen=True, slots=True)
class ReachesNone:
    """A value that reaches no threshold."""

    value: Decimal
    points: Decimal
    maximum: Decimal


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place in some order, for so many points."""

    rank: int
    points: Decimal
    maximum: Decimal


@dataclass(frozen=True, slots=True)
class Counted:
    """So many times so many points."""

    count: int
    each: Decimal
    maximum: Decimal


@dataclass(frozen=True, slots=True)
class CountedToCap:
    """So many times so many points would be more than the cap."""

    count: int
    each: Decimal
    cap: Decimal
    maximum: Decimal


@dataclass(frozen=True, slots=True)
class Voted:
    """The mean of the ballots: their sum over their number."""

    ballots: int
    sum: Decimal
    maximum: Decimal


@dataclass(frozen=True, slots=True)
class Rated:
    """The mean of the ratings that were kept: their sum over their number."""

    raters: int
    highest: int
    lowest: int
    kept: int
    sum: Decimal
    maximum: Decimal


@dataclass(frozen=True, slots=True)
class TakenOver:
    """The result of another scheme, between the one that brings nothing and the one that brings all."""

    scheme: str
    total: Decimal
    floor: Decimal
    full: Decimal
    fingerprint: str


@dataclass(frozen=True, slots=True)
class MeanTakenOver:
    """The mean of several results of another scheme: their sum over their number."""

    scheme: str
    count: int
    sum: Decimal
    floor: Decimal
    full: Decimal


@dataclass(frozen=True, slots=True)
class Summed:
    """A sum of parts, all of whose leaves are scored."""

    leaves: int


@dataclass(frozen=True, slots=True)
class SummedSoFar:
    """A sum of parts of which some leaves have no score."""

    scored: int
    leaves: int


@dataclass(frozen=True, slots=True)
class NotEntered:
    """Nothing was entered."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """It was looked at and could not be scored."""

    why: str


@dataclass(frozen=True, slots=True)
class TooFewVotes:
    """Fewer ballots than there must be."""

    ballots: int
    fewest: int


@dataclass(frozen=True, slots=True)
class TooFewRaters:
    """Fewer raters than there must be."""

    raters: int
    fewest: int


@dataclass(frozen=True, slots=True)
class SourceUnfinished:
    """The result to be taken over had no final total."""

    scheme: str
    subject: str


LineReason: TypeAlias = (
    WasEntered | WasMet | WasNotMet | InProportion | AtFull | AtFloor | ReachesBracket | ReachesNone | Ranked
    | Counted | CountedToCap | Voted | Rated | TakenOver | MeanTakenOver | Summed | SummedSoFar
)  # fmt: skip
NoScore: TypeAlias = NotEntered | Unknown | TooFewVotes | TooFewRaters | SourceUnfinished


@dataclass(frozen=True, slots=True)
class Occurred:
    """A circumstance of the negative list, so many times so many points."""

    times: int
    each: Decimal


@dataclass(frozen=True, slots=True)
class OccurredToCap:
    """As before, held at the most this circumstance costs."""

    times: int
    each: Decimal
    cap: Decimal


@dataclass(frozen=True, slots=True)
class OccurredToListCap:
    """As before, held at what the whole list still may cost."""

    times: int
    each: Decimal
    cap: Decimal


DeductionReason: TypeAlias = Occurred | OccurredToCap | OccurredToListCap


@dataclass(frozen=True, slots=True)
class Honoured:
    """The highest level at which a matter was honoured."""

    level: Name


@dataclass(frozen=True, slots=True)
class Surpassed:
    """The same matter counts already at a level as high or higher."""

    level: Name
    by: Name


@dataclass(frozen=True, slots=True)
class HonouredToCap:
    """Held at what its angle still may bring."""

    level: Name
    cap: Decimal


@dataclass(frozen=True, slots=True)
class HonouredToListCap:
    """Held at what all honours together still may bring."""

    level: Name
    cap: Decimal


AwardReason: TypeAlias = Honoured | Surpassed | HonouredToCap | HonouredToListCap


@dataclass(frozen=True, slots=True)
class HeldUp:
    """The total is never below this."""

    lowest: Decimal


@dataclass(frozen=True, slots=True)
class HeldDown:
    """The total is never above this."""

    highest: Decimal


HoldReason: TypeAlias = HeldUp | HeldDown


@dataclass(frozen=True, slots=True)
class Reaches:
    """The total lies in the band, which begins here."""

    total: Decimal
    low: Decimal


@dataclass(frozen=True, slots=True)
class Below:
    """The total lies in the last band, which ends here."""

    total: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class InAnyCase:
    """There is only one band."""

    total: Decimal


@dataclass(frozen=True, slots=True)
class WithinQuota:
    """The rank is among so many places of the class."""

    rank: int
    places: int
    units: int


@dataclass(frozen=True, slots=True)
class Remaining:
    """The rank is behind all quotas."""

    rank: int
    units: int


@dataclass(frozen=True, slots=True)
class Vetoed:
    """A circumstance of the negative list leaves no better grade."""

    circumstance: Name


GradeReason: TypeAlias = Reaches | Below | InAnyCase | WithinQuota | Remaining | Vetoed


@dataclass(frozen=True, slots=True)
class Withheld:
    """There is no total."""

    scored: int
    leaves: int


@dataclass(frozen=True, slots=True)
class SoFar:
    """The total is provisional."""

    scored: int
    leaves: int


@dataclass(frozen=True, slots=True)
class NoResult:
    """The unit is of the class and was not scored."""


NoPlace: TypeAlias = Withheld | SoFar | NoResult


@dataclass(frozen=True, slots=True)
class Rose:
    """Better by so many places."""

    places: int
    before: int


@dataclass(frozen=True, slots=True)
class Fell:
    """Worse by so many places."""

    places: int
    before: int


@dataclass(frozen=True, slots=True)
class Stayed:
    """The same rank as before."""

    before: int


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Had no rank before."""


Change: TypeAlias = Rose | Fell | Stayed | Newcomer

Reason: TypeAlias = (
    LineReason | NoScore | DeductionReason | AwardReason | HoldReason | GradeReason | NoPlace | Change
)
