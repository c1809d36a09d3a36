"""The limits of states on the pages: on the item's, in the queues of whoever is to act, on the desk, in the list."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from duban.governing.clock import working_days_between
from duban.mechanisms import adopt, load_all
from duban.mechanisms.parameters import Limit
from duban.server.ledger.adoption import kept
from duban.server.ledger.clock import tick
from duban.server.ledger.models import Item, Ledger
from duban.server.ledger.workdays import calendar

if TYPE_CHECKING:
    from server.web.office import Office

ANSWERS = {"report_interval": "monthly", "bulletin_interval": "quarterly"}
LIMITS = {"acceptance_days": 2, "verification_days": 2, "closure_days": 2}


def shown(office: Office, who: str, path: str) -> str:
    response = office.browser(who).get(path)
    assert response.status_code == 200
    return response.content.decode()


def take_into_use(office: Office, *own: Limit, **answers: int) -> None:
    """The office's ledger runs under these answers and limits."""
    mechanism = load_all()["D1"].model_copy(
        update={"limits": {f"own{at}": one for at, one in enumerate(own)}}
    )
    office.ledger.adopted = kept(adopt(mechanism, {**ANSWERS, **answers}))
    office.ledger.save(update_fields=["adopted"])


def waited(office: Office, item: Item, working_days: int) -> None:
    """As if the item had come where it stands so many working days ago."""
    since = office.today
    while working_days_between(since, office.today, calendar=calendar()) < working_days:
        since -= timedelta(days=1)
    Item.objects.filter(pk=item.pk).update(entered_on=since)
    Ledger.objects.update(ticked_on=None)
    tick(office.today, timezone.now())


@pytest.mark.parametrize(
    ("working_days", "words"),
    [(0, "还有2个工作日"), (5, "已过3个工作日")],
    ids=["running", "past"],
)
def test_an_items_page_says_until_when_and_shows_the_working(
    office: Office, working_days: int, words: str
) -> None:
    take_into_use(office, **LIMITS)
    item = office.item("建设软件园", due=None)
    office.move("ducha", item, "dispatch")
    waited(office, item, working_days)
    page = shown(office, "gongxin", f"/items/{item.pk}/")
    assert "<dt>签收时限</dt>" in page
    assert words in page
    assert "签收时限是怎么算的" in page
    assert "起数2个工作日" in page
    office.move("gongxin", item, "accept")
    assert "签收时限" not in shown(office, "gongxin", f"/items/{item.pk}/")


def test_a_limit_in_days_is_said_in_days(office: Office) -> None:
    limit = Limit.model_validate(
        {"zh": "接收时限", "en": "time to take in", "state": "dispatched", "days": 3}
    )
    take_into_use(office, limit)
    item = office.item("建设软件园", due=None)
    office.move("ducha", item, "dispatch")
    assert "还有3天" in shown(office, "gongxin", f"/items/{item.pk}/")
    Item.objects.update(entered_on=office.today - timedelta(days=7))
    assert "已过4天" in shown(office, "gongxin", f"/items/{item.pk}/")


def test_whoever_is_to_act_and_the_desk_see_what_waits_longer_than_allowed(office: Office) -> None:
    take_into_use(office, **LIMITS)
    sent, claimed, fresh = office.item("软件园", due=None), office.claimed("广场"), office.item("公园")
    for item in (sent, fresh):
        office.move("ducha", item, "dispatch")
    for item in (sent, claimed):
        waited(office, item, 5)
    assert "本环节时限：" in shown(office, "gongxin", "/")
    assert "已过3个工作日" in shown(office, "gongxin", "/")
    assert "已过3个工作日" in shown(office, "hecha", "/")
    for path in ("/", "/desk/"):
        assert '<h2 id="overstayed">已过环节时限 <span class="count red">2</span>' in shown(
            office, "ducha", path
        )
    listed = shown(office, "ducha", "/items/?overstayed=1&scope=all")
    assert [title in listed for title in ("软件园", "广场", "公园")] == [True, True, False]
    office.move("gongxin", sent, "accept")
    assert "软件园" not in shown(office, "ducha", "/items/?overstayed=1&scope=all")


def test_where_nobody_answered_nothing_is_shown(office: Office) -> None:
    item = office.item("建设软件园", due=None)
    office.move("ducha", item, "dispatch")
    waited(office, item, 9)
    assert "签收时限" not in shown(office, "gongxin", f"/items/{item.pk}/")
    assert "本环节时限" not in shown(office, "gongxin", "/")
    assert '<h2 id="overstayed"' not in shown(office, "ducha", "/desk/")


def test_an_item_under_a_limit_costs_no_more_queries(office: Office) -> None:
    item = office.item("建设软件园", due=None)
    office.move("ducha", item, "dispatch")
    browser, costs = office.browser("gongxin"), []
    for answers in ({}, LIMITS, {}, LIMITS):
        take_into_use(office, **answers)
        waited(office, item, 5)
        for path in (f"/items/{item.pk}/", "/"):
            with CaptureQueriesContext(connection) as captured:
                browser.get(path)
            costs.append((path, len(captured)))
    assert costs[-4:-2] == costs[-2:], "with and without a limit"
