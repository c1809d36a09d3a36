"""Everything that a decision about an item looks at, fetched for many items with the same few queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from duban.governing.lifecycle import Kind, Nature
from duban.governing.lifecycle.replaying import SAME_ROUND
from duban.server.ledger.adoption import lifecycle_of
from duban.server.ledger.models import (
    Assignment,
    Evidence,
    Extension,
    Item,
    Move,
    Part,
    Report,
    Target,
    Value,
)
from duban.server.people.resolving import Outcome, directory

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from duban.governing.lifecycle import Lifecycle
    from duban.server.ledger.queries import Dossier
    from duban.server.people.models import Unit

#: A dispatch, or a transfer, asks anew who accepts.
SENT = frozenset({Kind.DISPATCH, Kind.TRANSFER, Kind.RECALL})
WORKED = frozenset({Kind.ACCEPT, Kind.REPORT, Kind.CLAIM})


@dataclass(slots=True)
class Facts:
    """What is known of one item before a move; units and persons by id."""

    item: Item
    lifecycle: Lifecycle
    assignments: list[Assignment] = field(default_factory=list)
    known: dict[int, Unit] = field(default_factory=dict)
    """The units that have a part in it or in a part of it, by id."""
    collectives: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """The units of that day behind a collective name, by assignment."""
    moves: list[Move] = field(default_factory=list)
    children: list[Item] = field(default_factory=list)
    evidence: frozenset[str] = frozenset()
    targets: dict[int, str] = field(default_factory=dict)
    reported: frozenset[int] = frozenset()
    extension: Extension | None = None
    institution: str = ""
    below: frozenset[int] = frozenset()
    """Units that lead a part of this item."""
    accepted: frozenset[int] = frozenset()
    doers: frozenset[int] = frozenset()
    verifiers: tuple[int, ...] = ()
    open_problems: int = 0
    waived: bool = False
    claim: Move | None = None

    def units(self, part: Part) -> frozenset[int]:
        """The units that have this part, those behind collective names among them."""
        found: set[int] = set()
        for assignment in self.assignments:
            if assignment.part == part:
                found.update(self.collectives.get(assignment.pk, ()))
                if assignment.unit_id:
                    found.add(assignment.unit_id)
        return frozenset(found)

    @property
    def open_children(self) -> int:
        """Parts that are neither struck off nor withdrawn."""
        return sum(
            not child.withdrawn and not is_closed(self.lifecycle, child.state) for child in self.children
        )


def is_closed(lifecycle: Lifecycle, state: str) -> bool:
    """Whether a state is a closed one."""
    found = lifecycle.state(state)
    return found is not None and found.nature is Nature.CLOSED


@dataclass(frozen=True, slots=True)
class Rows:
    """What facts are told from: rows of some items and of their parts, the moves in the order of making.

    ``digests``, ``reported`` and ``institutions`` are pairs of an item's id and something of it.
    """

    children: Sequence[Item]
    assignments: Sequence[Assignment]
    moves: Sequence[Move]
    digests: Sequence[tuple[int, str]]
    targets: Sequence[Target]
    reported: Sequence[tuple[int, int]]
    extensions: Sequence[Extension]
    institutions: Sequence[tuple[int, str]]


def gather(items: Sequence[Item], today: date) -> dict[int, Facts]:
    """The facts of these items by id; eight queries, however many they are."""
    own = [item.pk for item in items]
    children = list(Item.objects.filter(parent__in=own).only("pk", "parent", "state", "withdrawn"))
    family = [*own, *(child.pk for child in children)]
    values = Value.objects.filter(target__item__in=own, report__isnull=False).order_by()
    reports = Report.objects.filter(item__in=own).exclude(institution="").order_by("id")
    rows = Rows(
        children=children,
        assignments=list(Assignment.objects.filter(item__in=family, until=None).select_related("unit")),
        moves=list(Move.objects.filter(item__in=family).order_by("id")),
        digests=list(Evidence.objects.filter(item__in=own).values_list("item", "digest")),
        targets=list(Target.objects.filter(item__in=own)),
        reported=list(values.values_list("target__item", "target").distinct()),
        extensions=list(Extension.objects.filter(item__in=own, granted=None)),
        institutions=list(reports.values_list("item", "institution")),
    )
    return told(items, rows, today)


def of_dossier(file: Dossier, today: date) -> Facts:
    """The facts of an item of which the whole file is at hand; no query unless a unit's name stands for several."""
    pk, family = file.item.pk, file.family
    reports = [move.report for move in family.moves if move.item_id == pk and hasattr(move, "report")]
    rows = Rows(
        children=family.children,
        assignments=[one for one in family.assignments if one.until is None],
        moves=family.moves,
        digests=[(pk, piece.digest) for piece in file.evidence],
        targets=[aim.target for aim in file.aims],
        reported=[(pk, aim.target.pk) for aim in file.aims if aim.reported],
        extensions=[one for one in file.extensions if one.granted is None],
        institutions=[(pk, report.institution) for report in reports if report.institution],
    )
    return told([file.item], rows, today)[pk]


