"""A document as it came in, or the reason why it could not be read; both are values."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from duban.text import Span

NoteCode: TypeAlias = Literal["source_empty", "source_cut", "source_damaged"]


class Note(NamedTuple):
    """What a reviewer should know about how the text was obtained; ``places`` is how many it concerns."""

    code: NoteCode
    span: Span
    places: int = 1


class Document(NamedTuple):
    """The text that every offset refers to, and where it came from.

    ``digest`` is the SHA-256 of the bytes as found. ``extracted`` says that the text was taken out of a marked-up
    file (HTML), so that only this text, and not the file, can be sliced by offsets.
    """

    name: str
    text: str
    media_type: str
    encoding: str
    digest: str
    extracted: bool = False
    notes: tuple[Note, ...] = ()


class RefusalReason(Enum):
    """Why an input was not read. The sentences for people are in :mod:`duban.formats.wording`."""

    NOT_FOUND = "not_found"
    NOT_A_FILE = "not_a_file"
    NO_PERMISSION = "no_permission"
    UNREADABLE = "unreadable"
    PDF = "pdf"
    WORD = "word"
    SPREADSHEET = "spreadsheet"
    SLIDES = "slides"
    OFD = "ofd"
    OPEN_DOCUMENT = "open_document"
    OFFICE_97 = "office_97"
    RTF = "rtf"
    ARCHIVE = "archive"
    IMAGE = "image"
    BINARY = "binary"
    UNKNOWN_ENCODING = "unknown_encoding"
    FAILED = "failed"


class Refusal(NamedTuple):
    """An input that was not read; ``detail`` is what the system said, where it said something."""

    name: str
    reason: RefusalReason
    detail: str = ""
