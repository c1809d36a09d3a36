"""Whatever goes wrong has one shape, in the language that was asked for."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest
from django.db import OperationalError
from django.test import Client

from duban.server.api.errors import ErrorShape, answer
from server.cast import log_in

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from server.api.programs import Programs

pytestmark = pytest.mark.django_db


def told(response: Any, status: int, code: str) -> ErrorShape:
    assert response.status_code == status
    shape = ErrorShape.model_validate_json(response.content)
    assert shape.error.code == code
    return shape


def test_addresses_methods_and_parameters_that_there_are_not(programs: Programs) -> None:
    ducha = programs["ducha"]
    for path in ("/nothing", "/items/abc", "/items/999999", f"/items/{10**30}", "/items/", "/mechanisms/Z9"):
        told(ducha.get(path), 404, "not_found")
    told(ducha.client.get("/api/"), 404, "not_found")
    told(ducha.client.post("/api/v2/x"), 404, "not_found")
    wrong = ducha.client.delete("/api/v1/items", headers={"authorization": f"Bearer {ducha.secret}"})
    told(wrong, 405, "method_not_allowed")
    assert wrong["Allow"] == "GET, HEAD"
    unknown = told(ducha.get("/items?limt=3&scope=open"), 422, "invalid")
    assert [problem.place for problem in unknown.error.fields] == ["query.limt"]


def test_what_does_not_fit_is_told_all_at_once_in_the_language_asked_for(programs: Programs) -> None:
    ducha = programs["ducha"]
    path = "/items?limit=500&due_from=x&scope=none&ledger=0"
    expected = {
        "zh-CN": ["query.limit 不大于200", "query.ledger 不小于1", "query.due_from 应为日期，如2026-11-22"],
        "en": ["query.limit It is not above 200", "query.ledger It is not below 1"],
    }
    for language, lines in expected.items():
        shape = told(ducha.get(path, accept_language=language), 422, "invalid")
        found = [f"{problem.place} {problem.message}" for problem in shape.error.fields]
        assert len(found) == 4
        assert set(lines) <= set(found)


def test_a_body_that_cannot_be_read(programs: Programs) -> None:
    ducha, item = programs["ducha"], programs.office.item("1")
    headers = {"authorization": f"Bearer {ducha.secret}", "if-match": '"1"'}
    for path in ("/api/v1/moves", f"/api/v1/items/{item.pk}/moves"):
        broken = ducha.client.post(path, data=b"{", content_type="application/json", headers=headers)
        assert broken.status_code in {400, 422}
        ErrorShape.model_validate_json(broken.content)
    text = ducha.client.post(
        f"/api/v1/items/{item.pk}/moves", data=b"x", content_type="text/plain", headers=headers
    )
    assert told(text, 422, "invalid").error.fields[0].place == "header.Content-Type"
    unknown = ducha.move(item.pk, 1, {"move": "dispatch", "reasn": "x", "values": {"a": "b"}})
    places = {problem.place for problem in told(unknown, 422, "invalid").error.fields}
    assert "body.reasn" in places
    assert any(place.startswith("body.values") for place in places)


def test_a_zero_byte_is_refused_before_a_database_sees_it(programs: Programs) -> None:
    ducha, item = programs["ducha"], programs.office.item("1")
    for path in ("/items?q=%00", "/items?section=a%00", "/documents?q=%00", "/units/resolve?name=%00"):
        told(ducha.get(path), 422, "invalid")
    told(ducha.move(item.pk, 1, {"move": "comment", "statement": "a\0b"}), 422, "invalid")
    told(ducha.post(f"/items/{item.pk}/corrections", {"field": "title", "value": ["\0"]}), 422, "invalid")


def test_sizes_are_limited(programs: Programs, settings: Settings) -> None:
    ducha, item = programs["ducha"], programs.office.item("1")
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    body = {"move": "comment", "statement": "长" * 2000}
    told(ducha.move(item.pk, 1, body), 413, "too_large")
    told(ducha.post("/moves", {**body, "items": [item.pk]}), 413, "too_large")
    settings.API_LARGEST_REQUEST = 100
    told(ducha.move(item.pk, 1, body), 413, "too_large")


def test_a_session_writes_with_its_token_against_forgery_alone(programs: Programs) -> None:
    item = programs.office.item("1")
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = log_in(programs.office.cast.supervisor).cookies
    assert browser.get("/api/v1/me").json()["by"] == "session"
    sent: dict[str, Any] = {"data": '{"move": "dispatch"}', "content_type": "application/json"}
    path = f"/api/v1/items/{item.pk}/moves"
    told(browser.post(path, headers={"if-match": '"1"'}, **sent), 403, "csrf")
    browser.get("/settings/")
    secret = browser.cookies["csrftoken"].value
    assert browser.post(path, headers={"if-match": '"1"', "x-csrftoken": secret}, **sent).status_code == 201
    told(Client().get("/api/v1/me"), 401, "not_logged_in")
    told(Client().get("/api/v1/me", headers={"authorization": "Basic eDp5"}), 401, "not_logged_in")


def test_what_nobody_foresaw_is_logged_and_says_nothing_of_the_inside(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR, "duban.api"):
        response = answer(ZeroDivisionError("secret"))
    assert told(response, 500, "internal").error.message
    assert b"secret" not in response.content
    assert "ZeroDivisionError" in caplog.text


def test_a_busy_database_asks_to_come_again(caplog: pytest.LogCaptureFixture) -> None:
    response = answer(OperationalError("database is locked"))
    told(response, 503, "busy")
    assert response["Retry-After"] == "1"
    assert "locked" in caplog.text
