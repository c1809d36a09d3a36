"""Coming in and going out: the password, the lock after wrong ones, temporary passwords, sessions and their end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessLog
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from duban.server.audit.models import Event
from duban.server.people import queries
from duban.server.people.actions import accounts, guarding
from duban.server.people.models import Account
from server.cast import MAKER, PASSWORD, TODAY, actor, log_in

if TYPE_CHECKING:
    from django.http import HttpResponse
    from pytest_django.fixtures import Settings

    from duban.server.people.demo import Cast

pytestmark = pytest.mark.django_db

LOGIN, CHANGE = "/account/login/", "/account/password/change/"
OWN = "/settings/"


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    """Tries are limited for each address as well, and every test comes from the same one."""
    cache.clear()


def come_in(
    username: str, password: str = PASSWORD, *, client: Client | None = None
) -> tuple[Client, HttpResponse]:
    client = client or Client()
    return client, client.post(LOGIN, {"login": username, "password": password})  # type: ignore[return-value] # so it is


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def happened() -> list[tuple[str, str]]:
    """What the log says of logins, without how the cast was made."""
    told = Event.objects.filter(kind__startswith="people.lo") | Event.objects.filter(kind="people.unlocked")
    return [(event.kind.removeprefix("people."), event.subject) for event in told.order_by("number")]


def test_the_right_password_opens_and_leaving_closes(cast: Cast) -> None:
    client, response = come_in("anquan")
    assert (response.status_code, is_in(client)) == (302, True)
    assert client.get(OWN).status_code == 200
    client.post("/account/logout/")
    assert not is_in(client)
    assert client.get(OWN).status_code == 302
    subject = str(cast.security.pk)
    assert happened() == [("login", subject), ("logout", subject)]
    assert Event.objects.get(kind="people.login").after == {"address": "127.0.0.1"}
    assert not AccessLog.objects.exists()


@pytest.mark.usefixtures("cast")
def test_capitals_and_blanks_around_a_name_do_not_matter() -> None:
    assert is_in(come_in(" AnQuan ")[0])


@pytest.mark.usefixtures("cast")
def test_a_wrong_password_says_so_in_chinese_and_not_which_half_was_wrong() -> None:
    _, wrong_password = come_in("anquan", "wrong")
    _, wrong_name = come_in("nobody", "wrong")
    for response in (wrong_password, wrong_name):
        assert response.status_code == 200
        assert "用户名" in response.content.decode()
        assert "anquan" not in response.content.decode().replace('value="anquan"', "")


def test_five_wrong_passwords_lock_even_the_right_one_out(cast: Cast) -> None:
    for name in ("anquan", "ANQUAN", "anquan ", "AnQuan"):
        assert come_in(name, "wrong")[1].status_code == 200
    client, response = come_in("anquan", "wrong")
    assert response.status_code == 429
    assert "15分钟" in response.content.decode()
    client, response = come_in("anquan")
    assert (response.status_code, is_in(client)) == (429, False)
    subject = str(cast.security.pk)
    assert happened() == [("login_failed", subject)] * 4 + [("locked", subject), ("login_failed", subject)]
    assert [(lock.username, lock.failures) for lock in queries.locked()] == [("anquan", 5)]


@pytest.mark.usefixtures("cast")
def test_a_lock_is_for_one_name_and_cools_off() -> None:
    for _try in range(5):
        come_in("anquan", "wrong")
    assert is_in(come_in("guanli")[0])
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert queries.locked() == []
    assert is_in(come_in("anquan")[0])


def test_the_security_officer_unlocks(cast: Cast) -> None:
    for _try in range(5):
        come_in("lingdao", "wrong")
    officer = log_in(cast.security)
    assert "lingdao" in officer.get("/security/").content.decode()
    officer.post("/security/unlock/", {"username": "lingdao"})
    assert is_in(come_in("lingdao")[0])
    assert happened()[-2:] == [("unlocked", str(cast.leader.pk)), ("login", str(cast.leader.pk))]
    assert guarding.unlock(actor(cast.security), "lingdao") == 0


@pytest.mark.usefixtures("cast")
def test_a_name_that_nobody_has_is_not_written_down() -> None:
    come_in("my-secret-password", "wrong")
    assert happened() == [("login_failed", "unknown")]
    assert not Event.objects.filter(after__icontains="my-secret").exists()


def test_a_closed_account_does_not_open(cast: Cast) -> None:
    inside, _ = come_in("lingdao")
    accounts.close_account(MAKER, cast.leader, TODAY)
    assert inside.get(OWN).status_code == 302
    client, response = come_in("lingdao")
    assert not is_in(client)
    assert "停用" in client.get(response["Location"]).content.decode()


def test_a_temporary_password_must_be_changed_before_anything_else(cast: Cast) -> None:
    temporary = accounts.reset_password(MAKER, cast.leader)
    client, _ = come_in("lingdao", temporary)
    assert client.get(OWN)["Location"] == CHANGE
    assert client.get("/help/").status_code == 200
    assert "临时密码" in client.get(CHANGE).content.decode()
    new = "shan-gao-shui-chang-7"
    given = {"oldpassword": temporary, "password1": new, "password2": new}
    assert client.post(CHANGE, given).status_code == 302
    assert client.get(OWN).status_code == 200
    assert not Account.objects.get(pk=cast.leader.pk).must_change_password
    assert Event.objects.filter(kind="people.password_changed", subject=str(cast.leader.pk)).count() == 1
    assert is_in(come_in("lingdao", new)[0])


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("duan-9", "10"),
        ("1029384756", "数字"),
        ("password123", "常见"),
        ("lingdao-123", "相似"),
        (PASSWORD, "不能与原密码相同"),
    ],
)
def test_a_weak_password_is_refused_in_chinese(cast: Cast, password: str, why: str) -> None:
    client = log_in(cast.leader)
    response = client.post(CHANGE, {"oldpassword": PASSWORD, "password1": password, "password2": password})
    assert response.status_code == 200
    errors = [error for field in response.context["form"].errors.values() for error in field]
    assert any(why in error for error in errors), errors
    assert Account.objects.get(pk=cast.leader.pk).check_password(PASSWORD)


@pytest.mark.usefixtures("cast")
def test_the_oldest_session_ends_when_there_are_too_many(settings: Settings) -> None:
    settings.SESSIONS_EACH = 2
    browsers = [come_in("lingdao")[0] for _browser in range(3)]
    assert [browser.get(OWN).status_code for browser in browsers] == [302, 200, 200]
    assert UserSession.objects.count() == 2


@pytest.mark.usefixtures("cast")
def test_a_session_lasts_a_working_day_and_no_longer(settings: Settings) -> None:
    client, _ = come_in("lingdao")
    session = client.session
    session["began"] -= settings.SESSION_COOKIE_AGE + 1
    session.save()
    response = client.get(OWN)
    assert (response.status_code, response["Location"]) == (302, LOGIN)
    assert not is_in(client)


def test_one_ends_ones_own_sessions_and_nobody_elses(cast: Cast) -> None:
    first, _ = come_in("lingdao")
    second, _ = come_in("lingdao")
    other, _ = come_in("ducha")
    mine = UserSession.objects.get(session_key=first.session.session_key)
    theirs = UserSession.objects.get(session_key=other.session.session_key)
    assert second.post(f"/settings/sessions/{theirs.pk}/end/").status_code == 404
    assert second.post(f"/settings/sessions/{mine.pk}/end/").status_code == 302
    assert (first.get(OWN).status_code, other.get(OWN).status_code) == (302, 200)
    log_in(cast.security).post(f"/security/sessions/{theirs.pk}/end/")
    assert other.get(OWN).status_code == 302
    assert Event.objects.filter(kind="people.session_ended").count() == 2


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "email/",
        "confirm-email/",
        "password/set/",
        "password/reset/",
        "password/reset/key/1-a/",
        "login/code/confirm/",
        "3rdparty/",
        "3rdparty/signup/",
        "social/connections/",
        "sessions/",
        "2fa/webauthn/",
        "",
    ],
)
@pytest.mark.usefixtures("cast")
def test_what_makes_no_sense_here_is_not_there(path: str) -> None:
    assert Client().get(f"/account/{path}").status_code == 404


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_reset_password", "usersessions_list"]
)
def test_and_has_no_address_either(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_accounts_language_holds_where_the_browser_was_told_nothing(cast: Cast) -> None:
    client = log_in(cast.leader)
    assert "个人设置" in client.get(OWN).content.decode()
    client.post(OWN, {"language": "en", "mail_digest": "on"})
    assert 'lang="en"' in client.get(OWN).content.decode()
    told = Event.objects.get(kind="people.preferences")
    assert (told.before, told.after) == ({"language": ""}, {"language": "en"})
    client.cookies["django_language"] = "zh-hans"
    assert 'lang="zh-Hans"' in client.get(OWN).content.decode()


def test_a_program_with_a_session_is_told_why_not(cast: Cast) -> None:
    accounts.reset_password(MAKER, cast.leader)
    cast.leader.refresh_from_db()
    client = log_in(cast.leader)
    response = client.get("/api/openapi.json")
    if response.status_code == 404:
        response = client.get("/api/v1/openapi.json")
    assert (response.status_code, response.json()["error"]["code"]) == (403, "log_in_first")


def test_a_fragment_of_a_page_is_sent_to_the_whole_page(cast: Cast) -> None:
    accounts.reset_password(MAKER, cast.leader)
    cast.leader.refresh_from_db()
    response = log_in(cast.leader).get(OWN, headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (200, CHANGE)
