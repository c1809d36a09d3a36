"""Second factors at rest: sealed, readable with this key or an earlier one, and a way on where the key is lost."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.db import connection

from duban.server.audit.models import Event
from duban.server.config import beginning
from duban.server.config.options import OptionError, earlier_keys
from duban.server.people.actions.resealing import forget_unreadable, reseal, unreadable
from duban.server.people.sealing import MARK, UnreadableError, is_current, seal, unseal
from server.people.test_second_factor import CODE, code_of, come_in, enrol, is_in

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings

    from duban.server.people.demo import Cast

pytestmark = pytest.mark.django_db

OTHER = "another-key-of-an-office-that-is-long-enough-to-be-one"


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


def stored() -> str:
    """Everything that the database keeps of second factors and sessions, as whoever stole it reads it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        return json.dumps([str(row[0]) for row in cursor.fetchall()])


@pytest.mark.usefixtures("cast")
def test_neither_the_secret_nor_the_codes_can_be_read_from_the_database() -> None:
    client, _ = come_in("lingdao")
    secret, codes = enrol(client)
    text = stored()
    assert secret not in text
    assert not [code for code in codes if code in text]
    assert text.count(MARK) == 2
    assert secret not in json.dumps(dict(client.session.items()))


@pytest.mark.usefixtures("cast")
def test_what_was_kept_before_there_was_sealing_opens_and_is_sealed_by_the_next_start() -> None:
    secret, codes = enrol(come_in("lingdao")[0])
    for row in Authenticator.objects.all():
        row.data = {
            key: unseal(kept) if key in {"secret", "seed"} else kept for key, kept in row.data.items()
        }
        row.save()
    assert secret in stored()
    client, _ = come_in("lingdao")
    client.post(CODE, {"code": code_of(secret)})
    assert is_in(client)
    cache.clear()
    beginning.check()
    assert secret not in stored()
    assert reseal() == 0
    client, _ = come_in("lingdao")
    client.post(CODE, {"code": codes[0]})
    assert is_in(client)


def test_a_new_key_with_the_earlier_one_changes_nothing_for_anybody(cast: Cast, settings: Settings) -> None:
    secret, codes = enrol(come_in("lingdao")[0])
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OTHER, [settings.SECRET_KEY]
    beginning.check()
    settings.SECRET_KEY_FALLBACKS = []  # from the next start on
    assert unreadable() == []
    client, _ = come_in("lingdao")
    client.post(CODE, {"code": code_of(secret)})
    assert is_in(client)
    assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes() == codes
    assert not Event.objects.filter(kind="people.second_factor_reset", subject=str(cast.leader.pk)).exists()


def test_a_start_with_another_key_is_refused_and_says_both_ways_on(cast: Cast, settings: Settings) -> None:
    enrol(come_in("lingdao")[0])
    settings.SECRET_KEY = OTHER
    assert unreadable() == [cast.leader.pk]
    with pytest.raises(OptionError) as refused:
        beginning.check()
    said = str(refused.value)
    assert "of 1 accounts" in said
    assert "DUBAN_SECRET_KEY_BEFORE" in said
    assert "DUBAN_SECRET_KEY_LOST=1" in said


@pytest.mark.usefixtures("cast")
def test_a_form_says_so_where_a_code_cannot_be_checked(settings: Settings) -> None:
    secret, _codes = enrol(come_in("lingdao")[0])
    client, _ = come_in("lingdao")
    # A session is signed with the key as well; to see the form, the key stays and what is kept is another's.
    settings.SECRET_KEY, before = OTHER, settings.SECRET_KEY
    with pytest.raises(UnreadableError, match="密钥已更换"):
        TOTP(Authenticator.objects.get(type="totp")).validate_code(code_of(secret))
    settings.SECRET_KEY = before
    row = Authenticator.objects.get(type="totp")
    row.data = {"secret": MARK + "gAAAAA"}
    row.save()
    page = client.post(CODE, {"code": code_of(secret)})
    assert "密钥已更换" in page.content.decode()
    assert not is_in(client)


def test_where_the_key_is_lost_the_second_factors_go_and_the_log_says_so(
    cast: Cast, settings: Settings
) -> None:
    enrol(come_in("lingdao")[0])
    settings.SECRET_KEY = OTHER
    settings.OPTIONS = _with_key_lost(settings)
    beginning.check()
    assert not Authenticator.objects.filter(user=cast.leader).exists()
    event = Event.objects.get(kind="people.second_factor_reset")
    assert (event.subject, event.actor_name) == (str(cast.leader.pk), "更换密钥")
    assert forget_unreadable() == 0
    client, _ = come_in("lingdao")
    assert is_in(client)


def test_a_lost_key_takes_nothing_away_that_can_be_read(cast: Cast, settings: Settings) -> None:
    enrol(come_in("lingdao")[0])
    settings.OPTIONS = _with_key_lost(settings)
    beginning.check()
    assert Authenticator.objects.filter(user=cast.leader).count() == 2


def _with_key_lost(settings: Settings) -> object:
    return replace(settings.OPTIONS, key_lost=True)


def test_one_secret_is_never_kept_twice_alike_and_a_changed_letter_does_not_open() -> None:
    first, second = seal("JBSWY3DPEHPK3PXP"), seal("JBSWY3DPEHPK3PXP")
    assert first != second
    assert unseal(first) == unseal(second) == "JBSWY3DPEHPK3PXP"
    assert is_current(first)
    assert not is_current("JBSWY3DPEHPK3PXP")
    changed = first[:-8] + ("A" if first[-8] != "A" else "B") + first[-7:]
    with pytest.raises(UnreadableError):
        unseal(changed)


def test_earlier_keys_come_from_the_environment_or_from_the_folder(tmp_path: Path) -> None:
    assert earlier_keys(tmp_path, {}) == []
    (tmp_path / "secret-key-before").write_text("one\ntwo\n", encoding="ascii")
    assert earlier_keys(tmp_path, {}) == ["one", "two"]
    assert earlier_keys(tmp_path, {"DUBAN_SECRET_KEY_BEFORE": "given"}) == ["given"]
