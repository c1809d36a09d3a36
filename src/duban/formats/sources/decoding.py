"""Bytes to text, for the encodings that Chinese offices use.

Strict UTF-8 first (a GB18030 text of any length is practically never valid UTF-8), then GB18030; UTF-16 where a
mark says so or where zero bytes fall as they do in UTF-16. A text cut in the middle of a character keeps all its
whole characters; a few damaged bytes become U+FFFD and are reported; more than that is no text.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from duban.formats.sources.documents import Note, RefusalReason
from duban.text import Span


class Decoded(NamedTuple):
    """Text, the encoding it was in, and what is to be said about it."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LONGEST_CHARACTER = 4
# A text may hold a stray zero byte; a binary file holds many.
_ZERO_SHARE = 0.01
# One lost character in a hundred still leaves a document that is worth reading.
_DAMAGED_SHARE = 0.01
_SAMPLE = 8192
_ORDINARY = re.compile(r"[\t\r\n\x20-\x7e\u2010-\u2044\u2460-\u2473\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def decode(data: bytes) -> Decoded | RefusalReason:
    """The text of ``data``, without a byte order mark, or why there is none."""
    if not data:
        return Decoded("", "utf-8")
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _whole(data[len(mark) :], marked) or _damaged(data[len(mark) :], (marked,))
    zeros = data.count(0)
    if zeros and (wide := _wide_encoding(data)):
        return _whole(data, wide) or _damaged(data, (wide,))
    if zeros > len(data) * _ZERO_SHARE and not _is_littered(data, zeros):
        return RefusalReason.BINARY
    return _whole(data, "utf-8") or _whole(data, "gb18030") or _unmarked(data)


def _unmarked(data: bytes) -> Decoded | RefusalReason:
    encoding = _wide_encoding(data)
    return (_whole(data, encoding) if encoding else None) or _damaged(data, ("utf-8", "gb18030"))


def _is_littered(data: bytes, zeros: int) -> bool:
    """Whether ``data`` is a short Chinese text with zero bytes in it: valid UTF-8 beyond ASCII is no accident."""
    return zeros * 10 < len(data) and not data.isascii() and _whole(data, "utf-8") is not None


def _whole(data: bytes, encoding: str) -> Decoded | None:
    """``data`` decoded without any loss but that of a character cut through at either end."""
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        head = _continuation_bytes(data) if encoding == "utf-8" else 0
        if error.start >= len(data) - _LONGEST_CHARACTER or head:
            return _trimmed(data, encoding, head)
        return None


def _trimmed(data: bytes, encoding: str, head: int) -> Decoded | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        text = decoder.decode(data[head:])
    except UnicodeDecodeError:
        return None
    notes = [Note("source_cut", Span(0, min(1, len(text))))] if head else []
    if decoder.getstate()[0]:
        notes.append(Note("source_cut", Span(max(0, len(text) - 1), len(text))))
    return Decoded(text, encoding, tuple(notes)) if text else None


def _continuation_bytes(data: bytes) -> int:
    """How many bytes at the start can only be the rest of a UTF-8 character that began before."""
    count = 0
    while count < min(_LONGEST_CHARACTER - 1, len(data)) and 0x80 <= data[count] < 0xC0:
        count += 1
    return count


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark, told by whether its characters are those of an ordinary Chinese text."""
    sample = data[:_SAMPLE]
    shares = {
        encoding: _ordinary_share(sample.decode(encoding, "ignore"))
        for encoding in ("utf-16-le", "utf-16-be")
    }
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] >= 0.9 else None


def _ordinary_share(text: str) -> float:
    return len(_ORDINARY.findall(text)) / len(text) if text else 0.0


def _damaged(data: bytes, encodings: tuple[str, ...]) -> Decoded | RefusalReason:
    """``data`` in the encoding that loses least, if that is little."""
    texts = {encoding: data.decode(encoding, "replace") for encoding in encodings}
    encoding = min(texts, key=lambda name: texts[name].count("\ufffd"))
    text = texts[encoding]
    lost = text.count("\ufffd")
    if lost > max(1, len(text) * _DAMAGED_SHARE):
        return RefusalReason.UNKNOWN_ENCODING
    first = text.index("\ufffd")
    return Decoded(text, encoding, (Note("source_damaged", Span(first, first + 1), lost),))
