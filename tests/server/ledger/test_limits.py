"""How long an item may stay where it stands: since when, until when, and what does not count."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from duban.mechanisms import adopt, load_all
from duban.mechanisms.parameters import Limit
from duban.server.ledger import workdays
from duban.server.ledger.actions import Handed
from duban.server.ledger.adoption import kept
from duban.server.ledger.clock import tick
from duban.server.ledger.limits import stay
from duban.server.ledger.models import Item, Ledger
from server.ledger.office import ANSWERS, TEXT, Office, at, open_office

if TYPE_CHECKING:
    from duban.server.ledger.limits import Stay
    from duban.server.people.demo import Cast

pytestmark = pytest.mark.django_db

HOUSING = "区住房城乡建设局"
LIMITS = {"acceptance_days": 2, "verification_days": 5, "closure_days": 3}
#: The cast's day is a Friday.
FRIDAY, MONDAY, TUESDAY = date(2025, 8, 15), date(2025, 8, 18), date(2025, 8, 19)


@pytest.fixture
def limited(cast: Cast) -> Office:
    """An office that answered all three questions."""
    return open_office(cast, TEXT, **LIMITS)


def standing(office: Office, number: str = "1") -> Stay | None:
    item = office.item(number)
    found = stay(item, list(item.pauses.all()))
    assert item.state_due == (found.last if found else None), "what is stored is what is told"
    return found


def to_claimed(office: Office) -> None:
    office.claim("1")


def to_verified(office: Office) -> None:
    to_claimed(office)
    office.do(office.verifier, "1", "verify_accept", Handed(finding="属实", method="site"))


@pytest.mark.parametrize(
    ("reach", "zh", "last"),
    [
        (lambda office: office.dispatch("1"), "签收时限", TUESDAY),
        (to_claimed, "核查时限", date(2025, 8, 22)),
        (to_verified, "销号时限", date(2025, 8, 20)),
    ],
    ids=["dispatched", "claimed", "verified"],
)
def test_each_limited_state_has_its_last_working_day(
    limited: Office, reach: object, zh: str, last: date
) -> None:
    reach(limited)  # type: ignore[operator] # one of the three above
    found = standing(limited)
    assert found is not None
    assert (found.limit.zh, found.since, found.last) == (zh, FRIDAY, last)


@pytest.mark.parametrize(
    ("day", "past"),
    [
        (TUESDAY, None),  # the last day itself
        (date(2025, 8, 20), 1),
        (date(2025, 8, 22), 3),
        (date(2025, 8, 23), 3),  # a Saturday is no working day more
        (date(2025, 8, 25), 4),
    ],
)
def test_past_is_counted_in_working_days(limited: Office, day: date, past: int | None) -> None:
    limited.dispatch("1")
    found = standing(limited)
    assert found is not None
    assert found.past(day) == past


def test_a_weekend_after_the_last_day_is_past_by_no_working_day(limited: Office) -> None:
    limited.later(-1)  # dispatched on a Thursday: two working days end on Monday; three would end on Tuesday
    limited.later(-1)
    limited.dispatch("1")
    found = standing(limited)
    assert found is not None
    assert (found.last, found.past(date(2025, 8, 16))) == (FRIDAY, 0)


def test_a_holiday_and_its_make_up_day_are_counted_as_offices_do(limited: Office) -> None:
    limited.today = date(
        2025, 9, 27
    )  # a Saturday; Sunday the 28th is worked, the 1st to the 8th of October are not
    limited.dispatch("1")
    found = standing(limited)
    assert found is not None
    assert found.last == date(2025, 9, 29)
    limited.today = date(2025, 9, 30)
    limited.dispatch("2")
    found = standing(limited, "2")
    assert found is not None
    assert found.last == date(2025, 10, 10)
    assert "国庆" in workdays.shown(found.working)["zh"]


def test_states_without_a_limit_have_no_last_day(limited: Office) -> None:
    assert standing(limited) is None, "registered"
    limited.dispatch("1")
    limited.do(limited.liaison(HOUSING), "1", "accept")
    assert standing(limited) is None, "in progress"


def test_what_nobody_answered_is_not_timed(cast: Cast) -> None:
    office = open_office(cast, TEXT)
    office.dispatch("1")
    assert standing(office) is None


def test_a_suspended_stretch_does_not_count(limited: Office) -> None:
    limited.dispatch("1")
    limited.today = MONDAY
    limited.do(limited.supervisor, "1", "suspend", reason="等批复", until=date(2025, 9, 1))
    assert standing(limited) is None, "while it is suspended nothing runs"
    limited.today = date(2025, 9, 1)
    limited.do(limited.supervisor, "1", "resume")
    found = standing(limited)
    assert found is not None
    assert (found.since, found.last) == (FRIDAY, date(2025, 9, 2)), "neither day of the limit was used up"


def test_who_is_given_an_item_anew_has_the_whole_time(limited: Office) -> None:
    limited.dispatch("1")
    limited.later(10)
    limited.do(limited.supervisor, "1", "transfer", unit=limited.unit("区水务局"), reason="职责调整")
    found = standing(limited)
    assert found is not None
    assert found.since == limited.today


def test_a_part_that_goes_out_with_its_whole_is_timed_like_it(limited: Office) -> None:
    limited.dispatch("1")
    limited.later(3)
    limited.do(limited.supervisor, "1", "split", units=(limited.unit("区水务局"), limited.unit("青石街道")))
    parts = Item.objects.filter(parent=limited.item("1"))
    assert {part.state_due for part in parts} == {date(2025, 8, 20)}
    assert limited.item("1").state_due == TUESDAY, "the whole stands where it stood"


def test_a_calendar_that_was_changed_is_counted_anew_with_the_day(limited: Office) -> None:
    limited.dispatch("1")
    revision, lamp = limited.item("1").revision, limited.item("1").lamp
    Item.objects.update(state_due=date(2025, 1, 1))
    tick(MONDAY, at(MONDAY))
    item = limited.item("1")
    assert (item.state_due, item.revision, item.lamp) == (TUESDAY, revision, lamp)


@pytest.mark.parametrize(
    ("own", "last", "late"),
    [
        ({"days": 3}, MONDAY, 2),  # calendar days: Saturday and Sunday count
        ({"working_days": 1}, MONDAY, 2),
        ({"days": 10, "working_days": 1}, MONDAY, 2),  # of two the first to end
    ],
)
def test_a_mechanism_has_limits_of_its_own(cast: Cast, own: dict[str, int], last: date, late: int) -> None:
    shipped = load_all()["D1"]
    limit = Limit.model_validate({"zh": "接收时限", "en": "time to take in", "state": "dispatched", **own})
    mechanism = shipped.model_copy(update={"limits": {"taking_in": limit}})
    office = open_office(cast, TEXT)
    Ledger.objects.update(adopted=kept(adopt(mechanism, {**ANSWERS, "acceptance_days": 5})))
    office.dispatch("1")
    found = standing(office)
    assert found is not None
    assert (found.limit.zh, found.last, found.past(date(2025, 8, 20))) == ("接收时限", last, late)
