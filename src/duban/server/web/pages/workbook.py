"""Out: the list that is seen, as a workbook. In: what was filled in, whole or not at all, with every fault told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from duban.formats.tables import returned
from duban.governing.lifecycle import Kind
from duban.server.ledger import actions, queries
from duban.server.ledger.access import visible_items
from duban.server.ledger.actions import Handed, RefusedError, StaleError
from duban.server.ledger.adoption import lifecycle_of
from duban.server.people.access import Right
from duban.server.web import wording, workbook
from duban.server.web.asked import read
from duban.server.web.doors import opens_to
from duban.server.web.pages.items import SEEING
from duban.server.web.workbook import FIGURES, ITEMS, BookError, Fault, Filled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from duban.server.ledger.models import Item
    from duban.server.ledger.queries import Vocabulary
    from duban.server.web.doors import PageRequest

#: More items than this are for an export by the API; a workbook of them opens on no office machine.
MOST_OUT = 20_000
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@opens_to(*SEEING)
def workbook_out(request: PageRequest) -> HttpResponse:
    """The list with its filters, in its order, all pages of it."""
    asked = read(request.GET, today=timezone.localdate())
    found = queries.wanted_items(request.actor, asked.wanted).order_by(*queries.ORDERS[asked.order])
    if queries.count(found, cap=MOST_OUT).capped:
        messages.error(
            request, gettext("超过%(most)s项，表格太大。请先缩小范围再导出。") % {"most": MOST_OUT}
        )
        return HttpResponseRedirect(f"{reverse('items')}?{asked.query}")
    rows = list(queries.with_row(found))
    last = queries.last_reported([item.pk for item in rows])
    response = HttpResponse(workbook.write(rows, queries.vocabulary(), last), content_type=SHEET)
    name = f"duban-{timezone.localdate()}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@opens_to(Right.REPORT)
def workbook_in(request: PageRequest) -> HttpResponse:
    """Take a filled-in workbook: every row is checked first; with one fault nothing is taken."""
    if request.method != "POST":
        return render(request, "web/workbook_in.html", {})
    given = request.FILES.get("file")
    try:
        book = workbook.read(given.read() if given else b"")
    except BookError as error:
        return render(request, "web/workbook_in.html", {"problem": str(error)}, status=422)
    checked = _Check(request, book).checked()
    if checked.faults:
        return render(request, "web/workbook_in.html", {"faults": checked.faults}, status=422)
    if not checked.filled:
        messages.info(request, gettext("表格里没有填新的内容，什么都没有改。"))
        return HttpResponseRedirect(reverse("workbook_in"))
    return _taken(request, checked)


def _taken(request: PageRequest, checked: Checked) -> HttpResponse:
    faults = _take(request, checked)
    if faults:
        return render(request, "web/workbook_in.html", {"faults": faults}, status=409)
    count = len(checked.filled)
    words = ngettext("已报送%(count)s项。", "已报送%(count)s项。", count) % {"count": count}
    messages.success(request, words)
    return HttpResponseRedirect(reverse("work"))


@dataclass(frozen=True, slots=True)
class Checked:
    """What a workbook asks for, with the name of the move that each item reports by; or its faults."""

    filled: list[tuple[Filled, str]]
    faults: list[Fault]


class _Check:
    """One workbook held against the items as they are."""

    def __init__(self, request: PageRequest, book: workbook.Book) -> None:
        self._actor = request.actor
        self._book = book
        self._faults: list[Fault] = []
        first = [line.cells[0] for line in (*book.items, *book.figures)]
        ids = [int(cell) for cell in first if _is_id(cell)]
        seen = visible_items(self._actor).filter(pk__in=set(ids))
        self._items: Mapping[int, Item] = {item.pk: item for item in queries.with_row(seen)}
        self._words: Vocabulary = queries.vocabulary()
        self._last = queries.last_reported(list(self._items))

    def checked(self) -> Checked:
        """Everything that was filled in; faults in the order of the sheets."""
        rows = dict(filter(None, (self._row(line.number, line.cells) for line in self._book.items)))
        for line in self._book.figures:
            self._figure(line.number, line.cells, rows)
        filled = [(one, self._move(one)) for one in rows.values() if _says(one)]
        return Checked([(one, move) for one, move in filled if move], self._faults)

    def _row(self, number: int, row: tuple[str, ...]) -> tuple[int, Filled] | None:
        item = self._items.get(int(row[0])) if _is_id(row[0]) else None
        if item is None:
            self._fault(ITEMS, number, "系统编号", gettext("没有这件事项，或者不在您的范围内"))
            return None
        done, problems, next_steps = row[workbook.ITEM_FIXED :]
        filled = Filled(number, item.pk, _revision(row[1]), done, problems, next_steps, {})
        formulas = [cell for cell in (done, problems, next_steps) if cell.startswith("=")]
        if formulas:
            self._fault(ITEMS, number, "【填】", gettext("是公式，请填文字"))
        if filled.revision == item.revision:
            now = workbook.item_cells(item, self._words)
            self._fixed(ITEMS, number, row, now, workbook.ITEM_HEADS)
        return item.pk, filled

    def _figure(self, number: int, row: tuple[str, ...], rows: dict[int, Filled]) -> None:
        filled = rows.get(int(row[0])) if _is_id(row[0]) else None
        aims = {str(aim.pk): aim for aim in self._items[filled.item].aims} if filled else {}  # type: ignore[attr-defined] # put there by the listing
        aim = aims.get(row[1])
        if filled is None or aim is None:
            self._fault(FIGURES, number, "指标号", gettext("“事项”表里没有它所属的事项"))
            return
        item = self._items[filled.item]
        if filled.revision == item.revision:
            now = workbook.figure_cells(item, aim, self._last.get(aim.pk))
            self._fixed(FIGURES, number, row, now, workbook.FIGURE_HEADS)
        typed = row[workbook.FIGURE_FIXED]
        if typed:
            try:
                value = workbook.number_in(typed)
            except ValueError as error:
                self._fault(FIGURES, number, workbook.FIGURE_HEADS[-1], str(error))
            else:
                rows[filled.item] = replace(filled, values={**filled.values, aim.pk: value})

    def _fixed(
        self, sheet: str, number: int, row: tuple[str, ...], now: tuple[str, ...], heads: tuple[str, ...]
    ) -> None:
        for cell, wanted, head in zip(row, now, heads, strict=False):
            if cell != returned(wanted):
                self._fault(
                    sheet, number, head, gettext("这一列不能在表里改；应为“%(text)s”") % {"text": wanted[:60]}
                )

    def _move(self, filled: Filled) -> str:
        """The move that carries the report, once everything that stands against it was told."""
        item = self._items[filled.item]
        if filled.revision != item.revision:
            self._fault(ITEMS, filled.row, "版本", gettext("导出以后这件事项又有变动，请重新导出后再填"))
            return ""
        if not filled.done:
            self._fault(ITEMS, filled.row, "【填】做了什么", gettext("填了其他列，也要写做了什么"))
            return ""
        moves = lifecycle_of(item.ledger).moves_from(item.state)
        move = next((one for one in moves if one.kind is Kind.REPORT), None)
        if move is None:
            self._fault(ITEMS, filled.row, "状态", gettext("事项当前状态下不能反馈"))
            return ""
        outcome = actions.preview(self._actor, [item.pk], move.id, handed(filled), today=timezone.localdate())
        for refused in outcome.refused:
            for reason in refused.refusals:
                self._fault(ITEMS, filled.row, "", wording.said(reason))
        return move.id

    def _fault(self, sheet: str, row: int, column: str, message: str) -> None:
        self._faults.append(Fault(sheet, row, column, message))


def handed(filled: Filled) -> Handed:
    """A filled-in row as what is handed in with a report."""
    values: Mapping[int, Decimal] = filled.values
    return Handed(done=filled.done, problems=filled.problems, next_steps=filled.next_steps, values=values)


def _take(request: PageRequest, checked: Checked) -> list[Fault]:
    """Report every row, or none where one is refused after all."""
    now = timezone.now()
    try:
        with transaction.atomic():
            for filled, move in checked.filled:
                try:
                    actions.move(
                        request.actor,
                        filled.item,
                        move,
                        handed(filled),
                        revision=filled.revision,
                        today=timezone.localdate(now),
                        at=now,
                    )
                except StaleError:
                    raise _StopError(
                        filled.row, gettext("导出以后这件事项又有变动，请重新导出后再填")
                    ) from None
                except RefusedError as refused:
                    raise _StopError(
                        filled.row, "；".join(wording.said(one) for one in refused.refusals)
                    ) from None
    except _StopError as stop:
        return [Fault(ITEMS, stop.row, "", stop.why)]
    return []


class _StopError(Exception):
    """A row that was refused while the workbook was taken: everything is rolled back."""

    def __init__(self, row: int, why: str) -> None:
        self.row, self.why = row, why
        super().__init__(why)


def _says(filled: Filled) -> bool:
    return bool(filled.done or filled.problems or filled.next_steps or filled.values)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18


def _revision(text: str) -> int:
    return int(text) if _is_id(text) else 0


urlpatterns = [
    path("items/workbook.xlsx", workbook_out, name="workbook"),
    path("items/workbook/", workbook_in, name="workbook_in"),
]
