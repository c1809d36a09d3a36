"""Words and marks of the review pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext

from duban.formats.papers.phrasing import figure
from duban.server.web.wording import COMPARATORS, KINDS

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from duban.server.ledger.models import Target

register = template.Library()


@register.simple_tag
def mark(holds: object, label: str) -> SafeString:
    """One of an item's three marks: a sign and a word, and for those who hear the page whether it is there."""
    if holds:
        return format_html(
            '<li class="mark yes"><span aria-hidden="true">✓</span><span class="unseen">{}</span>{}</li>',
            gettext("有"),
            label,
        )
    return format_html(
        '<li class="mark no"><span aria-hidden="true">✗</span><span class="unseen">{}</span>{}</li>',
        gettext("缺"),
        label,
    )


@register.filter
def kind_word(kind: str) -> str:
    """What an item is."""
    return str(KINDS.get(kind, kind))


@register.filter
def amount(target: Target) -> str:
    """What a target asks for: ≥85%, 3–5个."""
    value = figure(float(target.value))
    if target.high is not None:
        return f"{value}–{figure(float(target.high))}{target.unit}"
    sign = "" if target.comparator == "=" else COMPARATORS.get(target.comparator, target.comparator)
    return f"{sign}{value}{target.unit}"
