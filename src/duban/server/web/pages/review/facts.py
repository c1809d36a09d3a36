"""The facts of a card, and their HTML: a large ledger shows ten thousand of them, too many for a template each."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from duban.server.web.templatetags.review import amount

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from duban.server.ledger.models import Target


@dataclass(frozen=True, slots=True)
class Fact:
    """Something on a card; ``key`` is its stretch of the source as a piece there knows it, empty without one."""

    text: str
    start: int | None = None
    end: int | None = None

    @property
    def key(self) -> str:
        """``120-131``."""
        return f"{self.start}-{self.end}" if self.start is not None and self.end is not None else ""

    @property
    def html(self) -> SafeString:
        """The words, as a link to the quote where there is one."""
        words = escape(self.text)
        if self.key:
            words = f'<a class="q" href="#c{self.start}" data-s="{self.key}">{words}</a>'
        return mark_safe(words)  # noqa: S308 - escaped above


@dataclass(frozen=True, slots=True)
class Name:
    """A unit as written on a card, and what it means today."""

    fact: Fact
    part: str
    pk: int
    unit: str
    count: int

    @property
    def unresolved(self) -> bool:
        """Whether nobody is meant yet."""
        return not self.unit and not self.count


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
    return f'<span class="unit">{name.fact.html}{more}</span>'


def _target_html(target: Target, fact: Fact) -> str:
    named = target.indicator and target.indicator not in fact.text
    before = f'<span class="soft">{escape(target.indicator)}</span> ' if named else ""
    return f'<li>{before}{fact.html} <span class="amount">{escape(amount(target))}</span></li>'
