"""What an entry of a register may say of itself, each thing of one kind; text from a sheet becomes such values here.

What does not parse is told with what is wanted, never guessed at: 约5000万 is no number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from duban.governing.registers.reasons import NotOpaque, WantedChoice, WantedKind

if TYPE_CHECKING:
    from duban.governing.names import Language, Name


class FieldKind(StrEnum):
    """What a field holds; ``UNIT`` is the key of an organ, ``REFERENCE`` that of an entry of another register."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    FLAG = "flag"
    CHOICE = "choice"
    UNIT = "unit"
    PLACE = "place"
    REFERENCE = "reference"


class Location(NamedTuple):
    """A point on the map: degrees east and north."""

    lon: Decimal
    lat: Decimal


Value: TypeAlias = str | Decimal | date | bool | Location
Values: TypeAlias = Mapping[str, Value]
"""By key of the field; what is absent is not known."""

YES: Final = frozenset({"是", "有", "yes", "true"})
NO: Final = frozenset({"否", "无", "no", "false"})
_NUMBER: Final = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_DAY: Final = re.compile(r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日)", re.ASCII)
_OPAQUE: Final = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9_-]{5,}", re.ASCII)
_IDENTITY: Final = re.compile(r"\d{14,}[0-9Xx]", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column of a register: 注册资本, in 万元.

    ``personal`` marks what leads to a person: it holds an opaque reference only and is never written out.
    """

    key: str
    name: Name
    kind: FieldKind
    required: bool = False
    personal: bool = False
    counted_in: str = ""
    choices: Mapping[str, Name] | None = None

    def admits(self, value: Value) -> bool:
        """Whether ``value`` is of this field's kind, and one of its choices."""
        match self.kind:
            case FieldKind.NUMBER:
                return isinstance(value, Decimal) and value.is_finite()
            case FieldKind.DAY:
                return isinstance(value, date)
            case FieldKind.FLAG:
                return isinstance(value, bool)
            case FieldKind.CHOICE:
                return isinstance(value, str) and value in (self.choices or {})
            case FieldKind.PLACE:
                return isinstance(value, Location) and _is_on_earth(value)
            case _:
                return (
                    isinstance(value, str)
                    and _is_written(value)
                    and not (self.personal and not opaque(value))
                )


def opaque(text: str) -> bool:
    """Whether a reference tells nothing of the person: letters and digits, at least six, and no identity number."""
    return bool(_OPAQUE.fullmatch(text)) and not _IDENTITY.fullmatch(text)


def parse(field: Field, text: str) -> Value | WantedKind | WantedChoice | NotOpaque:
    """The value that ``text`` writes, or what is wanted instead; full-width digits and 2023年3月1日 are read."""
    plain = unicodedata.normalize("NFKC", text).strip()
    value: Value | None
    match field.kind:
        case FieldKind.NUMBER:
            value = number(plain)
        case FieldKind.DAY:
            value = day(plain)
        case FieldKind.FLAG:
            value = True if plain.lower() in YES else False if plain.lower() in NO else None
        case FieldKind.PLACE:
            value = _place(plain)
        case FieldKind.CHOICE:
            choices = field.choices or {}
            value = chosen(choices, text.strip())
            if value is None:
                return WantedChoice(tuple(choices.values()))
        case _:
            value = text.strip()
            if field.personal and not opaque(value):
                return NotOpaque()
    return WantedKind(field.kind.value) if value is None or not field.admits(value) else value


def write(field: Field, value: Value, language: Language) -> str:
    """The text that `parse` reads back as ``value``."""
    match value:
        case bool():
            return ("是" if value else "否") if language == "zh" else ("yes" if value else "no")
        case Location(lon, lat):
            return f"{lon:f},{lat:f}"
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case _:
            name = (field.choices or {}).get(value)
            return name.said(language) if name else value


def chosen(choices: Mapping[str, Name], text: str) -> str | None:
    """The key of the choice that is called so, in either language or by its key."""
    return next((key for key, name in choices.items() if text in {key, name.zh, name.en}), None)


def number(text: str) -> Decimal | None:
    """1234.5, 1,234.5 and −3; ``None`` of anything else, with a unit for instance."""
    return Decimal(text.replace(",", "")) if _NUMBER.fullmatch(text) else None


def day(text: str) -> date | None:
    """2023-03-01, 2023/3/1, 2023.3.1 and 2023年3月1日; ``None`` of anything else."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, *rest = (int(part) for part in found.groups() if part is not None)
    try:
        return date(year, *rest)
    except ValueError:
        return None


def _place(text: str) -> Location | None:
    parts = [number(part.strip()) for part in text.split(",")]
    match parts:
        case [Decimal() as lon, Decimal() as lat]:
            return Location(lon, lat)
        case _:
            return None


def _is_on_earth(place: Location) -> bool:
    return place.lon.is_finite() and place.lat.is_finite() and abs(place.lon) <= 180 and abs(place.lat) <= 90


def _is_written(text: str) -> bool:
    return bool(text) and text == text.strip()
