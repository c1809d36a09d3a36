"""What a register is: its fields, its tiers and how they lie to one another, and whether it is about persons.

A register about persons holds opaque references and no text; its entries expire and are never written out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from duban.governing.names import Name
from duban.governing.registers.errors import KindError, Problem
from duban.governing.registers.fields import Field, FieldKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Relation(StrEnum):
    """How tiers lie to one another; they stand from the lowest.

    ``LADDER``: an entry is at one tier and climbs step by step (科小→育苗→高企→上市). ``NESTED``: who holds a higher
    tier holds the lower ones too. ``EXCLUSIVE``: at one tier, and any may follow any. ``INDEPENDENT``: several at once.
    """

    LADDER = "ladder"
    NESTED = "nested"
    EXCLUSIVE = "exclusive"
    INDEPENDENT = "independent"


@dataclass(frozen=True, slots=True)
class Tier:
    """One level of a register."""

    key: str
    name: Name


# Titles of the columns that the sheets of every register have.
COLUMNS: Final[Mapping[str, Name]] = {
    "tier": Name("梯次", "tier"),
    "batch": Name("批次", "batch"),
    "entered": Name("入库日期", "entered"),
    "expires": Name("有效期至", "valid until"),
}
# Fields whose text could name a person or lead to one.
_TELLING: Final = frozenset({FieldKind.TEXT, FieldKind.PLACE})


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterKind:
    """One sort of register. ``entry`` is what its entries are called: the title of their key's column (企业名称).

    ``skips`` says that a ladder's tiers may be skipped on the way up.
    """

    key: str
    name: Name
    entry: Name
    fields: tuple[Field, ...] = ()
    tiers: tuple[Tier, ...] = ()
    relation: Relation | None = None
    skips: bool = False
    of_persons: bool = False

    def __post_init__(self) -> None:
        if found := list(_problems(self)):
            raise KindError(found)

    @property
    def order(self) -> tuple[str, ...]:
        """The keys of the tiers, the lowest first."""
        return tuple(tier.key for tier in self.tiers)

    def field(self, key: str) -> Field | None:
        """The field of this key."""
        return next((field for field in self.fields if field.key == key), None)


def _problems(kind: RegisterKind) -> Iterator[Problem]:
    yield from _twice("fields", [field.key for field in kind.fields])
    own = (kind.entry, *COLUMNS.values())
    yield from _twice("fields", [name.zh for name in (*own, *(field.name for field in kind.fields))])
    yield from _twice("fields", [name.en for name in (*own, *(field.name for field in kind.fields))])
    yield from _twice("tiers", [tier.key for tier in kind.tiers])
    yield from _twice("tiers", [tier.name.zh for tier in kind.tiers])
    if bool(kind.tiers) != (kind.relation is not None):
        yield Problem("relation", f"{len(kind.tiers)} tiers that lie to one another as {kind.relation}")
    if kind.skips and kind.relation is not Relation.LADDER:
        yield Problem("skips", f"there are no steps to skip where tiers are {kind.relation}")
    for field in kind.fields:
        yield from (Problem(f"fields.{field.key}", message) for message in _of_field(field, kind))


def _of_field(field: Field, kind: RegisterKind) -> Iterator[str]:
    if (field.kind is FieldKind.CHOICE) != bool(field.choices):
        yield f"a {field.kind} with {len(field.choices or {})} choices"
    words = [word for key, name in (field.choices or {}).items() for word in {key, name.zh, name.en}]
    yield from (
        f"{word!r} could be two of the choices" for word, count in Counter(words).items() if count > 1
    )
    if field.counted_in and field.kind is not FieldKind.NUMBER:
        yield f"a {field.kind} is not counted in {field.counted_in!r}"
    if field.personal and field.kind is not FieldKind.REFERENCE:
        yield f"what is personal is held as an opaque reference, not as a {field.kind}"
    if kind.of_persons and field.kind in _TELLING:
        yield f"a register about persons holds no {field.kind}"


def _twice(place: str, keys: list[str]) -> Iterator[Problem]:
    for key, count in Counter(keys).items():
        if count > 1:
            yield Problem(place, f"{key!r} stands there {count} times")