def told(items: Sequence[Item], rows: Rows, today: date) -> dict[int, Facts]:
    """The facts that these rows tell."""
    facts = {item.pk: Facts(item, lifecycle_of(item.ledger)) for item in items}
    children: dict[int, int] = {}
    for child in rows.children:
        facts[child.parent_id or 0].children.append(child)
        children[child.pk] = child.parent_id or 0
    _assignments(facts, children, rows.assignments, today)
    _moves(facts, children, rows.moves)
    _files(facts, rows)
    return facts


def _assignments(
    facts: dict[int, Facts], children: dict[int, int], rows: Sequence[Assignment], today: date
) -> None:
    below: dict[int, set[int]] = {}
    unresolved = []
    for row in rows:
        holder = facts[row.item_id if row.item_id in facts else children[row.item_id]]
        if row.unit is not None:
            holder.known[row.unit.pk] = row.unit
        if row.item_id in facts:
            facts[row.item_id].assignments.append(row)
            if row.unit_id is None:
                unresolved.append(row)
        if row.item_id in children and row.part == Part.LEAD and row.unit_id:
            below.setdefault(children[row.item_id], set()).add(row.unit_id)
    for parent, units in below.items():
        facts[parent].below = frozenset(units)
    for row, members in expanded(unresolved, today):
        facts[row.item_id].collectives[row.pk] = members


def expanded(rows: Iterable[Assignment], day: date) -> list[tuple[Assignment, tuple[int, ...]]]:
    """Those of unresolved assignments whose name is a collective one, with its units of that day."""
    rows = list(rows)
    if not rows:
        return []
    names = directory(day)
    found = []
    for row in rows:
        meaning = names.resolve(row.written)
        if meaning.outcome is Outcome.COLLECTIVE and meaning.units:
            found.append((row, tuple(unit.id for unit in meaning.units)))
    return found


def _moves(facts: dict[int, Facts], children: dict[int, int], rows: Sequence[Move]) -> None:
    doers: dict[int, set[int]] = {pk: set() for pk in facts}
    for row in rows:
        own = row.item_id in facts
        holder = facts[row.item_id if own else children[row.item_id]]
        move = holder.lifecycle.move(row.move)
        kind = move.kind if move else None
        if kind in WORKED and row.by_id:
            doers[holder.item.pk].add(row.by_id)
            if row.item_id in children and children[row.item_id] in doers:
                doers[children[row.item_id]].add(row.by_id)
        if own:
            holder.moves.append(row)
            if kind is not None:
                _tell(holder, row, kind)
    for pk, persons in doers.items():
        facts[pk].doers = frozenset(persons)


def _tell(facts: Facts, row: Move, kind: Kind) -> None:
    """Take one move into account, in the order in which they were made."""
    if row.from_state != row.to_state and kind not in SAME_ROUND:
        facts.verifiers = ()
    if kind in SENT:
        facts.accepted = frozenset()
        facts.waived = facts.waived or "waived" in row.marks
    elif kind is Kind.ACCEPT and row.unit_id:
        facts.accepted |= {row.unit_id}
    elif kind is Kind.CLAIM:
        facts.claim = row
    elif kind is Kind.VERIFY and row.by_id:
        facts.verifiers = (*facts.verifiers, row.by_id)
    elif kind is Kind.RAISE_PROBLEM:
        facts.open_problems += 1
    elif kind is Kind.SOLVE_PROBLEM:
        facts.open_problems = max(0, facts.open_problems - 1)


def _files(facts: dict[int, Facts], rows: Rows) -> None:
    """Evidence, targets with and without a reported value, the open extension, the institution last named."""
    for item, digest in rows.digests:
        facts[item].evidence |= {digest}
    for target in rows.targets:
        facts[target.item_id].targets[target.pk] = target.indicator or target.text
    for item, pk in rows.reported:
        facts[item].reported |= {pk}
    for extension in rows.extensions:
        facts[extension.item_id].extension = extension
    for item, institution in rows.institutions:
        facts[item].institution = institution
