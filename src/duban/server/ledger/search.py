"""Finding items by what is written in them, for a script without spaces between words.

A text is folded (NFKC, lower case, no spaces) and cut into overlapping pairs: 营商环境 is 营商, 商环, 环境.
What was typed is cut likewise, and an item is found where the pairs stand in a row, so one character, two characters
or half a word find what they should, and nothing else. No dictionary has a say in it.

The index is the database's own and kept by its triggers (``migrations/0002_search``): SQLite's full-text table holds
the pairs as hexadecimal words in their order; PostgreSQL's holds them as lexemes beside the folded text, which is
looked at again because lexemes alone have no order.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from django.db import connection
from django.db.backends.signals import connection_created
from django.db.models.expressions import RawSQL

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

#: Stands between the fields of one item, so that nothing is found across them.
BREAK = "\x1f"
#: So much of an item's text is indexed; an item is a paragraph or two, and a lexeme list has a limit.
LONGEST = 20_000
#: So much of what was typed is looked for.
LONGEST_QUERY = 100

_SPACES = re.compile(r"[ \t\r\n\f\v]+")

_SQLITE = "SELECT rowid FROM ledger_item_grams WHERE ledger_item_grams MATCH %s"
_POSTGRESQL = "SELECT item_id FROM ledger_item_grams WHERE grams @@ %s::tsquery AND strpos(folded, %s) > 0"


def fold(text: str) -> str:
    """A text as it is compared: full-width forms, capitals and spaces make no difference."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text).lower())


def pairs(folded: str) -> list[str]:
    """The overlapping pairs of a folded text, then its last character alone, so that it begins a word as well."""
    return [folded[at : at + 2] for at in range(len(folded))]


def matching(text: str) -> RawSQL | None:
    """The ids of the items in which ``text`` stands, for ``filter(id__in=...)``; None where nothing was typed."""
    folded = fold(text).replace(BREAK, "").replace("\0", "")[:LONGEST_QUERY]
    if not folded:
        return None
    if connection.vendor == "sqlite":
        return RawSQL(_SQLITE, [_phrase(folded)])  # noqa: S611 - the statement is a constant, what was typed a parameter
    return RawSQL(_POSTGRESQL, [_lexemes(folded), folded])  # noqa: S611 - as above


def _phrase(folded: str) -> str:
    """``"8425z5546 5546z73af"``: words in a row; one character alone is the beginning of any word."""
    if len(folded) == 1:
        return f"{_hexadecimal(folded)}*"
    return f'"{" ".join(_hexadecimal(pair) for pair in pairs(folded)[:-1])}"'


def _lexemes(folded: str) -> str:
    if len(folded) == 1:
        return f"{_quoted(folded)}:*"
    return " & ".join(_quoted(pair) for pair in dict.fromkeys(pairs(folded)[:-1]))


def _quoted(lexeme: str) -> str:
    doubled = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


def _hexadecimal(pair: str) -> str:
    """A pair as one word of letters and digits, whatever its characters are; ``z`` ends each character."""
    return "".join(f"{ord(character):x}z" for character in pair)


def grams(*fields: str | None) -> str:
    """The words under which SQLite finds an item with these fields."""
    folded = BREAK.join(fold(field or "") for field in fields)[:LONGEST]
    return " ".join(_hexadecimal(pair) for pair in pairs(folded))


def prepare(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Give SQLite the function that its triggers call; a writer without it is refused, so the index is never behind."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("duban_grams", -1, grams, deterministic=True)


connection_created.connect(prepare, dispatch_uid="ledger.search")
