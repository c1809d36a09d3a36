"""Weekly filing with its three faults: 瞒报 concealed, 漏报 omitted, 迟报 late.

What a unit files is held against what is known of it from elsewhere (a document's number in another paper, a public
list): without such knowledge nothing can be called omitted, and nothing is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from duban.governing.clock import period_of
from duban.governing.gates.errors import FilingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from duban.governing.clock import Cadence, Period


class Fault(StrEnum):
    """What is wrong with a filing.

    Concealed: the unit returned for that period, and left it out or said that there is nothing. Omitted: the unit
    returned nothing for that period at all.
    """

    CONCEALED = "concealed"
    OMITTED = "omitted"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Document:
    """A document that is known to be, by whom and on what day it was made."""

    id: str
    unit: str
    made: date


@dataclass(frozen=True, slots=True)
class Filing:
    """A unit's return for a period: what it filed (nothing is a nil return), and on what day."""

    unit: str
    period: Period
    day: date
    documents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """A document and what is wrong with its filing; ``filed`` is the day on which it came after all."""

    fault: Fault
    document: Document
    period: Period
    due: date
    filed: date | None = None


def faults(
    known: Iterable[Document],
    filings: Iterable[Filing],
    due: Mapping[str, date],
    cadence: Cadence,
    day: date,
) -> tuple[Finding, ...]:
    """The faults that can be seen on ``day``, in the order of the documents' days.

    ``due`` has the last day of each period by its key; a document of a period that is not due yet has no fault, and one
    filed before its period is over is in time. Raises `FilingError` where two returns contradict each other.
    """
    returned, came = _received(filings, day)
    found = []
    for document in sorted(known, key=lambda one: (one.made, one.id)):
        period = period_of(cadence, document.made)
        last = due.get(period.key)
        if last is None or last >= day:
            continue
        own = came.get(document.id)
        if own is None or own.day > last:
            found.append(_finding(document, period, last, own, returned.get((document.unit, period.key))))
    return tuple(found)


def _received(
    filings: Iterable[Filing], day: date
) -> tuple[Mapping[tuple[str, str], Filing], Mapping[str, Filing]]:
    """The returns up to ``day`` by unit and period, and the first return that each document came with."""
    returned: dict[tuple[str, str], Filing] = {}
    came: dict[str, Filing] = {}
    for filing in sorted((one for one in filings if one.day <= day), key=lambda one: one.day):
        key = (filing.unit, filing.period.key)
        if key in returned:
            raise FilingError(f"{filing.unit} returned twice for {filing.period.key}")
        returned[key] = filing
        for document in filing.documents:
            first = came.setdefault(document, filing)
            if first.unit != filing.unit:
                raise FilingError(f"{document} was filed by {first.unit} and by {filing.unit}")
    return returned, came


def _finding(
    document: Document, period: Period, due: date, came: Filing | None, answered: Filing | None
) -> Finding:
    if came is not None:
        return Finding(Fault.LATE, document, period, due, came.day)
    return Finding(Fault.OMITTED if answered is None else Fault.CONCEALED, document, period, due)
