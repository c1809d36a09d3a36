"""The ledger as a list: filters, grouping, columns and order in the address, saved under names if one likes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from duban.server.ledger import queries, saving
from duban.server.ledger.access import visible_ledgers
from duban.server.ledger.queries import Grouping, Listed
from duban.server.people.access import Right
from duban.server.web import wording
from duban.server.web.asked import Asked, Column, kept, read
from duban.server.web.doors import opens_to
from duban.server.web.navigation import Place
from duban.server.web.rows import HEADS, PARTS, joined, writer
from duban.server.web.templatetags.office import lamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.http import HttpResponse
    from django.utils.safestring import SafeString

    from duban.governing.lifecycle import State
    from duban.server.ledger.models import Item
    from duban.server.ledger.queries import Page, Vocabulary
    from duban.server.web.doors import PageRequest

SEEING = (Right.SEE_ALL_ITEMS, Right.SEE_OWN_ITEMS)
#: So much of a ledger's name is shown where one is chosen.
LONGEST_CHOICE = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A row as shown: its item, and what its state is called in its mechanism."""

    item: Item | Listed
    state: str
    open: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; without grouping there is one group with none."""

    heading: str
    rows: SafeString


@require_safe
@opens_to(*SEEING)
def items(request: PageRequest) -> HttpResponse:
    """The list, or only its table for a request by htmx."""
    asked = read(request.GET, today=timezone.localdate())
    found = queries.found_items(request.actor, asked.wanted)
    shown = {PARTS[column] for column in asked.columns if column in PARTS}
    page = queries.page(
        found.items,
        asked.page,
        order=asked.order,
        grouping=asked.grouping,
        parts=shown,
        targets=Column.TARGETS in asked.columns,
    )
    words = queries.vocabulary()
    may_move = request.actor.has(Right.DISPATCH) or request.actor.has(Right.REPORT)
    context = {
        "asked": asked,
        "page": page,
        "count": queries.counted(found, page),
        "groups": list(grouped(page, asked, words, picking=may_move)),
        "columns": [wording.COLUMNS[column.value] for column in asked.columns if column not in HEADS],
        "width": len(asked.columns) + 2,
        "may_move": may_move,
    }
    if request.htmx:
        return render(request, "web/parts/item_table.html", context)
    views = list(saving.views_of(request.actor))
    return render(request, "web/items.html", {**context, **choices(request, asked, words), "views": views})


def choices(request: PageRequest, asked: Asked, words: Vocabulary) -> dict[str, Any]:
    """What can be chosen in the form above the list."""
    states = words.states()
    ledgers = visible_ledgers(request.actor).order_by("-id").values_list("id", "name")[:200]
    return {
        "ledgers": [(pk, _short(name)) for pk, name in ledgers],
        "sections": queries.sections_of(asked.wanted.ledger) if asked.wanted.ledger else (),
        "states": [(name, wording.said(state)) for name, state in states.items()],
        "lamps": [(name, lamp(name)) for name in wording.LAMPS],
        "parts": wording.PARTS.items(),
        "kinds": wording.KINDS.items(),
        "scopes": wording.SCOPES.items(),
        "orders": wording.ORDERS.items(),
        "groupings": wording.GROUPINGS.items(),
        "all_columns": wording.COLUMNS.items(),
    }


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_CHOICE else f"{name[: LONGEST_CHOICE - 1]}…"


def lines(rows: Sequence[Item | Listed], words: Vocabulary) -> list[Line]:
    """Rows with the words of their states."""
    return [line(item, words) for item in rows]


def line(item: Item | Listed, words: Vocabulary) -> Line:
    """One row with the words of its state."""
    ledger = item if isinstance(item, Listed) else item.ledger
    state = words.state(ledger, item.state)
    return Line(item, wording.said(state) or item.state, not item.outcome)


def grouped(page: Page, asked: Asked, words: Vocabulary, *, picking: bool) -> Iterator[Group]:
    """The rows of a page under their headings."""
    units = queries.unit_names({row.heading for row in page.rows if row.heading})
    written = writer(asked.columns, page, words, picking=picking)
    states = words.states()
    for heading, rows in groupby(page.rows, key=lambda row: _heading(row, asked.grouping, states, units)):
        yield Group(heading, joined(map(written, rows)))


def _heading(row: Listed, grouping: Grouping, states: dict[str, State], units: dict[int, str]) -> str:
    match grouping:
        case Grouping.SECTION:
            return " · ".join(filter(None, (row.ledger, row.section)))
        case Grouping.STATE:
            return wording.said(states.get(row.state)) or row.state
        case Grouping.MONTH:
            return f"{row.due:%Y-%m}" if row.due else gettext("无日期")
        case Grouping.UNIT:
            return units.get(row.heading or 0, gettext("单位未定"))
        case Grouping.NONE:
            return ""


@require_POST
@opens_to(*SEEING)
def save_view(request: PageRequest) -> HttpResponse:
    """Keep the list as it stands under a name; the same name again replaces it."""
    name = request.POST.get("name", "").strip()[:64]
    query = kept(QueryDict(request.POST.get("query", "")[:2000]))
    if name:
        saving.save_view(request.actor, name, query)
        messages.success(request, gettext("已存为常用视图“%(name)s”。") % {"name": name})
    else:
        messages.error(request, gettext("请给视图起个名字，再保存。"))
    return HttpResponseRedirect(f"{reverse('items')}?{query}")


@require_POST
@opens_to(*SEEING)
def drop_view(request: PageRequest, view: int) -> HttpResponse:
    """Forget a saved view of one's own."""
    saving.drop_view(request.actor, view)
    messages.success(request, gettext("已删除这个常用视图。"))
    return HttpResponseRedirect(reverse("items"))


PLACES = (Place("items", gettext_lazy("台账"), 20, frozenset(SEEING)),)
urlpatterns = [
    path("items/", items, name="items"),
    path("items/views/", save_view, name="save_view"),
    path("items/views/<int:view>/drop/", drop_view, name="drop_view"),
]
