"""Making a move: the verdict of the loop, the item by compare-and-set, its rows, one event, all or nothing.

Items are locked in the order of their ids and the end of the log last, so two writers wait for each other and never
for ever. What a move writes besides is in ``effects``.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from duban.governing.lifecycle import decide, offered
from duban.server.audit.actions import record
from duban.server.audit.models import Event
from duban.server.ledger import signals
from duban.server.ledger.access import visible_items
from duban.server.ledger.actions import effects, refusals
from duban.server.ledger.actions.acts import Act
from duban.server.ledger.actions.facts import gather, of_dossier
from duban.server.ledger.actions.handing import (
    NOTHING,
    Allowed,
    Handed,
    Outcome,
    Refused,
    RefusedError,
    StaleError,
)
from duban.server.ledger.actions.parts import CLOCK_ACTOR
from duban.server.ledger.actions.preparing import prepare
from duban.server.ledger.actions.situations import Eye
from duban.server.ledger.adoption import lifecycle_of
from duban.server.ledger.evidence import keep, refused
from duban.server.ledger.lamps import turn
from duban.server.ledger.models import Duty, Item, Move
from duban.server.people.models import Unit
from duban.server.people.resolving import lives

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from duban.governing.lifecycle import Offer, Refusal
    from duban.server.ledger.actions.acts import Made
    from duban.server.ledger.actions.facts import Facts
    from duban.server.ledger.queries import Dossier
    from duban.server.people.access import Actor


TAKEN_BACK = Handed(reason="撤销前一操作")


@dataclass(frozen=True, slots=True)
class _Asked:
    """One act as it was asked for."""

    actor: Actor
    name: str
    handed: Handed
    today: date


def move(  # noqa: PLR0913 - one act whole: who, what, with what, on which revision, when
    actor: Actor,
    item_id: int,
    name: str,
    handed: Handed = NOTHING,
    *,
    revision: int | None,
    today: date,
    at: datetime,
) -> Move:
    """Make a move; raises StaleError or RefusedError and then nothing was written.

    ``revision`` is the one that the actor saw; None makes the move on the item as it is found.
    """
    asked = _Asked(actor, name, handed, today)
    outcome = _act(asked, [item_id], at=at, revision=revision, whole=True)
    return outcome.moves[0]


def move_many(
    actor: Actor, item_ids: Sequence[int], name: str, handed: Handed = NOTHING, *, today: date, at: datetime
) -> Outcome:
    """Make a move with many items in one act, whose events share its id; those that may not are left and told."""
    return _act(_Asked(actor, name, handed, today), item_ids, at=at)


def preview(
    actor: Actor, item_ids: Sequence[int], name: str, handed: Handed = NOTHING, *, today: date
) -> Outcome:
    """What :func:`move_many` would do; nothing is written."""
    asked = _Asked(actor, name, handed, today)
    return _judge(asked, item_ids, _door(actor).filter(pk__in=item_ids))[0]


def undo(actor: Actor, move_id: int, *, today: date, at: datetime) -> Move:
    """Take a move back, where the lifecycle names the move that does it and nothing was done since.

    Taking back is a move of its own: both stay, and the first one names the second.
    """
    outcome = _undo(actor, Move.objects.filter(pk=move_id), today=today, at=at)
    if outcome.refused:
        raise RefusedError(outcome.refused[0].refusals)
    if not outcome.moves:
        raise RefusedError((refusals.NO_UNDO,))
    return outcome.moves[0]


def undo_many(actor: Actor, action: UUID, *, today: date, at: datetime) -> Outcome:
    """Take a whole bulk act back, as far as the loop allows; the others are left and told."""
    events = Event.objects.filter(action=action).values_list("number", flat=True)
    return _undo(actor, Move.objects.filter(event__in=list(events)), today=today, at=at)


def offers(actor: Actor, item: Item, today: date, file: Dossier | None = None) -> tuple[Offer, ...]:
    """The moves that a page shows this actor for this item, allowed or with their reasons.

    Moves for parts that the actor does not have are left out. ``file`` is the item's, where it is at hand.
    """
    if item.withdrawn:
        return ()
    facts = of_dossier(file, today) if file else gather([item], today)[item.pk]
    situation = Eye(actor, NOTHING, today, [facts]).see(facts)
    found = offered(facts.lifecycle, item.state, situation)
    return tuple(offer for offer in found if situation.parts.intersection(offer.move.parts))


# --- the verdict --------------------------------------------------------------------------------------------------


def _door(actor: Actor) -> QuerySet[Item]:
    seen = Item.objects.all() if actor == CLOCK_ACTOR else visible_items(actor)
    return seen.select_related("ledger")


def _judge(asked: _Asked, item_ids: Iterable[int], rows: Iterable[Item]) -> tuple[Outcome, dict[int, Facts]]:
    """The verdict on each item in the order asked for, and the facts it rests on."""
    items = list(rows)
    facts = gather(items, asked.today)
    eye = Eye(asked.actor, asked.handed, asked.today, facts.values())
    alive = _alive(asked.handed, asked.today)
    wrong = (*refused(asked.handed.evidence), *_unfiled(asked.handed, facts))
    allowed, left = [], []
    for pk in dict.fromkeys(item_ids):
        found = facts.get(pk)
        if found is None:
            left.append(Refused(pk, (refusals.NO_SUCH_ITEM,)))
            continue
        verdict = decide(found.lifecycle, found.item.state, asked.name, eye.see(found))
        reasons: tuple[Refusal, ...] = (*verdict.refusals, *wrong)
        known = found.lifecycle.move(asked.name)
        if known is not None:
            reasons += tuple(refusals.misfits(known, found, asked.handed, alive))
        if reasons or verdict.target is None:
            left.append(Refused(pk, reasons))
        else:
            allowed.append(Allowed(pk, verdict.target, verdict.marks))
    return Outcome(tuple(allowed), tuple(left)), facts


def _alive(handed: Handed, today: date) -> frozenset[int]:
    named = Unit.objects.filter(pk__in=handed.named) if handed.named else ()
    return frozenset(unit.pk for unit in named if lives(unit, today))


def _unfiled(handed: Handed, facts: Mapping[int, Facts]) -> tuple[Refusal, ...]:
    """The return that a report is said to be for must be there to be filed."""
    if handed.duty is None or Duty.objects.filter(pk=handed.duty, item__in=facts, filed_at=None).exists():
        return ()
    return (refusals.NO_SUCH_DUTY,)


# --- the change ---------------------------------------------------------------------------------------------------


def _act(
    asked: _Asked,
    item_ids: Sequence[int],
    *,
    at: datetime,
    revision: int | None = None,
    whole: bool = False,
) -> Outcome:
    """Judge, change, record. With ``whole`` a refusal stops everything."""
    kept_early = False
    if asked.handed.evidence:  # files are kept only of moves that can be made, and before anything is locked
        early, _ = _judge(asked, item_ids, _door(asked.actor).filter(pk__in=item_ids))
        kept_early = bool(early.allowed)
        if kept_early:
            keep(asked.handed.evidence)
    with transaction.atomic():
        rows = _lock(asked.actor, item_ids)
        if revision is not None:
            _fresh(rows, revision)
        outcome, facts = _judge(asked, item_ids, rows)
        if whole and outcome.refused:
            raise RefusedError(outcome.refused[0].refusals)
        if not outcome.allowed:
            return outcome
        if asked.handed.evidence and not kept_early:  # what stood in the way has gone this very moment
            keep(asked.handed.evidence)
        act = Act(asked.actor, asked.name, asked.handed, asked.today, at)
        return _write(act, outcome, facts)


def _lock(actor: Actor, item_ids: Sequence[int]) -> list[Item]:
    """The items that this actor may see, locked with the parts they were divided into."""
    wanted = Q(pk__in=item_ids) | Q(parent__in=item_ids)
    list(Item.objects.select_for_update(no_key=True).filter(wanted).order_by("pk").values_list("pk"))
    return list(_door(actor).filter(pk__in=item_ids))


def _fresh(rows: Iterable[Item], revision: int) -> None:
    for item in rows:
        if item.revision != revision:
            raise StaleError(item.pk, item.revision)


def _write(act: Act, outcome: Outcome, facts: Mapping[int, Facts]) -> Outcome:
    """Items by compare-and-set, then their rows, then the events."""
    made = [prepare(act, one, facts[one.item]) for one in outcome.allowed]
    for one in made:
        _change(one)
    effects.write(act, made)
    turn([pk for one in made for pk in (one.facts.item.pk, *(born.item.pk for born in one.born))], act.today)
    action = uuid.uuid4()
    told = [happening for one in made for happening in effects.happenings(act, one)]
    events = record(act.actor.who, *told, at=act.at, action=action)
    moves = effects.number(made, events)
    ids = tuple(row.pk for row in moves)
    transaction.on_commit(lambda: _tell(ids))
    return Outcome(outcome.allowed, outcome.refused, tuple(one.row for one in made), action)


def _change(one: Made) -> None:
    """The item as it is to be, if it still is as it was judged."""
    item = one.facts.item
    changed = Item.objects.filter(pk=item.pk, revision=item.revision, state=item.state).update(
        **one.columns, revision=F("revision") + 1, changed_at=one.row.at
    )
    if changed != 1:
        raise StaleError(item.pk, Item.objects.values_list("revision", flat=True).get(pk=item.pk))


def _tell(moves: tuple[int, ...]) -> None:
    """Tell the apps above; what goes wrong there is logged and does not reach whoever made the move."""
    signals.moved.send_robust(sender=None, moves=moves)


# --- taking back --------------------------------------------------------------------------------------------------


def _undo(actor: Actor, moves: QuerySet[Move], *, today: date, at: datetime) -> Outcome:
    """Each move taken back by the one that its lifecycle names; those that share it are one act."""
    left: list[Refused] = []
    back: dict[str, dict[int, Move]] = {}
    for row in moves.select_related("item__ledger"):
        known = lifecycle_of(row.item.ledger).move(row.move)
        if known is None or known.undo is None or row.undone_by_id is not None:
            left.append(Refused(row.item_id, (refusals.NO_UNDO,)))
        elif row.item.revision != row.revision:
            left.append(Refused(row.item_id, (refusals.NOT_LAST,)))
        else:
            back.setdefault(known.undo, {})[row.item_id] = row
    outcomes = []
    for name, rows in back.items():
        with transaction.atomic():
            outcome = _act(_Asked(actor, name, TAKEN_BACK, today), list(rows), at=at)
            for made in outcome.moves:
                undone = Move.objects.filter(
                    pk=rows[made.item_id].pk, undone_by=None, revision=made.revision - 1
                )
                if not undone.update(undone_by=made):
                    raise StaleError(made.item_id, made.revision - 1)
        outcomes.append(outcome)
    return Outcome(
        tuple(one for outcome in outcomes for one in outcome.allowed),
        (*left, *(one for outcome in outcomes for one in outcome.refused)),
        tuple(one for outcome in outcomes for one in outcome.moves),
        outcomes[0].action if outcomes else None,
    )
