"""Lamps, days and figures as every page shows them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import template
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext

from duban.formats.papers import phrasing
from duban.governing.clock import PeriodError, parse_period
from duban.server.ledger import findings
from duban.server.web import wording
from duban.server.web.days import distance, weekday

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.safestring import SafeString

    from duban.server.ledger.models import Assignment, Item, Ledger, Target

register = template.Library()

#: Each lamp is a colour, a shape and a word.
SHAPES = {"green": "●", "yellow": "▲", "red": "■", "grey": "○"}


@register.simple_tag
def lamp(name: str, *, words: str = "") -> SafeString:
    """A lamp: its shape and its word, in its colour."""
    return format_html(
        '<span class="lamp {}"><span aria-hidden="true">{}</span>{}</span>',
        name,
        SHAPES.get(name, "○"),
        words or wording.LAMPS.get(name, name),
    )


@register.simple_tag
def day(value: date | datetime | None, *, missing: str = "") -> SafeString:
    """A date with its weekday on hover."""
    if value is None:
        return format_html('<span class="soft">{}</span>', missing or gettext("无日期"))
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    return format_html(
        '<time datetime="{0}" title="{1}" class="nowrap">{0}</time>', value.isoformat(), weekday(value)
    )


@register.simple_tag
def due(value: date | None, *, open: bool = True, missing: str = "") -> SafeString:  # noqa: A002 - a template's word
    """A date by which something is to be done, and how far it is while the thing is open."""
    shown = day(value, missing=missing)
    if value is None or not open:
        return shown
    far = distance(value)
    if not far.words:
        return shown
    return format_html('{} <span class="{} nowrap">{}</span>', shown, far.tone, far.words)


@register.filter
def moment(value: datetime | None) -> str:
    """2026-11-22 14:05, in the office's time."""
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}" if value else ""


@register.filter
def figure(value: Decimal | float | None) -> str:
    """A figure as an office writes it: 12亿, 2.6万, 3200."""
    return "" if value is None else phrasing.figure(float(value))


def plain_figure(value: Decimal | float | None) -> str:
    """A figure in digits alone, without the zeros that only the database needs: for a cell that is read again."""
    if value is None:
        return ""
    if not isinstance(value, Decimal):
        return str(value)
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


@register.simple_tag
def today_line() -> SafeString:
    """今天是2026-11-22 星期日."""
    today = timezone.localdate()
    return format_html("{}", gettext("今天是%(day)s %(weekday)s") % {"day": today, "weekday": weekday(today)})


@register.simple_tag
def querystring_with(query: str, **changes: object) -> str:
    """A list's query with some parameters set anew, for the page before or after."""
    given = QueryDict(query, mutable=True)
    for name, value in changes.items():
        given[name] = str(value)
    return given.urlencode()


@register.simple_tag
def parts(item: Item, part: str) -> SafeString:
    """The units that have this part in a listed item, as links; a unit that nobody resolved is written as it stands."""
    held = [one for one in item.held if one.part == part]  # type: ignore[attr-defined] # put there by the listing
    return format_html_join("、", "{}", ((unit_link(one),) for one in held))


@register.simple_tag
def unit_link(held: Assignment) -> SafeString:
    """A unit's name as a link to its page; in doubt, as written."""
    if held.unit is None:
        return format_html(
            '<span class="tag doubt" title="{}">{}？</span>', gettext("单位未对应"), held.written
        )
    url = reverse("unit", args=[held.unit.pk])
    return format_html('<a href="{}">{}</a>', url, held.unit.short or held.unit.name)


@register.filter
def get(table: Mapping[Any, Any], key: Any) -> Any:
    """An entry of a table, or nothing."""
    return table.get(key, "")


@register.filter
def entries(table: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The entries of a table, of which one may be called ``items``."""
    return list(table.items())


@register.filter
def plain(value: Any) -> str:
    """A decided value as a sentence part: lists by commas, nothing as 空."""
    if value in (None, "", []):
        return gettext("空")
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if isinstance(value, list):
        return "、".join(plain(one) for one in value)
    if isinstance(value, dict):
        return "，".join(f"{plain(one)}" for one in value.values() if one not in (None, "", []))
    return str(value)


@register.simple_tag
def reason(words: Mapping[str, Any]) -> str:
    """A stored explanation in the reader's language."""
    said = words.get("en" if get_language() == "en" else "zh", "") if words else ""
    return "；".join(map(str, said)) if isinstance(said, list) else str(said)


@register.simple_tag
def finding_words(finding: Mapping[str, Any]) -> str:
    """A finding of the reading in the reader's language."""
    return findings.said(finding, "en" if get_language() == "en" else "zh")


@register.filter
def answer_word(answer: str) -> str:
    """What was decided about a finding."""
    return str(wording.ANSWERS.get(answer, answer))


@register.simple_tag
def target(aim: Target) -> str:
    """≥120家, 3–5个, 增速13.8%."""
    kind = "" if aim.change == "level" else str(wording.CHANGES.get(aim.change, ""))
    sign = "" if aim.comparator == "=" else wording.COMPARATORS.get(aim.comparator, aim.comparator)
    high = f"–{figure(aim.high)}" if aim.high is not None else ""
    return f"{kind}{sign}{figure(aim.value)}{high}{aim.unit}"


@register.simple_tag
def part_name(part: str) -> str:
    """What a unit is to an item."""
    return str(wording.PARTS.get(part, part))


@register.simple_tag
def mark_words(mark: str) -> str:
    """What was written down with a move."""
    return str(wording.MARKS.get(mark, mark))


@register.simple_tag
def origin_name(origin: str) -> str:
    """Where a date comes from."""
    return str(wording.ORIGINS.get(origin, origin))


@register.simple_tag
def field_name(field: str) -> str:
    """A field of an item as a reviewer calls it."""
    return str(wording.FIELDS.get(field, field))


@register.simple_tag
def period(key: str) -> str:
    """2026年第47周 for 2026-W47; in English the key itself, which says the same."""
    if get_language() == "en":
        return key
    try:
        return parse_period(key).label
    except PeriodError:
        return key


@register.simple_tag
def ledger_url(ledger: Ledger) -> str:
    """Where one goes on with a ledger: to its review while it is reviewed, to its items afterwards."""
    if ledger.state == "review":
        with suppress(NoReverseMatch):
            return reverse("review", args=[ledger.pk])
    return f"{reverse('items')}?ledger={ledger.pk}&scope=all"


@register.simple_tag
def broken_words(why: str) -> str:
    """Why a link of the log's chain does not hold."""
    reasons = {
        "gap": gettext("编号不连续，有记录缺失"),
        "previous": gettext("与前一条的摘要对不上"),
        "digest": gettext("内容与自己的摘要对不上"),
        "end": gettext("末尾与保存的链尾对不上，可能有记录被截去"),
    }
    return reasons.get(why, why)
