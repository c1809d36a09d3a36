"""What can be chosen in a form, written in one go: a template would walk its nodes for each of two hundred options."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

register = template.Library()

#: How something is written that is not chosen, and that is.
OPTION = ('<option value="{}">{}</option>\n', '<option value="{}" selected>{}</option>\n')
TICK = (
    '<label class="plain"><input type="checkbox" name="{}" value="{}"> {}</label> ',
    '<label class="plain"><input type="checkbox" name="{}" value="{}" checked> {}</label> ',
)


@register.simple_tag
def options(pairs: Iterable[tuple[object, object]], chosen: object) -> SafeString:
    """The options of a select, by value and words; ``chosen`` is a value or a tuple of them."""
    values = chosen if isinstance(chosen, tuple) else (chosen,)
    return _written(OPTION, [(value in values, (value, label)) for value, label in pairs])


@register.simple_tag
def ticks(name: str, pairs: Iterable[tuple[object, object]], chosen: tuple[object, ...]) -> SafeString:
    """Boxes to tick, each with its words."""
    return _written(TICK, [(value in chosen, (name, value, label)) for value, label in pairs])


def _written(patterns: tuple[str, str], rows: Sequence[tuple[bool, tuple[object, ...]]]) -> SafeString:
    if not rows:
        return SafeString("")
    whole = "".join(patterns[marked] for marked, _ in rows)
    return format_html(whole, *chain.from_iterable(words for _, words in rows))
