"""Items: a row of a list, and the whole file of one."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

from duban.governing.lifecycle import Lifecycle, Offer
from duban.server.api.language import english, said
from duban.server.api.shapes import moves
from duban.server.api.shapes.common import Figure, Reference, Said, Shape, reason, unit_named, words
from duban.server.api.shapes.duties import DutyShape, duty
from duban.server.api.shapes.findings import FindingShape, finding
from duban.server.ledger.findings import of_item
from duban.server.ledger.models import (
    Assignment,
    Correction,
    DueDate,
    Extension,
    Item,
    Pause,
    Target,
    Value,
)
from duban.server.ledger.queries import Aim, Dossier, Quote

Day: TypeAlias = date
"""For fields that are themselves called ``date``."""


class Held(Shape):
    """A unit's part, as written in the document; ``unit`` is null until somebody says which unit that is."""

    part: str
    unit: Reference | None
    written: str
    since: date
    until: date | None


class TargetRow(Shape):
    """What is to be reached, as a number."""

    id: int
    indicator: str
    comparator: str
    value: Figure
    high: Figure | None
    unit: str
    change: str
    due: date | None
    text: str


class ItemRow(Shape):
    """An item in a list. ``revision`` goes into ``If-Match`` when the item is moved on.

    ``state_due`` is the last day on which it may stand in its state, where its mechanism limits that.
    """

    id: int
    revision: int
    ledger: Reference
    parent: int | None
    number: str
    title: str
    section: str
    kind: str
    state: Said
    outcome: str
    stage: str
    lamp: str
    first_due: date | None
    due: date | None
    due_text: str
    state_due: date | None
    ongoing: bool
    dispatched_on: date | None
    closed_on: date | None
    changed_at: datetime
    units: list[Held]
    targets: list[TargetRow]


class QuoteShape(Shape):
    """The item's own words in its document; offsets count characters of the version's source."""

    document: int
    version: int
    start: int
    end: int
    words: str


class ValueShape(Shape):
    """What was reported, or found by a verification."""

    value: Figure
    as_of: date


class TargetShape(TargetRow):
    """A target with the last value reported and the last one verified; both are kept."""

    start: int | None
    end: int | None
    reported: ValueShape | None
    verified: ValueShape | None


class Promise(Shape):
    """A date that was promised, with the working that led to it. The first one stays."""

    ordinal: int
    date: Day | None
    kind: str
    text: str
    origin: str
    working: dict[str, Any]
    set_at: datetime


class ExtensionShape(Shape):
    """A request for more time; ``granted`` is null while it waits."""

    unit: Reference | None
    until: date
    late: bool
    granted: bool | None


class PauseShape(Shape):
    """A stretch in which the clock stood still."""

    since: date
    until: date | None
    expected: date | None
    reason: str


class OfferShape(Shape):
    """A move that may be made now, or why not; ``needs`` is what still has to be handed in."""

    move: str
    name: str
    allowed: bool
    target: str | None
    asks: list[str]
    takes: list[str]
    refusals: list[Said]
    needs: list[Said]
    marks: list[Said]


class Measurable(Shape):
    """Whether it is said who, how much, and by when."""

    owner: bool
    measure: bool
    date: bool


class ItemShape(ItemRow):
    """The whole file of an item, but for its history (``/moves``) and its corrections (``/corrections``)."""

    text: str
    withdrawn: bool
    measurable: Measurable
    findings: list[FindingShape]
    lamp_reasons: list[str]
    quote: QuoteShape | None
    handed_over: list[Held]
    aims: list[TargetShape]
    dates: list[Promise]
    extensions: list[ExtensionShape]
    pauses: list[PauseShape]
    duties: list[DutyShape]
    evidence: list[moves.EvidenceShape]
    children: list[Reference]
    offers: list[OfferShape]


class CorrectionShape(Shape):
    """A reviewer's decision about a field: what the program had read, and what the person decided."""

    id: int
    field: str
    read: Any
    decided: Any
    start: int | None
    end: int | None
    by: str
    at: datetime


class Corrections(Shape):
    """What the program read of an item, and every decision about it, in the order they were made."""

    read: dict[str, Any]
    results: list[CorrectionShape]


