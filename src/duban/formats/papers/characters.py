"""Characters that a document may hold and a paper must not: what was typed, pasted or smuggled into the text.

Control characters (an escape sequence would drive the terminal it is shown in) and the marks that turn the
direction of writing (they make text look like other text) are shown as a sign for each, never acted on.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import east_asian_width

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_BREAK = re.compile(r"[ \t\u3000]{0,200}[\r\n]+[ \t\u3000]{0,200}")


def visible(text: str) -> str:
    """``text``, character for character, with a sign in place of each that must not act; line breaks stay."""
    return _UNSEEN.sub(_sign, text)


def one_line(text: str) -> str:
    """``text`` as one line: Chinese broken over lines is joined without a space."""
    return visible(_BREAK.sub("", text))


def width_of(text: str) -> int:
    """How many columns ``text`` takes where a Chinese character takes two."""
    return len(text) if text.isascii() else sum(map(_width, text))


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    return 2 if east_asian_width(character) in "FW" else 1


def _sign(found: re.Match[str]) -> str:
    """The picture of a control character (␛), which is one character as well; ``�`` for all others."""
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
