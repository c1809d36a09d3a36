"""我的工作: what needs me now, for each of my posts; and the supervision desk, which asks the same of everybody."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from duban.governing.lifecycle import Kind
from duban.server.ledger import queries
from duban.server.ledger.queries import waiting
from duban.server.people.access import Right
from duban.server.web import heads
from duban.server.web.doors import opens_to
from duban.server.web.navigation import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.http import HttpResponse
    from django.utils.safestring import SafeString

    from duban.server.ledger.models import Duty, Extension, Item, Ledger
    from duban.server.ledger.queries import Count, Head, Vocabulary
    from duban.server.web.doors import PageRequest

#: A list on these pages shows so many and links to the rest.
HEAD = 8


@dataclass(frozen=True, slots=True)
class Waiting:
    """One list: its heading, how many there are, the first of them, where the rest is, and what an empty one means."""

    name: str
    heading: str
    count: Count
    empty: str
    tone: str = ""
    more: str = ""
    head: Head | None = None
    reasons: dict[int, str] = field(default_factory=dict)
    rows: SafeString | str = ""
    duties: Sequence[Duty] = ()
    extensions: Sequence[Extension] = ()
    ledgers: Sequence[Ledger] = ()


@require_safe
@opens_to()
def work(request: PageRequest) -> HttpResponse:
    """What needs me now."""
    actor, today = request.actor, timezone.localdate()
    words = queries.vocabulary()
    found: list[Waiting] = []
    if actor.has(Right.REPORT):
        found += _for_unit(waiting.of_unit(actor, words), words)
    office = waiting.OfOffice(actor, words)
    if actor.has(Right.VERIFY):
        found.append(_to_verify(office, words))
    if actor.has(Right.DISPATCH):
        found += _for_supervisor(office, words)
    if actor.has(Right.SEE_LEADER_PAGE):
        found += _for_leader(office, words)
    context = {
        "waiting": _written([one for one in found if one.count], words),
        "nothing": [one for one in found if not one.count],
        "any_post": bool(actor.standings),
        "today": today,
    }
    return render(request, "web/work.html", context)


@require_safe
@opens_to(Right.DISPATCH)
def desk(request: PageRequest) -> HttpResponse:
    """督查台: who is late, what came back, what waits for an answer."""
    today = timezone.localdate()
    words = queries.vocabulary()
    office = waiting.OfOffice(request.actor, words)
    behind = waiting.debtors(today)
    missing = office.missing(today)
    found = [
        *_for_supervisor(office, words),
        _list(
            "not_accepted", gettext("已交办未签收"), office.not_accepted(), words, empty=gettext("都已签收。")
        ),
        _list("late", gettext("逾期事项"), office.late(), words, empty=gettext("没有逾期事项。"), tone="red"),
        Waiting(
            "missing",
            gettext("缺报（含零报告）"),
            queries.count(missing),
            gettext("应报的都报了，包括零报告。"),
            tone="red",
            duties=list(missing[:HEAD]),
        ),
        _list(
            "verify", gettext("核查队列"), office.to_verify(), words, empty=gettext("没有等待核查的事项。")
        ),
    ]
    context = {
        "figures": found,
        "waiting": _written([one for one in found if one.count], words),
        "nothing": [one for one in found if not one.count],
        "debtors": behind[:15],
        "more_debtors": len(behind) > 15,
        "today": today,
    }
    return render(request, "web/desk.html", context)


def _written(found: Sequence[Waiting], words: Vocabulary) -> list[Waiting]:
    """The lists with their rows, which are fetched for all of them together."""
    write = heads.writer(queries.shown(one.head for one in found if one.head), words)
    return [replace(one, rows=write(one.head, one.reasons)) if one.head else one for one in found]


def _for_unit(unit: waiting.OfUnit, words: Vocabulary) -> list[Waiting]:
    duties = unit.duties(timezone.localdate())
    return [
        _list("accept", gettext("待签收"), unit.to_accept(), words, empty=gettext("没有等您签收的事项。")),
        _list(
            "sent_back",
            gettext("核查未通过，待重新办理"),
            unit.sent_back(),
            words,
            empty=gettext("没有被核查退回的事项。"),
            tone="red",
            said=(Kind.REJECT,),
        ),
        Waiting(
            "duties",
            gettext("待报送"),
            queries.count(duties),
            gettext("近两周没有要报送的；到期前会出现在这里。"),
            duties=list(duties[:HEAD]),
        ),
        _list(
            "lit",
            gettext("逾期和临期"),
            unit.lit(),
            words,
            empty=gettext("没有逾期或临期的事项。"),
            tone="red",
        ),
        _list("working", gettext("在办事项"), unit.working(), words, empty=gettext("没有在办事项。")),
    ]


def _to_verify(office: waiting.OfOffice, words: Vocabulary) -> Waiting:
    empty = gettext("没有等您核查的事项。单位申请办结后会出现在这里；本单位的事项由别人核查。")
    return _list("verify", gettext("待核查"), office.to_verify(), words, empty=empty)


def _for_supervisor(office: waiting.OfOffice, words: Vocabulary) -> list[Waiting]:
    ledgers = list(office.in_review()[: queries.CAP + 1])
    return [
        _extensions(office),
        _list(
            "returned",
            gettext("单位退回"),
            office.returned(),
            words,
            empty=gettext("没有被单位退回的事项。"),
            tone="yellow",
            said=(Kind.RETURN,),
        ),
        _list(
            "close",
            gettext("核查通过，待销号"),
            office.to_close(),
            words,
            empty=gettext("没有等待销号的事项。"),
        ),
        Waiting(
            "review",
            gettext("待审核的台账"),
            queries.Count(min(len(ledgers), queries.CAP), len(ledgers) > queries.CAP),
            gettext("没有等待审核的台账。"),
            ledgers=ledgers[:HEAD],
        ),
        _list(
            "past_unsent",
            gettext("时限已过，尚未交办"),
            office.past_unsent(timezone.localdate()),
            words,
            empty=gettext("没有时限已过还没交办的事项。"),
            tone="red",
        ),
        _list("dispatch", gettext("待交办"), office.to_dispatch(), words, empty=gettext("都已交办。")),
        _list(
            "overstayed",
            gettext("已过环节时限"),
            office.overstayed(timezone.localdate()),
            words,
            empty=gettext("没有签收、核查、销号超过环节时限的事项。"),
            tone="red",
        ),
    ]


def _for_leader(office: waiting.OfOffice, words: Vocabulary) -> list[Waiting]:
    """What a leader decides or must know; a supervisor has the requests already."""
    late = _list(
        "late", gettext("逾期事项"), office.late(), words, empty=gettext("没有逾期事项。"), tone="red"
    )
    return [late] if office.actor.has(Right.DISPATCH) else [_extensions(office), late]


def _extensions(office: waiting.OfOffice) -> Waiting:
    asked = list(office.extensions()[: queries.CAP + 1])
    return Waiting(
        "extensions",
        gettext("延期申请待答复"),
        queries.Count(min(len(asked), queries.CAP), len(asked) > queries.CAP),
        gettext("没有等待答复的延期申请。"),
        tone="yellow",
        more=_link(extending="1"),
        extensions=asked[:HEAD],
    )


def _list(  # noqa: PLR0913 - a list is described in one place
    name: str,
    heading: str,
    items: QuerySet[Item],
    words: Vocabulary,
    *,
    empty: str,
    tone: str = "",
    said: tuple[Kind, ...] = (),
) -> Waiting:
    head = queries.head(items, HEAD)
    return Waiting(
        name,
        heading,
        head.count,
        empty,
        tone=tone,
        more=_more(name, words),
        head=head,
        reasons=waiting.last_words(head.ids, words.moves(*said)) if said else {},
    )


def _more(name: str, words: Vocabulary) -> str:
    """The ledger list that shows the same, where its filters can say it."""
    states: dict[str, Any] = {
        "accept": words.waiting_for(Kind.ACCEPT),
        "not_accepted": words.waiting_for(Kind.ACCEPT),
        "returned": words.waiting_for(Kind.DISPATCH) - words.starts(),
        "dispatch": words.starts(),
        "verify": words.waiting_for(Kind.VERIFY),
        "close": words.to_close(),
    }
    if name == "past_unsent":
        yesterday = timezone.localdate() - timedelta(days=1)
        return _link(state=sorted(words.starts()), to=yesterday.isoformat())
    if name == "overstayed":
        return _link(overstayed="1", scope="all")
    if name in states:
        return _link(state=sorted(states[name]))
    lamps = {"late": ["red"], "lit": ["red", "yellow"]}
    return _link(lamp=lamps[name]) if name in lamps else _link(scope="open")


def _link(**chosen: Any) -> str:
    return f"{reverse('items')}?{urlencode(chosen, doseq=True)}"


PLACES = (
    Place("work", gettext_lazy("我的工作"), 10),
    Place("desk", gettext_lazy("督查台"), 15, frozenset({Right.DISPATCH})),
)
urlpatterns = [path("", work, name="work"), path("desk/", desk, name="desk")]
