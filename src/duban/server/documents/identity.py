"""Which document is this? Its number says so; without one, its title and who issued it.

Two texts that name themselves alike are versions of one document: a better copy, a corrected one, the same one
republished. One that gives neither number nor title is only itself.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from duban.reading import Description

LONGEST = 255
_YEAR = re.compile(r"[〔\[(【](\d{4})[〕\])】]")
_MARKS = re.compile(r"[\W_]+")


def identity_of(description: Description, digest: str) -> str:
    """The identity; 青政发〔2023〕18号, 青政发[2023]18号 and 青政发 (2023) 18号 are one number."""
    if description.doc_number:
        folded = "".join(normalize("NFKC", description.doc_number).split())
        return _short("number:" + _YEAR.sub(r"〔\1〕", folded))
    if description.title:
        title = _MARKS.sub("", normalize("NFKC", description.title))
        issuer = _MARKS.sub("", normalize("NFKC", description.issuer or ""))
        return _short(f"title:{title}:{issuer}")
    return f"bytes:{digest}"


def _short(identity: str) -> str:
    if len(identity) <= LONGEST:
        return identity
    return f"{identity[: LONGEST - 65]}:{sha256(identity.encode()).hexdigest()}"
