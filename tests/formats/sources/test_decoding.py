"""Bytes to text: every encoding an office uses, and every way in which a file can be broken."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.formats.sources import RefusalReason
from duban.formats.sources.decoding import Decoded, decode
from duban.text import Span

TEXT = "云溪区2024年重点任务\n1.建设口袋公园5处。（责任单位：区园林局）\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(TEXT.encode(), "utf-8", id="plain UTF-8"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), "utf-8", id="a byte order mark is no part of the text"),
        pytest.param(TEXT.encode("gb18030"), "gb18030", id="what Windows in Chinese writes"),
        pytest.param("㐀𠀀".encode("gb18030"), "gb18030", id="four-byte characters of GB18030"),
        pytest.param(
            codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le", id="Unicode text of Notepad"
        ),
        pytest.param(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be", id="the other byte order"),
        pytest.param(TEXT.encode("utf-16-le"), "utf-16-le", id="UTF-16 without a mark"),
        pytest.param(TEXT.encode("utf-16-be"), "utf-16-be", id="UTF-16 without a mark, the other order"),
        pytest.param(codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32-le", id="UTF-32"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert isinstance(decoded, Decoded)
    assert decoded.text == data.decode("utf-8-sig" if encoding == "utf-8" else encoding).removeprefix(
        "\ufeff"
    )
    assert (decoded.encoding, decoded.notes) == (encoding, ())


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_text_cut_in_the_middle_of_a_character_keeps_the_rest_and_says_so(encoding: str) -> None:
    whole = "改造老旧管网"
    decoded = decode(whole.encode(encoding)[:-1])
    assert isinstance(decoded, Decoded)
    assert decoded.text == whole[:-1]
    assert [note.code for note in decoded.notes] == ["source_cut"]
    assert decoded.notes[0].span == Span(4, 5)


def test_a_text_that_begins_inside_a_character_keeps_the_rest() -> None:
    decoded = decode("改造老旧管网，年内完成投资15亿元。".encode()[1:])
    assert isinstance(decoded, Decoded)
    assert decoded.text == "造老旧管网，年内完成投资15亿元。"
    assert [note.code for note in decoded.notes] == ["source_cut"]


def test_a_few_damaged_bytes_are_shown_and_counted() -> None:
    data = ("改造老旧管网。" * 100).encode().replace("网".encode(), b"\xe7\xbd", 2)
    decoded = decode(data)
    assert isinstance(decoded, Decoded)
    assert decoded.text.count("\ufffd") == 2
    (note,) = decoded.notes
    assert (note.code, note.places) == ("source_damaged", 2)
    assert decoded.text[note.span.start : note.span.end] == "\ufffd"


def test_stray_control_characters_do_not_make_a_text_binary() -> None:
    data = (TEXT * 10 + "\x00\x1b[31m\x07").encode()
    decoded = decode(data)
    assert isinstance(decoded, Decoded)
    assert decoded.text == data.decode()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(bytes(range(256)) * 40 + bytes(400), RefusalReason.BINARY, id="full of zero bytes"),
        pytest.param(
            b"\x81\xff\xfe\x80\x01" * 400, RefusalReason.UNKNOWN_ENCODING, id="in no encoding at all"
        ),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, reason: RefusalReason) -> None:
    assert decode(data) is reason


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    decoded = decode(data)
    if isinstance(decoded, Decoded):
        assert all(0 <= note.span.start <= note.span.end <= len(decoded.text) for note in decoded.notes)


@given(st.text(alphabet=st.characters(min_codepoint=0x20, codec="utf-8"), max_size=200))
def test_utf8_always_comes_back(text: str) -> None:
    decoded = decode(codecs.BOM_UTF8 + text.encode())
    assert isinstance(decoded, Decoded)
    assert decoded.text == text
