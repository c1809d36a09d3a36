"""An item's whole file: what was asked in one query is what plain queries say, and offers told from it are the same."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from duban.server.ledger import queries
from duban.server.ledger.access import led_items, own_units, visible_items
from duban.server.ledger.actions import offers
from duban.server.ledger.models import Assignment, DueDate, Evidence, Extension, Item, Move, Pause
from duban.server.ledger.queries.shaped import Shaped
from duban.server.ledger.queries.waiting import led_by
from server.cast import actor
from server.ledger.office import PAPER

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from server.ledger.office import Office

pytestmark = pytest.mark.django_db

HOUSING = "区住房城乡建设局"


def untouched(office: Office) -> None:
    """Nothing has happened."""


def claimed(office: Office) -> None:
    office.claim()


def rejected(office: Office) -> None:
    office.claim()
    office.do(office.verifier, "1", "verify_reject", reason="未完工", finding="两处未完工", method="site")


def extended(office: Office) -> None:
    office.dispatch("1")
    housing = office.liaison(HOUSING)
    office.do(housing, "1", "accept")
    until = office.today + timedelta(days=200)
    office.do(housing, "1", "request_extension", reason="用地未批", until=until)


def suspended(office: Office) -> None:
    office.dispatch("1")
    office.do(office.liaison(HOUSING), "1", "accept")
    until = office.today + timedelta(days=30)
    office.do(office.supervisor, "1", "suspend", reason="等待审批", until=until, evidence=(PAPER,))


def divided(office: Office) -> None:
    office.dispatch("1")
    office.do(office.supervisor, "1", "split", units=(office.unit("柳湾镇"), office.unit("区水务局")))
    office.do(office.liaison("柳湾镇"), "1-1", "accept")
    office.do(office.liaison("柳湾镇"), "1-1", "report", done="完成一半")


def withdrawn_part(office: Office) -> None:
    divided(office)
    Item.objects.filter(number="1-1").update(withdrawn=True)


HISTORIES = [untouched, claimed, rejected, extended, suspended, divided, withdrawn_part]
histories = pytest.mark.parametrize("happened", HISTORIES, ids=lambda one: one.__name__)


@histories
def test_the_file_holds_every_row(office: Office, happened: Callable[[Office], None]) -> None:
    happened(office)
    item = office.item("1")
    file = queries.dossier(item)
    moves = list(Move.objects.filter(item=item).order_by("-id"))
    assert [step.move for step in file.steps] == moves
    assert [step.report for step in file.steps] == [item.reports.filter(move=move).first() for move in moves]
    found = [item.verifications.filter(move=move).first() for move in moves]
    assert [step.verification for step in file.steps] == found
    assert [*file.held, *file.handed_over] == list(Assignment.objects.filter(item=item))
    assert list(file.evidence) == list(Evidence.objects.filter(item=item).order_by("-id"))
    assert list(file.dates) == list(DueDate.objects.filter(item=item))
    assert list(file.extensions) == list(Extension.objects.filter(item=item))
    assert list(file.pauses) == list(Pause.objects.filter(item=item))
    assert [aim.target for aim in file.aims] == list(item.targets.all())
    assert list(file.children) == list(Item.objects.filter(parent=item, withdrawn=False).order_by("ordinal"))


def test_the_last_values_stand_apart_from_the_earlier_ones(office: Office) -> None:
    office.dispatch("1")
    housing = office.liaison(HOUSING)
    office.do(housing, "1", "accept")
    target = office.item("1").targets.get()
    for value in (3, 5, 7):
        office.do(housing, "1", "report", done="有进展", values={target.pk: value})
    [aim] = queries.dossier(office.item("1")).aims
    assert aim.reported is not None
    assert aim.reported.value == 7
    assert aim.verified is None
    assert [value.value for value in aim.earlier] == [3, 5]


@histories
def test_offers_told_from_the_file_are_those_told_from_the_rows(
    office: Office, happened: Callable[[Office], None]
) -> None:
    happened(office)
    everybody = [actor(account) for account in office.cast.accounts.values()]
    for item in Item.objects.select_related("ledger").order_by("pk"):
        file = queries.dossier(item)
        for who in everybody:
            assert offers(who, item, office.today, file) == offers(who, item, office.today)


def test_a_unit_behind_a_collective_name_is_offered_its_part_from_the_file(office: Office) -> None:
    office.dispatch("3")
    item = office.item("3")
    street = office.liaison("青石街道")
    found = offers(street, item, office.today, queries.dossier(item))
    assert "accept" in {offer.move.id for offer in found if offer.allowed}


def test_offers_from_the_file_ask_nothing_more(office: Office) -> None:
    office.claim()
    who, item = office.supervisor, office.item("1")
    file = queries.dossier(item)
    with CaptureQueriesContext(connection) as asked:
        offers(who, item, office.today, file)
    assert len(asked) == 0


def test_a_shape_is_asked_for_once_and_gives_each_ids_rows(office: Office) -> None:
    office.claim()
    office.dispatch("2")
    asked: list[int] = []

    def of_item(pk: int) -> QuerySet[Move]:
        asked.append(pk)
        return Move.objects.filter(item=pk).select_related("unit").order_by("id")

    shaped = Shaped(of_item)
    for number in ("1", "2", "4", "1"):
        pk = office.item(number).pk
        assert shaped(pk) == list(Move.objects.filter(item=pk).order_by("id"))
    assert len(asked) == 1
    first = office.item("1").pk
    with CaptureQueriesContext(connection) as queried:
        assert [move.unit and move.unit.name for move in shaped(first)]
    assert len(queried) == 1


def test_what_a_unit_leads_is_what_it_sees_and_leads(office: Office) -> None:
    divided(office)
    office.dispatch("2")
    office.do(office.supervisor, "2", "transfer", unit=office.unit(HOUSING), reason="职责调整")
    for account in office.cast.accounts.values():
        who = actor(account)
        units = own_units(who)
        assert set(led_items(who, units)) == set(led_by(visible_items(who), units))
