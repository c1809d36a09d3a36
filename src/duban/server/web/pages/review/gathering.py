"""A ledger in review as one value: its cards, what is said about the source, what is missing, what names mean nothing.

A fixed number of database queries, however many items and names there are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy

from duban.formats.wording import EN, ZH
from duban.server.documents.access import version_for
from duban.server.documents.queries import versions_of
from duban.server.ledger.access import visible_items
from duban.server.ledger.findings import of_document, standings
from duban.server.people.resolving import Outcome, resolve_all
from duban.server.web.pages.review.decided import Decided, decided_of
from duban.server.web.pages.review.facts import Fact, Name, names_html, targets_html
from duban.server.web.pages.review.source import Quote
from duban.server.web.templatetags.office import finding_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from django.utils.functional import Promise
    from django.utils.safestring import SafeString

    from duban.server.documents.models import Version
    from duban.server.ledger.findings import Standing
    from duban.server.ledger.models import Assignment, FindingAnswer, Item, Ledger, Target
    from duban.server.people.access import Actor
    from duban.server.people.resolving import Resolution

#: Deeper items stand no further in than this.
DEEPEST = 4
#: A finding about a longer stretch is about the item and not about words.
UNDERLINED = 60


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding at its place; ``answer`` is what was decided about it, None while it is open."""

    fact: Fact
    severity: str
    key: str
    answer: FindingAnswer | None

    def quotes(self, whole: str = "") -> Iterator[Quote]:
        """Its stretch while it is open; one that is a whole item, or long, is not underlined from end to end."""
        fact = self.fact
        if self.answer is None and fact.start is not None and fact.end is not None:
            about_all = fact.key == whole or fact.end - fact.start > UNDERLINED
            yield Quote(fact.start, fact.end, *(("doubt",) if about_all else ("finding", fact.text)))


@dataclass(frozen=True)
class Card:
    """An item as a reviewer sees it."""

    item: Item
    depth: int
    title: Fact
    names: tuple[Name, ...]
    due: Fact
    further: tuple[Fact, ...]
    targets: tuple[tuple[Target, Fact], ...]
    remarks: tuple[Remark, ...]
    decided: tuple[Decided, ...]

    @property
    def parts(self) -> list[tuple[Promise, SafeString]]:
        """The units under the word for their part."""
        named = (
            (gettext_lazy("牵头"), self.leads),
            (gettext_lazy("配合"), self.helpers),
            (gettext_lazy("督导"), self.watchers),
        )
        return [(label, names_html(names)) for label, names in named if names]

    @property
    def aims(self) -> SafeString:
        """The targets."""
        return targets_html(self.targets)

    @property
    def leads(self) -> list[Name]:
        """Who answers."""
        return [name for name in self.names if name.part == "lead"]

    @property
    def helpers(self) -> list[Name]:
        """Who helps."""
        return [name for name in self.names if name.part == "supporting"]

    @property
    def watchers(self) -> list[Name]:
        """Who watches."""
        return [name for name in self.names if name.part == "oversight"]

    @property
    def unresolved(self) -> bool:
        """Whether a name on it means nobody."""
        return any(name.unresolved for name in self.names)

    @property
    def dated(self) -> bool:
        """Whether it has a date or goes on for good."""
        return self.item.has_date or self.item.ongoing

    def quotes(self) -> Iterator[Quote]:
        """What is said about the source on this card."""
        yield from _quote(self.title, "item")
        for name in self.names:
            yield from _quote(name.fact, name.part)
        for fact in (self.due, *self.further):
            yield from _quote(fact, "deadline")
        for _, fact in self.targets:
            yield from _quote(fact, "target")
        for remark in self.remarks:
            yield from remark.quotes(self.title.key)
        for decision in self.decided:
            if decision.start is not None and decision.end is not None:
                yield Quote(decision.start, decision.end, "decided")


#: The filters of the list, by their word in the address.
SHOWN: dict[str, Callable[[Card], bool]] = {
    "": lambda _: True,
    "finding": lambda card: any(remark.answer is None for remark in card.remarks),
    "unowned": lambda card: not card.item.has_owner or card.unresolved,
    "unmeasured": lambda card: not card.item.has_measure,
    "undated": lambda card: not card.dated,
    "decided": lambda card: bool(card.decided),
}


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that means nobody, on how many items, and who might be meant."""

    resolution: Resolution
    items: int


@dataclass(frozen=True)
class Desk:
    """The whole ledger in review."""

    ledger: Ledger
    version: Version | None
    cards: Sequence[Card]
    unknown: Sequence[Unknown] = ()
    remarks: Sequence[Remark] = field(default=())

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many cards each filter shows."""
        return {name: sum(map(wanted, self.cards)) for name, wanted in SHOWN.items()}

    @property
    def owned(self) -> int:
        """How many name an owner; whether its name means a unit is counted by itself."""
        return sum(bool(card.leads) for card in self.cards)

    @property
    def measured(self) -> int:
        """How many can be measured."""
        return len(self.cards) - self.counts["unmeasured"]

    @property
    def dated(self) -> int:
        """How many have a date or go on for good."""
        return len(self.cards) - self.counts["undated"]

    @property
    def doubts(self) -> int:
        """How many findings about the document as a whole are open."""
        return sum(remark.answer is None for remark in self.remarks)

    @property
    def waiting(self) -> int:
        """How many have not gone out yet."""
        return sum(card.item.dispatched_on is None for card in self.cards)

    def card(self, item: int) -> Card | None:
        """The card of an item."""
        return next((card for card in self.cards if card.item.pk == item), None)

    def quotes(self) -> Iterator[Quote]:
        """Everything that is said about the source."""
        if self.version is not None:
            yield from _of_the_document(self.version.reading)
        for remark in self.remarks:
            yield from remark.quotes()
        for card in self.cards:
            yield from card.quotes()


