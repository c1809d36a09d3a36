"""In which parts somebody acts on an item, and for which unit: told from posts and assignments, never stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duban.governing.lifecycle import Part
from duban.server.people.access import Actor
from duban.server.people.models import Level, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from duban.server.ledger.actions.facts import Facts
    from duban.server.people.models import Unit

#: The program acting by itself.
CLOCK_ACTOR = Actor(None, "时钟", ())

OFFICES = {
    Role.SUPERVISOR: Part.SUPERVISOR,
    Role.VERIFIER: Part.VERIFIER,
    Role.LEADER: Part.LEADER,
}
#: A government is not one house with everything below it; a department with its offices is, a town with its villages.
AREAS = frozenset({Level.CITY.value, Level.DISTRICT.value})


def parts_of(actor: Actor, facts: Facts) -> dict[Part, int | None]:
    """The actor's parts in this item, each with the unit it is played for (None for the clock).

    A liaison acts for the unit of the post and for those below it; of several assigned units the own one comes first.
    """
    if actor == CLOCK_ACTOR:
        return {Part.CLOCK: None}
    found: dict[Part, int | None] = {}
    for standing in actor.standings:
        office = OFFICES.get(standing.role)
        if office:
            found.setdefault(office, standing.unit)
    liaisons = [standing for standing in actor.standings if standing.role is Role.LIAISON]
    own = {standing.unit for standing in liaisons}
    rows = [row for row in facts.assignments if row.unit is not None]
    for row in sorted(rows, key=lambda row: row.unit_id not in own):
        if row.unit and any(row.unit.path.startswith(standing.path) for standing in liaisons):
            found.setdefault(Part(row.part), row.unit_id)
    return found


def kin(actor: Actor, units: Iterable[Unit]) -> frozenset[int]:
    """Those of ``units`` that stand above or below a unit of the actor within one house."""
    found = set()
    for unit in units:
        for standing in actor.standings:
            above = unit.path.startswith(standing.path) and standing.level not in AREAS
            below = standing.path.startswith(unit.path) and unit.level not in AREAS
            if above or below:
                found.add(unit.pk)
    return frozenset(found)
