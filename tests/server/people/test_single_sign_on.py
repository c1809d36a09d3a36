"""Single sign-on by setting. The provider is a pair of answers, given where the login library would ask the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client

from duban.server.audit.models import Event
from duban.server.config.options import Oidc, OptionError, Options
from duban.server.people.actions import accounts
from duban.server.people.models import Account
from server.cast import MAKER, TODAY, log_in

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from duban.server.people.demo import Cast

pytestmark = pytest.mark.django_db

PROVIDER = "https://id.yunxi.example"
LOGIN, BACK = "/account/oidc/office/login/", "/account/oidc/office/login/callback/"


class Answer:
    """What the provider answers, as the library reads it."""

    status_code = 200
    headers: dict[str, str] = {"content-type": "application/json"}  # noqa: RUF012 - never changed

    def __init__(self, content: dict[str, Any]) -> None:
        self.content = content

    def json(self) -> dict[str, Any]:
        """What it says."""
        return self.content

    def raise_for_status(self) -> None:
        """It went well."""


class Provider:
    """An identity provider: its addresses, one token, and who has just logged in there."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def get(self, url: str, **_more: Any) -> Answer:
        """Its addresses, or who has logged in."""
        if url.endswith("/.well-known/openid-configuration"):
            return Answer(
                {
                    "issuer": PROVIDER,
                    "authorization_endpoint": f"{PROVIDER}/authorize",
                    "token_endpoint": f"{PROVIDER}/token",
                    "userinfo_endpoint": f"{PROVIDER}/userinfo",
                    "jwks_uri": f"{PROVIDER}/keys",
                }
            )
        assert url == f"{PROVIDER}/userinfo"
        return Answer(self.person)

    def request(self, method: str, url: str, **_more: Any) -> Answer:
        """A token for the code."""
        assert (method, url) == ("POST", f"{PROVIDER}/token")
        return Answer({"access_token": "one", "token_type": "bearer"})


@pytest.fixture
def provider(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Provider:
    """The office's provider, set as ``DUBAN_OIDC_…`` would set it."""
    cache.clear()
    app = {
        "provider_id": "office",
        "name": "云溪统一认证",
        "client_id": "duban",
        "secret": "s",
        "settings": {"server_url": PROVIDER},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    made = Provider()
    monkeypatch.setattr(DefaultSocialAccountAdapter, "get_requests_session", lambda _adapter: made)
    return made


def come_in(provider: Provider, **person: Any) -> tuple[Client, Any]:
    """Through the provider and back, as ``person``."""
    client = Client()
    where = urlsplit(client.post(LOGIN)["Location"])
    assert f"{where.scheme}://{where.netloc}{where.path}" == f"{PROVIDER}/authorize"
    provider.person = person
    state = parse_qs(where.query)["state"][0]
    return client, client.get(BACK, {"code": "c", "state": state})


def is_in(client: Client, account: Account) -> bool:
    return client.session.get("_auth_user_id") == str(account.pk)


@pytest.mark.usefixtures("provider", "cast")
def test_the_login_page_shows_the_provider() -> None:
    assert "云溪统一认证" in Client().get("/account/login/").content.decode()


@pytest.mark.usefixtures("cast")
def test_without_the_setting_there_is_none() -> None:
    assert "统一身份登录" not in Client().get("/account/login/").content.decode()
    assert Client().get(LOGIN).status_code == 404


def test_somebody_with_an_account_of_the_same_name_comes_in(provider: Provider, cast: Cast) -> None:
    client, response = come_in(provider, sub="77", preferred_username="Lingdao")
    assert (response.status_code, is_in(client, cast.leader)) == (302, True)
    assert SocialAccount.objects.get().user == cast.leader
    assert Event.objects.filter(kind="people.login", subject=str(cast.leader.pk)).count() == 1


def test_afterwards_the_providers_own_id_counts_and_not_the_name(provider: Provider, cast: Cast) -> None:
    come_in(provider, sub="77", preferred_username="lingdao")
    client, _ = come_in(provider, sub="77", preferred_username="anquan")
    assert is_in(client, cast.leader)


@pytest.mark.parametrize("person", [{"preferred_username": "waimian"}, {"email": "a@b.cn"}, {"name": "高文"}])
def test_somebody_without_an_account_is_not_signed_up(
    provider: Provider, cast: Cast, person: dict[str, str]
) -> None:
    client, response = come_in(provider, sub="78", **person)
    assert "没有同名的账号" in response.content.decode()
    assert "_auth_user_id" not in client.session
    assert Account.objects.count() == len(cast.accounts)
    assert not SocialAccount.objects.exists()


def test_somebody_whose_account_is_closed_does_not_come_in(provider: Provider, cast: Cast) -> None:
    accounts.close_account(MAKER, cast.leader, TODAY)
    client, response = come_in(provider, sub="77", preferred_username="lingdao")
    assert (response["Location"], "_auth_user_id" in client.session) == ("/account/inactive/", False)


def test_nobody_ties_a_further_identity_to_the_account_that_is_logged_in(
    provider: Provider, cast: Cast
) -> None:
    client = log_in(cast.leader)
    where = urlsplit(client.post(f"{LOGIN}?process=connect")["Location"])
    provider.person = {"sub": "79", "preferred_username": "waimian"}
    response = client.get(BACK, {"code": "c", "state": parse_qs(where.query)["state"][0]})
    assert response.status_code == 401
    assert not SocialAccount.objects.exists()


def test_the_setting_is_read_whole_or_refused() -> None:
    given = {"DUBAN_OIDC_SERVER": f"{PROVIDER}/realms/yunxi", "DUBAN_OIDC_CLIENT": "duban"}
    with pytest.raises(OptionError, match="DUBAN_OIDC_SECRET"):
        Options.read(given)
    oidc = Options.read({**given, "DUBAN_OIDC_SECRET": "s"}).oidc
    assert oidc == Oidc("统一认证", f"{PROVIDER}/realms/yunxi", "duban", "s")
    assert oidc.origin == PROVIDER


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("REQUIRE_MFA", "administrator,boss", "boss"),
        ("SESSIONS", "0", "whole number"),
        ("SESSIONS", "many", "whole number"),
    ],
)
def test_a_setting_that_cannot_be_is_named(name: str, value: str, why: str) -> None:
    with pytest.raises(OptionError, match=why):
        Options.read({f"DUBAN_{name}": value})


def test_roles_that_must_have_a_second_factor_are_read() -> None:
    assert Options.read({"DUBAN_REQUIRE_MFA": "administrator, security"}).require_mfa == {
        "administrator",
        "security",
    }
