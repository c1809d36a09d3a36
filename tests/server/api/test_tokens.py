"""Tokens: made within one's own roles, shown once, kept as a hash, ended, and of no use one day too late."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from duban.server.api.access import actor_by, token_of
from duban.server.api.actions import TokenFields, digest_of, make_token
from duban.server.api.models import Token
from duban.server.audit.models import Event
from duban.server.people.access import actor_of
from duban.server.people.actions.posts import give_post
from duban.server.people.errors import RefusedError
from duban.server.people.models import Post, Role
from server.api.programs import Program
from server.api.programs import token as new_token
from server.cast import MAKER, log_in

if TYPE_CHECKING:
    from duban.server.people.demo import Cast

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.localdate()


def fields(**more: Any) -> TokenFields:
    usual = {"name": "数据平台", "roles": (Role.SUPERVISOR,), "read_only": True, "expires_on": today()}
    return TokenFields(**{**usual, **more})


def test_it_works(cast: Cast) -> None:
    actor = actor_of(cast.supervisor, today())
    token, secret = make_token(actor, fields(), today=today(), at=timezone.now())
    assert secret.startswith("duban_")
    assert secret not in str(Token.objects.values().get())
    assert token_of(secret, today()) == token
    event = Event.objects.order_by("number").last()
    assert event is not None
    assert (event.kind, event.after["token"], event.after["roles"]) == (
        "api.token_made",
        "数据平台",
        ["supervisor"],
    )
    assert secret not in str(event.after)
    assert digest_of(secret) not in str(event.after)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "长" * 65}, "name"),
        ({"roles": ()}, "roles"),
        ({"roles": (Role.SUPERVISOR, Role.AUDITOR)}, "roles"),
        ({"expires_on": None}, "expires_on"),
        ({"expires_on": date(2020, 1, 1)}, "expires_on"),
        ({"expires_on": date(2099, 1, 1)}, "expires_on"),
    ],
)
def test_what_a_token_may_not_be(cast: Cast, wrong: dict[str, Any], field: str) -> None:
    actor = actor_of(cast.supervisor, today())
    with pytest.raises(RefusedError) as refused:
        make_token(actor, fields(**wrong), today=today(), at=timezone.now())
    assert refused.value.field == field
    assert not Token.objects.exists()


def test_what_lets_nobody_in(cast: Cast) -> None:
    def status(secret: str) -> int:
        return int(Program(secret).get("/me").status_code)

    secret = new_token(cast.supervisor)
    token = Token.objects.get(digest=digest_of(secret))
    assert status(secret) == 200
    assert status(secret + "x") == 401
    for change, back in (
        ({"expires_on": today() - timedelta(days=1)}, {"expires_on": today()}),
        ({"ended_at": timezone.now()}, {"ended_at": None}),
    ):
        Token.objects.filter(pk=token.pk).update(**change)
        assert status(secret) == 401, change
        Token.objects.filter(pk=token.pk).update(**back)
        assert status(secret) == 200, back
    account = cast.supervisor
    account.must_change_password = True
    account.save()
    assert status(secret) == 403
    account.must_change_password, account.is_active = False, False
    account.save()
    assert status(secret) == 401


def test_a_token_has_the_roles_it_was_given_and_no_more(cast: Cast) -> None:
    account = cast.supervisor
    give_post(MAKER, account, cast.units["区审计局"], Role.VERIFIER, since=today())
    secret = new_token(account, roles=(Role.VERIFIER,))
    token = token_of(secret, today())
    assert token is not None
    assert [standing.role for standing in actor_by(token, today()).standings] == [Role.VERIFIER]
    assert Program(secret).get("/me").json()["rights"] == ["see all items", "verify"]
    assert Program(secret).get("/jobs?batch=00000000-0000-4000-8000-000000000000").status_code == 403
    yesterday = today() - timedelta(days=1)
    Post.objects.filter(account=account, role=Role.VERIFIER).update(since=yesterday, until=yesterday)
    assert Program(secret).get("/me").json()["rights"] == []
    assert Program(secret).get("/items").status_code == 403


def test_the_page_makes_shows_once_and_ends(cast: Cast) -> None:
    browser = log_in(cast.supervisor)
    form = {"name": "数据平台", "roles": ["supervisor"], "expires_on": today().isoformat()}
    made = browser.post("/settings/tokens/", form)
    secret = made.content.decode().partition('value="duban_')[2].partition('"')[0]
    token = Token.objects.get()
    assert (made.status_code, made["Cache-Control"]) == (200, "no-store")
    assert (token.digest, token.read_only) == (digest_of(f"duban_{secret}"), False)
    shown = browser.get("/settings/tokens/").content.decode()
    assert "数据平台" in shown
    assert "duban_" not in shown
    assert browser.post(f"/settings/tokens/{token.pk}/end/").status_code == 302
    token.refresh_from_db()
    assert token.ended_at is not None
    assert Event.objects.filter(kind="api.token_ended").count() == 1
    browser.post(f"/settings/tokens/{token.pk}/end/")
    assert Event.objects.filter(kind="api.token_ended").count() == 1


def test_the_page_tells_what_is_wrong(cast: Cast) -> None:
    browser = log_in(cast.supervisor)
    form = {"name": "数据平台", "roles": ["auditor"], "expires_on": "2099-01-01"}
    answer = browser.post("/settings/tokens/", form)
    assert answer.status_code == 422
    assert 'class="error"' in answer.content.decode()
    late = browser.post("/settings/tokens/", {**form, "roles": ["supervisor"]})
    assert "最长一年" in late.content.decode()
    assert not Token.objects.exists()


def test_others_tokens_are_the_security_officers_to_end(cast: Cast) -> None:
    new_token(cast.supervisor)
    token = Token.objects.get()
    other = log_in(cast.verifier)
    assert "测试程序" not in other.get("/settings/tokens/").content.decode()
    assert other.post(f"/settings/tokens/{token.pk}/end/").status_code == 404
    officer = log_in(cast.security)
    assert "测试程序" in officer.get("/settings/tokens/").content.decode()
    assert officer.post(f"/settings/tokens/{token.pk}/end/").status_code == 302
    event = Event.objects.get(kind="api.token_ended")
    assert (event.actor, event.subject) == (cast.security.pk, str(cast.supervisor.pk))
