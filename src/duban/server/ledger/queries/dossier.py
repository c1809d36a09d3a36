"""One item's whole file: where it comes from, whose it is, what was promised, done, found and decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F, IntegerField, Q
from django.db.models.functions import Greatest, Length, Substr

from duban.governing.lifecycle import Kind
from duban.server.ledger.adoption import lifecycle_of
from duban.server.ledger.models import (
    Assignment,
    Correction,
    DueDate,
    Duty,
    Evidence,
    Extension,
    Item,
    Move,
    Pause,
    Report,
    Target,
    Value,
    Verification,
)
from duban.server.ledger.queries.shaped import Shaped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from django.db.models import QuerySet

    from duban.server.documents.models import Document, Version

#: So many characters of the source stand on either side of an item's own words.
CONTEXT = 120
#: What is fetched of a value beside its target.
VALUE = ("id", "value", "as_of", "report_id", "verification_id")
#: So many moves stand in a timeline before one asks for all.
RECENT = 40


@dataclass(frozen=True, slots=True)
class Quote:
    """An item's words in its document, with what stands around them."""

    document: Document
    version: int
    start: int
    end: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Aim:
    """A target with what was last reported for it and what a verification last found."""

    target: Target
    reported: Value | None
    verified: Value | None
    earlier: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Step:
    """A move with all that came with it."""

    move: Move
    report: Report | None
    verification: Verification | None
    evidence: Sequence[Evidence]

    @property
    def says_more(self) -> bool:
        """Whether the move's own words are not those of its report or its verification."""
        said = {
            self.report.done if self.report else "",
            self.verification.finding if self.verification else "",
        }
        return self.move.reason.strip() not in said


@dataclass(frozen=True, slots=True)
class Family:
    """The rows of an item and of the parts it was divided into, the moves in the order in which they were made."""

    children: Sequence[Item]
    assignments: Sequence[Assignment]
    moves: Sequence[Move]


@dataclass(frozen=True, slots=True)
class Dossier:
    """The file; ``longer`` says that there are more steps than are shown."""

    item: Item
    family: Family
    quote: Quote | None
    held: Sequence[Assignment]
    handed_over: Sequence[Assignment]
    dates: Sequence[DueDate]
    aims: Sequence[Aim]
    steps: Sequence[Step]
    longer: bool
    evidence: Sequence[Evidence]
    extensions: Sequence[Extension]
    pauses: Sequence[Pause]
    duties: Sequence[Duty]
    corrections: Sequence[Correction]
    children: Sequence[Item]


def _family(pk: int) -> QuerySet[Item, Any]:
    return Item.objects.filter(Q(pk=pk) | Q(parent=pk)).order_by().values("pk")


_CHILDREN = Shaped(
    lambda pk: (
        Item.objects.filter(parent=pk)
        .only("parent", "ordinal", "number", "title", "state", "lamp", "withdrawn")
        .order_by("ordinal")
    )
)
_ASSIGNMENTS = Shaped(
    lambda pk: (
        Assignment.objects.filter(item__in=_family(pk))
        .select_related("unit")
        .order_by("part", "position", "id")
    )
)
#: A move with all that may have come with it, each at most once.
_MOVES = Shaped(
    lambda pk: (
        Move.objects.filter(item__in=_family(pk))
        .select_related("unit", "report", "verification__checker", "extension_asked__unit")
        .order_by("id")
    )
)
#: Where the stretch around an item's words begins in its document.
_FIRST = Greatest(F("start") - CONTEXT, 0, output_field=IntegerField())
_QUOTED = Shaped(
    lambda pk: (
        Item.objects.filter(pk=pk)
        .select_related("version__document")
        .only("version__ordinal", "version__document__title", "version__document__number")
        .annotate(
            stretch=Substr("version__source", _FIRST + 1, F("end") + CONTEXT - _FIRST),
            whole=Length("version__source"),
        )
    )
)
_EVIDENCE = Shaped(lambda pk: Evidence.objects.filter(item=pk).select_related("by").order_by("-id"))
#: A target once for each of its values, the oldest first, and once where it has none.
_TARGETS = Shaped(
    lambda pk: (
        Target.objects.filter(item=pk)
        .annotate(**{f"its_{name}": F(f"values__{name}") for name in VALUE})
        .order_by("position", "id", "values__as_of", "values__id")
    )
)
_DATES = Shaped(lambda pk: DueDate.objects.filter(item=pk))
_PAUSES = Shaped(lambda pk: Pause.objects.filter(item=pk))
_DUTIES = Shaped(lambda pk: Duty.objects.filter(item=pk).select_related("unit").order_by("-due", "unit")[:24])
_CORRECTIONS = Shaped(lambda pk: Correction.objects.filter(item=pk).select_related("by"))


