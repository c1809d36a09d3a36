"""Do the parts make the whole? 36条 = 12 + 8 + 3 + 13; 累计45家, 其中省级4家、市级24家.

Whether levels exclude one another or the higher one is among the lower has to be declared: the same three figures add
up in the one reading and not in the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from duban.governing.measures.errors import PartsError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Relation(StrEnum):
    """How parts lie to one another; nested ones stand from the highest, and each is among the next."""

    EXCLUSIVE = "exclusive"
    NESTED = "nested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the parts make of the whole.

    ``own`` counts each thing once, at its highest level where they are nested. ``total`` is their sum and ``gap`` the
    whole less it; both are ``None`` while more than one figure is open. ``derived`` is the one part that follows from
    the others. ``inverted`` are levels that have more than the one that should contain them.
    """

    whole: Decimal | None
    own: Mapping[str, Decimal | None]
    total: Decimal | None
    gap: Decimal | None
    derived: str | None = None
    inverted: tuple[str, ...] = ()

    @property
    def sums(self) -> bool | None:
        """Whether they make the whole; ``None`` where too little is stated, or the last part merely follows."""
        if self.inverted or (self.gap is not None and self.gap != 0):
            return False
        return None if self.gap is None or self.derived is not None else True


def parts_of(whole: Decimal | None, parts: Mapping[str, Decimal | None], relation: Relation) -> Parts:
    """Holds parts against their whole; a part that is not stated is ``None``, never nought.

    Nested parts include those above them, so the last must be the whole. Raises `PartsError` for figures below nought.
    """
    for name, figure in (("the whole", whole), *parts.items()):
        if figure is not None and not (figure.is_finite() and figure >= 0):
            raise PartsError(f"{name} is {figure}")
    return _nested(whole, parts) if relation is Relation.NESTED else _exclusive(whole, parts)


def _exclusive(whole: Decimal | None, parts: Mapping[str, Decimal | None]) -> Parts:
    stated = sum((part for part in parts.values() if part is not None), Decimal(0))
    unknown = [name for name, part in parts.items() if part is None]
    if not unknown:
        gap = None if whole is None else whole - stated
        return Parts(whole=whole, own=dict(parts), total=stated, gap=gap)
    if len(unknown) > 1 or whole is None or whole < stated:
        # Less than the parts that are stated: no last part can make that good.
        gap = whole - stated if whole is not None and whole < stated else None
        return Parts(whole=whole, own=dict(parts), total=None, gap=gap)
    own = {**parts, unknown[0]: whole - stated}
    return Parts(whole=whole, own=own, total=whole, gap=Decimal(0), derived=unknown[0])


def _nested(whole: Decimal | None, parts: Mapping[str, Decimal | None]) -> Parts:
    names = list(parts)
    own: dict[str, Decimal | None] = {name: parts[name] for name in names[:1]}
    inverted = []
    for above, name in pairwise(names):
        higher, part = parts[above], parts[name]
        if higher is None or part is None:
            own[name] = None
            continue
        own[name] = part - higher
        if part < higher:
            inverted.append(above)
    total = parts[names[-1]] if names else Decimal(0)
    gap = None if whole is None or total is None else whole - total
    return Parts(whole=whole, own=own, total=total, gap=gap, inverted=tuple(inverted))
