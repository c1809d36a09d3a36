"""A register on a day: who is in, at which tier, in which batch; who came and went between two days; what is covered.

Counts carry their relation, so that sums can be checked: of exclusive tiers the counts make the total, of nested ones
the lowest tier contains the others.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from duban.governing.registers.errors import AskError
from duban.governing.registers.events import Changed, Entered, Left, Moved
from duban.governing.registers.kinds import Relation
from duban.governing.registers.replaying import Standing, in_order, standing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from duban.governing.registers.events import Entry, Event
    from duban.governing.registers.fields import Value
    from duban.governing.registers.kinds import RegisterKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The register at the end of a day. Suspended and expired entries are in it, and told apart.

    What is personal is left out: a snapshot may be published and scored.

    ``own`` counts each entry at the tier it is at (at each of them where they are independent); ``holding`` counts
    whoever holds a tier, so of nested ones also those above it. ``batches`` counts who is still in, by batch.
    """

    day: date
    relation: Relation | None
    order: tuple[str, ...]
    present: tuple[Standing, ...]
    own: Mapping[str, int]
    holding: Mapping[str, int]
    untiered: int
    suspended: tuple[str, ...]
    expired: tuple[str, ...]
    batches: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many are in."""
        return len(self.present)

    @property
    def sums(self) -> bool | None:
        """Whether the tiers make the total; ``None`` of independent ones, which need not."""
        if self.relation is Relation.INDEPENDENT:
            return None
        return sum(self.own.values()) + self.untiered == self.total

    def at_or_above(self, tier: str) -> int:
        """How many are at this tier or a higher one, each once: 市级及以上. Raises `AskError` for an unknown tier."""
        if tier not in self.order:
            raise AskError(f"no tier is called {tier!r}")
        wanted = frozenset(self.order[self.order.index(tier) :])
        return sum(not wanted.isdisjoint(one.tiers) for one in self.present)


def as_of(kind: RegisterKind, entries: Iterable[Entry], day: date, known: date | None = None) -> Snapshot:
    """The register at the end of ``day``, as it was known on ``known`` (or by all that was told), by key."""
    found = (standing(entry, day, known) for entry in entries)
    present = tuple(
        sorted(
            (_public(kind, one) for one in found if one is not None and one.left is None),
            key=lambda one: one.key,
        )
    )
    counts = Counter(tier for one in present for tier in one.tiers)
    own = {tier: counts[tier] for tier in kind.order}
    nested = kind.relation is Relation.NESTED
    holding = {
        tier: sum(list(own.values())[place:]) if nested else own[tier]
        for place, tier in enumerate(kind.order)
    }
    return Snapshot(
        day=day,
        relation=kind.relation,
        order=kind.order,
        present=present,
        own=own,
        holding=holding,
        untiered=sum(not one.tiers for one in present),
        suspended=tuple(one.key for one in present if one.suspended is not None),
        expired=tuple(one.key for one in present if one.is_expired(day)),
        batches=dict(Counter(one.batch for one in present)),
    )


def _public(kind: RegisterKind, now: Standing) -> Standing:
    personal = {field.key for field in kind.fields if field.personal}
    if personal.isdisjoint(now.values):
        return now
    return replace(now, values={key: value for key, value in now.values.items() if key not in personal})


class Step(NamedTuple):
    """One entry's event."""

    key: str
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnover:
    """What happened after one day and up to another; the totals of the two differ by ``net``.

    ``moved`` are changes of tier that are neither up nor down: between exclusive tiers, or of independent ones.
    """

    entered: tuple[Step, ...]
    left: tuple[Step, ...]
    promoted: tuple[Step, ...]
    demoted: tuple[Step, ...]
    moved: tuple[Step, ...]

    @property
    def net(self) -> int:
        """Entered less left."""
        return len(self.entered) - len(self.left)


def turnover(
    kind: RegisterKind, entries: Iterable[Entry], after: date, upto: date, known: date | None = None
) -> Turnover:
    """Who entered, left and moved after ``after`` and up to ``upto``, by the day it holds from; by key, then by day."""
    if upto < after:
        raise AskError(f"{upto} is before {after}")
    found: dict[str, list[Step]] = {
        name: [] for name in ("entered", "left", "promoted", "demoted", "moved", "")
    }
    for entry in sorted(entries, key=lambda entry: entry.key):
        for event in in_order(entry.events, upto, known):
            if event.day > after:
                found[_sort(kind, event)].append(Step(entry.key, event))
    return Turnover(
        entered=tuple(found["entered"]),
        left=tuple(found["left"]),
        promoted=tuple(found["promoted"]),
        demoted=tuple(found["demoted"]),
        moved=tuple(found["moved"]),
    )


def _sort(kind: RegisterKind, event: Event) -> str:
    match event:
        case Entered():
            return "entered"
        case Left():
            return "left"
        case Moved(source=source, target=str(target)) if kind.relation in {Relation.LADDER, Relation.NESTED}:
            up = source is None or kind.order.index(target) > kind.order.index(source)
            return "promoted" if up else "demoted"
        case Moved():
            return "moved"
        case _:
            return ""


@dataclass(frozen=True, slots=True)
class Pool:
    """A pool to be held at a size: 后备企业库动态保持120家."""

    size: int
    held: int

    @property
    def vacancies(self) -> int:
        """How many are wanting."""
        return max(self.size - self.held, 0)

    @property
    def surplus(self) -> int:
        """How many are too many."""
        return max(self.held - self.size, 0)

    @property
    def kept(self) -> bool:
        """Whether it is just as many."""
        return self.held == self.size


def pool(snapshot: Snapshot, size: int, tier: str | None = None) -> Pool:
    """How a pool stands: the whole register, or those who hold one tier of it."""
    if size < 0:
        raise AskError(f"a pool of {size}")
    if tier is not None and tier not in snapshot.order:
        raise AskError(f"no tier is called {tier!r}")
    return Pool(size, snapshot.total if tier is None else snapshot.holding[tier])


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of a register are done, and which are not; ``strange`` are done and not in the register.

    ``numerator`` and ``denominator`` are kept, so that rates of several registers can be summed and not averaged.
    """

    numerator: int
    denominator: int
    missing: tuple[str, ...]
    strange: tuple[str, ...]


def coverage(keys: Iterable[str], done: Collection[str]) -> Coverage:
    """Which of the entries are among those done: 月探访率, 覆盖率; each entry counts once."""
    listed = dict.fromkeys(keys)
    hit = listed.keys() & set(done)
    return Coverage(
        numerator=len(hit),
        denominator=len(listed),
        missing=tuple(key for key in listed if key not in hit),
        strange=tuple(key for key in dict.fromkeys(done) if key not in listed),
    )


def tally(snapshot: Snapshot, field: str) -> Mapping[Value | None, int]:
    """How many entries have each value of a field (办理渠道, 承接单位); ``None`` are those of which it is not known."""
    return dict(Counter(one.values.get(field) for one in snapshot.present))


class Held(NamedTuple):
    """What a field held from a day on; ``None`` where it was not known."""

    since: date
    value: Value | None


def history(entry: Entry, field: str, day: date, known: date | None = None) -> tuple[Held, ...]:
    """What a field held and since when, up to ``day``: 权力事项 and who held it."""
    found: list[Held] = []
    for event in in_order(entry.events, day, known):
        match event:
            case Entered(values=values):
                found.append(Held(event.day, values.get(field)))
            case Changed(field=name, value=value) if name == field:
                found.append(Held(event.day, value))
            case _:
                continue
    return tuple(found)