def dossier(item: Item, *, whole: bool = False) -> Dossier:
    """Everything about an item; at most ten queries. ``whole`` gives all steps, not the latest ones alone."""
    family = Family(_CHILDREN(item.pk), _ASSIGNMENTS(item.pk), _MOVES(item.pk))
    held = [one for one in family.assignments if one.item_id == item.pk]
    moves = [move for move in reversed(family.moves) if move.item_id == item.pk]
    evidence = _EVIDENCE(item.pk) if moves else []  # nothing is handed in but with a move
    return Dossier(
        item=item,
        family=family,
        quote=quote(item),
        held=[one for one in held if one.until is None],
        handed_over=[one for one in held if one.until is not None],
        dates=_DATES(item.pk),
        aims=aims(item),
        steps=_steps(moves if whole else moves[:RECENT], evidence),
        longer=not whole and len(moves) > RECENT,
        evidence=evidence,
        extensions=[move.extension_asked for move in reversed(moves) if hasattr(move, "extension_asked")],
        pauses=_PAUSES(item.pk) if _was_suspended(item, moves) else [],
        duties=_DUTIES(item.pk),
        corrections=_CORRECTIONS(item.pk),
        children=[child for child in family.children if not child.withdrawn],
    )


def _was_suspended(item: Item, moves: Sequence[Move]) -> bool:
    """Whether there can be a pause: each begins with a move."""
    loop = lifecycle_of(item.ledger)
    known = map(loop.move, {move.move for move in moves})
    return any(move is not None and move.kind is Kind.SUSPEND for move in known)


def quote(item: Item) -> Quote | None:
    """The item's words where they stand; only that stretch of the document is fetched."""
    if item.version_id is None or item.start is None or item.end is None:
        return None
    [found] = _QUOTED(item.pk)
    version: Version = found.version  # type: ignore[assignment] # it has one, as was seen above
    stretch, whole = found.stretch, found.whole  # type: ignore[attr-defined] # annotated
    first = max(item.start - CONTEXT, 0)
    own, length = item.start - first, item.end - item.start
    return Quote(
        document=version.document,
        version=version.ordinal,
        start=item.start,
        end=item.end,
        before=("…" if first else "") + stretch[:own],
        words=stretch[own : own + length],
        after=stretch[own + length :] + ("…" if item.end + CONTEXT < whole else ""),
    )


def aims(item: Item) -> list[Aim]:
    """The item's targets with reported and verified values, the latest of each apart."""
    found = _TARGETS(item.pk)
    known: dict[int, list[Value]] = {}
    for row in found:
        value = Value(target_id=row.pk, **{name: getattr(row, f"its_{name}") for name in VALUE})
        known.setdefault(row.pk, []).extend([value] if value.pk else [])
    return [_aim(target, known[target.pk]) for target in {row.pk: row for row in found}.values()]


def _aim(target: Target, known: Sequence[Value]) -> Aim:
    reported = [value for value in known if value.report_id]
    verified = [value for value in known if value.verification_id]
    last = {value.pk for value in (*reported[-1:], *verified[-1:])}
    return Aim(
        target,
        reported[-1] if reported else None,
        verified[-1] if verified else None,
        [value for value in known if value.pk not in last],
    )


def _steps(moves: Sequence[Move], evidence: Sequence[Evidence]) -> list[Step]:
    files: dict[int, list[Evidence]] = {}
    for piece in evidence:
        if piece.report_id or piece.verification_id:
            files.setdefault(piece.move_id, []).append(piece)
    return [
        Step(move, getattr(move, "report", None), getattr(move, "verification", None), files.get(move.pk, []))
        for move in moves
    ]


def last_reported(items: Sequence[int]) -> dict[int, Decimal]:
    """The value that was reported last for each target of these items; one query."""
    known = Value.objects.filter(target__item__in=items, report__isnull=False).order_by("as_of", "id")
    return dict(known.values_list("target", "value"))
