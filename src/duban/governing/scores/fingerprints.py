"""A fingerprint of frozen content: sha256 over one canonical writing of it, so that a recomputation can be proved.

Canonical: 2 and 2.0 are the same figure, fields stand under their names, and records are told apart by their type.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, TypeAlias

from duban.governing.scores.figures import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed import DataclassInstance

_Plain: TypeAlias = "str | int | bool | list[_Plain] | dict[str, _Plain] | None"


def fingerprint(*values: object) -> str:
    """64 hexadecimal digits for the content of these values."""
    return sha256(_written([_plain(value) for value in values]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Written:
    """Content that is canonical already."""

    content: list[_Plain]


def ordered(values: Iterable[object]) -> object:
    """Values whose order means nothing, to be put into a fingerprint in an order their content decides."""
    return _Written(sorted((_plain(value) for value in values), key=_written))


def _written(value: _Plain) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: object) -> _Plain:
    match value:
        case Enum():
            return _plain(value.value)
        case None | str() | bool() | int():
            return value
        case list() | tuple():
            return [_plain(item) for item in value]
        case _Written():
            return value.content
        case _:
            return _tagged(value)


def _tagged(value: object) -> dict[str, _Plain]:
    """What a reader of the writing could not tell from a string or a list."""
    if isinstance(value, Decimal):
        return {"figure": plain(value)}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if is_dataclass(value) and not isinstance(value, type):
        written = {name: _plain(getattr(value, name)) for name in _names(type(value))}
        return {"type": type(value).__name__, **written}
    raise TypeError(f"{value!r} has no canonical writing")


@cache
def _names(kind: type[DataclassInstance]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
