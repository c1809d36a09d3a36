"""What an office may set: each wrong value is refused with the name of its variable."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from duban.server.config.mail import mail_settings
from duban.server.config.options import OptionError, Options, secret_key

if TYPE_CHECKING:
    from collections.abc import Mapping


def test_an_office_needs_to_set_nothing() -> None:
    options = Options.read({})
    assert options.database == f"sqlite:///{Path.cwd() / 'duban-office' / 'duban.sqlite3'}"
    assert (options.debug, options.oidc, options.https) == (False, None, False)
    assert options.language == "zh-hans"


def test_an_address_of_https_makes_cookies_secure() -> None:
    assert Options.read({"DUBAN_ADDRESS": "https://duban.example/"}).https
    assert Options.read({"DUBAN_ADDRESS": "https://duban.example/"}).address == "https://duban.example"


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"DUBAN_DEBUG": "perhaps"}, "DUBAN_DEBUG is 'perhaps'"),
        ({"DUBAN_LANGUAGE": "fr"}, "DUBAN_LANGUAGE is 'fr'"),
        ({"DUBAN_OIDC_SERVER": "https://id.example"}, "DUBAN_OIDC_CLIENT, DUBAN_OIDC_SECRET"),
    ],
)
def test_a_wrong_value_is_named(environment: Mapping[str, str], named: str) -> None:
    with pytest.raises(OptionError, match=named):
        Options.read(environment)


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "office"
    first = secret_key(home, {})
    assert len(first) > 50
    assert secret_key(home, {}) == first
    assert stat.S_IMODE((home / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in home.iterdir()] == ["secret-key"]
    assert secret_key(home, {"DUBAN_SECRET_KEY": "given"}) == "given"


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "ssl"),
    [
        ("smtp://mail.example", "mail.example", 25, False, False),
        ("smtp+tls://duban:p%40ss@mail.example", "mail.example", 587, True, False),
        ("smtps://mail.example:4465", "mail.example", 4465, False, True),
    ],
)
def test_a_mail_server_is_one_url(url: str, host: str, port: int, tls: bool, ssl: bool) -> None:
    found = mail_settings(url)
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == (host, port)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (tls, ssl)


def test_the_password_of_a_mail_server_is_unquoted() -> None:
    assert mail_settings("smtp://duban:p%40ss@mail.example")["EMAIL_HOST_PASSWORD"] == "p@ss"  # noqa: S105 - made up


def test_what_is_no_mail_server_is_refused() -> None:
    with pytest.raises(OptionError, match="DUBAN_MAIL_URL"):
        mail_settings("http://mail.example")
