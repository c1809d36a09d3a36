"""Figures over everything are kept until something happens, and no longer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from duban.server.ledger import clock
from duban.server.ledger.models import Item, Lamp
from duban.server.ledger.queries import figures, waiting
from duban.server.ledger.queries.kept import Mark, forget, kept
from server.ledger.office import PAPER, at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.ledger.office import Office

pytestmark = pytest.mark.django_db

HOUSING = "区住房城乡建设局"


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    forget()
    yield
    forget()


def cost(office: Office) -> int:
    who = office.leader
    with CaptureQueriesContext(connection) as asked:
        figures.whole(who, office.today)
        waiting.debtors(office.today)
    return len(asked)


def test_nothing_is_taken_twice_while_nothing_happens(office: Office) -> None:
    office.dispatch("1")
    assert cost(office) > 4
    assert cost(office) == 4


def test_a_move_shows_at_once(office: Office) -> None:
    office.dispatch("1")
    before = figures.whole(office.leader, office.today).standing
    office.dispatch("2")
    office.do(office.supervisor, "2", "close_not_to_be_done", reason="文件已废止", evidence=(PAPER,))
    assert figures.whole(office.leader, office.today).standing.closed == before.closed + 1


def test_a_lamp_that_the_clock_turned_shows_although_it_writes_no_event(office: Office) -> None:
    office.dispatch("1")
    clock.tick(office.today, at(office.today))
    office.later(300)
    clock.tick(office.today - timedelta(days=1), at(office.today))  # makes what falls due before
    Item.objects.update(lamp=Lamp.GREEN)
    assert figures.whole(office.leader, office.today).standing.red == 0
    assert waiting.debtors(office.today)[0].late == 0
    clock.tick(office.today, at(office.today))
    assert figures.whole(office.leader, office.today).standing.red > 0
    assert waiting.debtors(office.today)[0].late > 0


def test_what_is_kept_together_is_what_is_asked_apart(office: Office) -> None:
    office.claim()
    office.dispatch("2", "3")
    whole = figures.whole(office.supervisor, office.today)
    assert whole.standing == figures.standing(Item.objects.all())
    assert whole.months == figures.months(Item.objects.all(), office.today)
    assert whole.units == figures.by_unit()


def test_who_does_not_see_all_is_refused(office: Office) -> None:
    with pytest.raises(PermissionDenied):
        figures.whole(office.liaison(HOUSING), office.today)


@pytest.mark.parametrize(
    ("changed", "taken"),
    [
        ({}, 1),
        ({"today": 1}, 2),  # another day
        ({"events": 8}, 2),  # something happened
        ({"digest": "b" * 64}, 2),  # in another office, as after a restore
        ({"ticked": 1}, 2),  # the clock went through a ledger
        ({"last": 1}, 2),  # and through all of them on another day
    ],
)
def test_any_trace_has_it_taken_anew(office: Office, changed: dict[str, int | str], taken: int) -> None:
    plain: dict[str, int | str] = {"today": 0, "events": 7, "digest": "a" * 64, "ticked": 0, "last": 0}

    def mark(values: dict[str, int | str]) -> Mark:
        days = {name: office.today + timedelta(days=int(values[name])) for name in ("today", "last")}
        return Mark(**{**values, **days})  # type: ignore[arg-type] # as the table writes it

    times: list[int] = []
    for at_mark in (mark(plain), mark({**plain, **changed})):
        kept("figure", at_mark, lambda: times.append(1))
    assert len(times) == taken


def test_before_the_first_event_nothing_is_kept(office: Office) -> None:
    times: list[int] = []
    for _ in range(2):
        kept("figure", Mark(office.today, 0, "", 0, None), lambda: times.append(1))
    assert len(times) == 2
