"""Rows of time: extension requests and their answers, pauses, dates that are added and never overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Max

from duban.server.ledger import workdays
from duban.server.ledger.models import DueDate, Extension, Pause

if TYPE_CHECKING:
    from datetime import date

    from duban.server.ledger.actions.acts import Act, Made
    from duban.server.ledger.models import Item

LATE = "before_due"


def ask(act: Act, made: Made) -> None:
    """A request for more time, marked late when the date had passed."""
    Extension.objects.create(
        item=made.facts.item,
        asked=made.row,
        unit_id=made.unit,
        until=_day(act),
        late=LATE in made.marks,
    )


def grant(act: Act, made: Made) -> None:
    """The request is granted: a date is added, perhaps another than was asked for."""
    _decide(made, granted=True)
    add_due(made.facts.item, act.handed.until, origin="extension", made=act)


def drop_request(act: Act, made: Made) -> None:  # noqa: ARG001 - one shape for all effects
    """The open request, if there is one, is refused: by an answer, or because the item goes elsewhere."""
    if made.facts.extension is not None:
        _decide(made, granted=False)


def stop(act: Act, made: Made) -> None:
    """The clock stands still from today."""
    Pause.objects.create(
        item=made.facts.item, since=act.today, expected=act.handed.until, reason=made.row.reason
    )


def run_again(act: Act, made: Made) -> None:
    """The pause ends today, and the date that holds moves by the days it stopped."""
    if made.pause is None:
        return
    made.pause.until = max(act.today, made.pause.since)
    made.pause.save(update_fields=["until"])
    if made.moved_due is not None:
        working = workdays.shown(made.moved_due)
        add_due(made.facts.item, made.moved_due.day, origin="suspension", made=act, working=working)
        made.noted["working"] = working


def add_due(
    item: Item, day: date | None, *, origin: str, made: Act, working: dict[str, Any] | None = None
) -> None:
    """One more promised date; those before it stay."""
    last = item.due_dates.aggregate(last=Max("ordinal"))["last"] or 0
    DueDate.objects.create(
        item=item,
        ordinal=last + 1,
        date=day,
        kind="by_date",
        text=made.handed.reason[:255],
        origin=origin,
        working=working or {},
        set_at=made.at,
    )


def _day(act: Act) -> date:
    if act.handed.until is None:
        raise LookupError(f"{act.name!r} was allowed without a date")
    return act.handed.until


def _decide(made: Made, *, granted: bool) -> None:
    extension = made.facts.extension
    if extension is not None:
        extension.granted, extension.decided = granted, made.row
        extension.save(update_fields=["granted", "decided"])
