"""Who may call what: a table of every operation, its role and its answer. An operation that is not listed fails."""

from __future__ import annotations

from inspect import unwrap
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from duban.server.api.doors import DOORS
from duban.server.api.urls import api
from server.api.programs import Program

if TYPE_CHECKING:
    from server.api.programs import Programs

pytestmark = pytest.mark.django_db

WHO = ("ducha", "zhujian", "shuiwu", "hecha", "lingdao", "guanli", "anquan", "shenji")
ALL = [200] * 8
#: Supervisor, the item's liaison, another one, verifier, leader, administrator, security officer, auditor. The item is
#: out to 区住房城乡建设局. A write that is let in stops at what is sent (422, 428) or at the loop (409).
TABLE: dict[tuple[str, str], list[int]] = {
    ("get", "/me"): ALL,
    ("get", "/units"): ALL,
    ("get", "/units/resolve?name=各街道"): ALL,
    ("get", "/units/{unit_id}"): ALL,
    ("get", "/documents"): [200, 403, 403, 200, 200, 403, 403, 200],
    ("post", "/documents"): [422, *[403] * 7],
    ("get", "/documents/{document_id}"): [200, 403, 403, 200, 200, 403, 403, 200],
    ("get", "/documents/{document_id}/versions/{ordinal}/source"): [200, 403, 403, 200, 200, 403, 403, 200],
    ("get", "/documents/{document_id}/versions/{ordinal}/reading"): [200, 403, 403, 200, 200, 403, 403, 200],
    ("get", "/jobs?batch={batch}"): [404, *[403] * 7],
    ("get", "/jobs/{job_id}"): [404, *[403] * 7],
    ("post", "/jobs/{job_id}/retry"): [404, *[403] * 7],
    ("get", "/mechanisms"): ALL,
    ("get", "/mechanisms/{mechanism_id}"): ALL,
    ("get", "/ledgers"): [200, 200, 200, 200, 200, 403, 403, 200],
    ("get", "/ledgers/{ledger_id}"): [200, 200, 404, 200, 200, 403, 403, 200],
    ("get", "/items"): [200, 200, 200, 200, 200, 403, 403, 200],
    ("get", "/items/{item_id}"): [200, 200, 404, 200, 200, 403, 403, 200],
    ("get", "/items/{item_id}/corrections"): [200, 200, 404, 200, 200, 403, 403, 200],
    ("post", "/items/{item_id}/corrections"): [428, *[403] * 7],
    ("post", "/items/{item_id}/findings"): [428, *[403] * 7],
    ("get", "/ledgers/{ledger_id}/findings"): [200, 403, 403, 200, 200, 403, 403, 200],
    ("post", "/ledgers/{ledger_id}/findings"): [409, *[403] * 7],
    ("get", "/items/{item_id}/moves"): [200, 200, 404, 200, 200, 403, 403, 200],
    ("post", "/items/{item_id}/moves"): [428, 428, 404, 428, 428, 403, 403, 428],
    ("post", "/moves"): [200, 200, 200, 200, 200, 403, 403, 200],
    ("get", "/evidence/{evidence_id}"): [200, 200, 404, 200, 200, 403, 403, 200],
    ("get", "/evidence/{evidence_id}/content"): [200, 200, 404, 200, 200, 403, 403, 200],
    ("get", "/duties"): [200, 200, 200, 200, 200, 403, 403, 200],
    ("get", "/duties?whose=missing"): [200, 403, 403, 200, 200, 403, 403, 200],
    ("post", "/duties/{duty_id}/nil"): [403, 409, 409, 403, 403, 403, 403, 403],
    ("get", "/events"): [*[403] * 7, 200],
    ("get", "/verify"): [*[403] * 7, 200],
}
BODIES: dict[str, object] = {
    "/items/{item_id}/corrections": {"field": "title", "value": "改名"},
    "/items/{item_id}/findings": {"key": "nothing", "answer": "no_defect"},
    "/ledgers/{ledger_id}/findings": {"key": "nothing", "answer": "no_defect"},
    "/items/{item_id}/moves": {"move": "comment", "statement": "看到了"},
    "/moves": {"move": "no_such_move", "items": [1]},
}


