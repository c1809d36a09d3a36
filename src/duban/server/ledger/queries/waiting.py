"""What waits for whom: lists of which a page shows the head and counts up to a cap.

The loop says in which states something is waited for; no state is named here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count as Tally
from django.db.models import Exists, F, Max, Min, OuterRef, Q

from duban.governing.lifecycle import Kind
from duban.server.ledger.access import led_items, own_units, visible_items
from duban.server.ledger.models import (
    Assignment,
    Duty,
    Extension,
    Item,
    Lamp,
    Ledger,
    LedgerState,
    Move,
    Part,
    Verification,
)
from duban.server.ledger.queries.kept import kept, mark
from duban.server.people.models import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.db.models import QuerySet

    from duban.server.ledger.queries.vocabulary import Vocabulary
    from duban.server.people.access import Actor

#: A return is shown to its unit from so many days before it is due.
AHEAD = timedelta(days=14)


def led_by(items: QuerySet[Item], units: Sequence[int]) -> QuerySet[Item]:
    """Those that one of these units leads."""
    held = Assignment.objects.filter(unit__in=units, part=Part.LEAD, until=None)
    return items.filter(pk__in=held.values("item"), withdrawn=False)


@dataclass(frozen=True, slots=True)
class OfUnit:
    """What waits for the units that an actor reports for."""

    actor: Actor
    units: tuple[int, ...]
    words: Vocabulary

    @property
    def _led(self) -> QuerySet[Item]:
        return led_items(self.actor, self.units)

    def to_accept(self) -> QuerySet[Item]:
        """Dispatched and not signed for yet."""
        return self._led.filter(state__in=self.words.waiting_for(Kind.ACCEPT)).order_by("dispatched_on", "id")

    def sent_back(self) -> QuerySet[Item]:
        """Whose last claim a verifier did not accept."""
        claimed = Move.objects.filter(
            item=OuterRef("item"), move__in=self.words.moves(Kind.CLAIM), pk__gt=OuterRef("move")
        )
        rejected = Verification.objects.filter(~Exists(claimed), item=OuterRef("pk"), accepted=False)
        working = self.words.waiting_for(Kind.CLAIM)
        return self._led.filter(Exists(rejected), state__in=working).order_by("due", "id")

    def lit(self) -> QuerySet[Item]:
        """Late or at risk, the latest first."""
        return self._led.filter(outcome="", lamp__in=(Lamp.RED, Lamp.YELLOW)).order_by("due", "id")

    def working(self) -> QuerySet[Item]:
        """Everything in hand."""
        return self._led.filter(outcome="").order_by(F("due").asc(nulls_last=True), "id")

    def duties(self, today: date) -> QuerySet[Duty]:
        """Returns owed now or soon, the first due first."""
        owed = Duty.objects.filter(unit__in=self.units, filed_at=None, due__lte=today + AHEAD)
        return _as_listed(owed.filter(item__withdrawn=False))


def _as_listed(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    """Returns with what a list shows of them, the first due first."""
    shown = ("item__title", "unit__name", "unit__short", "period", "due")
    return duties.select_related("item", "unit").only(*shown).order_by("due", "id")


def of_unit(actor: Actor, words: Vocabulary) -> OfUnit:
    """What waits for this actor's units."""
    return OfUnit(actor, own_units(actor), words)


