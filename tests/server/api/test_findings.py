"""Findings over the API: in the language that was asked for, dealt with, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from duban.server.ledger.models import FindingAnswer

if TYPE_CHECKING:
    from server.api.programs import Program, Programs

pytestmark = pytest.mark.django_db


def item_of(program: Program, number: int, language: str = "zh-CN") -> Any:
    return program.get(f"/items/{number}", accept_language=language).json()


def test_it_works(programs: Programs) -> None:
    ducha, number = programs["ducha"], programs.office.item("4").pk
    before = item_of(ducha, number)
    (finding, *_) = before["findings"]
    assert finding["answer"] is None
    given = {"key": finding["key"], "answer": "later", "note": "由办公室商定"}
    match = {"if_match": f'"{before["revision"]}"'}
    response = ducha.post(f"/items/{number}/findings", given, **match)
    assert response.status_code == 201
    answer = response.json()["findings"][0]["answer"]
    assert (answer["answer"], answer["note"], answer["by"]) == (
        "later",
        "由办公室商定",
        str(programs.office.cast.supervisor),
    )
    late = ducha.post(f"/items/{number}/findings", given, **match)
    assert (late.status_code, late.json()["error"]["present"]["revision"]) == (412, before["revision"] + 1)
    back = {"key": finding["key"], "answer": "reopened"}
    again = ducha.post(f"/items/{number}/findings", back, if_match=response["ETag"])
    assert (again.status_code, again.json()["findings"][0]["answer"]) == (201, None)


def test_a_finding_speaks_the_language_that_was_asked_for(programs: Programs) -> None:
    ducha, number = programs["ducha"], programs.office.item("4").pk
    zh, en = (item_of(ducha, number, language)["findings"] for language in ("zh-CN", "en"))
    assert [one["key"] for one in zh] == [one["key"] for one in en]
    for said, told in zip(zh, en, strict=True):
        assert said["message"] != told["message"]
        assert told["message"][0].isascii()


def test_lists_leave_out_items_whose_findings_are_dealt_with(programs: Programs) -> None:
    ducha, number = programs["ducha"], programs.office.item("4").pk
    for finding in item_of(ducha, number)["findings"]:
        given = {"key": finding["key"], "answer": "corrected"}
        revision = item_of(ducha, number)["revision"]
        ducha.post(f"/items/{number}/findings", given, if_match=f'"{revision}"')
    found = ducha.get("/items?finding=true").json()["results"]
    assert number not in [row["id"] for row in found]


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"key": "nothing", "answer": "no_defect"}, 409),
        ({"key": "nothing", "answer": "done"}, 422),
        ({"answer": "no_defect"}, 422),
        ({"key": "x", "answer": "later", "note": "长" * 256}, 422),
        ({"key": "x", "answer": "no_defect", "by": "me"}, 422),
    ],
)
def test_what_does_not_fit_is_refused(programs: Programs, given: dict[str, object], status: int) -> None:
    item = programs.office.item("4")
    response = programs["ducha"].post(f"/items/{item.pk}/findings", given, if_match=f'"{item.revision}"')
    assert response.status_code == status
    assert not FindingAnswer.objects.exists()


def test_a_finding_about_the_whole_document(programs: Programs) -> None:
    ducha, office = programs["ducha"], programs.office
    version = office.item("1").version
    assert version is not None
    saying = {"name": "no_owner_many", "words": {"total": 4, "count": 2}}
    general = {"code": "no_owner", "severity": "warning", "message": "…", "item": None, "start": 0, "end": 1}
    version.reading["findings"] = [{**general, "saying": saying}]
    version.save(update_fields=["reading"])
    path = f"/ledgers/{office.ledger.pk}/findings"
    (finding,) = ducha.get(path, accept_language="en").json()["results"]
    assert finding["message"].startswith("2 of 4 tasks name no lead unit")
    response = ducha.post(path, {"key": finding["key"], "answer": "no_defect"})
    assert (response.status_code, response.json()["results"][0]["answer"]["answer"]) == (201, "no_defect")
    assert ducha.get(path).json()["results"] == response.json()["results"]
