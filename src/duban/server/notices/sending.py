"""What leaves the office: one mail a day to a person, and webhooks to the chat tools that offices use.

A mail is sent in the transaction that says it was sent; a webhook goes on from the last message it delivered. So what
fails is tried again at the next round, and a crash loses nothing.
"""

from __future__ import annotations

import base64
import hmac
import logging
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

import requests
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from duban.server.notices.models import Digest, Message, Webhook
from duban.server.notices.wording import SENTENCES, sentence
from duban.server.people.models import Account, Post, Role
from duban.server.people.sealing import UnreadableError, unseal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

#: The hour from which the day's mail goes out.
MORNING = 8
#: Lines of one mail or one push; the rest is a number and a link.
LINES = 30
WAIT = 10.0
KEY_CHANGED = "服务器的密钥已更换，请停用此地址后重新添加"

log = logging.getLogger("duban.notices")


def send_digests(at: datetime) -> int:
    """The day's mail, to everybody who wants it and has something unread that no mail has named; how many went out."""
    local = timezone.localtime(at)
    if local.hour < MORNING:
        return 0
    waiting = Message.objects.filter(digested_at=None, read_at=None)
    accounts = (
        Account.objects.filter(pk__in=waiting.values("account"), mail_digest=True, is_active=True)
        .exclude(email="")
        .exclude(digests__day=local.date())
    )
    sent = 0
    for account in accounts:
        try:
            sent += _send_digest(account, local.date(), at)
        except Exception:  # one mailbox that fails must not silence the others; the next round tries again
            log.exception("the digest could not be sent", extra={"account": account.pk})
    return sent


def _send_digest(account: Account, day: date, at: datetime) -> bool:
    with transaction.atomic():
        messages = list(
            Message.objects.select_for_update()
            .filter(account=account, digested_at=None, read_at=None)
            .order_by("-id")
        )
        if not messages:
            return False
        Digest.objects.create(account=account, day=day, lines=len(messages))
        Message.objects.filter(pk__in=[message.pk for message in messages]).update(digested_at=at)
        with translation.override(account.language or settings.LANGUAGE_CODE):
            _mail(account, messages, day).send()
    return True


def _mail(account: Account, messages: list[Message], day: date) -> EmailMessage:
    language = translation.get_language() or settings.LANGUAGE_CODE
    messages.sort(key=lambda message: (not SENTENCES[message.code].urgent, -message.pk))
    lines = [f"- {_line(message, language)}" for message in messages[:LINES]]
    if len(messages) > LINES:
        lines.append(gettext("……另有 %(count)s 条") % {"count": len(messages) - LINES})
    subject = gettext("督办 %(day)s：%(count)s 条提醒") % {"day": day.isoformat(), "count": len(messages)}
    foot = gettext("在督办中查看：%(address)s") % {"address": f"{settings.OFFICE_ADDRESS}/inbox/"}
    return EmailMessage(subject, "\n".join([*lines, "", foot]), to=[account.email])


def _line(message: Message, language: str) -> str:
    text = sentence(message.code, message.values, language=language)
    return f"{text} {settings.OFFICE_ADDRESS}/items/{message.item_id}/" if message.item_id else text


def push(at: datetime) -> int:
    """New messages to every webhook; how many hooks took them."""
    return sum(_push(hook, at) for hook in Webhook.objects.filter(active=True))


def _push(hook: Webhook, at: datetime) -> bool:
    messages = list(_of_hook(hook).order_by("id")[: LINES + 1])
    if not messages:
        return False
    lines = [_line(message, settings.LANGUAGE_CODE) for message in _distinct(messages[:LINES])]
    if len(messages) > LINES:
        lines.append("……")
    try:
        hook.secret = unseal(hook.secret)  # for this push; the row keeps it sealed
    except UnreadableError:
        Webhook.objects.filter(pk=hook.pk).update(problem=KEY_CHANGED)
        return False
    try:
        url, body = FORMS[hook.form](hook, "\n".join(lines), at)
        answer = requests.post(url, json=body, timeout=WAIT, allow_redirects=False)
        answer.raise_for_status()
    except requests.RequestException as error:
        Webhook.objects.filter(pk=hook.pk).update(problem=str(error)[:255])
        log.warning("webhook %s failed: %s", hook.pk, error)
        return False
    Webhook.objects.filter(pk=hook.pk).update(delivered=messages[:LINES][-1].pk, problem="")
    return True


def _of_hook(hook: Webhook) -> QuerySet[Message]:
    """What a unit's liaisons are told; without a unit, what the supervision office is told."""
    role = {"role": Role.LIAISON, "unit": hook.unit} if hook.unit_id else {"role": Role.SUPERVISOR}
    holders = Post.objects.filter(until=None, **role).values("account")
    return Message.objects.filter(pk__gt=hook.delivered, account__in=holders)


def _distinct(messages: list[Message]) -> list[Message]:
    """Several people of a unit are told the same; the unit's chat is told once."""
    return list({(message.item_id, message.code, message.once): message for message in messages}.values())


def _dingtalk(hook: Webhook, text: str, at: datetime) -> tuple[str, Mapping[str, Any]]:
    url = hook.url
    if hook.secret:
        stamp = str(round(at.timestamp() * 1000))
        sign = hmac.digest(hook.secret.encode(), f"{stamp}\n{hook.secret}".encode(), "sha256")
        url += f"&timestamp={stamp}&sign={quote_plus(base64.b64encode(sign))}"
    return url, {"msgtype": "text", "text": {"content": text}}


def _wecom(hook: Webhook, text: str, at: datetime) -> tuple[str, Mapping[str, Any]]:  # noqa: ARG001 - one shape for all
    return hook.url, {"msgtype": "text", "text": {"content": text}}


def _feishu(hook: Webhook, text: str, at: datetime) -> tuple[str, Mapping[str, Any]]:
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
    if hook.secret:
        stamp = str(int(at.timestamp()))
        sign = hmac.digest(f"{stamp}\n{hook.secret}".encode(), b"", "sha256")
        body |= {"timestamp": stamp, "sign": base64.b64encode(sign).decode()}
    return hook.url, body


def _plain(hook: Webhook, text: str, at: datetime) -> tuple[str, Mapping[str, Any]]:
    sign = hmac.new(hook.secret.encode(), f"{text}\n{int(at.timestamp())}".encode(), sha256).hexdigest()
    return hook.url, {"text": text, "at": int(at.timestamp()), "sign": sign if hook.secret else ""}


#: How each chat tool wants to be told: the address and the body of one POST.
FORMS = {"plain": _plain, "wecom": _wecom, "dingtalk": _dingtalk, "feishu": _feishu}
