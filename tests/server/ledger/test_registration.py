"""From a document to a ledger and from its corrected versions to the same ledger: nothing doubles, nothing is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from duban.server.audit.models import Event
from duban.server.audit.queries import prove
from duban.server.documents.actions import add_version
from duban.server.ledger.matching import keys_of, likeness
from duban.server.ledger.models import Assignment, Item, Part, Target
from duban.server.ledger.registration import register
from duban.server.ledger.review import Correcting, correct, merge, split
from server.cast import TODAY, actor
from server.ledger.office import TEXT, Office, adopted, at

if TYPE_CHECKING:
    from duban.server.ledger.models import Ledger
    from duban.server.people.demo import Cast

pytestmark = pytest.mark.django_db

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"


def again(office: Office, text: str, day: date = TODAY) -> Ledger:
    """A corrected version of the document."""
    version, new = add_version(office.supervisor, text.encode(), file_name="更正.txt", dated=None, at=at(day))
    assert new
    return register(office.supervisor, version, adopted=adopted(), owner=office.ledger.owner_id, at=at(day))


def decide(office: Office, number: str, field: str, value: object) -> Item:
    item = office.item(number)
    return correct(
        office.supervisor, item.pk, Correcting(field, value), revision=item.revision, at=at(office.today)
    )


def test_what_was_read_stands_in_the_ledger(office: Office) -> None:
    items = list(office.ledger.items.order_by("ordinal"))
    assert [(item.number, item.section) for item in items] == [
        ("1", "一、城市更新"),
        ("2", "一、城市更新"),
        ("3", "二、乡村建设"),
        ("4", "二、乡村建设"),
    ]
    first = items[0]
    assert first.version is not None
    assert first.text == first.version.source[first.start : first.end]
    assert first.read["lead_units"][0]["name"] == "区住房城乡建设局"
    assert (first.due_dates.get().date, first.due_dates.get().origin) == (date(2025, 9, 30), "document")
    quotes = [(row.start, row.end, row.written) for row in Assignment.objects.all()]
    quotes += [(row.start, row.end, row.text) for row in Target.objects.all()]
    assert all(first.version.source[start:end] == words for start, end, words in quotes)
    assert [(item.has_owner, item.has_measure, item.has_date) for item in items] == [
        (True, True, True),
        (True, True, True),
        (True, True, True),
        (False, True, True),
    ]
    kinds = list(Event.objects.filter(subject_kind__in=("ledger", "item")).values_list("kind", flat=True))
    assert kinds == ["ledger.registered", *["item.added"] * 4]


def test_the_same_version_again_changes_nothing(office: Office) -> None:
    version = office.item("1").version
    assert version is not None
    events = Event.objects.count()
    same = register(office.supervisor, version, adopted=adopted(), owner=office.ledger.owner_id, at=at(TODAY))
    assert (same.pk, Item.objects.count(), Event.objects.count()) == (office.ledger.pk, 4, events)


def test_a_corrected_version_updates_adds_and_withdraws(office: Office) -> None:
    kept = {number: office.item(number).pk for number in "1234"}
    text = (
        TEXT.replace("改造老旧小区12个", "改造老旧小区15个")
        .replace("10月底前整治城区积水点5处", "11月底前整治城区积水点5处")
        .replace(
            "3.清理河道垃圾。",
            "3.修缮乡村道路。12月底前修缮道路8公里。（牵头单位：柳湾镇）\n\n4.清理河道垃圾。",
        )
        .replace("4.推广节水农具。11月底前推广节水农具300套。", "")
    )
    again(office, text)
    assert {item.number: item.pk for item in office.ledger.items.filter(withdrawn=False)} == {
        "1": kept["1"],
        "2": kept["2"],
        "3": office.item("3").pk,
        "4": kept["3"],
    }
    assert Item.objects.get(pk=kept["4"]).withdrawn
    assert office.item("1").targets.get().value == 15
    second = office.item("2")
    assert (second.first_due, second.due) == (date(2025, 11, 30), date(2025, 11, 30))
    assert [due.date for due in second.due_dates.all()] == [date(2025, 10, 31), date(2025, 11, 30)]
    assert Event.objects.filter(kind="item.withdrawn").count() == 1
    again(office, TEXT + "\n")
    assert not Item.objects.get(pk=kept["4"]).withdrawn
    assert office.ledger.items.filter(withdrawn=False).count() == 4
    assert prove().broken is None


def test_what_was_promised_when_it_went_out_stays_the_first_promise(office: Office) -> None:
    office.dispatch("1")
    again(office, TEXT.replace("9月底前改造", "10月底前改造"))
    item = office.item("1")
    assert (item.first_due, item.due) == (date(2025, 9, 30), date(2025, 10, 31))


def test_what_a_person_decided_stays_and_the_difference_is_said(office: Office) -> None:
    decide(office, "1", "title", "老旧小区改造（一期）")
    decide(office, "2", "due", {"date": "2025-10-15", "text": "区长要求"})
    again(
        office, TEXT.replace("1.改造老旧小区。", "1.改造老旧小区和背街小巷。").replace("10月底前", "12月底前")
    )
    assert office.item("1").title == "老旧小区改造（一期）"
    assert office.item("2").due == date(2025, 10, 15)
    said = {
        number: [
            found["field"] for found in office.item(number).findings if found["code"] == "reread_differs"
        ]
        for number in "12"
    }
    assert said == {"1": ["title"], "2": ["due"]}
    assert office.item("1").read["title"] == "改造老旧小区和背街小巷"


def test_what_is_out_keeps_its_units(office: Office) -> None:
    office.dispatch("1")
    again(office, TEXT.replace("（牵头单位：区住房城乡建设局）", "（牵头单位：区水务局）"))
    rows = office.item("1").assignments.filter(until=None, part=Part.LEAD)
    assert [row.written for row in rows] == ["区住房城乡建设局"]
    assert any(found["code"] == "reread_differs" for found in office.item("1").findings)


def test_merged_and_divided_items_stay_so(office: Office) -> None:
    merged = merge(office.supervisor, [office.item("3").pk, office.item("4").pk], at=at(TODAY))
    first = office.item("1")
    assert first.version is not None
    cut = first.version.source.index("同步更新")
    split(office.supervisor, first.pk, cut, revision=first.revision, at=at(TODAY))
    again(office, TEXT + "\n（此件公开发布）\n")
    assert office.ledger.items.filter(withdrawn=False).count() == 4
    assert Item.objects.get(pk=merged.pk).text.count("\n") == 1


def test_keys_do_not_change_with_the_numbering() -> None:
    def entry(section: str, title: str) -> dict[str, object]:
        return {"path": [section], "kind": "task", "title": title}

    one = keys_of([entry("一、城市更新", "改造老旧小区"), entry("一、城市更新", "改造老旧小区")])
    two = keys_of([entry("二、城市更新", "改造老旧小区。")])
    assert one == [two[0], f"{two[0]}#2"]
    long = keys_of([entry("一" * 300, "甲" * 400), entry("一" * 300, "乙" * 400)])
    assert all(len(key) <= 96 for key in long)
    assert len(set(long)) == 2


def test_likeness_is_of_words() -> None:
    assert likeness("改造老旧小区12个", "改造老旧小区15个") > 0.8
    assert likeness("改造老旧小区12个", "推广节水农具300套", least=0.6) == 0.0


@pytest.mark.seeds
@pytest.mark.skipif(not SEEDS.exists(), reason="the seed documents are not beside the checkout")
def test_the_key_task_plan_of_the_seeds(cast: Cast) -> None:
    supervisor = actor(cast.supervisor)
    content = next(SEEDS.glob("003_*.txt")).read_bytes()
    version, _ = add_version(supervisor, content, file_name="003.txt", dated=None, at=at(TODAY))
    owner = cast.units["区政府督查室"].pk
    ledger = register(supervisor, version, adopted=adopted(), owner=owner, at=at(TODAY))
    items = list(ledger.items.all())
    assert (len(items), len({item.section for item in items})) == (71, 11)
    led = {row.item_id for row in Assignment.objects.filter(part=Part.LEAD)}
    bracketed = {item.pk for item in items if "牵头单位" in item.text[item.text.rfind("(") :]}
    assert len(led & bracketed) == 68
