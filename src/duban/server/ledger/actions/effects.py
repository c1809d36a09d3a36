"""What a move writes besides the item's new state, and what the log is told of it.

Which rows is decided by the kind of the move, so that a mechanism may rename moves and add its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F

from duban.governing.lifecycle import Kind
from duban.server.audit.actions import Happening
from duban.server.ledger import events
from duban.server.ledger.actions import parting, timing, working
from duban.server.ledger.models import Ledger, LedgerState, Move

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from duban.server.audit.models import Event
    from duban.server.ledger.actions.acts import Act, Made

STIRRING = frozenset({Kind.DISPATCH, Kind.TRANSFER, Kind.SPLIT, Kind.RESUME, Kind.REOPEN, Kind.RESOLVE})
EFFECTS: Mapping[Kind, tuple[Callable[[Act, Made], None], ...]] = {
    Kind.DISPATCH: (parting.expand,),
    Kind.TRANSFER: (timing.drop_request, parting.transfer),
    Kind.SPLIT: (parting.divide,),
    Kind.REPORT: (working.report,),
    Kind.CLAIM: (working.report,),
    Kind.VERIFY: (working.verification,),
    Kind.REJECT: (working.verification,),
    Kind.LOOK_BACK: (working.verification,),
    Kind.REOPEN: (working.verification,),
    Kind.CLOSE: (timing.drop_request,),
    Kind.ASK_EXTENSION: (timing.ask,),
    Kind.GRANT_EXTENSION: (timing.grant,),
    Kind.REFUSE_EXTENSION: (timing.drop_request,),
    Kind.SUSPEND: (timing.stop,),
}


def write(act: Act, made: Sequence[Made]) -> None:
    """The moves, then each one's own rows."""
    Move.objects.bulk_create([one.row for one in made])
    for one in made:
        timing.run_again(act, one)
        for effect in EFFECTS.get(one.rule.kind, ()):
            effect(act, one)
        working.keep_files(act, one)
    _stir(made)


def _stir(made: Sequence[Made]) -> None:
    """A ledger runs from its first dispatch; the clock looks again at one whose items were sent or run again."""
    stirred = {one.facts.item.ledger_id for one in made if one.rule.kind in STIRRING}
    if stirred:
        Ledger.objects.filter(pk__in=stirred).update(
            state=LedgerState.RUNNING, ticked_on=None, stirred=F("stirred") + 1
        )


def happenings(act: Act, made: Made) -> Iterator[Happening]:
    """One event for the move, and one for each thing it made."""
    item, row = made.facts.item, made.row
    before: dict[str, Any] = {"state": row.from_state}
    after: dict[str, Any] = {
        "state": row.to_state,
        "revision": row.revision,
        "move": made.rule.id,
        "zh": made.rule.zh,
        "en": made.rule.en,
        "part": row.part,
        "unit": row.unit_id,
    }
    if "due" in made.columns and made.columns["due"] != item.due:
        before["due"] = item.due.isoformat() if item.due else None
        after["due"] = made.columns["due"].isoformat()
    if made.marks:
        after["marks"] = list(made.marks)
    after |= _in_hand(act) | made.noted
    yield Happening(events.moved(made.rule.kind), str(item.pk), before, after, row.reason)
    for born in made.born:
        yield born.added
        if born.row is not None:
            yield _sent(made, born.row)


def number(made: Sequence[Made], recorded: Sequence[Event]) -> tuple[Move, ...]:
    """Give each move the number of its event; they stand in the order in which :func:`happenings` told them."""
    numbers = iter(recorded)
    moves = []
    for one in made:
        moves.append((one.row, next(numbers)))
        for born in one.born:
            next(numbers)
            if born.row is not None:
                moves.append((born.row, next(numbers)))
    for row, event in moves:
        row.event = event.number
    rows = tuple(row for row, _ in moves)
    Move.objects.bulk_update(rows, ["event"])
    return rows


def _in_hand(act: Act) -> dict[str, Any]:
    """What was handed in, as the log keeps it: files by their hash."""
    handed = act.handed
    said = {
        "statement": handed.said,
        "problems": handed.problems,
        "next_steps": handed.next_steps,
        "institution": handed.institution,
        "method": handed.method,
        "until": handed.until.isoformat() if handed.until else None,
        "units": list(handed.named),
        "tests": sorted(handed.tests),
        "values": {str(target): str(value) for target, value in handed.values.items()},
    }
    return {name: value for name, value in said.items() if value}


def _sent(made: Made, row: Move) -> Happening:
    rule = made.lifecycle.move(row.move)
    after = {
        "state": row.to_state,
        "revision": row.revision,
        "move": row.move,
        "zh": rule.zh if rule else row.move,
        "en": rule.en if rule else row.move,
        "part": row.part,
        "unit": row.unit_id,
    }
    return Happening(
        events.moved(Kind.DISPATCH), str(row.item_id), {"state": row.from_state}, after, row.reason
    )
