"""What becomes of the item's own columns by a move, before anything is written."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from duban.governing.clock import Pause as Stop
from duban.governing.clock import Working, moved
from duban.governing.lifecycle import STAY, Kind, Nature
from duban.server.ledger import workdays
from duban.server.ledger.actions.acts import Made
from duban.server.ledger.actions.parts import parts_of
from duban.server.ledger.models import Move, Pause

if TYPE_CHECKING:
    from duban.governing.lifecycle import Move as Rule
    from duban.governing.lifecycle import State
    from duban.server.ledger.actions.acts import Act
    from duban.server.ledger.actions.facts import Facts
    from duban.server.ledger.actions.handing import Allowed

_DAY = timedelta(days=1)
#: Marks that the store adds to those of the loop.
WAIVED = "waived"


def prepare(act: Act, allowed: Allowed, facts: Facts) -> Made:
    """The move of one item with the columns it changes; nothing is written yet."""
    rule, reached = facts.lifecycle.move(act.name), facts.lifecycle.state(allowed.target)
    if rule is None or reached is None:
        raise LookupError(f"{act.name!r} to {allowed.target!r} was allowed and is not in the table")
    marks = tuple(mark.code for mark in allowed.marks)
    if rule.kind is Kind.DISPATCH and act.handed.waive and not facts.item.has_measure:
        marks = (*marks, WAIVED)
    made = Made(facts, rule, reached, _row(act, rule, reached, facts), {}, marks)
    made.row.marks = list(marks)
    _end_pause(act, made)
    made.columns = _columns(act, made)
    return made


def _row(act: Act, rule: Rule, reached: State, facts: Facts) -> Move:
    played = parts_of(act.actor, facts)
    part = next(part for part in rule.parts if part in played)
    item, handed = facts.item, act.handed
    return Move(
        item=item,
        move=rule.id,
        from_state=item.state,
        to_state=reached.id,
        part=part.value,
        unit_id=played[part],
        by_id=act.actor.account,
        by_name=act.actor.name,
        at=act.at,
        reason=handed.reason.strip() or handed.said,
        revision=item.revision + 1,
    )


def _end_pause(act: Act, made: Made) -> None:
    """Whatever takes an item out of suspension ends its pause; taking it up again gives the stopped days back."""
    item = made.facts.item
    source = made.lifecycle.state(item.state)
    if source is None or source.nature is not Nature.SUSPENDED or made.reached.id == item.state:
        return
    made.pause = Pause.objects.filter(item=item, until=None).first()
    if made.pause is None or item.due is None or made.reached.nature is Nature.CLOSED:
        return
    stops = (Stop(made.pause.since, max(act.today, made.pause.since)),)
    began = min(item.dispatched_on or made.pause.since, made.pause.since)
    working = moved(item.due, stops, since=began - _DAY, calendar=workdays.calendar())
    if isinstance(working, Working) and working.day != item.due:
        made.moved_due = working


def _columns(act: Act, made: Made) -> dict[str, Any]:
    columns = {} if made.rule.target == STAY else _standing(act, made)
    item = made.facts.item
    match made.rule.kind:
        case Kind.DISPATCH:
            columns["dispatched_on"] = item.dispatched_on or act.today
            columns["first_due"] = item.first_due or item.due
        case Kind.RECALL:
            columns["dispatched_on"] = None
        case Kind.GRANT_EXTENSION:
            columns["due"] = act.handed.until
            columns["first_due"] = item.first_due or act.handed.until
    if made.moved_due is not None:
        columns["due"] = made.moved_due.day
    return columns


def _standing(act: Act, made: Made) -> dict[str, Any]:
    """Where the item stands after a move that changes its state."""
    item, reached = made.facts.item, made.reached
    suspended, closed = reached.nature is Nature.SUSPENDED, reached.nature is Nature.CLOSED
    back = bool(item.state_before) and reached.id == item.state_before
    return {
        "entered_on": item.entered_on if suspended or back else act.today,
        "state": reached.id,
        "state_before": (item.state_before or item.state) if suspended else "",
        "outcome": reached.outcome.value if reached.outcome else "",
        "closed_on": act.today if closed else None,
    }
