"""Where documents come from: files and standard input, bytes turned into text that is never changed afterwards.

``fetch`` and ``take`` return a :class:`Document` or a :class:`Refusal`; neither raises for what a file holds.
"""

from duban.formats.sources.documents import Document, Note, NoteCode, Refusal, RefusalReason
from duban.formats.sources.files import Place, fetch, search
from duban.formats.sources.taking import take

__all__ = [
    "Document",
    "Note",
    "NoteCode",
    "Place",
    "Refusal",
    "RefusalReason",
    "fetch",
    "search",
    "take",
]
