"""What a day brings without anybody's doing: dates that come near or pass, returns that are missing, rungs reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, Q

from duban.governing.clock import after_working_days
from duban.governing.lifecycle import Kind
from duban.mechanisms.form import Activity
from duban.server.ledger.adoption import adopted_by, lifecycle_of
from duban.server.ledger.models import Assignment, Duty, Item, Lamp, Ledger, LedgerState, Part
from duban.server.ledger.workdays import calendar
from duban.server.notices.telling import Told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from duban.mechanisms import Adopted
    from duban.mechanisms.form import Rung
    from duban.server.notices.recipients import Posts

#: Days after which a missing return is no news any more.
STALE = 60


@dataclass(frozen=True, slots=True)
class Step:
    """A rung of a ladder that an item has reached, on an occasion."""

    item: int
    rung: str
    occasion: str
    zh: str
    en: str
    title: str
    leads: frozenset[int]


def of_items(today: date, posts: Posts) -> Iterator[Told]:
    """Items whose lamp is yellow or red because of their date: their units; late ones the supervision office too."""
    late_or_near = _open().filter(lamp__in=[Lamp.YELLOW, Lamp.RED], due__isnull=False)
    for item in late_or_near.iterator(chunk_size=1000):
        if item.due is None:
            continue
        late = item.due < today
        code = "overdue" if late else "near_due"
        accounts = posts.liaisons(_leads(item)) | (posts.supervisors() if late else set())
        for account in sorted(accounts):
            yield Told(
                account,
                item.pk,
                code,
                {"title": str(item), "due": item.due.isoformat()},
                f"{code}:{item.pk}:{item.due}",
            )


def of_duties(today: date, posts: Posts) -> Iterator[Told]:
    """Returns that are due soon, as their mechanism understands it, and those that are missing after their grace."""
    soon = {ledger.pk: _soon(adopted_by(ledger), today) for ledger in Ledger.objects.all()}
    latest = max((day for ledger in soon.values() for day in ledger.values()), default=today)
    owed = (
        Duty.objects.filter(filed_at=None, due__lte=latest, grace_until__gte=today - timedelta(days=STALE))
        .exclude(due__lt=today, grace_until__gte=today)
        .select_related("item")
    )
    for duty in owed.iterator(chunk_size=1000):
        if duty.due > soon[duty.item.ledger_id].get(duty.kind, today):
            continue
        code = "duty_missing" if duty.grace_until < today else "duty_soon"
        values = {"title": str(duty.item), "due": duty.due.isoformat(), "period": duty.period}
        for account in sorted(posts.liaisons([duty.unit_id])):
            yield Told(account, duty.item_id, code, values, f"{code}:{duty.pk}")


def _soon(adopted: Adopted, today: date) -> dict[str, date]:
    """For each return of a mechanism, until when its date is soon."""
    return {
        key: after_working_days(today, adopted.returns(key).remind_days, calendar=calendar()).day
        for key, cadence in adopted.settled.cadences.items()
        if cadence.activity is Activity.REPORT
    }


def rungs(today: date) -> Iterator[Step]:
    """The rungs that items have reached by today. What a person has to judge is left to persons."""
    for ledger in Ledger.objects.filter(state=LedgerState.RUNNING):
        for name, rung in adopted_by(ledger).settled.ladder.items():
            for item, occasion in _reached(ledger, rung, today):
                yield Step(
                    item.pk, name, occasion, str(rung.zh), str(rung.en), str(item), frozenset(_leads(item))
                )


def told_of_rung(step: Step, posts: Posts) -> Iterator[Told]:
    """The supervision office, which issues it, and the units that lead."""
    for account in sorted(posts.supervisors() | posts.liaisons(step.leads)):
        values = {"title": step.title, "rung": step.zh}
        yield Told(account, step.item, "rung", values, f"rung:{step.item}:{step.rung}:{step.occasion}")


def _reached(ledger: Ledger, rung: Rung, today: date) -> Iterator[tuple[Item, str]]:
    trigger = rung.trigger
    items = _open().filter(ledger=ledger)
    times = trigger.times if isinstance(trigger.times, int) else 1
    days = trigger.days if isinstance(trigger.days, int) else 1
    match trigger.on:
        case "overdue":
            for item in items.filter(due__lte=today - timedelta(days=max(days, 1))):
                yield item, f"overdue:{item.due}"
        case "report_missed":
            missed = Count("duties", filter=Q(duties__filed_at=None, duties__grace_until__lt=today))
            for item in items.annotate(missed=missed).filter(missed__gte=times):
                yield item, f"missed:{times}"
        case "claim_rejected":
            yield from _moved(items, ledger, Kind.REJECT, times)
        case "returned":
            yield from _moved(items, ledger, Kind.RETURN, times)
        case "lagging" | "judged":
            return


def _moved(items: QuerySet[Item], ledger: Ledger, kind: Kind, times: int) -> Iterator[tuple[Item, str]]:
    names = [move.id for move in lifecycle_of(ledger).moves if move.kind is kind]
    counted = Count("moves", filter=Q(moves__move__in=names, moves__undone_by=None))
    for item in items.annotate(counted=counted).filter(counted__gte=times):
        yield item, f"{kind.value}:{times}"


def _open() -> QuerySet[Item]:
    leads = Assignment.objects.filter(part=Part.LEAD, until=None, unit__isnull=False)
    return Item.objects.filter(
        ledger__state=LedgerState.RUNNING, withdrawn=False, closed_on=None, dispatched_on__isnull=False
    ).prefetch_related(Prefetch("assignments", leads, to_attr="leading"))


def _leads(item: Item) -> set[int]:
    return {one.unit_id for one in item.leading}  # type: ignore[attr-defined] # put there by _open
