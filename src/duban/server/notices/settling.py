"""Webhooks and calendar feeds: made and ended, never changed, each with its event. Secrets of feeds are shown once."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext

from duban.server.audit.actions import Happening, record
from duban.server.ledger.access import own_units
from duban.server.notices import events
from duban.server.notices.models import Feed, Message, Webhook
from duban.server.notices.sending import FORMS
from duban.server.people.access import Right
from duban.server.people.sealing import UnreadableError, is_current, seal, unseal

if TYPE_CHECKING:
    from datetime import datetime

    from duban.server.people.access import Actor


class GoneError(LookupError):
    """There is no such thing, not any more, or it is somebody else's."""


def make_webhook(actor: Actor, *, name: str, url: str, form: str, secret: str, unit: int | None) -> Webhook:
    """A webhook that is told of what comes from now on; raises ValidationError naming what is wrong."""
    actor.require(Right.MANAGE_UNITS)
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValidationError({"url": gettext("地址要以 http:// 或 https:// 开头")})
    if form not in FORMS:
        raise ValidationError({"form": gettext("没有这种格式")})
    last = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with transaction.atomic():
        hook = Webhook.objects.create(
            name=name, url=url, form=form, secret=seal(secret) if secret else "", unit_id=unit, delivered=last
        )
        after = {"name": name, "host": parts.hostname, "form": form, "unit": unit}
        record(actor.who, Happening(events.WEBHOOK_MADE, str(hook.pk), {}, after))
    return hook


def end_webhook(actor: Actor, hook: int) -> None:
    """No more pushes to this address; raises :class:`GoneError`."""
    actor.require(Right.MANAGE_UNITS)
    with transaction.atomic():
        found = Webhook.objects.select_for_update().filter(pk=hook, active=True).first()
        if found is None:
            raise GoneError
        found.active = False
        found.save(update_fields=["active"])
        record(actor.who, Happening(events.WEBHOOK_ENDED, str(hook), {}, {"name": found.name}))


def reseal_webhooks() -> int:
    """Seal with the key of today what can be read and is not, as a start does with second factors; how many.

    One that was sealed with a key that is lost stays as it is: pushing to it says so.
    """
    sealed = 0
    for hook in Webhook.objects.exclude(secret="").order_by("pk"):
        if is_current(hook.secret):
            continue
        try:
            secret = seal(unseal(hook.secret))
        except UnreadableError:
            continue
        sealed += Webhook.objects.filter(pk=hook.pk, secret=hook.secret).update(secret=secret)
    return sealed


def make_feed(actor: Actor, unit: int | None, *, at: datetime) -> tuple[Feed, str]:
    """A calendar feed of the actor, or of one of the actor's units, and its secret, which is kept nowhere."""
    if actor.account is None or (unit is not None and unit not in own_units(actor)):
        raise PermissionDenied("feed")
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        feed = Feed.objects.create(account_id=actor.account, unit_id=unit, digest=hashed(secret), made_at=at)
        record(actor.who, Happening(events.FEED_MADE, str(feed.pk), {}, {"unit": unit}), at=at)
    return feed, secret


def end_feed(actor: Actor, feed: int, *, at: datetime) -> None:
    """The address of one's own feed stops working; raises :class:`GoneError`."""
    with transaction.atomic():
        found = Feed.objects.select_for_update().filter(pk=feed, account=actor.account, ended_at=None).first()
        if found is None:
            raise GoneError
        found.ended_at = at
        found.save(update_fields=["ended_at"])
        record(actor.who, Happening(events.FEED_ENDED, str(feed)), at=at)


def hashed(secret: str) -> str:
    """What is kept of a feed's secret."""
    return sha256(secret.encode()).hexdigest()