def desk(actor: Actor, ledger: Ledger, today: date) -> Desk:
    """The ledger with everything that is shown of it."""
    found = (
        visible_items(actor)
        .filter(ledger=ledger, withdrawn=False)
        .defer("text", "lamp_reason")
        .prefetch_related(
            "assignments__unit", "due_dates", "targets", "corrections__by", "finding_answers__by"
        )
        .order_by("ordinal", "id")
    )
    items = list(found)
    version = _version(actor, ledger, items)
    meanings = _meanings(items, today)
    depths: dict[int, int] = {}
    cards = []
    for item in items:
        depths[item.pk] = depths.get(item.parent_id, -1) + 1 if item.parent_id else 0
        anchored = version is not None and item.version_id == version.pk
        cards.append(_card(item, min(depths[item.pk], DEEPEST), meanings, anchored=anchored))
    return Desk(ledger, version, cards, _unknown(cards, meanings), _general(ledger, version))


def _version(actor: Actor, ledger: Ledger, items: Sequence[Item]) -> Version | None:
    """The version that the items quote; of several the newest."""
    newest = max((item.version_id for item in items if item.version_id), default=None)
    if newest is None and ledger.document is not None:
        newest = versions_of(ledger.document).values_list("pk", flat=True).first()
    return version_for(actor, newest) if newest is not None else None


def _card(item: Item, depth: int, meanings: Mapping[str, Resolution], *, anchored: bool) -> Card:
    def fact(text: str, start: int | None, end: int | None) -> Fact:
        return Fact(text, start, end) if anchored else Fact(text)

    read = item.read or {}
    last = max(item.due_dates.all(), key=lambda row: row.ordinal, default=None)
    due = fact(item.due_text, last.start, last.end) if last else Fact(item.due_text)
    further = (
        fact(other["text"], other["start"], other["end"])
        for other in read.get("deadlines", ())
        if (other["start"], other["end"]) != (due.start, due.end)
    )
    return Card(
        item=item,
        depth=depth,
        title=fact(item.title, item.start, item.end),
        names=tuple(
            _name(row, fact(row.written, row.start, row.end), meanings)
            for row in item.assignments.all()
            if row.until is None
        ),
        due=due,
        further=tuple(further),
        targets=tuple((row, fact(row.text, row.start, row.end)) for row in item.targets.all()),
        remarks=tuple(_remark(one, fact) for one in _standing(item)),
        decided=decided_of(item, anchored=anchored),
    )


def _name(row: Assignment, fact: Fact, meanings: Mapping[str, Resolution]) -> Name:
    if row.unit is not None:
        return Name(fact, row.part, row.pk, row.unit.short or row.unit.name, 0)
    meaning = meanings[row.written]
    count = len(meaning.units) if meaning.outcome is Outcome.COLLECTIVE else 0
    return Name(fact, row.part, row.pk, "", count)


def _meanings(items: Sequence[Item], today: date) -> dict[str, Resolution]:
    """What the names mean that no unit has been given to."""
    open_names = [
        row.written
        for item in items
        for row in item.assignments.all()
        if row.until is None and row.unit is None
    ]
    return resolve_all(open_names, today) if open_names else {}


def _unknown(cards: Sequence[Card], meanings: Mapping[str, Resolution]) -> list[Unknown]:
    """The names that mean nobody, those on the most items first."""
    counts: dict[str, int] = {}
    for card in cards:
        for written in {name.fact.text for name in card.names if name.unresolved}:
            counts[written] = counts.get(written, 0) + 1
    ranked = sorted(counts.items(), key=lambda pair: -pair[1])
    return [Unknown(meanings[written], count) for written, count in ranked]


def _standing(item: Item) -> list[Standing]:
    return standings(item.findings, item.finding_answers.all()) if item.findings else []


def _remark(one: Standing, fact: Callable[[str, int | None, int | None], Fact]) -> Remark:
    found = one.finding
    place = fact(finding_words(found), found.get("start"), found.get("end"))
    return Remark(place, str(found.get("severity", "")), one.key, one.answer)


def _general(ledger: Ledger, version: Version | None) -> tuple[Remark, ...]:
    """What is said about the document as a whole."""
    if version is None:
        return ()
    return tuple(_remark(one, Fact) for one in of_document(ledger, version.reading))


def _quote(fact: Fact, kind: str, note: str = "") -> Iterator[Quote]:
    if fact.start is not None and fact.end is not None:
        yield Quote(fact.start, fact.end, kind, note)


def _of_the_document(reading: Mapping[str, Any]) -> Iterator[Quote]:
    """Headings, and what cleaning proposed, with its reasons."""
    words = ZH if get_language() != "en" else EN
    for heading in reading.get("outline", ()):
        yield Quote(heading["start"], heading["end"], "heading")
    for noise in reading.get("noise", ()):
        note = f"{words.noise}：{words.noise_reasons[noise['reason']]}"
        yield Quote(noise["start"], noise["end"], "noise", note)
    for repair in reading.get("repairs", ()):
        instead = repair["replacement"]
        read_as = words.repaired_as.format(replacement=instead) if instead else words.removed
        yield Quote(
            repair["start"], repair["end"], "repair", f"{words.repair_reasons[repair['reason']]}：{read_as}"
        )
