"""Who is told what of moves, dates, returns and ladders: each occasion once, never the one who acted."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from icalendar import Calendar

from duban.mechanisms import adopt, load_all
from duban.server.audit.queries import of_subject
from duban.server.documents.actions import add_version
from duban.server.ledger import actions, clock
from duban.server.ledger.actions import Handed
from duban.server.ledger.adoption import in_use, kept, take_into_use
from duban.server.ledger.models import Duty, Item
from duban.server.ledger.registration import register
from duban.server.notices import feeds, queries, settling
from duban.server.notices.actions import begin_day, mark_read, tell_of_moves
from duban.server.notices.models import Message, Rung
from duban.server.notices.wording import sentence
from duban.server.people.access import actor_of

if TYPE_CHECKING:
    from django.test import Client

    from duban.server.people.demo import Cast
    from duban.server.people.models import Account

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
TEXT = """云溪区2026年重点工作任务

1.新建排水管网。2026年6月底前新建排水管网12公里。（牵头单位：区水务局，配合单位：区住房城乡建设局）
2.建设口袋公园。2026年11月底前新建口袋公园5处。（牵头单位：区住房城乡建设局）
"""
MORE_TIME = {"reason": "汛期", "until": date(2026, 8, 31)}
ANSWERS = {
    "report_interval": "monthly",
    "bulletin_interval": "quarterly",
    "consequence": "发督办通知",
    "consequence_days": 10,
}


def at(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 9))  # noqa: DTZ001 - made aware here


@pytest.fixture
def item(cast: Cast) -> Item:
    """The first task, dispatched on TODAY."""
    supervisor = actor_of(cast.supervisor, TODAY)
    version, _ = add_version(supervisor, TEXT.encode(), file_name="重点.txt", dated=TODAY, at=at(TODAY))
    take_into_use(supervisor, "D1", ANSWERS, at=at(TODAY))
    adopted = in_use("D1")
    assert adopted is not None
    ledger = register(supervisor, version, adopted=adopted, owner=cast.units["区政府督查室"].pk, at=at(TODAY))
    found = ledger.items.get(number="1")
    go(cast.supervisor, found, "dispatch", TODAY)
    return found


def go(account: Account, item: Item, move: str, day: date, **handed: Any) -> None:
    who = actor_of(account, day)
    actions.move(who, item.pk, move, Handed(**handed), revision=None, today=day, at=at(day))


def told(account: Account) -> list[str]:
    return list(Message.objects.filter(account=account).order_by("pk").values_list("code", flat=True))


def test_a_dispatch_is_told_to_the_lead_and_the_supporting_unit_once(cast: Cast, item: Item) -> None:
    tell_of_moves(TODAY, at(TODAY))
    assert tell_of_moves(TODAY, at(TODAY)) == 0
    assert told(cast.liaison("区水务局")) == ["dispatched"]
    assert told(cast.liaison("区住房城乡建设局")) == ["supporting"]
    assert told(cast.supervisor) == [], "who acts is not told of it"
    assert told(cast.liaison("青石街道")) == []
    assert Message.objects.filter(item=item).count() == 2


@pytest.mark.parametrize(
    ("moves", "reader", "code"),
    [
        (
            [("accept", {}), ("request_extension", {"reason": "汛期", "until": date(2026, 8, 31)})],
            "supervisor",
            "asked_extension",
        ),
        ([("return", {"reason": "非我单位职责"})], "supervisor", "returned"),
        ([("accept", {}), ("raise_problem", {"statement": "管线未迁"})], "supervisor", "problem"),
        ([("accept", {})], "supervisor", None),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_a_unit_does_is_told_to_the_office(
    cast: Cast, item: Item, moves: list[tuple[str, dict[str, object]]], reader: str, code: str | None
) -> None:
    for move, handed in moves:
        go(cast.liaison("区水务局"), item, move, TODAY, **handed)
    tell_of_moves(TODAY, at(TODAY))
    assert told(getattr(cast, reader)) == ([code] if code else [])


def test_an_extension_is_told_of_with_its_date_and_the_time_it_was_asked(cast: Cast, item: Item) -> None:
    water = cast.liaison("区水务局")
    go(water, item, "accept", TODAY)
    until = date(2026, 8, 31)
    go(water, item, "request_extension", TODAY + timedelta(days=1), reason="汛期", until=until)
    tell_of_moves(TODAY + timedelta(days=5), at(TODAY + timedelta(days=5)))
    go(cast.supervisor, item, "grant_extension", TODAY + timedelta(days=6), until=date(2026, 8, 15))
    tell_of_moves(TODAY + timedelta(days=6), at(TODAY + timedelta(days=6)))
    asked = Message.objects.get(account=cast.supervisor, code="asked_extension")
    assert sentence(asked.code, asked.values, language="zh-hans") == f"区水务局申请延期至2026-08-31：{item}"
    assert asked.at == at(TODAY + timedelta(days=1)), "the time of the move, not of the telling"
    granted = Message.objects.get(account=water, code="granted_extension")
    assert sentence(granted.code, granted.values, language="en") == f"extended to 2026-08-15: {item}"


def test_dates_that_come_near_and_pass_are_told_once_each(cast: Cast, item: Item) -> None:
    go(cast.liaison("区水务局"), item, "accept", TODAY)
    water = cast.liaison("区水务局")
    for day in (date(2026, 6, 26), date(2026, 6, 29), date(2026, 7, 2), date(2026, 7, 3)):
        clock.tick(day, at(day))
        begin_day(day, at(day))
        begin_day(day, at(day))
    dates = [code for code in told(water) if code in {"near_due", "overdue"}]
    assert dates == ["near_due", "overdue"]
    assert "overdue" in told(cast.supervisor)


def test_a_missing_return_is_told_to_its_unit(cast: Cast, item: Item) -> None:
    go(cast.liaison("区水务局"), item, "accept", TODAY)
    day = date(2026, 5, 15)
    clock.tick(day, at(day))
    begin_day(day, at(day))
    missing = Duty.objects.filter(item=item, filed_at=None, grace_until__lt=day)
    assert missing
    assert told(cast.liaison("区水务局")).count("duty_missing") == missing.count()


@pytest.mark.parametrize(
    ("answer", "first"),
    [
        ({}, date(2026, 3, 27)),  # what is usual: two working days before Tuesday the 31st
        ({"return_remind_days": 5}, date(2026, 3, 24)),
        ({"return_remind_days": 0}, date(2026, 3, 31)),
    ],
)
def test_a_return_is_told_of_as_many_days_before_as_the_office_says(
    cast: Cast, item: Item, answer: dict[str, int], first: date
) -> None:
    item.ledger.adopted = kept(adopt(load_all()["D1"], {**ANSWERS, **answer}))
    item.ledger.save(update_fields=["adopted"])
    water = cast.liaison("区水务局")
    for day in (first - timedelta(days=1), first):
        assert "duty_soon" not in told(water)
        clock.tick(day, at(day))
        begin_day(day, at(day))
    assert told(water).count("duty_soon") == 1


def test_a_rung_is_reached_once_and_recorded(cast: Cast, item: Item) -> None:
    go(cast.liaison("区水务局"), item, "accept", TODAY)
    for late in (9, 10, 11, 12):
        day = date(2026, 6, 30) + timedelta(days=late)
        clock.tick(day, at(day))
        begin_day(day, at(day))
    assert Rung.objects.filter(item=item).count() == 1
    assert [event.kind for event in of_subject("item", str(item.pk))].count("item.rung") == 1
    assert told(cast.supervisor).count("rung") == 1


def test_only_ones_own_messages_are_marked_as_read(cast: Cast, item: Item) -> None:
    tell_of_moves(TODAY, at(TODAY))
    water, builder = cast.liaison("区水务局"), cast.liaison("区住房城乡建设局")
    others = list(Message.objects.filter(account=builder).values_list("pk", flat=True))
    assert mark_read(actor_of(water, TODAY), others, at(TODAY)) == 0
    assert queries.unread_count(actor_of(builder, TODAY)) == 1
    assert mark_read(actor_of(water, TODAY), None, at(TODAY)) == 1
    assert item.messages.filter(read_at=None).count() == 1


# --- calendar feeds ----------------------------------------------------------------------------------------------


def entries(account: Account, unit: int | None = None, *, todos: bool = False) -> list[tuple[str, date]]:
    feed, secret = settling.make_feed(actor_of(account, TODAY), unit, at=at(TODAY))
    assert feeds.feed_of(secret) == feed
    calendar = Calendar.from_ical(feeds.render(feed, TODAY, at(TODAY), todos=todos))
    name, field = ("VTODO", "due") if todos else ("VEVENT", "dtstart")
    return [(str(entry["summary"]), entry.decoded(field)) for entry in calendar.walk(name)]


@pytest.mark.parametrize("todos", [False, True], ids=["events", "tasks"])
def test_a_liaisons_feed_holds_what_the_unit_has_to_do(cast: Cast, item: Item, todos: bool) -> None:
    assert entries(cast.liaison("区水务局"), todos=todos) == [(str(item), date(2026, 6, 30))]
    assert entries(cast.liaison("青石街道"), todos=todos) == []


def test_a_feed_of_a_unit_holds_that_units_dates(cast: Cast, item: Item) -> None:
    unit = cast.units["区水务局"].pk
    assert entries(cast.liaison("区水务局"), unit) == [(str(item), date(2026, 6, 30))]


def test_a_feed_of_another_unit_is_refused(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        settling.make_feed(actor_of(cast.liaison("青石街道"), TODAY), cast.units["区水务局"].pk, at=at(TODAY))


def test_an_ended_feed_and_a_closed_accounts_feed_are_gone(cast: Cast) -> None:
    water = cast.liaison("区水务局")
    feed, secret = settling.make_feed(actor_of(water, TODAY), None, at=at(TODAY))
    settling.end_feed(actor_of(water, TODAY), feed.pk, at=at(TODAY))
    assert feeds.feed_of(secret) is None
    _, other = settling.make_feed(actor_of(water, TODAY), None, at=at(TODAY))
    water.is_active = False
    water.save()
    assert feeds.feed_of(other) is None


# --- webhooks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "form", "wrong"),
    [
        ("ftp://chat.example/x", "plain", "url"),
        ("https://", "plain", "url"),
        ("https://chat.example", "fax", "form"),
    ],
)
def test_a_webhook_that_cannot_work_is_refused(cast: Cast, url: str, form: str, wrong: str) -> None:
    with pytest.raises(ValidationError) as refused:
        settling.make_webhook(
            actor_of(cast.administrator, TODAY), name="群", url=url, form=form, secret="", unit=None
        )
    assert list(refused.value.message_dict) == [wrong]


def test_only_the_administrator_makes_webhooks(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        settling.make_webhook(
            actor_of(cast.supervisor, TODAY),
            name="群",
            url="https://chat.example",
            form="plain",
            secret="",
            unit=None,
        )


def test_a_feed_needs_no_login_and_an_unknown_one_is_not_found(
    cast: Cast, item: Item, client: Client
) -> None:
    _, secret = settling.make_feed(actor_of(cast.liaison("区水务局"), TODAY), None, at=at(TODAY))
    answer = client.get(f"/feed/{secret}.ics")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert client.get(f"/feed/{secret[::-1]}.ics").status_code == 404
    assert item.pk
