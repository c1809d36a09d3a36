"""A document as taken in, read: the reading also says what was noticed while its bytes were turned into text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from duban.formats.wording import EN, ZH
from duban.reading import Finding, Saying, read

if TYPE_CHECKING:
    from datetime import date

    from duban.formats.sources.documents import Document, Note
    from duban.reading import Reading


def read_document(document: Document, *, dated: date | None = None) -> Reading:
    """The reading of ``document``, its notes first among the findings."""
    reading = read(document.text, dated=dated)
    if not document.notes:
        return reading
    return replace(reading, findings=(*map(_finding, document.notes), *reading.findings))


def _finding(note: Note) -> Finding:
    message, english = (words.notes[note.code].format(count=note.places) for words in (ZH, EN))
    return Finding(
        span=note.span,
        code=note.code,
        severity="warning",
        message=message,
        english=english,
        saying=Saying(note.code, {"count": note.places}),
    )
