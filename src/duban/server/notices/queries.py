"""What pages ask about messages, feeds and webhooks; always about the asking person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duban.server.ledger.access import own_units
from duban.server.notices.models import Feed, Message, Webhook
from duban.server.people.models import Unit

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from duban.server.people.access import Actor


def inbox(actor: Actor, *, unread: bool = False) -> QuerySet[Message]:
    """The actor's messages, newest first."""
    messages = Message.objects.filter(account=actor.account).select_related("item")
    return messages.filter(read_at=None) if unread else messages


def unread_count(actor: Actor, *, most: int = 99) -> int:
    """How many messages are unread, counted no further than one beyond ``most``."""
    if actor.account is None:
        return 0
    return Message.objects.filter(account=actor.account, read_at=None)[: most + 1].count()


def feeds(actor: Actor) -> QuerySet[Feed]:
    """The actor's calendar feeds that still work."""
    return Feed.objects.filter(account=actor.account, ended_at=None).select_related("unit").order_by("pk")


def webhooks() -> QuerySet[Webhook]:
    """Every webhook that is told of things."""
    return Webhook.objects.filter(active=True).select_related("unit").order_by("name")


def own_unit_rows(actor: Actor) -> QuerySet[Unit]:
    """The units for which the actor reports, of which a feed may be made."""
    return Unit.objects.filter(pk__in=own_units(actor))
