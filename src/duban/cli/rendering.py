"""One document in one of the formats, as bytes; nothing here knows where they go.

Each format's library is imported when that format is asked for: a table needs no spreadsheet writer.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from duban.formats.wording import words_in

if TYPE_CHECKING:
    from duban.formats.sources import Document
    from duban.formats.wording import Language
    from duban.reading import Reading


class Format(Enum):
    """What ``--format`` takes."""

    TABLE = "table"
    JSON = "json"
    XLSX = "xlsx"
    MARKDOWN = "markdown"
    HTML = "html"

    @property
    def suffix(self) -> str:
        """How files of this format end; papers are marked, so that they are not taken for documents."""
        return _SUFFIXES[self]

    @property
    def is_paper(self) -> bool:
        """Whether it is of use as a file only."""
        return self in (Format.XLSX, Format.HTML)


_SUFFIXES = {
    Format.TABLE: ".ledger.txt",
    Format.JSON: ".json",
    Format.XLSX: ".ledger.xlsx",
    Format.MARKDOWN: ".ledger.md",
    Format.HTML: ".ledger.html",
}


class Manner(NamedTuple):
    """How results are to look. ``in_lines`` puts a JSON document on one line, as JSON Lines wants it."""

    format: Format
    language: Language
    width: int = 120
    colour: bool = False
    in_lines: bool = False


def render(document: Document, reading: Reading, manner: Manner) -> bytes:
    """``reading`` in the format asked for."""
    words = words_in(manner.language)
    if manner.format is Format.JSON:
        return _json(document, reading, in_lines=manner.in_lines)
    if manner.format is Format.XLSX:
        from duban.formats.papers.workbook import workbook  # noqa: PLC0415

        return workbook(reading, document, words)
    if manner.format is Format.MARKDOWN:
        from duban.formats.papers.markdown import markdown  # noqa: PLC0415

        return markdown(reading, document, words).encode()
    if manner.format is Format.HTML:
        from duban.formats.papers.page import page  # noqa: PLC0415

        return page(reading, document, words).encode()
    from duban.cli.terminal import draw  # noqa: PLC0415

    return draw(reading, name=document.name, words=words, width=manner.width, colour=manner.colour).encode()


def _json(document: Document, reading: Reading, *, in_lines: bool) -> bytes:
    import json  # noqa: PLC0415

    from duban.formats.exchange.extraction import to_json  # noqa: PLC0415

    extraction = to_json(
        reading,
        name=document.name,
        media_type=document.media_type,
        digest=document.digest,
        extracted=document.extracted,
    )
    text = json.dumps(extraction, ensure_ascii=False, indent=None if in_lines else 2)
    return f"{text}\n".encode()
