"""One item: where it comes from, what was promised and done, and what the reader may do about it now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from duban.server.ledger import actions, evidence, queries
from duban.server.ledger.access import evidence_for, item_for
from duban.server.ledger.actions import RefusedError, StaleError
from duban.server.ledger.adoption import adopted_by
from duban.server.ledger.findings import of_item
from duban.server.ledger.limits import stay
from duban.server.people.access import Right
from duban.server.web import wording
from duban.server.web.doors import opens_to
from duban.server.web.moving import About, MoveForm, blank
from duban.server.web.pages.items import SEEING
from duban.server.web.staying import term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase
    from django.utils.safestring import SafeString

    from duban.governing.lifecycle import Offer, Refusal
    from duban.server.ledger.models import Item
    from duban.server.ledger.queries import Dossier
    from duban.server.web.doors import PageRequest

#: Whose posts give any part in the loop at all; which part in this item is the loop's to say.
ACTING = (Right.DISPATCH, Right.REPORT, Right.VERIFY, Right.SEE_LEADER_PAGE)


@dataclass(frozen=True, slots=True)
class Way:
    """A move as the page offers it, with the fields of its form."""

    name: str
    label: str
    fields: SafeString
    notes: Sequence[str]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Shut:
    """A move of one's own part that something stands in the way of."""

    label: str
    reasons: Sequence[str]


@require_safe
@opens_to(*SEEING)
def item(request: PageRequest, item_id: int) -> HttpResponse:
    """The whole file of an item."""
    return _page(request, item_for(request.actor, item_id))


def _page(
    request: PageRequest,
    found: Item,
    *,
    tried: MoveForm | None = None,
    problems: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    """The page; ``tried`` is a form that could not be sent, shown again with what was typed."""
    whole = request.GET.get("steps") == "all"
    dossier = queries.dossier(found, whole=whole)
    adopted = adopted_by(found.ledger)
    offers = actions.offers(request.actor, found, timezone.localdate(), dossier)
    about = _about(dossier, adopted.lifecycle.terms.tests, found)
    state = adopted.lifecycle.state(found.state)
    context: dict[str, Any] = {
        "item": found,
        "file": dossier,
        "state": wording.said(state) or found.state,
        "mechanism": wording.said(adopted.mechanism.name),
        "open": not found.outcome,
        "term": term(stay(found, dossier.pauses), timezone.localdate()) if not found.withdrawn else None,
        "ways": _ways(offers, about, tried),
        "shut": [
            Shut(wording.said(offer.move), _reasons(offer.refusals)) for offer in offers if not offer.allowed
        ],
        "names": {move.id: wording.said(move) for move in adopted.lifecycle.moves},
        "state_names": {one.id: wording.said(one) for one in adopted.lifecycle.states},
        "findings": of_item(found),
        "reviews": request.actor.has(Right.IMPORT),
        "tried": tried,
        "problems": problems,
        "sees_log": request.actor.has(Right.SEE_AUDIT),
        "sees_document": request.actor.has(Right.SEE_ALL_ITEMS),
        "duties": [duty for duty in dossier.duties if duty.filed_at is None],
    }
    return render(request, "web/item.html", context, status=status)


def _about(dossier: Dossier, tests: Sequence[Any], found: Item) -> About:
    targets = [(aim.target, _last(aim)) for aim in dossier.aims]
    return About(targets, tests, waivable=not found.has_measure)


def _last(aim: queries.Aim) -> str:
    if aim.reported is None:
        return ""
    return gettext("上次填报：%(value)s（%(day)s）") % {
        "value": f"{aim.reported.value.normalize():f}{aim.target.unit}",
        "day": aim.reported.as_of,
    }


def _ways(offers: Sequence[Offer], about: About, tried: MoveForm | None) -> list[Way]:
    """The moves that can be made, the one that was tried before open."""
    ways = []
    for offer in offers:
        if offer.allowed:
            again = tried is not None and tried.move.id == offer.move.id
            fields = tried.render() if again and tried is not None else blank(offer.move, about)
            notes = [wording.said(mark) for mark in offer.marks]
            ways.append(Way(offer.move.id, wording.said(offer.move), fields, notes, open=again))
    return ways


def _reasons(refusals: Sequence[Refusal]) -> list[str]:
    return [wording.said(refusal) for refusal in refusals]


@require_POST
@opens_to(*ACTING)
def make_move(request: PageRequest, item_id: int, move: str) -> HttpResponse:
    """Make a move. Where it cannot be made the page comes back with the reason and with what was typed."""
    found = item_for(request.actor, item_id)
    known = adopted_by(found.ledger).lifecycle.move(move)
    if known is None:
        raise Http404
    dossier = queries.dossier(found)
    about = _about(dossier, adopted_by(found.ledger).lifecycle.terms.tests, found)
    form = MoveForm(known, about, request.POST, request.FILES)
    if not form.is_valid():
        return _page(
            request, found, tried=form, problems=[gettext("还有几处要补填，见下面标红的地方。")], status=422
        )
    try:
        actions.move(
            request.actor,
            found.pk,
            move,
            form.handed(),
            revision=_revision(request, found),
            today=timezone.localdate(),
            at=timezone.now(),
        )
    except StaleError:
        return _stale(request, item_id, form)
    except RefusedError as refused:
        problems = _reasons(refused.refusals)
        return _page(request, found, tried=form, problems=problems, status=409)
    messages.success(request, gettext("已办：%(move)s。") % {"move": wording.said(known)})
    return HttpResponseRedirect(reverse("item", args=[item_id]))


def _revision(request: PageRequest, found: Item) -> int:
    """The revision that the reader saw; a form without one is held against the item as it is."""
    given = request.POST.get("revision", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else found.revision


def _stale(request: PageRequest, item_id: int, form: MoveForm) -> HttpResponse:
    """Somebody else was quicker: the item as it is now, with what was typed kept where it can still be sent."""
    found = item_for(request.actor, item_id)
    problems = [
        gettext(
            "您填写期间，这件事项已被别人改动，所以这次没有提交。下面是最新情况；您填的文字都保留着，请核对后再提交。"
        )
    ]
    if form.files:
        problems.append(gettext("选过的文件需要重新选择。"))
    return _page(request, found, tried=form, problems=problems, status=409)


@require_POST
@opens_to(Right.REPORT)
def nil_return(request: PageRequest, item_id: int, duty: int) -> HttpResponse:
    """Nothing to report for a period."""
    item_for(request.actor, item_id)
    try:
        actions.file_nil(request.actor, duty, today=timezone.localdate(), at=timezone.now())
    except RefusedError as refused:
        for reason in _reasons(refused.refusals):
            messages.error(request, reason)
    else:
        messages.success(request, gettext("已作零报告。"))
    return HttpResponseRedirect(reverse("item", args=[item_id]))


@require_safe
@opens_to(*SEEING)
def evidence_file(request: PageRequest, evidence_id: int) -> HttpResponseBase:
    """A file, to be saved and never to be shown by the browser."""
    piece = evidence_for(request.actor, evidence_id)
    stored = evidence.path_of(piece.digest)
    if not stored.exists():
        raise Http404
    response = FileResponse(stored.open("rb"), as_attachment=True, filename=piece.name)
    response["Content-Type"] = "application/octet-stream"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


urlpatterns = [
    path("items/<int:item_id>/", item, name="item"),
    path("items/<int:item_id>/moves/<slug:move>/", make_move, name="make_move"),
    path("items/<int:item_id>/duties/<int:duty>/nil/", nil_return, name="nil_return"),
    path("evidence/<int:evidence_id>/", evidence_file, name="evidence"),
]
