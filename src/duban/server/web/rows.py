"""The rows of a ledger list as HTML. A list has fifty of them and is what people ask for most.

A template would walk its nodes for each cell; here each column is written by a function of its own, and what many rows
share (a lamp, a state, a date, a unit's link) is written once for each page. Every word goes through ``format_html``.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from duban.server.ledger.models import Part
from duban.server.web import wording
from duban.server.web.asked import Column
from duban.server.web.templatetags.office import day, due, lamp, moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from duban.server.ledger.queries import Held, Listed, Page, Vocabulary

    Writer = Callable[[Listed], str]

#: These columns stand before the title, the others behind it.
HEADS = (Column.LAMP, Column.NUMBER)
#: The columns that show who has which part.
PARTS = {Column.UNITS: Part.LEAD, Column.SUPPORTING: Part.SUPPORTING}


def joined(pieces: Iterable[str]) -> SafeString:
    """Pieces of HTML in a row."""
    return mark_safe("".join(pieces))  # noqa: S308 - each piece was escaped as it was made


def writer(
    columns: Sequence[Column], page: Page, words: Vocabulary, *, picking: bool
) -> Callable[[Listed], SafeString]:
    """What writes a row of this page with these columns; with ``picking``, rows can be ticked."""
    cells = [_cell(column, page, words) for column in columns if column in HEADS]
    cells.append(_title())
    cells += [_cell(column, page, words) for column in columns if column not in HEADS]
    if picking:
        cells.insert(0, _picked())
    return lambda row: joined(("<tr>", *[cell(row) for cell in cells], "</tr>\n"))


def address(name: str) -> Callable[[int], str]:
    """The address of something by its number, as ``reverse`` makes it, which takes its time."""
    before, after = reverse(name, args=[0]).rsplit("0", 1)
    return lambda number: f"{before}{number}{after}"


def _cell(column: Column, page: Page, words: Vocabulary) -> Writer:  # noqa: PLR0911 - one for each column
    """What writes the cells of a column."""
    label = escape(str(wording.COLUMNS[column.value]))
    match column:
        case Column.LAMP:
            return _lamp()
        case Column.NUMBER:
            return _number(label)
        case Column.UNITS | Column.SUPPORTING:
            return _units(label, PARTS[column], page)
        case Column.TARGETS:
            return _plain(label, lambda row: "；".join(page.aims.get(row.pk, ())))
        case Column.DUE:
            return _due(label)
        case Column.FIRST_DUE:
            shown = cache(day)
            return _plain(label, lambda row: shown(row.first_due))
        case Column.STATE:
            return _state(label, words)
        case Column.CHANGED:
            return _plain(label, lambda row: moment(row.changed_at), short=True)
        case Column.SECTION | Column.LEDGER | Column.STAGE:
            return _plain(label, lambda row: str(getattr(row, column.value)))


def _plain(label: str, said: Callable[[Listed], str], *, short: bool = False) -> Writer:
    kind = ' class="short"' if short else ""
    pattern = f'<td{kind} data-name="{{}}">{{}}</td>'
    return lambda row: format_html(pattern, label, said(row))


def _picked() -> Writer:
    words = gettext("选中 %(title)s")
    return lambda row: format_html(
        '<td class="pick no-print"><input type="checkbox" name="item" value="{}" aria-label="{}"></td>',
        row.pk,
        words % {"title": row.title},
    )


def _title() -> Writer:
    to = address("item")
    return lambda row: format_html(
        '<th class="stretch" scope="row"><a href="{}">{}</a></th>', to(row.pk), row.title
    )


def _lamp() -> Writer:
    @cache
    def cell(name: str) -> SafeString:
        return format_html('<td class="short">{}</td>', lamp(name))

    return lambda row: cell(row.lamp)


def _number(label: str) -> Writer:
    return lambda row: format_html(
        '<td class="short{}" data-name="{}">{}</td>', "" if row.number else " blank", label, row.number
    )


def _units(label: str, part: Part, page: Page) -> Writer:
    to = address("unit")
    doubt = gettext("单位未对应")

    @cache
    def link(held: Held) -> SafeString:
        if held.unit is None:
            return format_html('<span class="tag doubt" title="{}">{}？</span>', doubt, held.name)
        return format_html('<a href="{}">{}</a>', to(held.unit), held.name)

    def cell(row: Listed) -> str:
        links = "、".join(link(held) for held in page.held.get(row.pk, ()) if held.part == part)
        return format_html('<td data-name="{}">{}</td>', label, mark_safe(links))  # noqa: S308 - links were escaped

    return cell


def _due(label: str) -> Writer:
    @cache
    def cell(date: date | None, missing: str, *, running: bool) -> SafeString:
        shown = due(date, open=running, missing=missing)
        return format_html('<td class="due" data-name="{}">{}</td>', label, shown)

    return lambda row: cell(row.due, "" if row.due else row.due_text, running=not row.outcome)


def _state(label: str, words: Vocabulary) -> Writer:
    known: dict[tuple[str, str, str], SafeString] = {}

    def cell(row: Listed) -> SafeString:
        key = (row.mechanism, row.mechanism_version, row.state)
        if key not in known:
            said = wording.said(words.state(row, row.state)) or row.state
            known[key] = format_html(
                '<td class="short" data-name="{}"><span class="tag">{}</span></td>', label, said
            )
        return known[key]

    return cell
