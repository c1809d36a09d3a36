"""Finding items by what is written in them, for a script without spaces between words.

A text is folded (NFKC, lower case, no spaces) and cut into overlapping pairs: 营商环境 is 营商, 商环, 环境.
What was typed is cut likewise, and an item is found where the pairs stand in a row, so one character, two characters
or half a word find what they should, and nothing else. No dictionary has a say in it.

The index is the database's own and kept by its triggers (``migrations/0002_search``): SQLite's full-text table holds
the pairs as hexadecimal words in their order; PostgreSQL's holds them as lexemes beside the folded text, which is
looked at again because lexemes alone have no order.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING

from django.db import connection
from django.db.backends.signals import connection_created
from django.db.models import BooleanField, F, Func, Value
from django.db.models.expressions import RawSQL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper

#: Stands between the fields of one item, so that nothing is found across them.
BREAK = "\x1f"
#: So much of an item's text is indexed; an item is a paragraph or two, and a lexeme list has a limit.
LONGEST = 20_000
#: So much of what was typed is looked for.
LONGEST_QUERY = 100
#: The place of a text's last pair up to which its first and its last pair hold all of it.
ALL_PAIRS = 2

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
    folded = _typed(text)
    if not folded:
        return None
    if connection.vendor == "sqlite":
        return RawSQL(_SQLITE, [_phrase(folded)])  # noqa: S611 - the statement is a constant, what was typed a parameter
    return RawSQL(_POSTGRESQL, [_lexemes(folded), folded])  # noqa: S611 - as above


def standing(text: str) -> Func | None:
    """Whether ``text`` stands in an item, asked of each item on its own; None where nothing was typed, or on SQLite.

    For words that stand in very many items: the first fifty of them in a list's order are found by walking along the
    order, sooner than by looking all of them up first.
    """
    folded = _typed(text)
    if not folded or connection.vendor == "sqlite":
        return None
    return _Standing(F("pk"), Value(folded), output_field=BooleanField())


def among(ids: Sequence[int]) -> RawSQL:
    """These ids for ``filter(id__in=...)``, as one parameter however many they are."""
    if connection.vendor == "sqlite":
        return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(ids)])
    return RawSQL("SELECT unnest(%s::bigint[])", [ids])


class _Standing(Func):
    """The row of the index that belongs to an item, looked at for a text; OFFSET keeps it from becoming a join."""

    arity = 2
    arg_joiner = " AND strpos(looked.folded, "
    template = (
        "EXISTS (SELECT 1 FROM ledger_item_grams AS looked"
        " WHERE looked.item_id = %(expressions)s) > 0 OFFSET 0)"
    )


def _typed(text: str) -> str:
    return fold(text).replace(BREAK, "").replace("\0", "")[:LONGEST_QUERY]


def _phrase(folded: str) -> str:
    """``"8425z5546 5546z73af"``: words in a row; one character alone is the beginning of any word."""
    if len(folded) == 1:
        return f"{_hexadecimal(folded)}*"
    return f'"{" ".join(_hexadecimal(pair) for pair in pairs(folded)[:-1])}"'


def _lexemes(folded: str) -> str:
    """Two or three of the pairs, from the beginning, the middle and the end.

    The text itself is looked at afterwards, so they need not be all; and the database takes pairs to be independent of
    each other, so that with many it would expect next to nothing and choose a way that is good for nothing else.
    """
    last = len(folded) - 2
    if last < 0:
        return f"{_quoted(folded)}:*"
    places = sorted({0, last // 2 if last > ALL_PAIRS else 0, last})
    return " & ".join(dict.fromkeys(_quoted(folded[at : at + 2]) for at in places))


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
