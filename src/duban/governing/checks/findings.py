"""What checkers found of a claim: claimed and verified values side by side, and whether enough of them agree.

A check counts by how far its checker stands from the doer. Nothing here closes anything; it says what a guard may ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, TypeAlias

from duban.governing.checks.errors import FindingError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal


class Method(StrEnum):
    """How it was checked, as the documents name it."""

    ARCHIVE = "archive"
    ON_SITE = "on_site"
    INTERVIEW = "interview"
    WEB = "web"
    VIDEO = "video"
    INSTRUMENT = "instrument"
    SITE_VIEWING = "site_viewing"
    DATA = "data"


class Verdict(StrEnum):
    """What a checker says of a claim."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REFUTED = "refuted"
    NOT_SEEN = "not_seen"


class Distance(IntEnum):
    """How far a checker stands from the doer, greater is farther: the own unit, above it, beside it, outside."""

    SELF = 0
    SUPERIOR = 1
    OTHER_UNIT = 2
    OUTSIDE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a unit says it did; ``evidence`` are the keys of its artefacts."""

    id: str
    unit: str
    day: date
    value: Decimal | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one checker found; ``value`` is the figure found where it was ``CORRECTED``."""

    claim: str
    checker: str
    unit: str
    distance: Distance
    method: Method
    day: date
    verdict: Verdict
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Demand:
    """What makes a claim verified: so many checks from at least so far away (二重核查), by different units or not.

    ``evidence`` is how many artefacts must be bound to the claim.
    """

    checks: int = 1
    distance: Distance = Distance.OTHER_UNIT
    different_units: bool = False
    evidence: int = 0


@dataclass(frozen=True, slots=True)
class TooNear:
    """A checker that stands nearer to the doer than is asked."""

    checker: str
    distance: Distance
    wanted: Distance


@dataclass(frozen=True, slots=True)
class SameChecker:
    """Somebody who checked already, or a unit that did: the latest finding counts and the others do not."""

    checker: str
    unit: str


@dataclass(frozen=True, slots=True)
class TooFew:
    """Fewer checks that count than are asked."""

    counted: int
    wanted: int


@dataclass(frozen=True, slots=True)
class TooLittleEvidence:
    """Fewer artefacts than are asked."""

    bound: int
    wanted: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The checks that count do not say the same: a person decides, and no majority."""

    verdicts: tuple[Verdict, ...]
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Refuted:
    """Every check that counts says that it is not so."""

    checkers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotSeen:
    """A checker could not see it; that is neither for nor against the claim."""

    checker: str


Reason: TypeAlias = TooNear | SameChecker | TooFew | TooLittleEvidence | Disagreement | Refuted | NotSeen


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a claim stands: ``verified`` or not, both values, the findings that count, and every reason against it."""

    claim: Claim
    verified: bool
    claimed: Decimal | None
    found: Decimal | None
    counted: tuple[Finding, ...]
    reasons: tuple[Reason, ...]

    @property
    def difference(self) -> Decimal | None:
        """Found less claimed; ``None`` where one of them is not known."""
        return None if self.found is None or self.claimed is None else self.found - self.claimed


def stand(claim: Claim, findings: Iterable[Finding], demand: Demand) -> Standing:
    """Whether the findings made up to now verify a claim; raises `FindingError` for one that cannot be of it."""
    whole = sorted(findings, key=lambda finding: finding.day)
    for finding in whole:
        _refuse(claim, finding)
    reasons: list[Reason] = []
    counted = _counted(whole, demand, reasons)
    verdicts = tuple(finding.verdict for finding in counted)
    values = tuple(_value(claim, finding) for finding in counted)
    if len(counted) < demand.checks:
        reasons.append(TooFew(len(counted), demand.checks))
    if len(claim.evidence) < demand.evidence:
        reasons.append(TooLittleEvidence(len(claim.evidence), demand.evidence))
    refuted = bool(verdicts) and set(verdicts) == {Verdict.REFUTED}
    agreed = not refuted and Verdict.REFUTED not in verdicts and len(set(values)) <= 1
    if refuted:
        reasons.append(Refuted(tuple(finding.checker for finding in counted)))
    elif not agreed:
        reasons.append(Disagreement(verdicts, values))
    blocking = (TooFew, TooLittleEvidence, Disagreement, Refuted)
    return Standing(
        claim=claim,
        verified=not any(isinstance(reason, blocking) for reason in reasons),
        claimed=claim.value,
        found=values[0] if values and agreed else None,
        counted=counted,
        reasons=tuple(reasons),
    )


def _counted(findings: list[Finding], demand: Demand, reasons: list[Reason]) -> tuple[Finding, ...]:
    """The findings that count, the latest of each checker (or unit), in the order in which they were made."""
    latest: dict[str, Finding] = {}
    for finding in findings:
        if finding.distance is Distance.SELF or finding.distance < demand.distance:
            reasons.append(TooNear(finding.checker, finding.distance, demand.distance))
        elif finding.verdict is Verdict.NOT_SEEN:
            reasons.append(NotSeen(finding.checker))
        else:
            key = finding.unit if demand.different_units else finding.checker
            before = latest.pop(key, None)
            if before is not None:
                reasons.append(SameChecker(before.checker, before.unit))
            latest[key] = finding
    return tuple(latest.values())


def _value(claim: Claim, finding: Finding) -> Decimal | None:
    """The figure that a finding leaves standing: none where it says that nothing of it is so."""
    match finding.verdict:
        case Verdict.CORRECTED:
            return finding.value
        case Verdict.CONFIRMED:
            return claim.value
        case _:
            return None


def _refuse(claim: Claim, finding: Finding) -> None:
    if finding.claim != claim.id:
        raise FindingError(f"a finding on {finding.claim!r} says nothing of {claim.id!r}")
    if finding.day < claim.day:
        raise FindingError(f"found on {finding.day}, before it was claimed on {claim.day}")
    if not finding.checker or not finding.unit:
        raise FindingError("a finding needs its checker and the checker's unit")
    if finding.unit == claim.unit and finding.distance is not Distance.SELF:
        raise FindingError(
            f"{finding.unit!r} did it, so its own check is no {finding.distance.name.lower()} one"
        )
    if (finding.value is None) == (finding.verdict is Verdict.CORRECTED):
        raise FindingError(
            f"{finding.verdict} with the value {finding.value}: a corrected value belongs to a correction"
        )
