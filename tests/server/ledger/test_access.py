"""The door to the ledger: who supervises, verifies, leads or audits sees all, a unit sees its own and what is below."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.http import Http404

from duban.server.ledger.access import (
    evidence_for,
    item_for,
    ledger_for,
    own_units,
    visible_items,
    visible_ledgers,
)
from duban.server.ledger.models import Evidence
from duban.server.people.access import NOBODY, Actor
from server.cast import actor

if TYPE_CHECKING:
    from duban.server.people.demo import Cast
    from server.ledger.office import Office

pytestmark = pytest.mark.django_db


def numbers(who: Actor) -> str:
    return "".join(visible_items(who).order_by("number").values_list("number", flat=True))


def test_who_sees_what(office: Office) -> None:
    cast = office.cast
    office.dispatch("1", "2", "3")
    for account in (cast.supervisor, cast.verifier, cast.leader, cast.auditor):
        assert numbers(actor(account)) == "1234"
    assert numbers(office.liaison("区住房城乡建设局")) == "12"  # leads one, helps with the other
    assert numbers(office.liaison("区水务局")) == "2"
    assert numbers(office.liaison("青石街道")) == "3"  # behind a collective name
    for who in (office.liaison("柳湾镇"), actor(cast.administrator), actor(cast.security), NOBODY):
        assert numbers(who) == ""


def test_nothing_is_seen_before_it_is_out_nor_after_it_went_elsewhere(office: Office) -> None:
    housing = office.liaison("区住房城乡建设局")
    assert numbers(housing) == ""
    office.dispatch("1")
    office.do(office.supervisor, "1", "transfer", unit=office.unit("区水务局"), reason="职责调整")
    assert numbers(housing) == ""
    office.do(office.supervisor, "1", "split", units=(office.unit("柳湾镇"),))
    assert numbers(office.liaison("区水务局")) == "11-1"  # who leads the whole sees its parts
    assert numbers(office.liaison("柳湾镇")) == "1-1"


def test_what_may_not_be_seen_does_not_exist(office: Office) -> None:
    office.claim()
    water, housing = office.liaison("区水务局"), office.liaison("区住房城乡建设局")
    item, paper = office.item("1"), Evidence.objects.get()
    assert item_for(housing, item.pk).ledger == office.ledger
    assert evidence_for(housing, paper.pk).digest == paper.digest
    assert ledger_for(housing, office.ledger.pk) == office.ledger
    for door, key in ((item_for, item.pk), (ledger_for, office.ledger.pk), (evidence_for, paper.pk)):
        with pytest.raises(Http404):
            door(water, key)
        with pytest.raises(Http404):
            door(office.supervisor, 0)
    assert not visible_ledgers(water).exists()


def test_a_liaison_acts_for_the_units_below(cast: Cast) -> None:
    names = {
        unit.name for unit in cast.units.values() if unit.pk in own_units(actor(cast.liaison("青石街道")))
    }
    assert names == {"青石街道办事处", "青石街道北片社区", "青石街道石桥社区"}
    assert own_units(actor(cast.supervisor)) == ()
