"""What leaves the office: one mail a day and no more, and pushes that go on where the last one was taken."""

from __future__ import annotations

import base64
import hmac
import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from duban.server.notices import sending, settling
from duban.server.notices.models import Digest, Message, Webhook
from duban.server.people.access import actor_of
from duban.server.people.sealing import MARK, unseal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.fixtures import Settings

    from duban.server.people.demo import Cast
    from duban.server.people.models import Account

pytestmark = pytest.mark.django_db

#: Nine o'clock in the morning in the office.
NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def told(account: Account, number: int, code: str = "near_due") -> Message:
    values = {"title": f"第{number}件", "due": "2026-11-30"}
    return Message.objects.create(account=account, code=code, values=values, once=f"t:{number}", at=NINE)


@pytest.fixture
def reader(cast: Cast) -> Account:
    account = cast.liaison("区水务局")
    account.email = "shuiwu@example.org"
    account.save()
    return account


def test_a_person_gets_one_mail_a_day_with_everything_unread(reader: Account) -> None:
    for number in range(3):
        told(reader, number)
    told(reader, 9, "overdue")
    assert sending.send_digests(NINE) == 1
    assert sending.send_digests(NINE + timedelta(hours=2)) == 0
    (sent,) = mail.outbox
    assert sent.to == ["shuiwu@example.org"]
    assert "4" in sent.subject
    assert sent.body.splitlines()[0] == "- 已过时限（2026-11-30）：第9件", (
        "what is urgent and newest stands first"
    )
    told(reader, 10)
    assert sending.send_digests(NINE + timedelta(hours=3)) == 0, "the rest of the day is for tomorrow's mail"
    assert sending.send_digests(NINE + timedelta(days=1)) == 1
    assert "第10件" in mail.outbox[-1].body
    assert "第9件" not in mail.outbox[-1].body


def test_no_mail_before_the_morning(reader: Account) -> None:
    told(reader, 1)
    assert sending.send_digests(NINE - timedelta(hours=3)) == 0


def test_who_wants_no_mail_gets_none(reader: Account) -> None:
    reader.mail_digest = False
    reader.save()
    told(reader, 1)
    assert sending.send_digests(NINE) == 0


def test_what_was_read_needs_no_mail(reader: Account) -> None:
    message = told(reader, 1)
    message.read_at = NINE
    message.save()
    assert sending.send_digests(NINE) == 0


def test_a_long_day_is_cut_and_says_how_much_is_left(reader: Account) -> None:
    for number in range(sending.LINES + 5):
        told(reader, number)
    sending.send_digests(NINE)
    assert "另有 5 条" in mail.outbox[0].body


def test_a_mail_that_fails_is_sent_by_the_next_round(
    reader: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(reader, 1)

    def refuse(*_: object) -> None:
        raise OSError("no route to the mail server")

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", refuse)
        assert sending.send_digests(NINE) == 0
    assert not Digest.objects.exists()
    assert sending.send_digests(NINE + timedelta(minutes=1)) == 1


class Chat(BaseHTTPRequestHandler):
    """A chat tool that keeps what it is told and can refuse."""

    got: list[tuple[str, dict[str, Any]]]
    status: int

    def do_POST(self) -> None:
        """Keep the body."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((self.path, json.loads(body)))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Silence."""


@pytest.fixture
def chat() -> Iterator[tuple[str, type[Chat]]]:
    handler = type("Handler", (Chat,), {"got": [], "status": 200})
    server = HTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hook?access_token=t", handler
    server.shutdown()
    server.server_close()


def hook(cast: Cast, url: str, form: str, secret: str = "") -> Webhook:
    actor = actor_of(cast.administrator, NINE.date())
    return settling.make_webhook(
        actor, name="水务群", url=url, form=form, secret=secret, unit=cast.units["区水务局"].pk
    )


def test_a_units_chat_is_told_once_of_what_its_people_are_told(
    cast: Cast, reader: Account, chat: tuple[str, type[Chat]]
) -> None:
    url, heard = chat
    hook(cast, url, "wecom")
    told(reader, 1)
    told(cast.supervisor, 2)
    assert sending.push(NINE) == 1
    assert sending.push(NINE) == 0, "nothing new"
    ((_, body),) = heard.got
    assert body == {"msgtype": "text", "text": {"content": "临近时限（2026-11-30）：第1件"}}


def test_what_a_chat_did_not_take_is_pushed_again(
    cast: Cast, reader: Account, chat: tuple[str, type[Chat]]
) -> None:
    url, heard = chat
    made = hook(cast, url, "feishu", "秘密")
    told(reader, 1)
    heard.status = 500
    assert sending.push(NINE) == 0
    made.refresh_from_db()
    assert "500" in made.problem
    heard.status = 200
    assert sending.push(NINE) == 1
    made.refresh_from_db()
    assert (made.problem, len(heard.got)) == ("", 2)
    assert heard.got[1][1]["content"] == {"text": "临近时限（2026-11-30）：第1件"}


def test_a_signature_is_what_the_chat_tool_computes(
    cast: Cast, reader: Account, chat: tuple[str, type[Chat]]
) -> None:
    url, heard = chat
    hook(cast, url, "dingtalk", "SEC1")
    told(reader, 1)
    sending.push(NINE)
    asked = parse_qs(urlsplit(heard.got[0][0]).query)
    stamp = asked["timestamp"][0]
    wanted = base64.b64encode(hmac.digest(b"SEC1", f"{stamp}\nSEC1".encode(), "sha256")).decode()
    assert (stamp, asked["sign"], asked["access_token"]) == (
        str(int(NINE.timestamp() * 1000)),
        [wanted],
        ["t"],
    )


def test_an_ended_webhook_is_told_nothing(cast: Cast, reader: Account, chat: tuple[str, type[Chat]]) -> None:
    url, heard = chat
    made = hook(cast, url, "plain")
    settling.end_webhook(actor_of(cast.administrator, NINE.date()), made.pk)
    told(reader, 1)
    assert (sending.push(NINE), heard.got) == (0, [])


def test_a_webhooks_secret_is_kept_sealed_and_sealed_anew_with_a_new_key(
    cast: Cast, reader: Account, chat: tuple[str, type[Chat]], settings: Settings
) -> None:
    url, heard = chat
    made, open_one, lost = (hook(cast, url, "plain", secret) for secret in ("SEC1", "SEC2", "SEC3"))
    bare = hook(cast, url, "plain")
    Webhook.objects.filter(pk=open_one.pk).update(secret="SEC2")  # noqa: S106 - an invented one, kept before there was sealing
    Webhook.objects.filter(pk=lost.pk).update(secret=MARK + "gAAAAA")
    assert "SEC1" not in made.secret
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key-" * 5, [settings.SECRET_KEY]
    assert [settling.reseal_webhooks() for _ in range(2)] == [2, 0]
    settings.SECRET_KEY_FALLBACKS = []  # from the next start on
    for one, secret in ((made, "SEC1"), (open_one, "SEC2"), (bare, "")):
        one.refresh_from_db()
        assert unseal(one.secret) == secret
        assert one.secret.startswith(MARK) == bool(secret)
    told(reader, 1)
    assert (sending.push(NINE), len(heard.got)) == (3, 3)
    lost.refresh_from_db()
    assert "密钥已更换" in lost.problem
