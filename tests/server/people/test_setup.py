"""The first start: every page leads to the set-up, the code opens it once, and then it is gone."""

from __future__ import annotations

import logging

import pytest
from django.test import Client

from duban.server.audit.queries import prove
from duban.server.people import setup
from duban.server.people.access import Right, actor_of
from duban.server.people.models import Account, Unit
from server.cast import TODAY, make_account

pytestmark = pytest.mark.django_db

GIVEN = {
    "unit": "云溪区",
    "username": "guanli",
    "name": "罗敏",
    "password": "yi-jian-ru-gu-2025",
    "again": "yi-jian-ru-gu-2025",
}


@pytest.mark.parametrize("path", ["/account/login/", "/settings/", "/administration/units/", "/security/"])
def test_without_an_account_every_page_leads_to_the_set_up(path: str) -> None:
    assert Client().get(path)["Location"] == "/setup/"


def test_whether_the_server_is_there_may_always_be_asked() -> None:
    assert Client().get("/healthz").status_code == 200


def test_the_code_makes_the_first_administrator_once() -> None:
    code = setup.code()
    client = Client()
    assert client.post("/setup/", {**GIVEN, "code": code.lower().replace("-", " ")}).status_code == 302
    account = Account.objects.get()
    assert account.check_password(GIVEN["password"])
    actor = actor_of(account, TODAY.max)
    assert (actor.has(Right.MANAGE_UNITS), actor.has(Right.SEE_AUDIT)) == (True, False)
    assert Unit.objects.get().name == "云溪区"
    assert prove().broken is None
    assert setup.code() == ""
    assert client.get("/setup/").status_code == 404
    assert client.post("/setup/", {**GIVEN, "username": "second", "code": code}).status_code == 404
    assert client.get("/account/login/").status_code == 200


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": "AAAA-AAAA-AAAA"}, "code"),
        ({"code": "码"}, "code"),
        ({"again": "something-else"}, "again"),
        ({"password": "12345", "again": "12345"}, "password"),
        ({"username": "有 空格"}, "username"),
        ({"unit": "；"}, "unit"),
    ],
)
def test_a_wrong_code_or_a_weak_password_makes_nothing(change: dict[str, str], field: str) -> None:
    response = Client().post("/setup/", {**GIVEN, "code": setup.code(), **change})
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Account.objects.exists()
    assert not Unit.objects.exists()


def test_the_code_stands_in_the_servers_log_and_not_in_the_page(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "duban.setup"):
        page = Client().get("/setup/")
    assert setup.code() in caplog.text
    assert setup.code() not in page.content.decode()


def test_an_office_with_an_account_has_no_code() -> None:
    make_account()
    assert setup.code() == ""
