"""Moving items on: two people at once, evidence, corrections, many items in one act, the whole loop."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from duban.server.audit.models import Event
from duban.server.ledger.models import Duty, Move
from server.api.test_answers import conforms

if TYPE_CHECKING:
    from server.api.programs import Programs

pytestmark = pytest.mark.django_db

PAPER = "经现场查看，已经完成。".encode()


def paper(name: str = "验收单.txt", content: bytes = PAPER) -> BytesIO:
    file = BytesIO(content)
    file.name = name
    return file


def test_it_works_from_dispatch_to_closure(programs: Programs) -> None:
    office = programs.office
    ducha, zhujian, hecha = programs["ducha"], programs["zhujian"], programs["hecha"]
    item = office.item("1")
    address = f"/items/{item.pk}"
    dispatched = ducha.move(item.pk, 1, {"move": "dispatch"})
    assert (dispatched.status_code, dispatched["ETag"]) == (201, '"2"')
    conforms("/items/{item_id}/moves", "post", 201, dispatched.json())
    seen = zhujian.get(address)
    offer = {offer["move"]: offer for offer in seen.json()["offers"]}["accept"]
    assert offer["allowed"]
    accepted = zhujian.post(f"{address}/moves", {"move": "accept"}, if_match=seen["ETag"])
    assert accepted.json()["item"]["state"]["code"] == "in_progress"
    values = {str(target["id"]): target["value"] for target in seen.json()["targets"]}
    claim = {"move": "claim", "done": "全部完成", "values": values}
    sent = zhujian.send(
        f"{address}/moves", {"move": json.dumps(claim), "evidence": [paper()]}, if_match=accepted["ETag"]
    )
    assert sent.status_code == 201, sent.json()
    piece = sent.json()["item"]["evidence"][0]
    assert (piece["name"], piece["size"]) == ("验收单.txt", len(PAPER))
    file = hecha.get(f"/evidence/{piece['id']}/content")
    assert b"".join(file.streaming_content) == PAPER
    assert file["Content-Disposition"].startswith("attachment")
    assert file["Content-Type"] == "application/octet-stream"
    verified = hecha.post(
        f"{address}/moves", {"move": "verify_accept", "finding": "属实"}, if_match=sent["ETag"]
    )
    closed = ducha.post(f"{address}/moves", {"move": "close_completed"}, if_match=verified["ETag"])
    assert closed.json()["item"]["outcome"] == "completed"
    history = ducha.get(f"{address}/moves?limit=2").json()
    older = ducha.get(f"{address}/moves?cursor={history['next']}").json()
    steps = [step["move"]["code"] for step in (*history["results"], *older["results"])]
    assert steps == ["close_completed", "verify_accept", "claim", "accept", "dispatch"]
    assert older["results"][0]["report"]["done"] == "全部完成"
    assert older["next"] is None


def test_the_second_of_two_editors_is_told_and_nothing_is_lost(programs: Programs) -> None:
    item = programs.office.item("1")
    one, two = programs["ducha"], programs["ducha"]
    tag = one.get(f"/items/{item.pk}")["ETag"]
    assert one.post(f"/items/{item.pk}/moves", {"move": "dispatch"}, if_match=tag).status_code == 201
    events = Event.objects.count()
    late = two.post(f"/items/{item.pk}/moves", {"move": "comment", "statement": "慢了"}, if_match=tag)
    error = late.json()["error"]
    assert (late.status_code, error["code"]) == (412, "stale")
    assert (error["present"]["revision"], error["present"]["state"]["code"]) == (2, "dispatched")
    assert (Event.objects.count(), Move.objects.filter(item=item).count()) == (events, 1)
    again = two.move(item.pk, error["present"]["revision"], {"move": "comment", "statement": "慢了"})
    assert again.status_code == 201


def test_what_was_seen_must_be_said(programs: Programs) -> None:
    item, ducha = programs.office.item("1"), programs["ducha"]
    refused = {'"7"': 412, '"x"': 422, "1": 422, "*": 422, '"1", "2"': 422}
    for given, status in refused.items():
        found = ducha.post(f"/items/{item.pk}/moves", {"move": "dispatch"}, if_match=given)
        assert found.status_code == status, given
    without = ducha.post(f"/items/{item.pk}/moves", {"move": "dispatch"})
    assert (without.status_code, without.json()["error"]["code"]) == (428, "if_match_required")
    assert Move.objects.count() == 0
    ducha.move(item.pk, 1, {"move": "dispatch"})
    said = {"move": "comment", "statement": "看到了"}
    for given in ('W/"2"', '"3-0123abcd"'):
        assert ducha.post(f"/items/{item.pk}/moves", said, if_match=given).status_code == 201, given


def test_a_lamp_that_turned_is_nobodys_edit(programs: Programs) -> None:
    item = programs.office.item("1")
    tag = programs["ducha"].get(f"/items/{item.pk}")["ETag"]
    type(item).objects.filter(pk=item.pk).update(lamp="red")
    assert programs["ducha"].get(f"/items/{item.pk}")["ETag"] != tag
    assert (
        programs["ducha"].post(f"/items/{item.pk}/moves", {"move": "dispatch"}, if_match=tag).status_code
        == 201
    )


def test_a_refusal_tells_every_reason_in_the_language_asked_for(programs: Programs) -> None:
    item = programs.office.item("1")
    programs.office.dispatch("1")
    for language, word in (("zh", "理由"), ("en", "reason")):
        refused = programs["zhujian"].move(item.pk, 2, {"move": "return"}, accept_language=language)
        assert refused.status_code == 409
        reasons = {one["code"]: one["message"] for one in refused.json()["error"]["refusals"]}
        assert word in reasons["missing_reason"]


def test_a_file_that_is_not_what_it_says_is_refused(programs: Programs) -> None:
    office = programs.office
    office.dispatch("1")
    office.do(office.liaison("区住房城乡建设局"), "1", "accept")
    form = {"move": json.dumps({"move": "claim", "done": "完成"}), "evidence": [paper("照片.png", b"MZ\0\0")]}
    refused = programs["zhujian"].send(f"/items/{office.item('1').pk}/moves", form, if_match='"3"')
    assert refused.status_code == 409
    assert "evidence_type" in {one["code"] for one in refused.json()["error"]["refusals"]}


def test_a_form_with_unknown_parts_is_refused(programs: Programs) -> None:
    item = programs.office.item("1")
    form = {"move": json.dumps({"move": "dispatch"}), "files": [paper()], "note": "x"}
    refused = programs["ducha"].send(f"/items/{item.pk}/moves", form, if_match='"1"')
    places = {problem["place"] for problem in refused.json()["error"]["fields"]}
    assert (refused.status_code, places) == (422, {"body.files", "body.note"})


def test_many_items_with_preview(programs: Programs) -> None:
    office = programs.office
    ids = [office.item(number).pk for number in ("1", "2", "4")]
    asked = {"move": "dispatch", "items": [*ids, 999_999]}
    preview = programs["ducha"].post("/moves?preview=true", asked)
    assert preview.status_code == 200
    conforms("/moves", "post", 200, preview.json())
    assert preview.json()["action"] is None
    assert Move.objects.count() == 0
    made = programs["ducha"].post("/moves", asked).json()
    assert made["allowed"] == preview.json()["allowed"]
    assert made["refused"] == preview.json()["refused"]
    assert [one["item"] for one in made["allowed"]] == ids[:2]
    assert {one["item"] for one in made["refused"]} == {ids[2], 999_999}
    assert Event.objects.filter(action=made["action"]).count() == 2


def test_a_field_is_decided_and_what_was_read_stays(programs: Programs) -> None:
    item = programs.office.item("1")
    address = f"/items/{item.pk}/corrections"
    ducha = programs["ducha"]
    decided = ducha.post(address, {"field": "title", "value": "改造小区"}, if_match='"1"')
    assert (decided.status_code, decided["ETag"], decided.json()["title"]) == (201, '"2"', "改造小区")
    late = ducha.post(address, {"field": "title", "value": "改造"}, if_match='"1"')
    assert (late.status_code, late.json()["error"]["present"]["title"]) == (412, "改造小区")
    told = ducha.get(address).json()
    assert (told["read"]["title"], told["results"][0]["decided"]) == ("改造老旧小区", "改造小区")
    wrong = ducha.post(address, {"field": "lamp", "value": "green"}, if_match='"2"')
    assert (wrong.status_code, wrong.json()["error"]["fields"][0]["place"]) == (422, "body.field")


def test_a_nil_return_is_filed_once(programs: Programs) -> None:
    office = programs.office
    office.dispatch("1")
    today = office.today
    duty = Duty.objects.create(
        item=office.item("1"),
        unit_id=office.unit("区住房城乡建设局"),
        kind="monthly",
        period="2025-08",
        start=today,
        end=today,
        due=today,
        grace_until=today,
    )
    zhujian = programs["zhujian"]
    assert [one["id"] for one in zhujian.get("/duties").json()["results"]] == [duty.pk]
    assert programs["shuiwu"].get("/duties").json()["results"] == []
    assert [one["id"] for one in programs["ducha"].get("/duties?whose=missing").json()["results"]] == [
        duty.pk
    ]
    assert programs["shuiwu"].post(f"/duties/{duty.pk}/nil").status_code == 409
    filed = zhujian.post(f"/duties/{duty.pk}/nil")
    assert (filed.status_code, filed.json()["nil"], filed.json()["late"]) == (201, True, True)
    assert zhujian.post(f"/duties/{duty.pk}/nil").json()["error"]["refusals"][0]["code"] == "no_such_duty"


def test_a_list_costs_the_same_number_of_queries_however_long(programs: Programs) -> None:
    ducha = programs["ducha"]
    counts = []
    for limit in (1, 4):
        ducha.get(f"/items?limit={limit}")
        with CaptureQueriesContext(connection) as asked:
            ducha.get(f"/items?limit={limit}")
        counts.append(len(asked))
    assert counts[0] == counts[1] < 12


def test_a_document_is_brought_and_read(programs: Programs) -> None:
    text = "青石街道2025年工作安排\n\n1.整治积水点3处，9月底前完成。（牵头单位：区水务局）\n"
    ducha = programs["ducha"]
    sent = ducha.send("/documents", {"files": [paper("安排.txt", text.encode())]})
    assert sent.status_code == 202
    conforms("/documents", "post", 202, sent.json())
    batch = ducha.get(f"/jobs?batch={sent.json()['batch']}").json()
    assert batch["total"] == 1
    job = ducha.get(f"/jobs/{batch['results'][0]['id']}").json()
    assert job["file_name"] == "安排.txt"
    assert ducha.post(f"/jobs/{job['id']}/retry").status_code in {202, 409}
    unknown = ducha.send("/documents", {"files": [paper()], "mechanism": "Z9"})
    assert unknown.json()["error"]["fields"][0]["place"] == "body.mechanism"