def row(item: Item, loop: Lifecycle) -> ItemRow:
    """An item of a list that was fetched ``with_row``."""
    units: Sequence[Assignment] = item.held  # type: ignore[attr-defined] # named by the prefetch
    targets: Sequence[Target] = item.aims  # type: ignore[attr-defined] # named by the prefetch
    return ItemRow(**_row(item, loop, units), targets=[TargetRow(**_target(one)) for one in targets])


def item(file: Dossier, loop: Lifecycle, offers: Sequence[Offer]) -> ItemShape:
    """The whole file."""
    found = file.item
    return ItemShape(
        **_row(found, loop, file.held),
        targets=[TargetRow(**_target(aim.target)) for aim in file.aims],
        text=found.text,
        withdrawn=found.withdrawn,
        measurable=Measurable(owner=found.has_owner, measure=found.has_measure, date=found.has_date),
        findings=[finding(one) for one in of_item(found)],
        lamp_reasons=list(found.lamp_reason.get("en" if english() else "zh", [])),
        quote=_quote(file.quote),
        handed_over=[_held(one) for one in file.handed_over],
        aims=[_aim(one) for one in file.aims],
        dates=[_promise(one) for one in file.dates],
        extensions=[_extension(one) for one in file.extensions],
        pauses=[_pause(one) for one in file.pauses],
        duties=[duty(one) for one in file.duties],
        evidence=[moves.evidence(one) for one in file.evidence],
        children=[Reference(id=child.pk, name=str(child)) for child in file.children],
        offers=[_offer(one) for one in offers],
    )


def corrections(file: Dossier) -> Corrections:
    """What was read and what was decided."""
    return Corrections(read=dict(file.item.read), results=[_correction(one) for one in file.corrections])


def _row(item: Item, loop: Lifecycle, units: Sequence[Assignment]) -> dict[str, Any]:
    plain = set(ItemRow.model_fields) - {"ledger", "parent", "state", "units", "targets"}
    return {
        **{name: getattr(item, name) for name in plain},
        "ledger": Reference(id=item.ledger_id, name=item.ledger.name),
        "parent": item.parent_id,
        "state": words(item.state, loop.state(item.state)),
        "units": [_held(one) for one in units],
    }


def _held(found: Assignment) -> Held:
    return Held(
        part=found.part,
        unit=unit_named(found.unit),
        written=found.written,
        since=found.since,
        until=found.until,
    )


def _target(found: Target) -> dict[str, Any]:
    return {name: getattr(found, name) for name in TargetRow.model_fields}


def _aim(aim: Aim) -> TargetShape:
    found = aim.target
    return TargetShape(
        **_target(found),
        start=found.start,
        end=found.end,
        reported=_value(aim.reported),
        verified=_value(aim.verified),
    )


def _value(found: Value | None) -> ValueShape | None:
    return ValueShape(value=found.value, as_of=found.as_of) if found else None


def _quote(found: Quote | None) -> QuoteShape | None:
    if found is None:
        return None
    return QuoteShape(
        document=found.document.pk,
        version=found.version,
        start=found.start,
        end=found.end,
        words=found.words,
    )


def _promise(found: DueDate) -> Promise:
    return Promise(**{name: getattr(found, name) for name in Promise.model_fields})


def _extension(found: Extension) -> ExtensionShape:
    return ExtensionShape(
        unit=unit_named(found.unit), until=found.until, late=found.late, granted=found.granted
    )


def _pause(found: Pause) -> PauseShape:
    return PauseShape(**{name: getattr(found, name) for name in PauseShape.model_fields})


def _offer(found: Offer) -> OfferShape:
    move = found.move
    return OfferShape(
        move=move.id,
        name=said(move),
        allowed=found.allowed,
        target=found.target,
        asks=[ask.value for ask in move.asks],
        takes=[ask.value for ask in move.takes],
        refusals=[reason(one) for one in found.refusals],
        needs=[reason(one) for one in found.needs],
        marks=[words(one.code, one) for one in found.marks],
    )


def _correction(found: Correction) -> CorrectionShape:
    return CorrectionShape(
        id=found.pk,
        field=found.field,
        read=found.read,
        decided=found.decided,
        start=found.start,
        end=found.end,
        by=str(found.by),
        at=found.at,
    )
