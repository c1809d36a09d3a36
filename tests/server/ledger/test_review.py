"""Review: what the program read and what a person decided are both there, and what is missing is said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import PermissionDenied

from duban.server.audit.models import Event
from duban.server.audit.queries import prove
from duban.server.ledger.actions import RefusedError, StaleError
from duban.server.ledger.models import Correction, Item, Part
from duban.server.ledger.review import Correcting, Gap, correct, merge, ready, resolve_alias, split, start
from duban.server.people.models import Alias
from server.ledger.office import PAPER, TEXT, Office, at, open_office

if TYPE_CHECKING:
    from duban.server.people.demo import Cast

pytestmark = pytest.mark.django_db

TARGET: dict[str, Any] = {
    "indicator": "惠及居民",
    "comparator": ">=",
    "value": "1500",
    "high": None,
    "unit": "户",
    "change": "level",
    "due": None,
    "text": "惠及居民1500户以上",
}


def decide(office: Office, number: str, field: str, value: object, *span: int) -> Item:
    item = office.item(number)
    decision = Correcting(field, value, *span)
    return correct(office.supervisor, item.pk, decision, revision=item.revision, at=at(office.today))


def quote(office: Office, words: str) -> tuple[int, int]:
    version = office.item("1").version
    assert version is not None
    start_ = version.source.index(words)
    return start_, start_ + len(words)


def test_a_decision_stands_beside_what_was_read(office: Office) -> None:
    before = office.item("1")
    span = quote(office, "同步更新燃气管道")
    item = decide(office, "1", "title", "小区和管道", *span)
    assert (item.title, item.read["title"], item.revision) == (
        "小区和管道",
        "改造老旧小区",
        before.revision + 1,
    )
    row = Correction.objects.get()
    assert (row.field, row.read, row.decided, row.start, row.end) == (
        "title",
        "改造老旧小区",
        "小区和管道",
        *span,
    )
    event = Event.objects.get(kind="item.corrected")
    assert (event.before, event.after["value"]) == ({"value": "改造老旧小区"}, "小区和管道")


@pytest.mark.parametrize(
    ("field", "value", "column"),
    [("number", "1之一", "number"), ("kind", "measure", "kind"), ("ongoing", True, "ongoing")],
)
def test_plain_fields(office: Office, field: str, value: object, column: str) -> None:
    pk = office.item("1").pk
    decide(office, "1", field, value)
    assert getattr(Item.objects.get(pk=pk), column) == value


def test_units_are_named_where_they_are_written(office: Office) -> None:
    assert ready(office.ledger) == (Gap(office.item("4").pk, "no_lead"),)
    item = decide(office, "4", "lead", [{"written": "区水务局", "start": None, "end": None}])
    assert item.has_owner
    assert ready(office.ledger) == ()
    decide(office, "4", "lead", [{"written": "区教育体育局"}, {"written": "区水务局"}])
    held = office.item("4").assignments.filter(until=None, part=Part.LEAD).order_by("position")
    assert [row.written for row in held] == ["区教育体育局", "区水务局"]
    decide(office, "2", "supporting", [])
    assert not office.item("2").assignments.filter(until=None, part=Part.SUPPORTING).exists()


def test_a_date_is_added_and_the_one_that_was_read_stays(office: Office) -> None:
    span = quote(office, "9月底前")
    item = decide(office, "1", "due", {"date": "2025-09-20", "text": "9月底前"}, *span)
    assert (item.due, item.first_due) == (date(2025, 9, 20), date(2025, 9, 20))
    assert [(due.date, due.origin, due.start) for due in item.due_dates.all()] == [
        (date(2025, 9, 30), "document", span[0]),
        (date(2025, 9, 20), "correction", span[0]),
    ]
    assert Correction.objects.get().read == {"date": "2025-09-30", "text": "9月底前"}


def test_targets_are_added_and_removed(office: Office) -> None:
    decide(office, "1", "add_target", TARGET)
    added = office.item("1").targets.get(indicator="惠及居民")
    assert (int(added.value), added.comparator, added.position) == (1500, ">=", 1)
    old = office.item("1").targets.get(position=0)
    decide(office, "1", "remove_target", old.pk)
    assert [target.indicator for target in office.item("1").targets.all()] == ["惠及居民"]
    read: Any = Correction.objects.get(field="remove_target").read
    assert read["value"] == 12
    decide(office, "1", "remove_target", added.pk)
    assert ready(office.ledger)[0] == Gap(office.item("1").pk, "no_measure")


def test_an_item_is_put_below_another_and_never_below_itself(office: Office) -> None:
    first, second = office.item("1"), office.item("2")
    decide(office, "2", "parent", first.pk)
    with pytest.raises(RefusedError, match="成环"):
        decide(office, "1", "parent", second.pk)
    assert decide(office, "2", "parent", None).parent is None


@pytest.mark.parametrize(
    ("field", "value", "span", "code"),
    [
        ("colour", "red", (), "no_such_field"),
        ("title", "", (), "bad_value"),
        ("title", 7, (), "bad_value"),
        ("title", "长" * 501, (), "bad_value"),
        ("kind", "dream", (), "bad_value"),
        ("ongoing", "yes", (), "bad_value"),
        ("due", {"date": "2025-02-30"}, (), "bad_value"),
        ("due", "2025-02-03", (), "bad_value"),
        ("lead", [{"written": ""}], (), "bad_value"),
        ("lead", [{"written": "区水务局", "start": 3}], (), "bad_value"),
        ("add_target", {**TARGET, "comparator": "!="}, (), "bad_value"),
        ("add_target", {**TARGET, "value": "many"}, (), "bad_value"),
        ("remove_target", 0, (), "bad_value"),
        ("parent", 0, (), "no_such_parent"),
        ("title", "小区", (5, 5), "no_such_span"),
        ("title", "小区", (5, 100_000), "no_such_span"),
        ("title", "小区", (5,), "no_such_span"),
    ],
)
def test_what_cannot_be_decided_is_refused(
    office: Office, field: str, value: object, span: tuple[int, ...], code: str
) -> None:
    before = office.item("1")
    with pytest.raises(RefusedError) as error:
        decide(office, "1", field, value, *span)
    assert [refusal.code for refusal in error.value.refusals] == [code]
    assert office.item("1").revision == before.revision
    assert not Correction.objects.exists()


def test_what_a_unit_answers_for_is_fixed_when_it_is_out(office: Office) -> None:
    office.dispatch("1")
    with pytest.raises(RefusedError, match="已交办"):
        decide(office, "1", "due", {"date": "2025-12-31", "text": ""})
    decide(office, "1", "title", "小区改造")
    office.do(office.liaison("区住房城乡建设局"), "1", "return", reason="时限太紧")
    item = decide(office, "1", "due", {"date": "2025-12-31", "text": "重新商定"})
    assert (item.due, item.first_due) == (date(2025, 12, 31), date(2025, 9, 30))
    office.do(office.supervisor, "1", "close_not_to_be_done", reason="取消", evidence=(PAPER,))
    with pytest.raises(RefusedError, match="已销号"):
        decide(office, "1", "title", "小区")


def test_the_second_reviewer_is_told(office: Office) -> None:
    item = office.item("1")
    decide(office, "1", "title", "小区改造")
    with pytest.raises(StaleError) as stale:
        correct(
            office.supervisor,
            item.pk,
            Correcting("title", "别的"),
            revision=item.revision,
            at=at(office.today),
        )
    assert stale.value.revision == item.revision + 1
    assert office.item("1").title == "小区改造"
    with pytest.raises(PermissionDenied):
        correct(
            office.verifier, item.pk, Correcting("title", "x"), revision=item.revision, at=at(office.today)
        )


def test_items_that_are_one(office: Office) -> None:
    first, second = office.item("1"), office.item("2")
    merged = merge(office.supervisor, [second.pk, first.pk], at=at(office.today))
    assert merged.pk == first.pk
    assert (merged.start, merged.end, merged.due) == (first.start, second.end, date(2025, 10, 31))
    assert merged.text == f"{first.text}\n{second.text}"
    names = set(merged.assignments.filter(until=None).values_list("part", "written"))
    assert names == {
        ("lead", "区住房城乡建设局"),
        ("lead", "区水务局"),
        ("supporting", "区住房城乡建设局"),
    }
    assert [target.indicator for target in merged.targets.all()] == ["老旧小区", "城区积水点"]
    gone = Item.objects.get(pk=second.pk)
    assert (gone.withdrawn, gone.revision, merged.revision) == (True, second.revision + 1, first.revision + 1)
    assert gone.corrections.get().decided == {"id": first.pk, "title": first.title}
    assert Event.objects.filter(kind="item.merged").values("action").distinct().count() == 1
    assert prove().broken is None


def test_only_items_of_one_ledger_that_are_not_out_are_merged(office: Office) -> None:
    office.dispatch("1")
    for numbers in ("12", "2", ""):
        with pytest.raises(RefusedError, match="只能合并"):
            merge(office.supervisor, [office.item(number).pk for number in numbers], at=at(office.today))


def test_an_item_that_is_two(office: Office) -> None:
    item = office.item("2")
    cut, _ = quote(office, "建立巡查台账")
    one, two = split(office.supervisor, item.pk, cut, revision=item.revision, at=at(office.today))
    assert item.version is not None
    assert (one.text + two.text, one.end, two.start) == (item.text, cut, cut)
    assert (two.title, two.number, two.due) == ("建立巡查台账", "2-2", item.due)
    assert [target.indicator for target in one.targets.all()] == ["城区积水点"]
    assert not two.targets.exists()
    leads = [
        list(half.assignments.filter(part=Part.LEAD).values_list("written", flat=True)) for half in (one, two)
    ]
    assert leads == [["区水务局"], ["区水务局"]]
    assert two.corrections.get().decided == {"id": one.pk, "title": one.title}
    with pytest.raises(StaleError):
        split(office.supervisor, item.pk, cut - 3, revision=item.revision, at=at(office.today))
    with pytest.raises(RefusedError, match="只能在"):
        split(office.supervisor, one.pk, cut, revision=one.revision, at=at(office.today))


def test_a_name_is_said_once_for_all(cast: Cast) -> None:
    office = open_office(cast, TEXT.replace("区水务局", "水务部门").replace("各街道", "水务部门"))
    assert [gap.code for gap in ready(office.ledger)] == ["unresolved_lead", "unresolved_lead", "no_lead"]
    water = office.unit("区水务局")
    assert resolve_alias(office.supervisor, "水务部门", water, at=at(office.today)) == 2
    assert Alias.objects.get(written="水务部门").unit_id == water
    assert [gap.code for gap in ready(office.ledger)] == ["no_lead"]
    assert office.item("2").has_owner
    kinds = Event.objects.order_by("-number").values_list("kind", "action")[:3]
    assert {kind for kind, _ in kinds} == {"people.alias_added", "item.resolved"}
    assert len({action for _, action in kinds}) == 1
    assert resolve_alias(office.supervisor, "水务部门", water, at=at(office.today)) == 0
    with pytest.raises(RefusedError, match="没有这个单位"):
        resolve_alias(office.supervisor, "别的部门", 0, at=at(office.today))


def test_a_ledger_starts_once(office: Office) -> None:
    for _ in range(2):
        assert start(office.supervisor, office.ledger.pk, at=at(office.today)).state == "running"
    assert Event.objects.filter(kind="ledger.started").count() == 1
