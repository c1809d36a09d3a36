"""What a reviewer decides: fields, findings, items merged and divided, names resolved once for all.

A form of htmx is answered with the card as it is now, the lines of the source that changed and whatever counts cards;
any other with the page. Who saved later than somebody else is told, and what was filled in stays in the form.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from duban.server.ledger import review
from duban.server.ledger.access import ledger_for
from duban.server.ledger.actions import RefusedError, StaleError
from duban.server.ledger.adding import add_item
from duban.server.ledger.answering import answer_finding, answer_general
from duban.server.people.access import Right
from duban.server.people.errors import RefusedError as NameRefusedError
from duban.server.people.resolving import Outcome, resolve
from duban.server.web.doors import opens_to
from duban.server.web.pages.review import forms
from duban.server.web.pages.review.decided import REGROUPED, as_read
from duban.server.web.pages.review.desk import Doubted, card_in, chips, page, rights_of
from duban.server.web.pages.review.editing import (
    Notice,
    Selection,
    UnquotedError,
    editing,
    selection_in,
    span_of,
)
from duban.server.web.pages.review.gathering import desk
from duban.server.web.pages.review.source import changed_html
from duban.server.web.wording import said

if TYPE_CHECKING:
    from duban.server.documents.models import Version
    from duban.server.web.doors import PageRequest
    from duban.server.web.pages.review.gathering import Card, Desk

CONFLICT, UNCLEAR = 409, 422


@require_POST
@opens_to(Right.IMPORT)
def correct(request: PageRequest, ledger: int, item: int) -> HttpResponse:
    """Decide one field, or divide the item."""
    found = _desk(request, ledger)
    card = card_in(found, item)
    revision = forms.whole(request.POST.get("revision", "")) or 0
    selection = Selection(request.POST.get("field", ""))
    try:
        selection = selection_in(request.POST, found.version)
        if selection.field == "split":
            now = timezone.now()
            review.split(request.actor, item, forms.offset(request.POST), revision=revision, at=now)
            messages.success(request, gettext("已拆分成两项，请核对各自的单位、时限和目标。"))
            return _to(ledger, item)
        decision = forms.decision(request.POST, card, selection)
        review.correct(request.actor, item, decision, revision=revision, at=timezone.now())
    except StaleError:
        return _stale(request, found, card, selection)
    except (RefusedError, UnquotedError, forms.UnclearError) as error:
        return _again(request, found, card, selection, Notice(problem=words_of(error)), UNCLEAR)
    return _saved(request, found, card)


@require_POST
@opens_to(Right.IMPORT)
def restore(request: PageRequest, ledger: int, item: int) -> HttpResponse:
    """Back to what the program read: a decision like any other, so both stay visible."""
    found = _desk(request, ledger)
    card = card_in(found, item)
    revision = forms.whole(request.POST.get("revision", "")) or 0
    wanted = forms.whole(request.POST.get("decision", ""))
    correction = next((row for row in card.item.corrections.all() if row.pk == wanted), None)
    if correction is None or correction.field in REGROUPED:
        raise Http404
    decision = as_read(card.item, correction)
    try:
        review.correct(request.actor, item, decision, revision=revision, at=timezone.now())
    except StaleError:
        return _stale(request, found, card, Selection())
    except RefusedError as error:
        return _again(request, found, card, Selection(), Notice(words_of(error), "bad"), UNCLEAR)
    return _saved(request, found, card)


@require_POST
@opens_to(Right.IMPORT)
def answer(request: PageRequest, ledger: int, item: int) -> HttpResponse:
    """Say that a finding of an item is dealt with, and how; or take that back."""
    found = _desk(request, ledger)
    card = card_in(found, item)
    revision = forms.whole(request.POST.get("revision", "")) or 0
    doubted, status = _doubted(request, item), UNCLEAR
    try:
        given = forms.answering(request.POST)
        answer_finding(request.actor, item, given, revision=revision, at=timezone.now())
    except (RefusedError, forms.UnclearError) as error:
        doubted = replace(doubted, problem=words_of(error))
    except StaleError as error:
        doubted, status = replace(doubted, problem=words_of(error)), CONFLICT
    else:
        return _saved(request, found, card, opened=False)
    if not request.htmx:
        return page(request, found, None, doubted=doubted, status=status)
    context = {**rights_of(request.actor), "card": card, "doubted": doubted}
    return render(request, "review/card.html", context, status=status)


@require_POST
@opens_to(Right.IMPORT)
def answer_whole(request: PageRequest, ledger: int) -> HttpResponse:
    """The same for a finding about the document as a whole."""
    found = _desk(request, ledger)
    try:
        given = forms.answering(request.POST)
        answer_general(request.actor, ledger, version_in(found).pk, given, at=timezone.now())
    except (RefusedError, forms.UnclearError) as error:
        doubted = replace(_doubted(request, None), problem=words_of(error))
        return page(request, found, None, doubted=doubted, status=UNCLEAR)
    messages.success(request, gettext("已保存。"))
    return _to(ledger, anchor="remarks")


@require_POST
@opens_to(Right.IMPORT)
def merge(request: PageRequest, ledger: int) -> HttpResponse:
    """Make one item of those that were ticked."""
    found = _desk(request, ledger)
    picked = [pk for pk in map(forms.whole, request.POST.getlist("item")) if pk and found.card(pk)]
    if len(picked) < 2:
        messages.error(request, gettext("请至少勾选两项，再合并。"))
        return _to(ledger)
    try:
        item = review.merge(request.actor, picked, at=timezone.now())
    except (RefusedError, StaleError) as error:
        messages.error(request, words_of(error))
        return _to(ledger)
    words = ngettext("已把%(count)s项合并成一项。", "已把%(count)s项合并成一项。", len(picked))
    messages.success(request, words % {"count": len(picked)})
    return _to(ledger, item.pk)


@require_POST
@opens_to(Right.IMPORT)
def add(request: PageRequest, ledger: int) -> HttpResponse:
    """Make an item of words that the program made none of."""
    found = _desk(request, ledger)
    try:
        span = span_of(selection_in(request.POST, found.version))
        item = add_item(request.actor, found.ledger, version_in(found), span, at=timezone.now())
    except (RefusedError, UnquotedError) as error:
        messages.error(request, words_of(error))
        return _to(ledger)
    messages.success(request, gettext("已新增一项，请补上单位、时限和目标。"))
    return _to(ledger, item.pk)


@require_POST
@opens_to(Right.IMPORT)
def name_unit(request: PageRequest, ledger: int) -> HttpResponse:
    """Say which unit a way of writing means, for this ledger and all documents to come."""
    ledger_for(request.actor, ledger)
    written = request.POST.get("written", "").strip()[:128]
    unit = forms.whole(request.POST.get("unit", ""))
    if unit is None:
        meaning = resolve(request.POST.get("other", "").strip(), timezone.localdate())
        unit = meaning.units[0].id if meaning.outcome is Outcome.UNIT else None
    if unit is None or not written:
        messages.error(
            request,
            gettext("没有找到这个单位，“%(written)s”仍未对应。请从提示中选择单位名称。")
            % {"written": written},
        )
        return _to(ledger, anchor="names")
    try:
        count = review.resolve_alias(request.actor, written, unit, at=timezone.now())
    except (RefusedError, NameRefusedError) as error:
        messages.error(request, words_of(error))
        return _to(ledger, anchor="names")
    words = ngettext(
        "“%(written)s”已对应，%(count)s项随之明确。", "“%(written)s”已对应，%(count)s项随之明确。", count
    )
    messages.success(request, words % {"written": written, "count": count})
    return _to(ledger, anchor="names")


def words_of(error: Exception) -> str:
    """Why something was not done, in the reader's language."""
    if isinstance(error, RefusedError):
        return "；".join(said(refusal) for refusal in error.refusals)
    if isinstance(error, StaleError):
        return gettext("别人刚改过这一项，请核对后再做一次。")
    return str(error)


