"""From bytes to a document: what kind, which encoding, which text."""

from __future__ import annotations

from hashlib import sha256
from pathlib import PurePath

from duban.formats.sources.decoding import decode
from duban.formats.sources.documents import Document, Note, Refusal, RefusalReason
from duban.formats.sources.markup import is_page, page_text
from duban.formats.sources.signatures import not_text
from duban.text import Span

_PAGES = (".htm", ".html", ".xhtml")
_MARKDOWN = (".markdown", ".md")


def take(data: bytes, *, name: str) -> Document | Refusal:
    """The document in ``data``; ``name`` is what it is called where it came from."""
    if reason := not_text(data):
        return Refusal(name, reason)
    decoded = decode(data)
    if isinstance(decoded, RefusalReason):
        return Refusal(name, decoded)
    text, notes = decoded.text, decoded.notes
    media_type = _media_type(name, text)
    extracted = media_type == "text/html"
    if extracted:
        text = page_text(text)
        notes = tuple(note._replace(span=Span(0, 0)) for note in notes)
    if not text.strip():
        notes = (*notes, Note("source_empty", Span(0, 0)))
    digest = sha256(data).hexdigest()
    return Document(name, text, media_type, decoded.encoding, digest, extracted, notes)


def _media_type(name: str, text: str) -> str:
    suffix = PurePath(name).suffix.lower()
    if suffix in _PAGES or is_page(text):
        return "text/html"
    return "text/markdown" if suffix in _MARKDOWN else "text/plain"
