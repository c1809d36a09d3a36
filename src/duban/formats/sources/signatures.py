"""What kind of file bytes are, told by how they begin; only kinds that are not text are listed.

A .docx renamed to .txt is common in offices, so names are not asked.
"""

from __future__ import annotations

from duban.formats.sources.documents import RefusalReason

_BEGINNINGS: tuple[tuple[bytes, RefusalReason], ...] = (
    (b"%PDF-", RefusalReason.PDF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", RefusalReason.OFFICE_97),
    (b"{\\rtf", RefusalReason.RTF),
    (b"\x89PNG\r\n", RefusalReason.IMAGE),
    (b"\xff\xd8\xff", RefusalReason.IMAGE),
    (b"GIF87a", RefusalReason.IMAGE),
    (b"GIF89a", RefusalReason.IMAGE),
    (b"II*\x00", RefusalReason.IMAGE),
    (b"MM\x00*", RefusalReason.IMAGE),
    (b"7z\xbc\xaf\x27\x1c", RefusalReason.ARCHIVE),
    (b"Rar!\x1a\x07", RefusalReason.ARCHIVE),
    (b"\x1f\x8b", RefusalReason.ARCHIVE),
)

_ZIP = b"PK\x03\x04"
# Names and types that stand, uncompressed, in the local headers of a zip; the first one found decides.
_ZIPPED: tuple[tuple[bytes, RefusalReason], ...] = (
    (b"word/", RefusalReason.WORD),
    (b"xl/", RefusalReason.SPREADSHEET),
    (b"ppt/", RefusalReason.SLIDES),
    (b"OFD.xml", RefusalReason.OFD),
    (b"application/vnd.oasis.opendocument", RefusalReason.OPEN_DOCUMENT),
)


def not_text(data: bytes) -> RefusalReason | None:
    """The kind of ``data`` where its first bytes say that it is no text."""
    if data.startswith(_ZIP):
        return next((reason for name, reason in _ZIPPED if name in data), RefusalReason.ARCHIVE)
    return next((reason for beginning, reason in _BEGINNINGS if data.startswith(beginning)), None)
