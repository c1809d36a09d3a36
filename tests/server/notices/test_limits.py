"""What is told of items that stand too long: once to whose turn it is, once it is past to the supervision office."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from duban.governing.lifecycle import Part
from duban.mechanisms import load_all
from duban.mechanisms.adopting import lifecycle
from duban.server.ledger.actions import Handed
from duban.server.ledger.clock import tick
from duban.server.notices.actions import begin_day
from duban.server.notices.limits import turn_of
from duban.server.notices.models import Message
from duban.server.notices.wording import sentence
from server.ledger.office import TEXT, at, open_office

if TYPE_CHECKING:
    from duban.server.people.demo import Cast
    from duban.server.people.models import Account

pytestmark = pytest.mark.django_db

HOUSING = "区住房城乡建设局"
LIMITS = {"acceptance_days": 2, "verification_days": 2, "closure_days": 2}
#: Dispatched on Friday the 15th: until Tuesday the 19th.
MONDAY, LAST, NEXT, LATER = (date(2025, 8, day) for day in (18, 19, 20, 27))


def days(*begun: date) -> None:
    for day in begun:
        tick(day, at(day))
        begin_day(day, at(day))


def told(account: Account) -> list[str]:
    found = Message.objects.filter(account=account, code__startswith="limit_").order_by("pk")
    return list(found.values_list("code", flat=True))


def test_whose_turn_it_is_is_told_once_and_the_office_once_it_is_past(cast: Cast) -> None:
    office = open_office(cast, TEXT, **LIMITS)
    office.dispatch("1")
    days(MONDAY)
    assert told(cast.liaison(HOUSING)) == []
    days(LAST)
    assert (told(cast.liaison(HOUSING)), told(cast.supervisor)) == (["limit_ends"], [])
    days(NEXT, LATER)
    assert (told(cast.liaison(HOUSING)), told(cast.supervisor)) == (["limit_ends"], ["limit_past"])
    assert told(cast.liaison("区水务局")) == []
    message = Message.objects.get(account=cast.supervisor, code="limit_past")
    item = office.item("1")
    assert (
        sentence(message.code, message.values, language="zh-hans")
        == f"已过签收时限（应于2025-08-19前）：{item}"
    )
    assert (
        sentence(message.code, message.values, language="en") == f"time to accept ended on 2025-08-19: {item}"
    )


def test_days_without_the_clock_lose_nothing(cast: Cast) -> None:
    office = open_office(cast, TEXT, **LIMITS)
    office.dispatch("1")
    days(LATER)
    assert (told(cast.liaison(HOUSING)), told(cast.supervisor)) == (["limit_past"], ["limit_past"])


def test_a_claim_is_the_verifiers_turn_and_its_closing_the_offices(cast: Cast) -> None:
    office = open_office(cast, TEXT, **LIMITS)
    office.claim("1")
    days(LAST)
    assert (told(cast.verifier), told(cast.liaison(HOUSING))) == (["limit_ends"], [])
    office.today = LAST
    office.do(office.verifier, "1", "verify_accept", Handed(finding="属实", method="site"))
    days(date(2025, 8, 25))
    assert (told(cast.verifier), told(cast.supervisor)) == (["limit_ends"], ["limit_past"])


@pytest.mark.parametrize("what", ["accepted", "suspended", "withdrawn", "not answered"])
def test_nothing_is_told_of_what_nobody_waits_for(cast: Cast, what: str) -> None:
    office = open_office(cast, TEXT, **(LIMITS if what != "not answered" else {}))
    office.dispatch("1")
    match what:
        case "accepted":
            office.do(office.liaison(HOUSING), "1", "accept")
        case "suspended":
            office.do(office.supervisor, "1", "suspend", reason="等批复", until=date(2025, 12, 1))
        case "withdrawn":
            office.ledger.items.update(withdrawn=True)
    days(LAST, NEXT)
    assert not Message.objects.filter(code__startswith="limit_").exists()


@pytest.mark.parametrize(
    ("state", "parts"),
    [
        ("registered", {Part.SUPERVISOR}),
        ("dispatched", {Part.LEAD}),
        ("returned", {Part.SUPERVISOR}),
        ("in_progress", {Part.LEAD}),
        ("claimed", {Part.VERIFIER}),
        ("second_check", {Part.VERIFIER}),
        ("verified", {Part.SUPERVISOR}),
        ("suspended", {Part.SUPERVISOR, Part.LEADER}),
        ("nowhere", set()),
    ],
)
def test_whose_turn_it_is_in_each_state(state: str, parts: set[Part]) -> None:
    assert set(turn_of(lifecycle(load_all()["D1"]), state)) == parts
