"""One move with many items: first what would happen to each, then the act, then the way back where the loop has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from duban.governing.lifecycle import Ask
from duban.server.ledger import actions, queries
from duban.server.ledger.access import visible_items
from duban.server.ledger.adoption import lifecycle_of
from duban.server.web import wording
from duban.server.web.doors import opens_to
from duban.server.web.moving import About, MoveForm
from duban.server.web.pages.item import ACTING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.http import HttpResponse

    from duban.governing.lifecycle import Lifecycle, Move
    from duban.server.ledger.actions import Outcome
    from duban.server.ledger.models import Item
    from duban.server.web.doors import PageRequest

#: As many as a list page shows, several times over; a whole ledger goes out in a few acts.
MOST = 500


@require_POST
@opens_to(*ACTING)
def bulk_preview(request: PageRequest) -> HttpResponse:
    """What would become of each picked item; nothing is written."""
    ids = _ids(request)
    items = {item.pk: item for item in queries.with_row(visible_items(request.actor).filter(pk__in=ids))}
    loops = _loops(request, list(items))
    possible = _possible(list(items.values()), loops)
    move = next((one for one in possible if one.id == request.POST.get("move")), None)
    context = {
        "items": [items[pk] for pk in ids if pk in items],
        "possible": [(one.id, wording.said(one)) for one in possible],
        "chosen": move.id if move else "",
        "back": _back(request),
        "too_many": len(request.POST.getlist("item")) > MOST,
        "most": MOST,
    }
    status = 200
    if move is not None:
        form = _form(move, loops, request if "confirm" in request.POST or "look" in request.POST else None)
        if form.is_bound and form.is_valid():
            if "confirm" in request.POST:
                return _act(request, list(items), form)
            context |= _told(request, items, form)
        status = 422 if form.errors else 200
        context |= {"form": form, "move": wording.said(move)}
    return render(request, "web/bulk.html", context, status=status)


def _act(request: PageRequest, ids: Sequence[int], form: MoveForm) -> HttpResponse:
    outcome = actions.move_many(
        request.actor, ids, form.move.id, form.handed(), today=timezone.localdate(), at=timezone.now()
    )
    done, left = len(outcome.moves), len(outcome.refused)
    said = ngettext("%(move)s：办了%(count)s项。", "%(move)s：办了%(count)s项。", done)
    messages.success(request, said % {"move": wording.said(form.move), "count": done})
    if left:
        words = ngettext("%(count)s项没有办，原样未动。", "%(count)s项没有办，原样未动。", left)
        messages.warning(request, words % {"count": left})
    if outcome.action and form.move.undo:
        address = reverse("bulk_done", args=[outcome.action])
        return HttpResponseRedirect(f"{address}?count={done}")
    return HttpResponseRedirect(_back(request))


def bulk_done(request: PageRequest, action: UUID) -> HttpResponse:
    """After a bulk act that can be taken back: the way to do that, and the way on."""
    return render(request, "web/bulk_done.html", {"action": action})


@require_POST
@opens_to(*ACTING)
def bulk_undo(request: PageRequest, action: UUID) -> HttpResponse:
    """Take a bulk act back, as far as the loop allows."""
    outcome = actions.undo_many(request.actor, action, today=timezone.localdate(), at=timezone.now())
    done, left = len(outcome.moves), len(outcome.refused)
    if not done and not left:
        raise Http404
    messages.success(request, ngettext("已撤回%(count)s项。", "已撤回%(count)s项。", done) % {"count": done})
    for refusal in dict.fromkeys(
        wording.said(one) for refused in outcome.refused for one in refused.refusals
    ):
        messages.warning(request, gettext("有的没有撤回：%(why)s。") % {"why": refusal})
    return HttpResponseRedirect(reverse("items"))


def _ids(request: PageRequest) -> list[int]:
    given = (value for value in request.POST.getlist("item")[:MOST] if value.isascii() and value.isdecimal())
    return list(dict.fromkeys(int(value) for value in given if len(value) < 18))


def _back(request: PageRequest) -> str:
    wanted = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else reverse("items")


def _loops(request: PageRequest, ids: Sequence[int]) -> list[Lifecycle]:
    """The loops that the picked items are in, one for each ledger."""
    seen = visible_items(request.actor).filter(pk__in=ids).order_by("ledger", "pk").select_related("ledger")
    ledgers = {item.ledger_id: item.ledger for item in seen.only("pk", "ledger")}
    return [lifecycle_of(ledger) for ledger in ledgers.values()]


def _possible(items: Sequence[Item], loops: Sequence[Lifecycle]) -> list[Move]:
    """The moves that start in a state of some picked item and need nothing that differs from item to item."""
    states = {item.state for item in items}
    found: dict[str, Move] = {}
    for loop in loops:
        for move in loop.moves:
            if (
                states.intersection(move.sources)
                and Ask.VALUES not in move.asks
                and Ask.TESTS not in move.asks
            ):
                found.setdefault(move.id, move)
    return list(found.values())


def _form(move: Move, loops: Sequence[Lifecycle], request: PageRequest | None) -> MoveForm:
    about = About(tests=loops[0].terms.tests if loops else (), waivable=True)
    return MoveForm(move, about, request.POST, request.FILES) if request else MoveForm(move, about)


def _told(request: PageRequest, items: dict[int, Item], form: MoveForm) -> dict[str, object]:
    outcome: Outcome = actions.preview(
        request.actor, list(items), form.move.id, form.handed(), today=timezone.localdate()
    )
    states = queries.vocabulary().states()
    return {
        "allowed": [
            (
                items[one.item],
                wording.said(states.get(one.target)),
                [wording.said(mark) for mark in one.marks],
            )
            for one in outcome.allowed
        ],
        "refused": [
            (items[one.item], [wording.said(reason) for reason in one.refusals])
            for one in outcome.refused
            if one.item in items
        ],
        "looked": True,
    }


urlpatterns = [
    path("items/bulk/", bulk_preview, name="bulk_preview"),
    path("items/bulk/<uuid:action>/", opens_to(*ACTING)(bulk_done), name="bulk_done"),
    path("items/bulk/<uuid:action>/undo/", bulk_undo, name="bulk_undo"),
]
