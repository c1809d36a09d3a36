"""Out of the review: what would go to whom, what would stay and why; then the ledger starts and the items go out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from duban.governing.lifecycle import Kind
from duban.server.ledger.access import ledger_for, visible_items
from duban.server.ledger.actions import Handed, move_many, preview, undo_many
from duban.server.ledger.adoption import lifecycle_of
from duban.server.ledger.review import start
from duban.server.people.access import Right
from duban.server.people.resolving import resolve_all
from duban.server.web.doors import opens_to
from duban.server.web.wording import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from django.http import HttpResponse

    from duban.server.ledger.actions import Outcome
    from duban.server.ledger.models import Item, Ledger
    from duban.server.web.doors import PageRequest


@dataclass(frozen=True, slots=True)
class Receiver:
    """A unit and the items that it would get."""

    unit: str
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason against, and the items it holds back; ``waivable`` where the office may let them go out all the same."""

    words: str
    code: str
    items: Sequence[Item]

    @property
    def waivable(self) -> bool:
        """Whether an exception may be granted."""
        return self.code == "measurable_or_waived"


@require_http_methods(["GET", "HEAD", "POST"])
@opens_to(Right.DISPATCH)
def send(request: PageRequest, ledger: int) -> HttpResponse:
    """The preview; posted, it is done. ``item`` narrows it to some, ``waive`` lets out what cannot be measured."""
    found = ledger_for(request.actor, ledger)
    given = request.POST if request.method == "POST" else request.GET
    name = move_of(found)
    handed = Handed(waive=given.get("waive") == "1")
    items = {item.pk: item for item in waiting(request, found, given.getlist("item"))}
    today = timezone.localdate()
    if request.method == "POST":
        start(request.actor, found.pk, at=timezone.now())
        outcome = move_many(request.actor, list(items), name, handed, today=today, at=timezone.now())
        _tell(request, outcome)
        sent = f"?sent={outcome.action}" if outcome.action and outcome.done else ""
        return HttpResponseRedirect(f"{reverse('review', args=[ledger])}{sent}")
    outcome = preview(request.actor, list(items), name, handed, today=today)
    context = {
        "ledger": found,
        "outcome": outcome,
        "receivers": receivers([items[pk] for pk in outcome.done]),
        "reasons": reasons(outcome, items),
        "waive": handed.waive,
        "picked": given.getlist("item"),
        "total": len(items),
    }
    return render(request, "review/send.html", context)


@require_POST
@opens_to(Right.DISPATCH)
def take_back(request: PageRequest, ledger: int, action: UUID) -> HttpResponse:
    """Take a dispatch of this page back; what a unit has accepted meanwhile stays out and is told."""
    ledger_for(request.actor, ledger)
    outcome = undo_many(request.actor, action, today=timezone.localdate(), at=timezone.now())
    count = len(outcome.done)
    if count:
        words = ngettext("已收回%(count)s项。", "已收回%(count)s项。", count) % {"count": count}
        messages.success(request, words)
    if outcome.refused:
        why = "；".join(dict.fromkeys(said(one) for refused in outcome.refused for one in refused.refusals))
        messages.warning(
            request, gettext("有%(count)s项没有收回：%(why)s。") % {"count": len(outcome.refused), "why": why}
        )
    return HttpResponseRedirect(reverse("review", args=[ledger]))


def move_of(ledger: Ledger) -> str:
    """The move by which this ledger's items first go out, whatever its mechanism calls it."""
    loop = lifecycle_of(ledger)
    return next(move.id for move in loop.moves_from(loop.start) if move.kind is Kind.DISPATCH)


def waiting(request: PageRequest, ledger: Ledger, picked: Sequence[str]) -> list[Item]:
    """The items that have not gone out yet; of those picked, where some were."""
    items = (
        visible_items(request.actor)
        .filter(ledger=ledger, withdrawn=False, dispatched_on=None, state=lifecycle_of(ledger).start)
        .defer("read", "findings", "lamp_reason", "text")
        .prefetch_related("assignments__unit")
        .order_by("ordinal", "id")
    )
    if picked:
        items = items.filter(
            pk__in=[int(pk) for pk in picked if pk.isascii() and pk.isdigit() and len(pk) < 19]
        )
    return list(items)


def receivers(items: Iterable[Item]) -> list[Receiver]:
    """The units that would have to answer, with their items; a collective name is the units of today behind it."""
    leads = [
        (item, row)
        for item in items
        for row in item.assignments.all()
        if row.until is None and row.part == "lead"
    ]
    meanings = resolve_all((row.written for _, row in leads if row.unit is None), timezone.localdate())
    found: dict[str, dict[int, Item]] = {}
    for item, row in leads:
        names = [row.unit.name] if row.unit else [unit.name for unit in meanings[row.written].units]
        for name in names:
            found.setdefault(name, {})[item.pk] = item
    ranked = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [Receiver(name, list(theirs.values())) for name, theirs in ranked]


def reasons(outcome: Outcome, items: dict[int, Item]) -> list[Reason]:
    """Why items would stay, each reason with all that it holds back."""
    held: dict[tuple[str, str], list[Item]] = {}
    for refused in outcome.refused:
        for one in refused.refusals:
            if refused.item in items:
                held.setdefault((said(one), one.code), []).append(items[refused.item])
    return [Reason(words, code, theirs) for (words, code), theirs in held.items()]


def _tell(request: PageRequest, outcome: Outcome) -> None:
    count, left = len(outcome.done), len(outcome.refused)
    if count:
        words = ngettext(
            "已交办%(count)s项，各单位已收到通知。", "已交办%(count)s项，各单位已收到通知。", count
        )
        messages.success(request, words % {"count": count})
    if left:
        words = ngettext("有%(count)s项没有交办，仍在审核中。", "有%(count)s项没有交办，仍在审核中。", left)
        messages.warning(request, words % {"count": left})
