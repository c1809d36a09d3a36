"""Every answer is what the description promises, and single things are sent once and then only when they changed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]

from duban.server.api.urls import api
from server.api.test_access import TABLE, places

if TYPE_CHECKING:
    from server.api.programs import Program, Programs

__all__ = ["places"]

pytestmark = pytest.mark.django_db

GETS = [path for method, path in TABLE if method == "get" and "job" not in path]
TAGGED = [
    path.removeprefix("/api/v1")
    for path, operations in api.get_openapi_schema()["paths"].items()
    if "304" in operations.get("get", {}).get("responses", {}) and "job" not in path
]


@cache
def described_whole() -> dict[str, Any]:
    return dict(api.get_openapi_schema())


def conforms(path: str, method: str, status: int, body: Any) -> None:
    described = described_whole()
    operation = described["paths"][f"/api/v1{path.partition('?')[0]}"][method]
    response = operation["responses"].get(status) or operation["responses"].get(str(status))
    response = response or operation["responses"]["default"]
    schema = response["content"]["application/json"]["schema"]
    whole = {**schema, "components": described["components"]}
    Draft202012Validator(whole, format_checker=FormatChecker()).validate(body)


def test_answers_are_as_described(programs: Programs, places: dict[str, object]) -> None:
    for program in (programs["ducha"], programs["shenji"]):
        for path in GETS:
            response = program.get(path.format(**places))
            if response["Content-Type"].startswith("application/json"):
                conforms(path, "get", response.status_code, response.json())


def test_what_is_kept_is_not_sent_again(programs: Programs, places: dict[str, object]) -> None:
    program = programs["ducha"]
    assert len(TAGGED) == 11
    for path in TAGGED:
        address = path.format(**places)
        first = program.get(address)
        assert first["Cache-Control"] == "private, no-cache", path
        again = program.get(address, if_none_match=first["ETag"])
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"]), path
        assert program.get(address, if_none_match=f"W/{first['ETag']}").status_code == 304
        assert program.get(address, if_none_match='"other"').status_code == 200


def test_the_tag_follows_the_answer_and_not_the_revision_alone(programs: Programs) -> None:
    item = programs.office.item("1")
    chinese = programs["ducha"].get(f"/items/{item.pk}", accept_language="zh-CN")
    english = programs["ducha"].get(f"/items/{item.pk}", accept_language="en-GB,zh;q=0.5")
    assert chinese["ETag"] != english["ETag"]
    assert chinese["ETag"].startswith(f'"{item.revision}-')
    assert english.json()["state"] == {"code": "registered", "message": "registered"}
    assert (chinese["Content-Language"], english["Content-Language"]) == ("zh-hans", "en")


def test_head_is_get_without_a_body(programs: Programs) -> None:
    program = programs["ducha"]
    got = program.get("/me")
    head = program.client.head("/api/v1/me", headers={"authorization": f"Bearer {program.secret}"})
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", got["ETag"])


def test_me_says_what_the_token_may(programs: Programs) -> None:
    me = programs.reading("hecha").get("/me").json()
    assert (me["username"], me["by"], me["token"]["read_only"]) == ("hecha", "token", True)
    assert me["posts"] == [
        {"role": "verifier", "unit": {"id": programs.office.unit("区审计局"), "name": "区审计局"}}
    ]
    assert me["rights"] == ["see all items", "verify"]


def test_units_as_a_tree_and_by_words(programs: Programs) -> None:
    program = programs["zhujian"]
    rows = {row["id"]: row for row in program.get("/units").json()["results"]}
    assert all(
        row["depth"] == (rows[row["parent"]]["depth"] + 1 if row["parent"] else 0) for row in rows.values()
    )
    found = program.get("/units?q=水务").json()["results"]
    assert [row["short"] for row in found] == ["", "区水务局"]
    then = program.get("/units/resolve?name=各街道&on=2025-06-30").json()["results"][0]
    now = program.get("/units/resolve?name=各街道").json()["results"][0]
    assert (len(then["units"]), len(now["units"])) == (2, 3)


def test_the_log_is_leafed_through_by_number(programs: Programs) -> None:
    auditor = programs["shenji"]
    page = auditor.get("/events?limit=150").json()
    numbers = [event["number"] for event in page["results"]]
    while page["next"]:
        page = auditor.get(f"/events?limit=7&cursor={page['next']}").json()
        numbers += [event["number"] for event in page["results"]]
    assert numbers == list(range(numbers[0], 0, -1))
    item = programs.office.item("1")
    assert auditor.get("/events?since=2999-01-01T00:00:00").json()["results"] == []
    assert auditor.get("/events?until=2999-01-01T00:00:00%2B08:00&limit=1").json()["next"]
    about = auditor.get(f"/events?subject=item:{item.pk}").json()["results"]
    assert {event["subject"] for event in about} == {str(item.pk)}
    assert auditor.get("/verify").json()["holds"] is True


def follow(auditor: Program, after: int, more: str = "") -> list[dict[str, Any]]:
    """What a program that has read the log up to ``after`` finds."""
    events: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = auditor.get(f"/events?order=asc&limit=3&after={after}{more}{cursor}").json()
        events += page["results"]
        cursor = page["next"] and f"&cursor={page['next']}"
    return events


def test_the_log_is_followed_forward_without_a_gap(programs: Programs) -> None:
    auditor, office = programs["shenji"], programs.office
    first = follow(auditor, 0)
    last = first[-1]["number"]
    assert [event["number"] for event in first] == list(range(1, last + 1))
    assert first[1]["previous"] == first[0]["digest"]
    office.claim()
    second = follow(auditor, last)
    assert [event["number"] for event in second] == list(range(last + 1, last + 1 + len(second)))
    kinds = {event["kind"] for event in second}
    assert "item.move.dispatch" in kinds
    assert follow(auditor, second[-1]["number"]) == []
    (only,) = {event["kind"] for event in follow(auditor, last, "&kind=item.move.dispatch")}
    assert only == "item.move.dispatch"


def test_after_bounds_the_log_in_either_direction(programs: Programs) -> None:
    auditor = programs["shenji"]
    last = auditor.get("/events?limit=1").json()["results"][0]["number"]
    back = auditor.get(f"/events?after={last - 3}").json()
    assert [event["number"] for event in back["results"]] == [last, last - 1, last - 2]
    assert back["next"] is None
    behind = auditor.get(f"/events?order=asc&after={last - 3}&cursor={last - 1}").json()
    assert [event["number"] for event in behind["results"]] == [last]
    for wrong in ("order=up", "after=-1", f"after={2**63}", "after=x"):
        assert auditor.get(f"/events?{wrong}").status_code == 422, wrong
