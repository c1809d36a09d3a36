"""Rows of work: reports with their values, what verifiers found, files, and the returns that a report files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duban.governing.lifecycle import Kind
from duban.server.documents.access import account_of
from duban.server.ledger.evidence import kept
from duban.server.ledger.models import Duty, Evidence, Report, Value, Verification

if TYPE_CHECKING:
    from datetime import date

    from duban.server.ledger.actions.acts import Act, Made

ACCEPTING = frozenset({Kind.VERIFY, Kind.LOOK_BACK})


def report(act: Act, made: Made) -> None:
    """What a unit says it did, with a value for each target it names; it files the return that it is for."""
    handed, row = act.handed, made.row
    duty = _duty(made, handed.duty, act.today)
    filed = Report.objects.create(
        item=made.facts.item,
        move=row,
        unit_id=made.unit,
        duty=duty,
        done=handed.said,
        problems=handed.problems,
        next_steps=handed.next_steps,
        institution=handed.institution.strip(),
        at=act.at,
    )
    if duty is not None:
        made.noted |= {"duty": duty.pk, "period": duty.period}
        duty.filed_at, duty.late = act.at, act.today > duty.grace_until
        duty.save(update_fields=["filed_at", "late"])
    Value.objects.bulk_create(
        Value(target_id=target, report=filed, value=value, as_of=act.today)
        for target, value in handed.values.items()
    )


def verification(act: Act, made: Made) -> None:
    """What somebody other than the doer found about the last claim; nothing where there never was one."""
    facts, handed = made.facts, act.handed
    if facts.claim is None:
        return
    found = Verification.objects.create(
        item=facts.item,
        move=made.row,
        claim=facts.claim,
        checker_id=account_of(act.actor),
        unit_id=made.unit,
        round=len(facts.verifiers) + 1,
        method=handed.method[:32],
        finding=handed.said or handed.reason,
        accepted=made.rule.kind in ACCEPTING,
        at=act.at,
    )
    Value.objects.bulk_create(
        Value(target_id=target, verification=found, value=value, as_of=act.today)
        for target, value in handed.values.items()
    )


def keep_files(act: Act, made: Made) -> None:
    """A row for each file; the bytes are in the store already."""
    if not act.handed.evidence:
        return
    row = made.row
    filed = Report.objects.filter(move=row).first()
    found = Verification.objects.filter(move=row).first()
    rows = [
        Evidence(
            item=made.facts.item,
            move=row,
            report=filed,
            verification=found,
            digest=file.digest,
            name=file.name,
            media_type=file.media_type,
            size=file.size,
            by_id=account_of(act.actor),
            at=act.at,
        )
        for file in map(kept, act.handed.evidence)
    ]
    Evidence.objects.bulk_create(rows)
    made.noted["evidence"] = [{"digest": one.digest, "name": one.name} for one in rows]


def _duty(made: Made, wanted: int | None, today: date) -> Duty | None:
    """The return named, or the one that is next due; where all are past due, the last of them."""
    open_ones = Duty.objects.filter(item=made.facts.item, unit_id=made.unit, filed_at=None, start__lte=today)
    if wanted is not None:
        return open_ones.filter(pk=wanted).first()
    return open_ones.filter(due__gte=today).order_by("due").first() or open_ones.order_by("-due").first()
