"""What kind of file it is, told by its bytes whatever its name says."""

from __future__ import annotations

from hashlib import sha256

import pytest

from duban.formats.sources import Document, Refusal, RefusalReason, take
from duban.formats.wording import EN, ZH


def zipped(entry: str) -> bytes:
    return b"PK\x03\x04" + bytes(26) + entry.encode() + bytes(40)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n...", RefusalReason.PDF),
        (zipped("word/document.xml"), RefusalReason.WORD),
        (zipped("xl/workbook.xml"), RefusalReason.SPREADSHEET),
        (zipped("ppt/presentation.xml"), RefusalReason.SLIDES),
        (zipped("OFD.xml"), RefusalReason.OFD),
        (zipped("mimetypeapplication/vnd.oasis.opendocument.text"), RefusalReason.OPEN_DOCUMENT),
        (zipped("通知.txt"), RefusalReason.ARCHIVE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), RefusalReason.OFFICE_97),
        (b"{\\rtf1\\ansi ...}", RefusalReason.RTF),
        (b"\x89PNG\r\n\x1a\n", RefusalReason.IMAGE),
        (b"\xff\xd8\xff\xe0", RefusalReason.IMAGE),
        (b"Rar!\x1a\x07\x00", RefusalReason.ARCHIVE),
    ],
)
def test_what_is_not_text_is_named(data: bytes, reason: RefusalReason) -> None:
    assert take(data, name="通知.txt") == Refusal("通知.txt", reason)


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
def test_every_refusal_has_a_sentence(words: type(ZH)) -> None:  # type: ignore[valid-type]
    assert set(words.refusals) == set(RefusalReason)
    assert all(words.refusals.values())


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.txt", "text/plain"), ("a.MD", "text/markdown"), ("a.html", "text/html"), ("a", "text/plain")],
)
def test_media_type(name: str, media_type: str) -> None:
    document = take("一、任务".encode(), name=name)
    assert isinstance(document, Document)
    assert document.media_type == media_type


def test_the_digest_is_that_of_the_file() -> None:
    data = "一、任务".encode("gb18030")
    document = take(data, name="a.txt")
    assert isinstance(document, Document)
    assert document.digest == sha256(data).hexdigest()
    assert not document.extracted


@pytest.mark.parametrize("data", [b"", b"  \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_a_document_with_a_note(data: bytes) -> None:
    document = take(data, name="a.txt")
    assert isinstance(document, Document)
    assert [note.code for note in document.notes] == ["source_empty"]


def test_a_page_is_known_by_its_beginning_and_its_text_is_taken_out() -> None:
    document = take(b"<!DOCTYPE html><html><body><p>A</p><p>B</p></body></html>", name="a.txt")
    assert isinstance(document, Document)
    assert (document.media_type, document.extracted, document.text) == ("text/html", True, "A\nB")
