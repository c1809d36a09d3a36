"""One item's whole file: where it comes from, whose it is, what was promised, done, found and decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Prefetch
from django.db.models.functions import Length, Substr

from duban.server.documents.models import Version
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

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from duban.server.documents.models import Document

#: So many characters of the source stand on either side of an item's own words.
CONTEXT = 120
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
class Dossier:
    """The file; ``longer`` says that there are more steps than are shown."""

    item: Item
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


def dossier(item: Item, *, whole: bool = False) -> Dossier:
    """Everything about an item; a fixed number of queries. ``whole`` gives all steps, not the latest ones alone."""
    assignments = list(Assignment.objects.filter(item=item).select_related("unit"))
    evidence = list(Evidence.objects.filter(item=item).select_related("by").order_by("-id"))
    moves = Move.objects.filter(item=item).select_related("unit").order_by("-id")
    latest = list(moves if whole else moves[: RECENT + 1])
    return Dossier(
        item=item,
        quote=quote(item),
        held=[one for one in assignments if one.until is None],
        handed_over=[one for one in assignments if one.until is not None],
        dates=list(DueDate.objects.filter(item=item)),
        aims=aims(item),
        steps=_steps(latest if whole else latest[:RECENT], evidence),
        longer=not whole and len(latest) > RECENT,
        evidence=evidence,
        extensions=list(Extension.objects.filter(item=item).select_related("unit", "asked", "decided")),
        pauses=list(Pause.objects.filter(item=item)),
        duties=list(Duty.objects.filter(item=item).select_related("unit").order_by("-due", "unit")[:24]),
        corrections=list(Correction.objects.filter(item=item).select_related("by")),
        children=list(
            Item.objects.filter(parent=item, withdrawn=False).defer("text", "read").order_by("ordinal")
        ),
    )


def quote(item: Item) -> Quote | None:
    """The item's words where they stand; only that stretch of the document is fetched."""
    if item.version_id is None or item.start is None or item.end is None:
        return None
    first = max(item.start - CONTEXT, 0)
    version = (
        Version.objects.filter(pk=item.version_id)
        .select_related("document")
        .annotate(
            stretch=Substr("source", first + 1, item.end + CONTEXT - first),
            whole=Length(F("source")),
        )
        .defer("source", "reading")
        .get()
    )
    own = item.start - first
    length = item.end - item.start
    stretch: str = version.stretch
    return Quote(
        document=version.document,
        version=version.ordinal,
        start=item.start,
        end=item.end,
        before=("…" if first else "") + stretch[:own],
        words=stretch[own : own + length],
        after=stretch[own + length :] + ("…" if item.end + CONTEXT < version.whole else ""),
    )


def aims(item: Item) -> list[Aim]:
    """The item's targets with reported and verified values, the latest of each apart."""
    values = Value.objects.select_related("report__unit", "verification__unit").order_by("as_of", "id")
    targets = Target.objects.filter(item=item).prefetch_related(
        Prefetch("values", values, to_attr="all_values")
    )
    found = []
    for target in targets:
        known: list[Value] = target.all_values
        reported = [value for value in known if value.report_id]
        verified = [value for value in known if value.verification_id]
        last = {value.pk for value in (*reported[-1:], *verified[-1:])}
        found.append(
            Aim(
                target,
                reported[-1] if reported else None,
                verified[-1] if verified else None,
                [value for value in known if value.pk not in last],
            )
        )
    return found


def _steps(moves: Sequence[Move], evidence: Sequence[Evidence]) -> list[Step]:
    ids = [move.pk for move in moves]
    reports = {report.move_id: report for report in Report.objects.filter(move__in=ids)}
    verifications = {
        one.move_id: one for one in Verification.objects.filter(move__in=ids).select_related("checker")
    }
    steps = []
    for move in moves:
        report, verification = reports.get(move.pk), verifications.get(move.pk)
        own = [
            piece
            for piece in evidence
            if (report and piece.report_id == report.pk)
            or (verification and piece.verification_id == verification.pk)
        ]
        steps.append(Step(move, report, verification, own))
    return steps


def last_reported(items: Sequence[int]) -> dict[int, Decimal]:
    """The value that was reported last for each target of these items; one query."""
    known = Value.objects.filter(target__item__in=items, report__isnull=False).order_by("as_of", "id")
    return dict(known.values_list("target", "value"))
