"""The review workbench: the source on one side, the ledger on the other; and one item of it, opened or closed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from duban.server.ledger.access import ledger_for
from duban.server.people.access import Right
from duban.server.people.queries import units_for_choice
from duban.server.web.doors import opens_to
from duban.server.web.pages.review.decided import FIELDS
from duban.server.web.pages.review.editing import Notice, Selection, UnquotedError, editing, selection_in
from duban.server.web.pages.review.gathering import SHOWN, Card, Desk, desk
from duban.server.web.pages.review.source import source_html
from duban.server.web.wording import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.http import HttpResponse, QueryDict

    from duban.server.people.access import Actor
    from duban.server.web.doors import PageRequest
    from duban.server.web.pages.review.editing import Editing

#: Who corrects, and who only looks on.
LOOKING = (Right.IMPORT, Right.SEE_ALL_ITEMS)
CHIPS = {
    "": gettext_lazy("全部"),
    "finding": gettext_lazy("需核对"),
    "unowned": gettext_lazy("责任不明"),
    "unmeasured": gettext_lazy("无指标"),
    "undated": gettext_lazy("无时限"),
    "decided": gettext_lazy("改过"),
}
#: The fields for which words are selected in the source, in the order of the buttons.
CHOOSABLE = ("title", "number", "lead", "supporting", "due", "add_target")


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter: its word in the address, how many it shows, and whether it is on."""

    name: str
    label: str
    count: int
    here: bool


@dataclass(frozen=True, slots=True)
class Doubted:
    """A finding that is being answered, of an item or of the whole document: what was typed, what is wrong with it."""

    item: int | None
    key: str
    answer: str = ""
    note: str = ""
    problem: str = ""


@require_safe
@opens_to(*LOOKING)
def workbench(request: PageRequest, ledger: int) -> HttpResponse:
    """The whole page; ``show`` filters, ``item`` opens one, ``field``, ``start`` and ``end`` bring a selection.

    With ``finding`` the one that is named is to be answered, of the item or of the document as a whole.
    """
    found = desk(request.actor, ledger_for(request.actor, ledger), timezone.localdate())
    card = found.card(_number(request.GET.get("item")))
    asked = card and request.GET.get("field") != "add"
    doubted = doubted_in(request, card)
    mine = card and asked and not doubted and can_correct(request.actor)
    edit = opened_with(found, card, request.GET) if card and mine else None
    return page(request, found, edit, doubted=doubted)


def page(
    request: PageRequest,
    found: Desk,
    edit: Editing | None,
    *,
    doubted: Doubted | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page with one item open, or none."""
    show = request.GET.get("show", "")
    show = show if show in SHOWN else ""
    opened = edit.card.item.pk if edit else doubted.item if doubted else None
    cards = [card for card in found.cards if card.item.pk == opened or SHOWN[show](card)]
    reading = found.version.reading if found.version else {}
    context = {
        **rights_of(request.actor),
        "desk": found,
        "open": edit,
        "doubted": doubted,
        "groups": list(grouped(cards)),
        "chips": chips(found, show),
        "choosable": [(name, FIELDS[name]) for name in CHOOSABLE],
        "text": source_html(found.version.source, found.quotes()) if found.version else "",
        "noisy": reading.get("noise"),
        "repaired": reading.get("repairs"),
        "unit_names": unit_names(request.actor),
        "adding": _adding(request, found),
        "sent": request.GET.get("sent", ""),
    }
    return render(request, "review/desk.html", context, status=status)


@require_safe
@opens_to(Right.IMPORT)
def item_card(request: PageRequest, ledger: int, item: int) -> HttpResponse:
    """One card for htmx, opened (or closed with ``close``); anybody else is led to the page with it opened."""
    if not request.htmx:
        query = request.GET.copy()
        query["item"] = str(item)
        return HttpResponseRedirect(f"{reverse('review', args=[ledger])}?{query.urlencode()}#i-{item}")
    found = desk(request.actor, ledger_for(request.actor, ledger), timezone.localdate())
    card = card_in(found, item)
    doubted = doubted_in(request, card)
    edit = None if request.GET.get("close") or doubted else opened_with(found, card, request.GET)
    context = {**rights_of(request.actor), "card": card, "edit": edit, "doubted": doubted}
    return render(request, "review/card.html", context)


def doubted_in(request: PageRequest, card: Card | None) -> Doubted | None:
    """The finding that the address asks to answer."""
    key = request.GET.get("finding", "")
    if not key or not can_correct(request.actor):
        return None
    return Doubted(card.item.pk if card else None, key)


def chips(found: Desk, show: str) -> list[Chip]:
    """The filters of the list with what each shows now."""
    return [Chip(name, str(label), found.counts[name], name == show) for name, label in CHIPS.items()]


def _adding(request: PageRequest, found: Desk) -> Selection | None:
    """The words of which a new item is to be made, where the address asks for that."""
    if request.GET.get("field") != "add" or not can_correct(request.actor):
        return None
    try:
        selection = selection_in(request.GET, found.version)
    except UnquotedError as error:
        messages.error(request, str(error))
        return None
    return selection if selection.quote else None


def card_in(found: Desk, item: int) -> Card:
    """The card of an item of this ledger; Http404 where it is none."""
    card = found.card(item)
    if card is None:
        raise Http404
    return card


def opened_with(found: Desk, card: Card, query: QueryDict) -> Editing:
    """The forms of an item, with the selection that the address brings."""
    try:
        selection = selection_in(query, found.version)
    except UnquotedError as error:
        return editing(found, card, Selection(), Notice(str(error), "bad"))
    return editing(found, card, selection)


def grouped(cards: Sequence[Card]) -> Iterator[tuple[str, list[Card]]]:
    """Cards that follow one another under the same headings."""
    for heading, group in groupby(cards, key=_heading):
        yield heading, list(group)


def _heading(card: Card) -> str:
    """The headings above an item; the items above it have their own cards."""
    path = (card.item.read or {}).get("path")
    if path is None:
        return card.item.section
    return " / ".join(path[: max(len(path) - card.depth, 0)])


def rights_of(actor: Actor) -> dict[str, Any]:
    """What this person may do here."""
    return {
        "may_correct": can_correct(actor),
        "may_send": actor.has(Right.DISPATCH),
        "may_add": can_correct(actor),
        "answers": [(name, word) for name, word in ANSWERS.items() if name != "reopened"],
    }


def can_correct(actor: Actor) -> bool:
    """Whether this person decides in reviews."""
    return actor.has(Right.IMPORT)


def unit_names(actor: Actor) -> list[str]:
    """The names that may be typed for a unit."""
    if not can_correct(actor):
        return []
    return [row.unit.short or row.unit.name for row in units_for_choice(timezone.localdate())]


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0
