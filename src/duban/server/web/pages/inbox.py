"""What one was told: the inbox, the calendar feeds, and the addresses of chat tools that are told as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from duban.server.notices import actions, feeds, queries, settling
from duban.server.notices.wording import SENTENCES, sentence
from duban.server.people.access import Right
from duban.server.people.queries import units_for_choice
from duban.server.web.doors import opens_to
from duban.server.web.navigation import Place

if TYPE_CHECKING:
    from django.http import HttpRequest

    from duban.server.web.doors import PageRequest

SIZE = 50

PLACES = (
    Place("inbox", gettext_lazy("提醒"), 90, own=True),
    Place("webhooks", gettext_lazy("推送地址"), 86, frozenset({Right.MANAGE_UNITS})),
)


@require_safe
@opens_to()
def inbox(request: PageRequest) -> HttpResponse:
    """The messages, newest first; unread ones only with ``?unread=1``."""
    only_unread = request.GET.get("unread") == "1"
    page = Paginator(queries.inbox(request.actor, unread=only_unread), SIZE).get_page(request.GET.get("page"))
    language = get_language() or "zh-hans"
    rows = [
        (message, sentence(message.code, message.values, language=language), SENTENCES[message.code].urgent)
        for message in page
    ]
    found = {
        "rows": rows,
        "page": page,
        "only_unread": only_unread,
        "unread": queries.unread_count(request.actor),
    }
    return render(request, "notices/inbox.html", found)


@require_POST
@opens_to()
def read(request: PageRequest) -> HttpResponse:
    """Mark one message as read and go to its item, or mark all."""
    chosen = request.POST.get("message", "")
    number = _number(chosen)
    given = None if number is None else [number]
    actions.mark_read(request.actor, given, timezone.now())
    target = request.POST.get("item", "")
    return HttpResponseRedirect(
        reverse("item", args=[int(target)]) if target.isdecimal() else reverse("inbox")
    )


@opens_to()
def calendar_feeds(request: PageRequest) -> HttpResponse:
    """One's own feeds: made here, shown once, ended here."""
    made = ""
    if request.method == "POST":
        now = timezone.now()
        ended = _number(request.POST.get("end", ""))
        if ended is not None:
            try:
                settling.end_feed(request.actor, ended, at=now)
            except settling.GoneError:
                raise Http404 from None
            messages.success(request, gettext("已停用该日历订阅。"))
            return HttpResponseRedirect(reverse("feeds"))
        unit = _number(request.POST.get("unit", ""))
        _, secret = settling.make_feed(request.actor, unit, at=now)
        made = request.build_absolute_uri(reverse("feed", args=[secret]))
    units = queries.own_unit_rows(request.actor)
    return render(
        request, "notices/feeds.html", {"feeds": queries.feeds(request.actor), "units": units, "made": made}
    )


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The feed of this secret, for a calendar program that cannot log in; 404 says nothing about why."""
    found = feeds.feed_of(secret)
    if found is None:
        raise Http404
    now = timezone.now()
    body = feeds.render(found, timezone.localdate(now), now, todos=request.GET.get("todo") == "1")
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="duban.ics"'
    answer["Cache-Control"] = "private, max-age=900"
    return answer


@opens_to(Right.MANAGE_UNITS)
def webhooks(request: PageRequest) -> HttpResponse:
    """The addresses that are told as well."""
    problems: dict[str, list[str]] = {}
    if request.method == "POST":
        ended = _number(request.POST.get("end", ""))
        try:
            if ended is None:
                _make_webhook(request)
            else:
                settling.end_webhook(request.actor, ended)
        except settling.GoneError:
            raise Http404 from None
        except ValidationError as error:
            problems = error.message_dict
        else:
            messages.success(
                request, gettext("已停用。") if ended else gettext("已保存，今后的提醒会同时推送到这里。")
            )
            return HttpResponseRedirect(reverse("webhooks"))
    found = {
        "hooks": queries.webhooks(),
        "units": units_for_choice(timezone.localdate()),
        "problems": problems,
        "given": request.POST,
    }
    return render(request, "notices/webhooks.html", found, status=422 if problems else 200)


def _make_webhook(request: PageRequest) -> None:
    settling.make_webhook(
        request.actor,
        name=request.POST.get("name", "").strip()[:64] or gettext("推送"),
        url=request.POST.get("url", "").strip(),
        form=request.POST.get("form", ""),
        secret=request.POST.get("secret", "").strip(),
        unit=_number(request.POST.get("unit", "")),
    )


def _number(given: str) -> int | None:
    """The id that a form names; None where it names none, or one that no row can have."""
    return int(given) if given.isdecimal() and len(given) < 19 else None


urlpatterns = [
    path("inbox/", inbox, name="inbox"),
    path("inbox/read/", read, name="inbox_read"),
    path("inbox/calendar/", calendar_feeds, name="feeds"),
    path("feed/<str:secret>.ics", feed, name="feed"),
    path("office/webhooks/", webhooks, name="webhooks"),
]
