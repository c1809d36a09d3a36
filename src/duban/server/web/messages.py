"""English for the pages: joins the groups' fragments into one catalogue, and says what has no English yet.

For those who work on duban, run as ``python -m duban.server.web.messages`` after a fragment (``locale/en/*.po``) was
changed; it needs Babel. The office itself reads the compiled catalogue and nothing of this.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SERVER = Path(__file__).resolve().parents[1]
#: The same fragments give the same file, whenever it is made.
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)
#: Where English is kept, below an app.
CATALOGUE = Path("locale", "en", "LC_MESSAGES", "django.po")
KEYWORDS: Mapping[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
}


#: A place in a sentence that is filled in.
PLACE = re.compile(r"%\(\w+\)[sd]|%%")
_STRING = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
_CALL = re.compile(rf"\b(?:_|n?gettext)\(\s*{_STRING}(?:\s*,\s*(?:{_STRING}|\w+))*\s*\)")


class FragmentError(ValueError):
    """Two fragments say the same thing in different English; the message names the fragment and the words."""


@dataclass(frozen=True, slots=True, order=True)
class Used:
    """Words that some page or code shows, and the file that does."""

    app: str
    file: str
    words: str


def used(server: Path = SERVER) -> Iterator[Used]:
    """Everything that is to be translated in all apps, from code and templates."""
    for path in sorted(server.rglob("*")):
        name = str(path.relative_to(server))
        if path.suffix == ".html":
            # What Django makes of a template is read by the line-wise xgettext; only the calls in it are Python.
            calls = _CALL.findall(templatize(path.read_text(encoding="utf-8"), origin=name))
            source = "\n".join(calls).encode()
        elif path.suffix == ".py":
            source = path.read_bytes()
        else:
            continue
        for _line, words, _comments, _context in extract("python", BytesIO(source), KEYWORDS):
            yield Used(path.relative_to(server).parts[0], name, words if isinstance(words, str) else words[0])


def english(server: Path = SERVER) -> dict[str, str]:
    """All words that have English in the compiled catalogue of any app, with it: Django asks them all."""
    found: dict[str, str] = {}
    for path in sorted(server.glob("*/locale/en/LC_MESSAGES/django.mo")):
        with path.open("rb") as compiled:
            found |= _table(read_mo(compiled))
    return found


def missing(server: Path = SERVER) -> list[Used]:
    """What is used and has no English."""
    known = english(server)
    return sorted({one for one in used(server) if one.words and not known.get(one.words)})


def joined(web: Path = SERVER / "web") -> Catalog:
    """The fragments of the page groups as one catalogue."""
    whole = Catalog(
        locale="en",
        project="duban",
        charset="utf-8",
        fuzzy=False,
        creation_date=NO_DATE,
        revision_date=NO_DATE,
    )
    for path in sorted((web / "locale" / "en").glob("*.po")):
        with path.open("rb") as source:
            for message in read_po(source, locale="en"):
                known = whole.get(message.id) if message.id else None
                if known is not None and known.string != message.string:
                    raise FragmentError(f"{path.name}: {message.id!r} has other English in another fragment")
                if message.id:
                    whole.add(message.id, message.string)
    return whole


def stale(server: Path = SERVER) -> list[str]:
    """The catalogues that are not what their sources say, by content and not by date."""
    behind = []
    for path in sorted(server.glob(f"*/{CATALOGUE}")):
        with path.open("rb") as source:
            said = read_po(source, locale="en")
        compiled = path.with_suffix(".mo")
        with compiled.open("rb") as kept:
            same = _table(read_mo(kept)) == _table(said)
        if path.is_relative_to(server / "web"):
            same = same and _table(said) == _table(joined(server / "web"))
        if not same:
            behind.append(str(path.relative_to(server)))
    return behind


def write(server: Path = SERVER) -> None:
    """Join and compile the pages' catalogue."""
    whole, target = joined(server / "web"), server / "web" / CATALOGUE
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as source:
        write_po(source, whole, omit_header=False, sort_output=True, width=0, no_location=True)
    with target.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, whole)


def _table(catalogue: Catalog) -> dict[str, str]:
    """Words with their English; where there are two numbers, the two with a bar between."""
    found = {}
    for message in catalogue:
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
            if all(strings):
                found[key] = "|".join(strings)
    return found


def main() -> int:
    """Write the catalogue; list what has no English on the error stream, which is no success."""
    write()
    left = missing()
    for one in left:
        sys.stderr.write(f"{one.file}: {one.words!r}\n")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
