"""The auditor's page: who did what to which thing and when, and whether the chain of the log still holds."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import NoReverseMatch, path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, gettext_lazy
from django.views.decorators.http import require_safe

from duban.mechanisms import archetype
from duban.server.audit import finding
from duban.server.audit.finding import Sought, Told
from duban.server.audit.kinds import all_kinds
from duban.server.audit.queries import prove
from duban.server.people.access import Right
from duban.server.people.queries import accounts
from duban.server.web.doors import opens_to
from duban.server.web.navigation import Place

if TYPE_CHECKING:
    from django.http import HttpResponse, QueryDict

    from duban.server.audit.kinds import Kind
    from duban.server.audit.queries import Proof
    from duban.server.web.doors import PageRequest

#: A chain of more events takes minutes to walk: then the command does it, not a page.
PROVEN_HERE = 200_000
#: How the program signs what it does by itself.
PROGRAM = "时钟"
#: What a thing of a kind is called; the filter takes these words and the keys.
THINGS = {
    "item": gettext_lazy("事项"),
    "ledger": gettext_lazy("台账"),
    "document": gettext_lazy("文件"),
    "import": gettext_lazy("导入"),
    "unit": gettext_lazy("单位"),
    "collective": gettext_lazy("统称"),
    "account": gettext_lazy("账号"),
    "mechanism": gettext_lazy("机制"),
    "clock": gettext_lazy("时钟"),
    "feed": gettext_lazy("日历订阅"),
    "webhook": gettext_lazy("推送地址"),
}
THING = re.compile(r"(?P<kind>[^\d:：\s]+)[:：\s]*(?P<key>\S+)")
#: What an event's sentence is filled with; in the list of kinds it is left out.
FILLED = re.compile(r"[“（]?\{\w+\}[”）]?")
MOVE = "item.move."
#: Where a thing of a kind is looked at.
PAGES = {"item": "item", "document": "document", "unit": "unit"}


@require_safe
@opens_to(Right.SEE_AUDIT)
def audit(request: PageRequest) -> HttpResponse:
    """Events, newest first."""
    problems: list[str] = []
    found = finding.find(_sought(request.GET, problems))
    number, digest = finding.end()
    proof: Proof | None = None
    if request.GET.get("prove") == "1" and number <= PROVEN_HERE:
        proof = prove()
    english = get_language() == "en"
    context = {
        "rows": [(one.event, one.en if english else one.zh, _url(one), _thing(one)) for one in found.events],
        "next": found.next,
        "problems": problems,
        "kinds": [(kind.name, _called(kind, english=english)) for kind in all_kinds()],
        "given": request.GET,
        "number": number,
        "digest": digest,
        "proof": proof,
        "provable": number <= PROVEN_HERE,
    }
    return render(request, "web/audit.html", context)


def _sought(given: QueryDict, problems: list[str]) -> Sought:
    kind, name = _named(given.get("subject", "").strip(), problems)
    person = given.get("actor", "").strip()
    since, until = _day(given.get("from", ""), problems), _day(given.get("to", ""), problems)
    before = given.get("before", "")
    actors = None
    if person and person != PROGRAM:
        actors = tuple(accounts(search=person, closed=True).values_list("pk", flat=True))
    return Sought(
        subject=(kind, name) if kind and name else None,
        actors=actors,
        program=person == PROGRAM,
        kind=given.get("kind", ""),
        since=since,
        until=until + timedelta(days=1) if until else None,
        before=int(before) if before.isascii() and before.isdecimal() and len(before) < 18 else None,
    )


def _named(given: str, problems: list[str]) -> tuple[str, str]:
    """The kind and key of a thing as somebody writes it: 事项12, item:12."""
    found = THING.fullmatch(given)
    kinds = {str(words): key for key, words in THINGS.items()}
    kind = kinds.get(found["kind"], found["kind"]) if found else ""
    if found and kind in THINGS:
        return kind, found["key"]
    if given:
        problems.append(gettext("“%(text)s”不是一个对象（应如事项12），此条件未生效。") % {"text": given})
    return "", ""


def _thing(told: Told) -> str:
    kind = told.event.subject_kind
    return f"{THINGS.get(kind, kind)} {told.event.subject}"


def _called(kind: Kind, *, english: bool) -> str:
    """A kind of event in the list to choose from: its sentence without what fills it, a move by its name."""
    if kind.name.startswith(MOVE):
        moves = archetype("ledger-loop").moves.values()
        names = [move for move in moves if move.kind == kind.name.removeprefix(MOVE)]
        return names[0].text("en" if english else "zh") if names else kind.name
    return " ".join(FILLED.sub(" ", kind.en if english else kind.zh).split())


def _day(given: str, problems: list[str]) -> datetime | None:
    if not given:
        return None
    try:
        day = date.fromisoformat(given)
    except ValueError:
        problems.append(gettext("“%(text)s”不是日期（应如2026-11-22），此条件未生效。") % {"text": given})
        return None
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - the next call makes it aware


def _url(told: Told) -> str:
    page = PAGES.get(told.event.subject_kind)
    if page is None or not told.event.subject.isdecimal():
        return ""
    try:
        return reverse(page, args=[int(told.event.subject)])
    except NoReverseMatch:
        return ""


PLACES = (Place("audit", gettext_lazy("审计"), 60, frozenset({Right.SEE_AUDIT})),)
urlpatterns = [path("audit/", audit, name="audit")]
