"""Findings: said in both languages, dealt with and taken back, counted while they are open, known again when reread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied

from duban.server.audit.finding import tell
from duban.server.audit.models import Event
from duban.server.audit.queries import prove
from duban.server.documents.actions import add_version
from duban.server.ledger.actions import RefusedError, StaleError
from duban.server.ledger.answering import Answering, answer_finding, answer_general
from duban.server.ledger.findings import of_document, of_item, said, standings
from duban.server.ledger.models import Answer, FindingAnswer, Item
from duban.server.ledger.queries import Wanted, wanted_items
from duban.server.ledger.registration import register
from duban.server.ledger.review import Correcting, correct
from server.ledger.office import TEXT, Office, adopted, at

if TYPE_CHECKING:
    from collections.abc import Callable

    from duban.server.documents.models import Version

pytestmark = pytest.mark.django_db

#: The last task names nobody, which is its finding.
NUMBER = "4"


def first(office: Office, number: str = NUMBER) -> str:
    return of_item(office.item(number))[0].key


def answer(office: Office, given: Answering, number: str = NUMBER) -> FindingAnswer:
    item = office.item(number)
    return answer_finding(office.supervisor, item.pk, given, revision=item.revision, at=at(office.today))


def open_items(office: Office) -> set[int]:
    return set(wanted_items(office.supervisor, Wanted(finding=True)).values_list("pk", flat=True))


def reread(office: Office, change: Callable[[str], str]) -> Version:
    version, _ = add_version(
        office.supervisor, change(TEXT).encode(), file_name="更正.txt", dated=None, at=at(office.today)
    )
    register(office.supervisor, version, adopted=adopted(), owner=office.ledger.owner_id, at=at(office.today))
    return version


def test_it_works(office: Office) -> None:
    item = office.item(NUMBER)
    before = len(item.findings)
    assert before
    assert item.open_findings == before
    made = answer(office, Answering(first(office), Answer.LATER, " 由办公室11月底前与区教育局商定 "))
    after = office.item(NUMBER)
    assert (after.open_findings, after.revision) == (before - 1, item.revision + 1)
    assert after.findings == item.findings
    (standing, *_) = of_item(after)
    assert (standing.open, standing.answer, made.note) == (False, made, "由办公室11月底前与区教育局商定")
    event = Event.objects.get(kind="item.finding")
    assert (event.subject, event.reason, event.after["answer"]) == (str(item.pk), made.note, "later")
    told = tell(event)
    assert told.zh.startswith("疑点另行解决：")
    assert told.en.startswith("finding to be settled: ")
    assert prove().broken is None


def test_it_is_said_in_both_languages_from_what_is_stored(office: Office) -> None:
    found = [one.finding for item in office.ledger.items.all() for one in of_item(item)]
    assert found
    for finding in found:
        assert said(finding, "zh") == finding["message"] != said(finding, "en")


def test_taking_back_opens_it_again_and_keeps_what_was_said(office: Office) -> None:
    key, count = first(office), office.item(NUMBER).open_findings
    answer(office, Answering(key, Answer.NO_DEFECT))
    answer(office, Answering(key, Answer.REOPENED, "看错了"))
    assert office.item(NUMBER).open_findings == count
    assert of_item(office.item(NUMBER))[0].open
    assert [row.answer for row in FindingAnswer.objects.all()] == ["no_defect", "reopened"]
    assert [event.before for event in Event.objects.filter(kind="item.finding")] == [
        {},
        {"answer": "no_defect"},
    ]


def test_items_with_open_findings_are_found_until_all_are_dealt_with(office: Office) -> None:
    item = office.item(NUMBER)
    assert item.pk in open_items(office)
    for standing in of_item(item):
        answer(office, Answering(standing.key, Answer.CORRECTED))
    assert item.pk not in open_items(office)
    answer(office, Answering(first(office), Answer.REOPENED))
    assert item.pk in open_items(office)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (Answering("nothing", Answer.NO_DEFECT), "no_such_finding"),
        (Answering("", Answer.LATER), "say_who"),
        (Answering("", Answer.LATER, "  "), "say_who"),
        (Answering("", Answer.REOPENED), "not_answered"),
    ],
)
def test_what_makes_no_sense_is_refused_and_writes_nothing(
    office: Office, given: Answering, code: str
) -> None:
    before = Event.objects.count()
    with pytest.raises(RefusedError) as refused:
        answer(office, Answering(given.key or first(office), given.answer, given.note))
    assert [one.code for one in refused.value.refusals] == [code]
    assert (Event.objects.count(), FindingAnswer.objects.count()) == (before, 0)


def test_who_does_not_review_decides_nothing(office: Office) -> None:
    item = office.item(NUMBER)
    given = Answering(first(office), Answer.NO_DEFECT)
    for who in (office.verifier, office.leader, office.liaison("区水务局")):
        with pytest.raises(PermissionDenied):
            answer_finding(who, item.pk, given, revision=item.revision, at=at(office.today))
    assert not FindingAnswer.objects.exists()


def test_who_comes_too_late_is_told(office: Office) -> None:
    item = office.item(NUMBER)
    given = Answering(first(office), Answer.NO_DEFECT)
    answer(office, given)
    with pytest.raises(StaleError):
        answer_finding(office.supervisor, item.pk, given, revision=item.revision, at=at(office.today))


def test_a_withdrawn_item_is_left_alone(office: Office) -> None:
    Item.objects.filter(pk=office.item(NUMBER).pk).update(withdrawn=True)
    with pytest.raises(RefusedError):
        answer(office, Answering(first(office), Answer.NO_DEFECT))


def test_a_finding_that_moved_with_a_new_version_is_the_same(office: Office) -> None:
    old = of_item(office.item(NUMBER))
    for standing in old:
        answer(office, Answering(standing.key, Answer.NO_DEFECT))
    reread(office, lambda text: text.replace("1.", "前言：本年度任务如下。\n1.", 1))
    item = office.item(NUMBER)
    assert [one.key for one in of_item(item)] == [one.key for one in old]
    assert [one.finding["start"] for one in of_item(item)] != [one.finding["start"] for one in old]
    assert item.open_findings == 0


def test_what_a_new_version_says_otherwise_than_was_decided_is_open_in_both_languages(office: Office) -> None:
    item = office.item("1")
    decision = Correcting("title", "小区和管道")
    correct(office.supervisor, item.pk, decision, revision=item.revision, at=at(office.today))
    count = office.item("1").open_findings
    reread(office, lambda text: text.replace("改造老旧小区", "改造老旧居住小区"))
    item = office.item("1")
    differing = [one for one in of_item(item) if one.finding["code"] == "reread_differs"]
    assert differing
    assert item.open_findings == sum(one.open for one in of_item(item)) > count
    title = next(one for one in differing if one.finding["field"] == "title")
    assert said(title.finding, "zh") == "文件新版本的标题与人工审定的不同，请核对"
    assert said(title.finding, "en").startswith("the title in the new version")
    answer(office, Answering(title.key, Answer.CORRECTED), "1")
    assert office.item("1").open_findings == item.open_findings - 1


def test_findings_that_say_the_same_are_told_apart() -> None:
    alike = {"code": "repeated_span", "message": "“公园”连续重复。", "start": 1}
    found = standings([alike, {**alike, "start": 9}, {**alike, "code": "other"}], [])
    assert len({one.key for one in found}) == 3


def test_a_finding_about_the_whole_document(office: Office) -> None:
    ledger, version = office.ledger, office.item("1").version
    assert version is not None
    version.reading["findings"] = [
        {"code": "no_owner", "severity": "info", "message": "…", "item": None, "start": 0, "end": 1}
    ]
    version.save(update_fields=["reading"])
    key = of_document(ledger, version.reading)[0].key
    given = Answering(key, Answer.NO_DEFECT, "由办公室统一负责")
    answer_general(office.supervisor, ledger.pk, version.pk, given, at=at(office.today))
    assert not of_document(ledger, version.reading)[0].open
    event = Event.objects.get(kind="ledger.finding")
    assert (event.subject, event.reason) == (str(ledger.pk), "由办公室统一负责")
    for wrong in (999_999, version.pk):
        with pytest.raises(RefusedError):
            answer_general(
                office.supervisor,
                ledger.pk,
                wrong,
                Answering("nothing" if wrong == version.pk else key, Answer.NO_DEFECT),
                at=at(office.today),
            )
    with pytest.raises(PermissionDenied):
        answer_general(office.leader, ledger.pk, version.pk, given, at=at(office.today))
