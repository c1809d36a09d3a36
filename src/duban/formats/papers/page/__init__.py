"""The reading as one page that needs nothing else: the source on the left, the ledger on the right.

The text of the document is not trusted: it is escaped where it is shown, and the page's own policy lets nothing
run but the one script it was made with and nothing load from anywhere.
"""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import fields
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from duban.formats.papers.page.content import compose
from duban.formats.papers.page.source import source_html
from duban.formats.papers.phrasing import counts, description, summary
from duban.formats.wording import EN, ZH, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Template

    from duban.formats.sources import Document
    from duban.reading import Reading

# Tables of the words that the page does not show.
_NOT_SHOWN = frozenset(("refusals", "notes"))


class _Asset(NamedTuple):
    """Style or script as it stands in the page, and the hash that the page's policy admits it by."""

    text: Markup
    digest: str


def page(reading: Reading, document: Document, words: Words) -> str:
    """The page's HTML; ``words`` is the language it opens in."""
    content = compose(reading, words)
    return _template().render(
        reading=reading,
        document=document,
        content=content,
        words=words,
        title=reading.document.title or document.name,
        description=description(reading, words),
        summary=summary(reading, words),
        counts=counts(reading)._asdict(),
        source=source_html(reading.source, content.marks),
        style=_asset("page.css"),
        script=_asset("page.js"),
        word_tables=_embedded({"zh": _table(ZH), "en": _table(EN)}),
    )


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(_text),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.j2")


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def _asset(name: str) -> _Asset:
    text = _text(name)
    digest = b64encode(sha256(text.encode()).digest()).decode()
    return _Asset(Markup(text), f"sha256-{digest}")  # noqa: S704 (our own file)


def _table(words: Words) -> dict[str, object]:
    return {field.name: getattr(words, field.name) for field in fields(words) if field.name not in _NOT_SHOWN}


def _embedded(value: Mapping[str, object]) -> Markup:
    """``value`` as JSON that cannot end the element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704
