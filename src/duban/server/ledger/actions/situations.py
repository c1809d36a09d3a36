"""One actor before one item, now: facts, parts and hand-in put into the form that the lifecycle decides on."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from duban.governing.lifecycle import Situation
from duban.server.ledger.actions.parts import kin, parts_of
from duban.server.ledger.models import Part
from duban.server.people.models import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from duban.server.ledger.actions.facts import Facts
    from duban.server.ledger.actions.handing import Handed
    from duban.server.people.access import Actor


class Eye:
    """One actor's view of many items on a day; what is the same for all of them is looked up once."""

    def __init__(self, actor: Actor, handed: Handed, today: date, facts: Iterable[Facts]) -> None:
        self.actor, self.handed, self.today = actor, handed, today
        self._digests = frozenset(sha256(upload.content).hexdigest() for upload in handed.evidence)
        facts = list(facts)
        self._units = {pk: unit for one in facts for pk, unit in one.known.items()}
        unknown = {unit for one in facts for unit in _owners(one)} - set(self._units)
        self._units |= Unit.objects.in_bulk(unknown) if unknown else {}  # those behind a collective name

    def see(self, facts: Facts) -> Situation:
        """The situation of one item."""
        item, handed = facts.item, self.handed
        lead, supporting = facts.units(Part.LEAD), facts.units(Part.SUPPORTING) | facts.below
        own = frozenset(standing.unit for standing in self.actor.standings)
        missing = set(facts.targets) - facts.reported - set(handed.values)
        named = handed.named
        return Situation(
            actor=str(self.actor.account or self.actor.name),
            parts=frozenset(parts_of(self.actor, facts)),
            actor_units=_names(own),
            actor_kin=_names(kin(self.actor, [self._units[unit] for unit in lead | supporting])),
            handed=handed.asks,
            lead_units=_names(lead),
            supporting_units=_names(supporting),
            accepted_units=_names(facts.accepted),
            doers=_names(facts.doers),
            verifiers=tuple(str(person) for person in facts.verifiers),
            today=self.today,
            due=item.due,
            long_term=item.ongoing,
            measurable=item.has_measure,
            waived=handed.waive or facts.waived,
            evidence=len(facts.evidence | self._digests),
            missing_values=frozenset(facts.targets[pk] for pk in missing),
            open_children=facts.open_children,
            open_problems=facts.open_problems,
            extension_pending=facts.extension is not None,
            tests_passed=handed.tests,
            institution=handed.institution.strip() or facts.institution,
            until=handed.until,
            unit=str(named[0]) if named else None,
            before=item.state_before or None,
        )


def _owners(facts: Facts) -> frozenset[int]:
    return facts.units(Part.LEAD) | facts.units(Part.SUPPORTING) | facts.below


def _names(ids: Iterable[int]) -> frozenset[str]:
    return frozenset(str(one) for one in ids)