def version_in(found: Desk) -> Version:
    """The version that a ledger quotes; Http404 where it has none."""
    if found.version is None:
        raise Http404
    return found.version


def _desk(request: PageRequest, ledger: int) -> Desk:
    return desk(request.actor, ledger_for(request.actor, ledger), timezone.localdate())


def _to(ledger: int, item: int | None = None, *, anchor: str = "") -> HttpResponse:
    query = f"?item={item}#i-{item}" if item else f"#{anchor}" if anchor else ""
    return HttpResponseRedirect(f"{reverse('review', args=[ledger])}{query}")


def _doubted(request: PageRequest, item: int | None) -> Doubted:
    """A finding's form as it was sent."""
    given = request.POST
    return Doubted(item, given.get("finding", ""), given.get("answer", ""), given.get("note", ""))


def _saved(request: PageRequest, was: Desk, before: Card, *, opened: bool = True) -> HttpResponse:
    """The card as it is now, closed no sooner than the person closes it, and all that is counted beside it."""
    ledger = was.ledger.pk
    if not request.htmx:
        messages.success(request, gettext("已保存。"))
        return _to(ledger, before.item.pk) if opened else _to(ledger, anchor=f"i-{before.item.pk}")
    found = _desk(request, ledger)
    card = card_in(found, before.item.pk)
    asked = parse_qs(urlsplit(request.htmx.current_url or "").query)
    context: dict[str, Any] = {
        **rights_of(request.actor),
        "desk": found,
        "card": card,
        "edit": editing(found, card, Selection(), Notice(gettext("已保存。"))) if opened else None,
        "chips": chips(found, asked.get("show", [""])[0]),
        "named": names_of(was) != names_of(found),
        "lines": "",
        "swap": True,
    }
    if found.version is not None:
        stretches = {(quote.start, quote.end) for one in (before, card) for quote in one.quotes()}
        context["lines"] = changed_html(found.version.source, found.quotes(), sorted(stretches))
    return render(request, "review/saved.html", context)


def names_of(found: Desk) -> list[tuple[str, int]]:
    """The names that mean nobody, as the page lists them."""
    return [(unknown.resolution.written, unknown.items) for unknown in found.unknown]


def _stale(request: PageRequest, found: Desk, card: Card, selection: Selection) -> HttpResponse:
    """Somebody was quicker: the card as it is now, and the form as it was filled in."""
    words = gettext(
        "您打开以后，别人改过这一项（现在的内容在上面）。您填的还在下面，没有保存；核对后再点一次保存。"
    )
    return _again(request, found, card, selection, Notice(words, "care"), CONFLICT)


def _again(
    request: PageRequest, found: Desk, card: Card, selection: Selection, notice: Notice, status: int
) -> HttpResponse:
    kept = forms.filled(request.POST, selection)
    edit = editing(found, card, selection, notice, **kept)
    if not request.htmx:
        return page(request, found, edit, status=status)
    context = {**rights_of(request.actor), "card": card, "edit": edit}
    return render(request, "review/card.html", context, status=status)
