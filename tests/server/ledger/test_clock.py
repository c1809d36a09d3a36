"""The office's clock: a day without it loses nothing, a second run makes nothing twice."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from duban.server.audit.models import Event
from duban.server.audit.queries import prove
from duban.server.ledger.clock import Ticked, tick
from duban.server.ledger.models import Duty, Item, Ledger
from server.ledger.office import TEXT, Office, at, open_office

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from duban.server.people.demo import Cast

pytestmark = pytest.mark.django_db

HOUSING, WATER = "区住房城乡建设局", "区水务局"


def ticked(day: date) -> Ticked:
    return tick(day, at(day))


def owed(office: Office, unit: str) -> list[tuple[str, date]]:
    return list(Duty.objects.filter(unit_id=office.unit(unit)).order_by("start").values_list("period", "due"))


def test_nothing_is_owed_before_an_item_is_out(office: Office) -> None:
    assert ticked(office.today).duties == 0


def test_a_return_is_made_once_and_is_due_by_the_last_working_day(office: Office) -> None:
    office.dispatch("1", "2")
    assert ticked(office.today).duties == 2
    assert ticked(office.today) == Ticked(0, 0)
    Ledger.objects.update(ticked_on=None)
    assert ticked(office.today).duties == 0
    assert owed(office, HOUSING) == [("2025-08", date(2025, 8, 29))]
    event = Event.objects.get(kind="clock.duties")
    assert (event.actor_name, event.after["count"], event.after["periods"]) == ("时钟", 2, ["2025-08"])


def test_days_without_the_clock_lose_nothing(office: Office) -> None:
    office.dispatch("1")
    assert ticked(date(2025, 11, 3)).duties == 4
    assert owed(office, HOUSING) == [
        ("2025-08", date(2025, 8, 29)),
        ("2025-09", date(2025, 9, 30)),
        ("2025-10", date(2025, 10, 31)),
        ("2025-11", date(2025, 11, 28)),
    ]


def test_what_is_sent_later_the_same_day_is_owed_the_same_day(office: Office) -> None:
    office.dispatch("1")
    ticked(office.today)
    office.dispatch("2")
    assert ticked(office.today).duties == 1


def test_returns_follow_the_item_to_another_unit(office: Office) -> None:
    office.dispatch("1")
    ticked(office.today)
    office.do(office.supervisor, "1", "transfer", unit=office.unit(WATER), reason="职责调整")
    day = date(2025, 9, 2)
    assert ticked(day).duties == 2
    assert [period for period, _ in owed(office, HOUSING)] == ["2025-08"]
    assert [period for period, _ in owed(office, WATER)] == ["2025-08", "2025-09"]


def test_nothing_is_owed_while_the_clock_stands_still(office: Office) -> None:
    office.dispatch("1")
    ticked(office.today)
    office.do(office.supervisor, "1", "suspend", reason="等批复", until=date(2025, 12, 1))
    assert ticked(date(2025, 10, 15)).duties == 0
    office.today = date(2025, 11, 5)
    office.do(office.supervisor, "1", "resume")
    ticked(office.today)
    assert [period for period, _ in owed(office, HOUSING)] == ["2025-08", "2025-11"]


def test_a_weekly_office_asks_weekly(cast: Cast) -> None:
    office = open_office(cast, TEXT, report_interval="weekly")
    office.dispatch("1")
    ticked(office.today + timedelta(days=7))
    assert owed(office, HOUSING) == [("2025-W33", date(2025, 8, 15)), ("2025-W34", date(2025, 8, 22))]


def test_lamps_turn_with_the_days_and_only_those_that_change_are_written(office: Office) -> None:
    office.dispatch("1", "2")
    revision = office.item("1").revision
    ticked(office.today)
    seen = {day: (ticked(day).lamps, office.item("1").lamp) for day in (date(2025, 9, 25), date(2025, 9, 30))}
    assert [lamp for _, lamp in seen.values()] == ["yellow", "yellow"]
    ticked(date(2025, 10, 1))
    item = office.item("1")
    assert (item.lamp, item.lamp_reason["code"]) == ("red", "overdue")
    assert "2025-09-30" in item.lamp_reason["zh"][0]
    assert item.revision == revision
    assert ticked(date(2025, 10, 1)) == Ticked(0, 0)


@pytest.mark.parametrize(
    ("answers", "due", "grace"),
    [
        ({}, date(2025, 8, 29), date(2025, 8, 29)),  # what is usual: the last working day, and no grace
        ({"return_grace_days": 2}, date(2025, 8, 29), date(2025, 9, 2)),
        ({"return_due_days": 5}, date(2025, 9, 5), date(2025, 9, 5)),
        ({"return_due_days": 5, "return_grace_days": 1}, date(2025, 9, 5), date(2025, 9, 8)),
    ],
)
def test_a_return_is_due_when_the_office_says(
    cast: Cast, answers: dict[str, object], due: date, grace: date
) -> None:
    office = open_office(cast, TEXT, **answers)
    office.dispatch("1")
    ticked(office.today)
    assert Duty.objects.values_list("due", "grace_until").get() == (due, grace)


@pytest.mark.parametrize(
    ("answers", "lamps"),
    [
        ({}, ["green", "yellow"]),
        ({"near_due_days": 4}, ["green", "green"]),
        ({"near_due_days": 5}, ["green", "yellow"]),
        ({"near_due_days": 22}, ["yellow", "yellow"]),
    ],
)
def test_a_date_is_near_when_the_office_says(
    cast: Cast, answers: dict[str, object], lamps: list[str]
) -> None:
    """Due on 2025-09-30, with a make-up workday before: 22 working days are left on 1 September, 5 on the 24th."""
    office = open_office(cast, TEXT, **answers)
    office.dispatch("2")
    item = office.item("2")
    Item.objects.filter(pk=item.pk).update(due=date(2025, 9, 30))
    item.targets.all().delete()  # its date alone is judged
    found = []
    for day in (date(2025, 9, 1), date(2025, 9, 24)):
        ticked(day)
        found.append(office.item("2").lamp)
    assert found == lamps


@pytest.mark.parametrize(
    ("answers", "lamp"),
    [
        ({}, "red"),  # a tenth of the way where two thirds are planned
        ({"far_behind_percent": 60}, "yellow"),
        ({"behind_percent": 60, "far_behind_percent": 60}, "green"),
    ],
)
def test_a_value_is_behind_when_the_office_says(cast: Cast, answers: dict[str, object], lamp: str) -> None:
    office = open_office(cast, TEXT, **answers)
    office.dispatch("1")
    office.do(office.liaison(HOUSING), "1", "accept")
    office.later(30)
    target = office.item("1").targets.get()
    office.do(office.liaison(HOUSING), "1", "report", done="进度慢", values={target.pk: Decimal("1.2")})
    assert office.item("1").lamp == lamp


def test_a_closed_item_is_grey_and_stays_so(office: Office) -> None:
    office.claim()
    office.do(office.verifier, "1", "verify_accept", finding="属实")
    office.do(office.supervisor, "1", "close_completed")
    assert (office.item("1").lamp, office.item("1").lamp_reason["code"]) == ("grey", "closed")
    ticked(date(2025, 12, 31))
    assert office.item("1").lamp == "grey"


def test_a_round_over_many_items_costs_the_same_queries(
    office: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    office.dispatch("1")
    first = Item.objects.get(pk=office.item("1").pk)
    for number in range(40):
        first.pk, first.key, first._state.adding = None, f"copy{number}", True
        first.save()
    with django_assert_max_num_queries(45):
        ticked(office.today)
    assert prove().broken is None