@pytest.fixture
def places(programs: Programs) -> dict[str, object]:
    """One thing of each kind."""
    office = programs.office
    office.claim()
    item = office.item("1")
    return {
        "item_id": item.pk,
        "unit_id": office.unit("区水务局"),
        "document_id": office.ledger.document_id,
        "ordinal": 1,
        "batch": "00000000-0000-4000-8000-000000000000",
        "job_id": 999_999,
        "mechanism_id": "D1",
        "ledger_id": office.ledger.pk,
        "evidence_id": item.evidence.get().pk,
        "duty_id": 999_999,
    }


def call(program: Program, method: str, path: str, places: dict[str, object]) -> Any:
    address = path.format(**places)
    return program.get(address) if method == "get" else program.post(address, BODIES.get(path))


def test_each_role_gets_its_answer(programs: Programs, places: dict[str, object]) -> None:
    callers = [programs[who] for who in WHO]
    found = {
        (method, path): [call(caller, method, path, places).status_code for caller in callers]
        for method, path in TABLE
    }
    assert found == TABLE


def test_who_may_not_is_told_so_before_what_was_sent_is_looked_at(
    programs: Programs, places: dict[str, object]
) -> None:
    item = places["item_id"]
    for method, path, expected in [
        ("post", "/documents", [422, *[403] * 7]),
        ("post", "/moves", [422, 422, 422, 422, 422, 403, 403, 422]),
        ("post", f"/items/{item}/corrections", [422, *[403] * 7]),
        ("post", "/items/999999/corrections", [404, *[403] * 7]),
        ("post", f"/items/{item}/findings", [422, *[403] * 7]),
        ("post", "/items/999999/findings", [404, *[403] * 7]),
        ("post", "/ledgers/999999/findings", [404, *[403] * 7]),
        ("post", f"/items/{item}/moves", [428, 428, 404, 428, 428, 403, 403, 428]),
        ("get", "/documents?limit=x", [422, 403, 403, 422, 422, 403, 403, 422]),
        ("get", "/events?limit=x", [*[403] * 7, 422]),
    ]:
        found = [getattr(programs[who], method)(path).status_code for who in WHO]
        assert found == expected, path


def test_every_operation_has_a_door() -> None:
    views = [
        operation.view_func
        for bound in api._get_bound_routers()
        for view in bound.path_operations.values()
        for operation in view.operations
    ]
    assert len(views) >= len({(method, path.partition("?")[0]) for method, path in TABLE})
    assert {unwrap(view) for view in views} == set(DOORS)


def test_every_operation_is_in_the_table() -> None:
    described = {
        (method, path.removeprefix("/api/v1"))
        for path, operations in api.get_openapi_schema()["paths"].items()
        for method in operations
    }
    assert described == {(method, path.partition("?")[0]) for method, path in TABLE}


def test_nobody_is_asked_to_log_in(places: dict[str, object]) -> None:
    nobody = Program("duban_nobody")
    for method, path in TABLE:
        response = call(nobody, method, path, places)
        assert (response.status_code, response["WWW-Authenticate"]) == (401, 'Bearer realm="duban"'), path


def test_a_reading_token_writes_nothing(programs: Programs, places: dict[str, object]) -> None:
    reading = programs.reading("ducha")
    for method, path in TABLE:
        if method == "post":
            response = call(reading, method, path, places)
            assert (response.status_code, response.json()["error"]["code"]) == (403, "read_only_token"), path


def test_documents_are_taken_from_supervisors_alone(programs: Programs) -> None:
    for who in WHO:
        response = programs[who].send("/documents", {"files": BytesIO(b"")})
        assert response.status_code == (202 if who == "ducha" else 403), who
