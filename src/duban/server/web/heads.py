"""The rows of a page's short lists as HTML: what waits, what is late. A desk has a hundred of them.

As in :mod:`duban.server.web.rows`, what many rows share is written once for each page, and every word is escaped.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext

from duban.server.web import wording
from duban.server.web.rows import address, joined
from duban.server.web.templatetags.office import due, lamp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from django.utils.safestring import SafeString

    from duban.server.ledger.queries import Head, Held, Shown, Vocabulary

#: As much of a reason as a row shows.
LONGEST_REASON = 120

ROW = (
    '<li>\n    <div class="row">{} <a class="grow" href="{}">{}</a> <span>{}</span> '
    '<span class="tag">{}</span> {}</div>\n    {}</li>'
)


def writer(shown: Shown, words: Vocabulary) -> Callable[[Head, Mapping[int, str]], SafeString]:
    """What writes the rows of a list, with the reasons of those that have one."""
    to, lamps, units = address("item"), cache(lamp), _units()
    because, limit = gettext("理由："), gettext("本环节时限：")

    @cache
    def state(mechanism: str, version: str, name: str) -> str:
        return wording.said(words.loops[mechanism, version].state(name)) or name

    @cache
    def until(day: date | None, missing: str, *, running: bool) -> SafeString:
        return due(day, open=running, missing=missing)

    @cache
    def stay(last: date) -> SafeString:
        return format_html('<div class="soft">{}{}</div>', limit, due(last))

    def row(pk: int, reason: str) -> SafeString:
        item = shown.rows[pk]
        why = Truncator(reason).chars(LONGEST_REASON) if reason else ""
        return format_html(
            ROW,
            lamps(item.lamp),
            to(pk),
            item.title,
            format_html_join("、", "{}", ((units(held),) for held in shown.leads.get(pk, ()))),
            state(item.mechanism, item.mechanism_version, item.state),
            until(item.due, "" if item.due else item.due_text, running=not item.outcome),
            joined(
                (
                    format_html('<div class="soft">{}{}</div>', because, why) if why else "",
                    stay(item.state_due) if item.state_due else "",
                )
            ),
        )

    def rows(head: Head, reasons: Mapping[int, str]) -> SafeString:
        return joined(row(pk, reasons.get(pk, "")) for pk in head.ids if pk in shown.rows)

    return rows


def _units() -> Callable[[Held], SafeString]:
    """What writes a unit's name as a link to its page; in doubt, as written."""
    to, doubt = address("unit"), gettext("单位未对应")

    @cache
    def link(held: Held) -> SafeString:
        if held.unit is None:
            return format_html('<span class="tag doubt" title="{}">{}？</span>', doubt, held.name)
        return format_html('<a href="{}">{}</a>', to(held.unit), held.name)

    return link