@dataclass(frozen=True, slots=True)
class OfOffice:
    """What waits for those who supervise, verify or lead; everything they see is theirs to move on."""

    actor: Actor
    words: Vocabulary

    @property
    def _seen(self) -> QuerySet[Item]:
        return visible_items(self.actor).filter(withdrawn=False)

    def in_review(self) -> QuerySet[Ledger]:
        """Ledgers that were read and not dispatched yet."""
        return Ledger.objects.filter(state=LedgerState.REVIEW).defer("adopted").order_by("-id")

    def to_dispatch(self) -> QuerySet[Item]:
        """Registered in a running ledger and not sent out."""
        running = self._seen.filter(ledger__state=LedgerState.RUNNING)
        return running.filter(state__in=self.words.starts()).order_by("ledger", "ordinal")

    def past_unsent(self, today: date) -> QuerySet[Item]:
        """Of these, what should have been done already: whoever sends it out is late, and no unit."""
        return self.to_dispatch().filter(due__lt=today).order_by("due", "id")

    def returned(self) -> QuerySet[Item]:
        """Sent back by the unit that it was dispatched to."""
        again = self.words.waiting_for(Kind.DISPATCH) - self.words.starts()
        return self._seen.filter(state__in=again).order_by("changed_at", "id")

    def not_accepted(self) -> QuerySet[Item]:
        """Dispatched and not signed for, the longest ago first."""
        return self._seen.filter(state__in=self.words.waiting_for(Kind.ACCEPT)).order_by(
            "dispatched_on", "id"
        )

    def to_verify(self) -> QuerySet[Item]:
        """Claimed to be done; what the actor's own units have a part in is somebody else's to verify."""
        claimed = self._seen.filter(state__in=self.words.waiting_for(Kind.VERIFY))
        own = [standing.unit for standing in self.actor.standings]
        kept_apart = Assignment.objects.filter(unit__in=own, until=None).exclude(part=Part.OVERSIGHT)
        return claimed.exclude(pk__in=kept_apart.values("item")).order_by("changed_at", "id")

    def to_close(self) -> QuerySet[Item]:
        """Verified and waiting to be struck off."""
        return self._seen.filter(state__in=self.words.to_close()).order_by("changed_at", "id")

    def extensions(self) -> QuerySet[Extension]:
        """Requests for more time without an answer, the oldest first."""
        asked = Extension.objects.filter(granted=None, item__in=self._seen)
        shown = ("item__title", "item__due", "unit__name", "unit__short", "asked__reason", "until", "late")
        return asked.select_related("item", "unit", "asked").only(*shown).order_by("asked")

    def late(self) -> QuerySet[Item]:
        """Past their date, the longest first."""
        return self._seen.filter(outcome="", lamp=Lamp.RED).order_by("due", "id")

    def overstayed(self, today: date) -> QuerySet[Item]:
        """In a state longer than their mechanism lets them, whoever's turn it is; the longest first."""
        return self._seen.filter(state_due__lt=today).order_by("state_due", "id")

    def at_risk(self) -> QuerySet[Item]:
        """Near their date or behind their course."""
        return self._seen.filter(outcome="", lamp=Lamp.YELLOW).order_by("due", "id")

    def missing(self, today: date) -> QuerySet[Duty]:
        """Returns that are past their grace and were not filed."""
        owed = Duty.objects.filter(filed_at=None, grace_until__lt=today, item__withdrawn=False)
        return _as_listed(owed)


@dataclass(frozen=True, slots=True)
class Debtor:
    """A unit that is behind: so many late items and unfiled returns, the oldest since when."""

    unit: Unit
    late: int
    at_risk: int
    missing: int
    since: date | None


def debtors(today: date) -> list[Debtor]:
    """The units that are behind, those with most late items first; five queries, two where nothing has happened."""
    return kept("debtors", mark(today), lambda: _debtors(today))


def _debtors(today: date) -> list[Debtor]:
    open_lead = Q(part=Part.LEAD, until=None, unit__isnull=False, item__withdrawn=False, item__outcome="")
    lit = Assignment.objects.filter(open_lead, item__lamp__in=(Lamp.RED, Lamp.YELLOW)).order_by()
    rows = lit.values("unit").annotate(
        late=Tally("pk", filter=Q(item__lamp=Lamp.RED)),
        at_risk=Tally("pk", filter=Q(item__lamp=Lamp.YELLOW)),
        since=Min("item__due", filter=Q(item__lamp=Lamp.RED)),
    )
    by_unit: dict[int, dict[str, Any]] = {row["unit"]: dict(row) for row in rows}
    owed = Duty.objects.filter(filed_at=None, grace_until__lt=today, item__withdrawn=False).order_by()
    missing = dict(owed.values_list("unit").annotate(Tally("pk")))
    units = Unit.objects.in_bulk([*by_unit, *missing])
    found = [
        Debtor(
            unit,
            by_unit.get(pk, {}).get("late", 0),
            by_unit.get(pk, {}).get("at_risk", 0),
            missing.get(pk, 0),
            by_unit.get(pk, {}).get("since"),
        )
        for pk, unit in units.items()
    ]
    return sorted(
        found, key=lambda row: (-row.late, -row.missing, -row.at_risk, row.unit.position, row.unit.pk)
    )


def last_words(item_ids: Sequence[int], moves: frozenset[str]) -> dict[int, str]:
    """The reason of the newest move of these names, for each item where it has one; one query."""
    newest = (
        Move.objects.filter(item__in=item_ids, move__in=moves)
        .order_by()
        .values("item")
        .annotate(pk_max=Max("pk"))
    )
    found = Move.objects.filter(pk__in=newest.values("pk_max")).exclude(reason="")
    return dict(found.order_by().values_list("item", "reason"))
