"""Where an entry stands on a day, and whether an event may be added to what happened to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from duban.governing.registers import reasons
from duban.governing.registers.errors import EventError
from duban.governing.registers.events import (
    Changed,
    Entered,
    Entry,
    Left,
    Moved,
    Renewed,
    Resumed,
    Suspended,
)
from duban.governing.registers.fields import FieldKind, opaque
from duban.governing.registers.kinds import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from duban.governing.registers.events import Event
    from duban.governing.registers.fields import Values
    from duban.governing.registers.kinds import RegisterKind
    from duban.governing.registers.reasons import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an entry stands; ``tiers`` has the one it is at, or all of them where they are independent.

    Of nested tiers it has the highest only. ``left`` is the day it went out, ``None`` while it is in.
    """

    key: str
    entered: date
    batch: str = ""
    tiers: frozenset[str] = frozenset()
    values: Values = field(default_factory=lambda: MappingProxyType({}))
    expires: date | None = None
    suspended: date | None = None
    left: date | None = None

    def is_expired(self, day: date) -> bool:
        """Whether the certificate was valid until a day before; that day itself is still valid."""
        return self.expires is not None and self.expires < day


def standing(entry: Entry, day: date, known: date | None = None) -> Standing | None:
    """How an entry stands at the end of ``day``, by what was told up to ``known`` (or by all that was told).

    ``None`` where it had not entered by then. Raises `EventError` for an entry whose first event was never accepted.
    """
    now: Standing | None = None
    for event in in_order(entry.events, day, known):
        now = _after(entry.key, now, event)
    return now


def in_order(events: Iterable[Event], day: date, known: date | None) -> list[Event]:
    """The events that hold by ``day`` and were told by ``known``, in the order in which they came to hold."""
    seen = (event for event in events if event.day <= day and (known is None or event.told <= known))
    return sorted(seen, key=lambda event: event.day)


def append(kind: RegisterKind, entry: Entry, event: Event) -> Entry:
    """The entry with one event more; raises `EventError` with the refusal where it cannot have it."""
    refusal = refuse(kind, entry, event)
    if refusal is not None:
        raise EventError(entry.key, refusal)
    return Entry(entry.key, (*entry.events, event))


def refuse(kind: RegisterKind, entry: Entry, event: Event) -> Refusal | None:
    """Why an event cannot be added; ``None`` where it can.

    An event that is told late is put where it belongs, and refused where it would make a later one impossible.
    """
    if kind.of_persons and not opaque(entry.key):
        return reasons.NotOpaque()
    if entry.events and event.told < entry.events[-1].told:
        return reasons.ToldBackwards(event.told, entry.events[-1].told)
    if (refusal := _in_itself(kind, event)) is not None:
        return refusal
    now: Standing | None = None
    for one in sorted((*entry.events, event), key=lambda one: one.day):
        refusal = _refused(kind, now, one)
        if refusal is not None:
            return refusal
        now = _after(entry.key, now, one)
    return None


def _after(key: str, now: Standing | None, event: Event) -> Standing:
    if isinstance(event, Entered):
        return Standing(
            key=key,
            entered=event.day,
            batch=event.batch,
            tiers=frozenset() if event.tier is None else frozenset({event.tier}),
            values=event.values,
            expires=event.expires,
        )
    if now is None:
        raise EventError(key, reasons.NotIn(event.day))
    match event:
        case Moved(source=source, target=target):
            won = frozenset() if target is None else frozenset({target})
            now = replace(now, tiers=now.tiers - {source} | won)
        case Changed(field=changed, value=value):
            values = {name: one for name, one in now.values.items() if name != changed}
            now = replace(now, values=values if value is None else values | {changed: value})
        case Renewed(expires=expires):
            now = replace(now, expires=expires)
        case Suspended():
            now = replace(now, suspended=event.day)
        case Resumed():
            now = replace(now, suspended=None)
        case Left():
            now = replace(now, left=event.day)
    return now


def _in_itself(kind: RegisterKind, event: Event) -> Refusal | None:
    """What is wrong with an event whatever happened before."""
    match event:
        case Entered():
            return _entering(kind, event)
        case Moved(source=source, target=target):
            strange = [tier for tier in (source, target) if tier is not None and tier not in kind.order]
            return reasons.UnknownTier(strange[0]) if strange else None
        case Changed(field=name, value=value):
            return _wrong(kind, {} if value is None else {name: value}, name)
        case Renewed(expires=expires, day=day) if expires < day:
            return reasons.ExpiresBefore(expires, day)
        case Suspended() | Left() if not event.reason.strip():
            return reasons.NoReason()
        case _:
            return None


def _entering(kind: RegisterKind, event: Entered) -> Refusal | None:
    lacking = tuple(one.key for one in kind.fields if one.required and one.key not in event.values)
    if event.tier is not None and event.tier not in kind.order:
        return reasons.UnknownTier(event.tier)
    if event.expires is not None and event.expires < event.day:
        return reasons.ExpiresBefore(event.expires, event.day)
    if event.expires is None and kind.of_persons:
        return reasons.NoExpiry()
    if lacking:
        return reasons.Lacking(lacking)
    return _wrong(kind, event.values)


def _wrong(kind: RegisterKind, values: Values, *names: str) -> Refusal | None:
    for name in (*names, *values):
        column = kind.field(name)
        if column is None:
            return reasons.UnknownField(name)
        if name not in values:
            if column.required:
                return reasons.Lacking((name,))
            continue
        value = values[name]
        if not column.admits(value):
            hidden = column.kind is FieldKind.REFERENCE and column.personal and isinstance(value, str)
            return reasons.NotOpaque() if hidden else reasons.WrongValue(name)
    return None


def _refused(kind: RegisterKind, now: Standing | None, event: Event) -> Refusal | None:
    """Why an event cannot follow on where the entry stands."""
    present = now is not None and now.left is None
    if isinstance(event, Entered):
        return reasons.AlreadyIn(event.day) if present else None
    if now is None or not present:
        return reasons.NotIn(event.day)
    match event:
        case Moved():
            return _moving(kind, now, event)
        case Suspended() if now.suspended is not None:
            return reasons.AlreadySuspended(now.suspended)
        case Resumed() if now.suspended is None:
            return reasons.NotSuspended()
        case _:
            return None


def _moving(kind: RegisterKind, now: Standing, event: Moved) -> Refusal | None:
    source, target = event.source, event.target
    single = kind.relation is not Relation.INDEPENDENT
    if (source not in now.tiers) if source is not None else (single and bool(now.tiers)):
        return reasons.NotAtTier(source, tuple(sorted(now.tiers)))
    if target is None:
        return reasons.NoTier() if single else _unless_said(event)
    if target in now.tiers:
        return reasons.AlreadyAtTier(target)
    if source is None or kind.relation not in {Relation.LADDER, Relation.NESTED}:
        return None
    return _climbing(kind, kind.order.index(source), kind.order.index(target), event)


def _climbing(kind: RegisterKind, down: int, up: int, event: Moved) -> Refusal | None:
    if up < down:
        return _unless_said(event)
    between = kind.order[down + 1 : up]
    skipping = kind.relation is Relation.LADDER and not kind.skips
    return reasons.Skipped(between) if between and skipping else None


def _unless_said(event: Moved) -> Refusal | None:
    return None if event.reason.strip() else reasons.NoReason()
