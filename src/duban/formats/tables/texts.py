"""A text on its way into a cell and out of it.

Characters that would act unseen go in and come out as a sign for each: XML forbids most of them, and what other
programs write for those (``_x001B_``) is left in the text by the reading library.
"""

from __future__ import annotations

import re
from typing import Final

from duban.formats.papers.characters import visible

#: What a cell of the format holds at most; more is cut with a mark, for a program would call the whole file damaged.
LONGEST: Final = 32_767
_CUT_MARK = "……"
_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f])_")
_ENDS = re.compile(r"\r\n?")


def storable(text: str) -> str:
    """``text`` as a cell can hold it."""
    text = visible(_ENDS.sub("\n", text))
    return text if len(text) <= LONGEST else text[: LONGEST - len(_CUT_MARK)] + _CUT_MARK


def kept(text: str) -> str:
    """What a cell says, from what the library has for it: no escapes, nothing unseen, no blanks around it."""
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return visible(_ENDS.sub("\n", text)).strip()


def returned(text: str) -> str:
    """What the cell says that ``text`` was written to, once it is read again."""
    return kept(storable(text))
