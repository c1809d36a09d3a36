"""The loop on real rows: each allowed move leaves one event and one row, and everything that is promised beside it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from duban.server.audit.models import Event
from duban.server.audit.queries import prove
from duban.server.ledger.actions import (
    Handed,
    RefusedError,
    StaleError,
    Upload,
    file_nil,
    move,
    move_many,
    offers,
    preview,
    undo,
    undo_many,
)
from duban.server.ledger.actions.parts import CLOCK_ACTOR
from duban.server.ledger.adoption import lifecycle_of
from duban.server.ledger.clock import tick
from duban.server.ledger.evidence import path_of
from duban.server.ledger.models import Assignment, Duty, Evidence, Item, Move, Part, Value, Verification
from duban.server.people.models import Role
from server.cast import actor, make_account
from server.ledger.office import PAPER, Office, at

if TYPE_CHECKING:
    from duban.server.people.access import Actor

pytestmark = pytest.mark.django_db

HOUSING, WATER = "区住房城乡建设局", "区水务局"
SUPERVISOR, LEADER, VERIFIER, SECOND = "supervisor", "leader", "verifier", "second"

#: Every move of the mechanism, in an order in which one item can make them all.
WALK: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (SUPERVISOR, "dispatch", {}),
    (SUPERVISOR, "recall", {}),
    (SUPERVISOR, "dispatch", {}),
    (HOUSING, "return", {"reason": "不属本单位职责"}),
    (SUPERVISOR, "redispatch", {"statement": "已核实，仍由你单位负责"}),
    (SUPERVISOR, "suspend", {"reason": "等待规划批复", "until": date(2025, 9, 1)}),
    (LEADER, "resume", {}),
    (HOUSING, "accept", {}),
    (LEADER, "comment", {"statement": "请抓紧"}),
    (HOUSING, "add_evidence", {"evidence": (PAPER,)}),
    (HOUSING, "report", {"done": "已开工"}),
    (SUPERVISOR, "remind", {}),
    (HOUSING, "raise_problem", {"statement": "缺少材料"}),
    (SUPERVISOR, "coordinate_problem", {"statement": "已协调"}),
    (SUPERVISOR, "solve_problem", {"statement": "材料到位"}),
    (HOUSING, "request_extension", {"reason": "汛期停工", "until": date(2025, 11, 1)}),
    (SUPERVISOR, "refuse_extension", {"reason": "可以赶上"}),
    (HOUSING, "request_extension", {"reason": "汛期停工", "until": date(2025, 10, 31)}),
    (LEADER, "grant_extension", {"until": date(2025, 10, 20)}),
    (HOUSING, "claim", {"done": "完成", "values": True}),
    (HOUSING, "withdraw_claim", {}),
    (HOUSING, "claim", {"done": "完成"}),
    (VERIFIER, "verify_reject", {"reason": "两栋没有完工"}),
    (HOUSING, "claim", {"done": "两栋也已完工"}),
    (VERIFIER, "verify_accept", {"finding": "属实"}),
    (SUPERVISOR, "order_second_check", {"reason": "金额大"}),
    (SECOND, "second_reject", {"reason": "资料不全"}),
    (HOUSING, "claim", {"done": "资料已补"}),
    (VERIFIER, "verify_accept", {"finding": "属实"}),
    (SUPERVISOR, "order_second_check", {"reason": "金额大"}),
    (SECOND, "second_accept", {"finding": "复核属实"}),
    (LEADER, "decline_closure", {"reason": "先看群众意见"}),
    (HOUSING, "claim", {"done": "群众满意"}),
    (VERIFIER, "verify_accept", {"finding": "属实"}),
    (SUPERVISOR, "close_completed", {}),
    (VERIFIER, "look_back_confirm", {"finding": "没有反弹"}),
    (VERIFIER, "look_back_reopen", {"reason": "管网又漏"}),
    (SUPERVISOR, "close_disputed", {"reason": "权属有争议", "evidence": (PAPER,)}),
    (SUPERVISOR, "resolve_recheck", {"reason": "权属已明确"}),
    (SUPERVISOR, "close_disputed", {"reason": "又有争议", "evidence": (PAPER,)}),
    (SUPERVISOR, "resolve_dispute", {"reason": "已调解"}),
    (HOUSING, "claim", {"done": "完成"}),
    (VERIFIER, "verify_accept", {"finding": "属实"}),
    (SUPERVISOR, "close_ongoing", {"reason": "需要长期维护"}),
    (SUPERVISOR, "look_back_reopen", {"reason": "再办"}),
    (SUPERVISOR, "split", {"units": WATER}),
    (SUPERVISOR, "transfer", {"unit": WATER, "reason": "职责调整"}),
    (SUPERVISOR, "close_not_to_be_done", {"reason": "项目取消", "evidence": (PAPER,)}),
    (SUPERVISOR, "take_up_again", {"reason": "恢复项目"}),
)


def people(office: Office) -> dict[str, Actor]:
    second = make_account(office.cast.units["区审计局"], Role.VERIFIER, since=date(2024, 1, 1))
    return {
        SUPERVISOR: office.supervisor,
        LEADER: office.leader,
        VERIFIER: office.verifier,
        SECOND: actor(second),
        HOUSING: office.liaison(HOUSING),
        WATER: office.liaison(WATER),
    }


def hand(office: Office, given: dict[str, Any]) -> Handed:
    given = dict(given)
    if given.get("values") is True:
        given["values"] = {target.pk: target.value for target in office.item("1").targets.all()}
    for key in ("unit", "units"):
        if key in given:
            given[key] = office.unit(given[key]) if key == "unit" else (office.unit(given[key]),)
    return Handed(**given)


def events_of(item: Item) -> int:
    return Event.objects.filter(
        subject_kind="item", subject=str(item.pk), kind__startswith="item.move."
    ).count()


def test_each_move_leaves_one_event_one_row_and_one_revision(office: Office) -> None:
    cast = people(office)
    for step, (who, name, given) in enumerate(WALK, start=1):
        before = office.item("1")
        row = office.do(cast[who], "1", name, hand(office, given))
        after = office.item("1")
        assert (after.moves.count(), events_of(after)) == (step, step), name
        assert after.revision == before.revision + 1 == row.revision
        assert (row.from_state, row.to_state) == (before.state, after.state)
        event = Event.objects.get(number=row.event or 0)
        assert (event.after["move"], event.subject, event.actor_name) == (name, str(after.pk), cast[who].name)
    moves = lifecycle_of(office.ledger).moves
    assert {name for _, name, _ in WALK} == {move.id for move in moves}
    assert not Move.objects.filter(event=None).exists()
    assert prove().broken is None


def test_the_first_promise_stays_and_extensions_are_added(office: Office) -> None:
    office.dispatch("1")
    housing = office.liaison(HOUSING)
    office.do(housing, "1", "accept")
    asked = office.do(housing, "1", "request_extension", reason="汛期", until=date(2025, 10, 31))
    assert not asked.marks
    office.do(office.supervisor, "1", "grant_extension", until=date(2025, 10, 20))
    item = office.item("1")
    assert (item.first_due, item.due) == (date(2025, 9, 30), date(2025, 10, 20))
    assert [(due.date, due.origin) for due in item.due_dates.order_by("ordinal")] == [
        (date(2025, 9, 30), "document"),
        (date(2025, 10, 20), "extension"),
    ]
    extension = item.extensions.get()
    assert (extension.until, extension.late, extension.granted) == (date(2025, 10, 31), False, True)


def test_a_request_after_the_date_is_marked_late(office: Office) -> None:
    office.dispatch("1")
    housing = office.liaison(HOUSING)
    office.do(housing, "1", "accept")
    office.today = date(2025, 10, 9)
    row = office.do(housing, "1", "request_extension", reason="晚了", until=date(2025, 12, 1))
    assert row.marks == ["before_due"]
    assert office.item("1").extensions.get().late


def test_a_pause_gives_its_working_days_back_and_shows_how(office: Office) -> None:
    office.dispatch("1")
    office.do(office.supervisor, "1", "suspend", reason="等批复", until=date(2025, 9, 1))
    pause = office.item("1").pauses.get()
    assert (pause.since, pause.until, pause.expected) == (office.today, None, date(2025, 9, 1))
    assert office.item("1").lamp == "grey"
    office.later(14)  # two weeks, ten working days
    office.do(office.supervisor, "1", "resume")
    item = office.item("1")
    assert (item.state, item.state_before) == ("dispatched", "")
    assert item.first_due == date(2025, 9, 30)
    assert item.due == date(2025, 10, 21)  # 国庆 and 中秋 lie between, 11 October is worked
    moved = item.due_dates.get(ordinal=2)
    assert moved.origin == "suspension"
    assert moved.working["count"] == 10
    assert "国庆" in moved.working["zh"]


def test_taking_a_suspension_back_the_same_day_moves_nothing(office: Office) -> None:
    office.dispatch("1")
    row = office.do(office.supervisor, "1", "suspend", reason="误点", until=date(2025, 9, 1))
    back = undo(office.supervisor, row.pk, today=office.today, at=at(office.today))
    row.refresh_from_db()
    assert (back.move, row.undone_by_id) == ("resume", back.pk)
    item = office.item("1")
    assert (item.state, item.due, item.due_dates.count()) == ("dispatched", date(2025, 9, 30), 1)


def test_a_transfer_ends_one_part_and_begins_another(office: Office) -> None:
    office.dispatch("1")
    office.do(office.supervisor, "1", "transfer", unit=office.unit(WATER), reason="职责调整")
    rows = Assignment.objects.filter(item=office.item("1"), part=Part.LEAD).order_by("id")
    assert [(row.unit_id, row.until) for row in rows] == [
        (office.unit(HOUSING), office.today),
        (office.unit(WATER), None),
    ]
    with pytest.raises(RefusedError, match="没有这个事项"):
        office.do(office.liaison(HOUSING), "1", "accept")
    office.do(office.liaison(WATER), "1", "accept")


def test_a_collective_name_becomes_the_units_of_that_day(office: Office) -> None:
    office.dispatch("3")
    rows = office.item("3").assignments.filter(until=None)
    assert {row.unit.short for row in rows if row.unit} == {"青石街道", "望江街道", "新城街道"}
    assert {row.written for row in rows} == {"各街道"}
    office.do(office.liaison("青石街道"), "3", "accept")


def test_a_divided_item_closes_after_its_parts(office: Office) -> None:
    office.claim("2", WATER)
    office.do(office.verifier, "2", "verify_reject", reason="未完")
    units = (office.unit("青石街道"), office.unit("柳湾镇"))
    office.do(office.supervisor, "2", "split", units=units)
    parts = list(office.item("2").children.order_by("id"))
    assert [(part.state, part.number, part.due) for part in parts] == [
        ("dispatched", "2-1", date(2025, 10, 31)),
        ("dispatched", "2-2", date(2025, 10, 31)),
    ]
    assert all(part.moves.get().event for part in parts)
    water = office.liaison(WATER)
    with pytest.raises(RefusedError, match="还有2个下级事项"):
        office.do(water, "2", "claim", done="完成")
    for number, town in (("2-1", "青石街道"), ("2-2", "柳湾镇")):
        office.do(office.liaison(town), number, "accept")
        office.do(office.liaison(town), number, "claim", done="完成", evidence=(PAPER,))
        office.do(office.verifier, number, "verify_accept", finding="属实")
        office.do(office.supervisor, number, "close_completed")
    office.do(water, "2", "claim", done="完成")
    assert prove().broken is None


def test_reported_and_verified_values_are_both_kept(office: Office) -> None:
    office.claim()
    target = office.item("1").targets.get()
    values = {target.pk: Decimal(10)}
    office.do(office.verifier, "1", "verify_reject", reason="实为10个", values=values, method="site")
    kept = [(value.value, value.report_id is None) for value in Value.objects.order_by("id")]
    assert kept == [(Decimal(12), False), (Decimal(10), True)]
    found = Verification.objects.get()
    assert (found.accepted, found.method, found.round, found.unit_id) == (
        False,
        "site",
        1,
        office.unit("区审计局"),
    )


def test_evidence_is_kept_once_under_its_hash(office: Office) -> None:
    office.claim()
    office.do(office.liaison(HOUSING), "1", "add_evidence", evidence=(PAPER,))
    rows = list(Evidence.objects.all())
    assert len({row.digest for row in rows}) == 1
    assert [(row.media_type, row.report_id is None) for row in rows] == [
        ("text/plain", False),
        ("text/plain", True),
    ]
    assert path_of(rows[0].digest).read_bytes() == PAPER.content


def test_a_refused_move_leaves_no_file(office: Office) -> None:
    office.dispatch("1")
    with pytest.raises(RefusedError):
        office.do(office.liaison(WATER), "1", "add_evidence", evidence=(Upload("别的.txt", b"abc"),))
    assert not Evidence.objects.exists()
    assert not list(path_of("0" * 64).parents[2].glob("**/*"))


def test_a_bulk_act_is_one_act_and_tells_what_it_left(office: Office) -> None:
    ids = [office.item(number).pk for number in "1234"]
    seen = preview(office.supervisor, ids, "dispatch", Handed(), today=office.today)
    assert not Move.objects.exists()
    outcome = move_many(office.supervisor, ids, "dispatch", Handed(), today=office.today, at=at(office.today))
    assert (seen.allowed, seen.refused) == (outcome.allowed, outcome.refused)
    assert outcome.done == tuple(ids[:3])
    assert [refusal.code for one in outcome.refused for refusal in one.refusals] == ["has_lead"]
    numbers = Move.objects.values_list("event", flat=True)
    assert outcome.action is not None
    assert Event.objects.filter(action=outcome.action).count() == 3 == len(set(numbers))
    assert office.item("1").ledger.state == "running"


def test_a_bulk_act_is_taken_back_as_far_as_nobody_accepted(office: Office) -> None:
    ids = [office.item(number).pk for number in "123"]
    outcome = move_many(office.supervisor, ids, "dispatch", Handed(), today=office.today, at=at(office.today))
    office.do(office.liaison(WATER), "2", "accept")
    assert outcome.action is not None
    back = undo_many(office.supervisor, outcome.action, today=office.today, at=at(office.today))
    assert back.done == (ids[0], ids[2])
    assert [(one.item, one.refusals[0].code) for one in back.refused] == [(ids[1], "not_last")]
    assert office.item("1").dispatched_on is None


def test_an_item_that_nobody_can_measure_goes_out_on_record(office: Office) -> None:
    office.item("1").targets.all().delete()
    Item.objects.filter(pk=office.item("1").pk).update(has_measure=False)
    with pytest.raises(RefusedError, match="无法衡量"):
        office.do(office.supervisor, "1", "dispatch")
    assert office.do(office.supervisor, "1", "dispatch", waive=True).marks == ["waived"]
    office.do(office.liaison(HOUSING), "1", "return", reason="说不清")
    office.do(office.supervisor, "1", "redispatch", statement="仍按此办")


def test_a_report_files_the_return_that_is_due(office: Office) -> None:
    office.dispatch("1")
    tick(office.today, at(office.today))
    duty = Duty.objects.get(unit_id=office.unit(HOUSING))
    assert (duty.period, duty.due) == ("2025-08", date(2025, 8, 29))
    housing = office.liaison(HOUSING)
    office.do(housing, "1", "accept")
    office.do(housing, "1", "report", done="开工", problems="缺人", next_steps="加班")
    duty.refresh_from_db()
    assert duty.filed_at is not None
    assert not duty.late
    assert duty.report.done == "开工"
    with pytest.raises(RefusedError, match="没有这项报送任务"):
        file_nil(housing, duty.pk, today=office.today, at=at(office.today))


def test_a_nil_return_files_it_and_lateness_is_told(office: Office) -> None:
    office.dispatch("1")
    tick(office.today, at(office.today))
    duty = Duty.objects.get(unit_id=office.unit(HOUSING))
    with pytest.raises(RefusedError):
        file_nil(office.liaison(WATER), duty.pk, today=office.today, at=at(office.today))
    day = date(2025, 9, 1)
    filed = file_nil(office.liaison(HOUSING), duty.pk, today=day, at=at(day))
    assert (filed.nil, filed.late) == (True, True)
    assert Event.objects.filter(kind="duty.nil").count() == 1


def test_two_people_editing_the_second_is_told_and_nothing_is_lost(office: Office) -> None:
    item = office.item("1")
    move(
        office.supervisor,
        item.pk,
        "dispatch",
        Handed(),
        revision=item.revision,
        today=office.today,
        at=at(office.today),
    )
    with pytest.raises(StaleError) as stale:
        move(
            office.supervisor,
            item.pk,
            "dispatch",
            Handed(),
            revision=item.revision,
            today=office.today,
            at=at(office.today),
        )
    assert stale.value.revision == item.revision + 1
    assert office.item("1").moves.count() == 1


def test_pages_are_offered_what_the_actor_may_do(office: Office) -> None:
    office.dispatch("1")
    names = {
        offer.move.id: offer.allowed
        for offer in offers(office.liaison(HOUSING), office.item("1"), office.today)
    }
    assert names == {"accept": True, "return": True, "split": True, "add_evidence": True, "comment": True}
    assert offers(office.liaison(WATER), office.item("1"), office.today) == ()


def test_the_clock_reminds_and_does_nothing_else(office: Office) -> None:
    office.dispatch("1")
    row = office.do(CLOCK_ACTOR, "1", "remind")
    assert (row.part, row.by_id, row.by_name) == ("clock", None, "时钟")
    with pytest.raises(RefusedError):
        office.do(CLOCK_ACTOR, "1", "accept")


def test_the_lamp_follows_the_dates_and_the_values(office: Office) -> None:
    office.dispatch("1")
    office.do(office.liaison(HOUSING), "1", "accept")
    assert office.item("1").lamp == "green"
    target = office.item("1").targets.get()
    office.later(30)
    office.do(office.liaison(HOUSING), "1", "report", done="进度慢", values={target.pk: Decimal(1)})
    assert office.item("1").lamp == "red"  # 30 of 46 days have gone, 1 of 12 is done
    office.do(office.liaison(HOUSING), "1", "report", done="赶上了", values={target.pk: Decimal(11)})
    assert office.item("1").lamp == "green"
    tick(date(2025, 9, 25), at(date(2025, 9, 25)))
    assert office.item("1").lamp == "yellow"
    tick(date(2025, 10, 9), at(date(2025, 10, 9)))
    assert office.item("1").lamp == "red"
