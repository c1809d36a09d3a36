"""Rows of parts: collective names become units, an item passes to another unit or is divided among several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duban.governing.lifecycle import Kind
from duban.server.audit.actions import Happening
from duban.server.ledger import events
from duban.server.ledger.actions.acts import Born
from duban.server.ledger.models import Assignment, DueDate, Item, Move, Part
from duban.server.people.models import Unit

if TYPE_CHECKING:
    from duban.server.ledger.actions.acts import Act, Made


def expand(act: Act, made: Made) -> None:
    """A collective name becomes the units it means on the day of the dispatch; each keeps the name as written."""
    rows = []
    for assignment in made.facts.assignments:
        units = made.facts.collectives.get(assignment.pk, ())
        if not units:
            continue
        assignment.until = act.today
        assignment.save(update_fields=["until"])
        rows += [
            Assignment(
                item=made.facts.item,
                unit_id=unit,
                part=assignment.part,
                written=assignment.written,
                position=assignment.position,
                start=assignment.start,
                end=assignment.end,
                since=act.today,
            )
            for unit in units
        ]
        made.noted.setdefault("expanded", {})[assignment.written] = list(units)
    Assignment.objects.bulk_create(rows)


def transfer(act: Act, made: Made) -> None:
    """The units that led it end today, the one named begins."""
    leads = [row for row in made.facts.assignments if row.part == Part.LEAD]
    Assignment.objects.filter(pk__in=[row.pk for row in leads]).update(until=act.today)
    unit = Unit.objects.get(pk=act.handed.named[0])
    Assignment.objects.filter(item=made.facts.item, unit=unit, part=Part.SUPPORTING, until=None).update(
        until=act.today
    )
    Assignment.objects.create(
        item=made.facts.item, unit=unit, part=Part.LEAD, written=unit.short or unit.name, since=act.today
    )
    made.noted |= {"from_units": [row.unit_id for row in leads], "to_unit": unit.pk}


def divide(act: Act, made: Made) -> None:
    """A part for each unit named, with the dates of the whole; the lead stays answerable for the whole."""
    units = Unit.objects.in_bulk(act.handed.named)
    for offset, unit_id in enumerate(act.handed.named, start=len(made.facts.children) + 1):
        made.born.append(_part(act, made, units[unit_id], offset))


def _part(act: Act, made: Made, unit: Unit, offset: int) -> Born:
    whole = made.facts.item
    part = Item.objects.create(
        ledger=whole.ledger,
        parent=whole,
        key=f"{whole.key[:96]}+{unit.pk}.{whole.revision + 1}",
        ordinal=whole.ordinal,
        number=f"{whole.number}-{offset}"[:32],
        title=whole.title,
        text=whole.text,
        section=whole.section,
        kind=whole.kind,
        version=whole.version,
        start=whole.start,
        end=whole.end,
        state=made.lifecycle.start,
        first_due=whole.first_due,
        due=whole.due,
        due_text=whole.due_text,
        ongoing=whole.ongoing,
        has_owner=True,
        has_measure=whole.has_measure,
        has_date=whole.has_date,
    )
    written = unit.short or unit.name
    Assignment.objects.create(item=part, unit=unit, part=Part.LEAD, written=written, since=act.today)
    if part.due:
        DueDate.objects.create(
            item=part,
            ordinal=1,
            date=part.due,
            kind="by_date",
            text=part.due_text,
            origin="split",
            set_at=act.at,
        )
    after = {"title": part.title, "parent": whole.pk, "lead": [written]}
    added = Happening(events.ADDED, str(part.pk), {}, after)
    return Born(part, added, _send(act, made, part) if whole.dispatched_on else None)


def _send(act: Act, made: Made, part: Item) -> Move | None:
    """A part of what is out already goes out with the same act."""
    rule = next(
        (
            move
            for move in made.lifecycle.moves_from(part.state)
            if move.kind is Kind.DISPATCH and move.target != part.state
        ),
        None,
    )
    if rule is None:
        return None
    row = Move.objects.create(
        item=part,
        move=rule.id,
        from_state=part.state,
        to_state=rule.target,
        part=made.row.part,
        unit=made.row.unit,
        by=made.row.by,
        by_name=made.row.by_name,
        at=act.at,
        reason=made.row.reason,
        marks=["split"],
        revision=part.revision + 1,
    )
    part.state, part.revision = rule.target, part.revision + 1
    part.dispatched_on = part.entered_on = act.today
    part.save(update_fields=["state", "revision", "dispatched_on", "entered_on"])
    return row
