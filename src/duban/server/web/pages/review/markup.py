"""The facts of a card as HTML. A large ledger shows ten thousand of them, too many for a template each."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from duban.server.web.templatetags.review import amount

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from duban.server.ledger.models import Target
    from duban.server.web.pages.review.gathering import Fact, Name


def fact_html(fact: Fact) -> SafeString:
    """A fact; where it quotes the source, a link to its quote."""
    words = escape(fact.text)
    if fact.key:
        words = f'<a class="q" href="#c{fact.start}" data-s="{fact.key}">{words}</a>'
    return mark_safe(words)  # noqa: S308 - escaped above


def names_html(names: Iterable[Name]) -> SafeString:
    """Units as written, each with what it means where that is not the same."""
    return mark_safe("".join(map(_name_html, names)))  # noqa: S308 - escaped piece by piece


def targets_html(targets: Sequence[tuple[Target, Fact]]) -> SafeString:
    """Targets as written, each with what it asks for."""
    return mark_safe("".join(_target_html(*pair) for pair in targets))  # noqa: S308 - escaped piece by piece


def _name_html(name: Name) -> str:
    more = ""
    if name.unresolved:
        more = f' <a class="tag doubt" href="#names">{escape(gettext("未对应"))}</a>'
    elif name.count:
        words = ngettext("%(count)s个单位", "%(count)s个单位", name.count) % {"count": name.count}
        more = f' <span class="soft">{escape(words)}</span>'
    elif name.unit != name.fact.text:
        more = f' <span class="soft">→ {escape(name.unit)}</span>'
    return f'<span class="unit">{fact_html(name.fact)}{more}</span>'


def _target_html(target: Target, fact: Fact) -> str:
    named = target.indicator and target.indicator not in fact.text
    before = f'<span class="soft">{escape(target.indicator)}</span> ' if named else ""
    return f'<li>{before}{fact_html(fact)} <span class="amount">{escape(amount(target))}</span></li>'
