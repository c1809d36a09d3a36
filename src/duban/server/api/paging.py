"""Leafing through a list by keys: a page begins behind the last row of the one before, wherever that row is now.

Rows that are added meanwhile neither shift a page nor show a row twice. A cursor is the sorting keys of the last row,
packed so that nobody takes it for a page number; it opens nothing that the asker may not see.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import F, Model, Q
from django.utils.translation import gettext as _

from duban.server.api.errors import wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.db.models import QuerySet

    from duban.server.api.errors import ApiError

Row = TypeVar("Row", bound=Model)

#: Rows of a page, unless another number is asked for, and the largest that may be.
USUAL, MOST = 50, 200
#: A number that every database keeps.
LARGEST = 2**63 - 1


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > LARGEST:
        raise ValueError(value)
    return value


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment


_READ: Mapping[type, Callable[[Any], Any]] = {
    int: _whole,
    date: date.fromisoformat,
    datetime: _moment,
}


@dataclass(frozen=True, slots=True)
class Key:
    """A column by which a list is sorted; empty ones come last. The last key of an order is unique."""

    name: str
    kind: type
    down: bool = False
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Sorting:
    """An order of a list, under the name that its cursors carry."""

    name: str
    keys: tuple[Key, ...]


NEWEST = Sorting("-id", (Key("id", int, down=True),))


def leaf(
    rows: QuerySet[Row], sorting: Sorting, *, cursor: str = "", limit: int = USUAL
) -> tuple[list[Row], str | None]:
    """One page, and the cursor of the next; None at the end."""
    if cursor:
        rows = rows.filter(behind(sorting.keys, _open(cursor, sorting)))
    found = list(rows.order_by(*(_order(key) for key in sorting.keys))[: limit + 1])
    shown = found[:limit]
    more = len(found) > limit
    return shown, pack(sorting, [getattr(shown[-1], key.name) for key in sorting.keys]) if more else None


def behind(keys: Sequence[Key], values: Sequence[Any]) -> Q:
    """The rows after the one with these keys."""
    found: Q | None = None
    for key, value in reversed(list(zip(keys, values, strict=True))):
        beyond = _beyond(key, value)
        same = None if found is None else Q(**{key.name: value}) & found
        found = beyond if same is None else same if beyond is None else beyond | same
    return Q(pk__in=[]) if found is None else found


def pack(sorting: Sorting, values: Sequence[Any]) -> str:
    """A cursor behind the row with these keys."""
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]
    packed = json.dumps([sorting.name, *plain], separators=(",", ":"))
    return urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def _open(cursor: str, sorting: Sorting) -> list[Any]:
    """The keys in a cursor; 422 for one of another order, or none at all."""
    try:
        name, *plain = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        values = [_read(key, value) for key, value in zip(sorting.keys, plain, strict=True)]
    except (Base64Error, ValueError, TypeError, RecursionError):
        raise not_a_cursor() from None
    if name != sorting.name:
        raise not_a_cursor()
    return values


def not_a_cursor() -> ApiError:
    """A cursor that this list never gave out."""
    return wrong("query.cursor", _("不是这个列表的游标；换了筛选或排序，请从头翻页"))


def _read(key: Key, value: Any) -> Any:
    if value is None and key.nullable:
        return None
    return _READ[key.kind](value)


def _order(key: Key) -> Any:
    column = F(key.name)
    last = True if key.nullable else None
    return column.desc(nulls_last=last) if key.down else column.asc(nulls_last=last)


def _beyond(key: Key, value: Any) -> Q | None:
    """The rows whose own key comes later; behind the empty ones there are none."""
    if value is None:
        return None
    later = Q(**{f"{key.name}__{'lt' if key.down else 'gt'}": value})
    return later | Q(**{key.name: None}) if key.nullable else later
