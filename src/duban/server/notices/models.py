"""What people are told: messages in their inbox, mail once a day, webhooks, calendar feeds, rungs of a ladder."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from duban.server.ledger.models import Item
from duban.server.people.models import Unit


class Message(models.Model):
    """One line in somebody's inbox; ``code`` and ``values`` are put into words in the reader's language."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="messages")
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="messages")
    code = models.CharField(max_length=32)
    values = models.JSONField(default=dict)
    once = models.CharField(max_length=128)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    digested_at = models.DateTimeField(null=True)

    class Meta:
        """Nobody is told the same thing twice: ``once`` names the occasion."""

        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "once"], name="told_once")]
        indexes: ClassVar = [models.Index(fields=["account", "read_at", "-id"])]

    def __str__(self) -> str:
        return f"{self.account_id} {self.code}"


class Webhook(models.Model):
    """An address of the office's chat tool that is told of a unit's messages (of everybody's, without a unit).

    ``secret`` is kept sealed, as second factors are.
    """

    name = models.CharField(max_length=64)
    url = models.URLField(max_length=500)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="webhooks")
    form = models.CharField(max_length=16)
    secret = models.TextField(blank=True)
    active = models.BooleanField(default=True)
    delivered = models.BigIntegerField(default=0)
    problem = models.CharField(max_length=255, blank=True)

    def __str__(self) -> str:
        return self.name


class Feed(models.Model):
    """The secret address of a calendar feed, of a person or of a unit; only its hash is kept."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="feeds")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.account_id} {self.unit_id}"


class Rung(models.Model):
    """A rung of an item's ladder that was reached: fired once for each occasion."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="rungs")
    rung = models.CharField(max_length=32)
    occasion = models.CharField(max_length=64)
    reached_at = models.DateTimeField()

    class Meta:
        """The same rung never fires twice for the same occasion."""

        ordering: ClassVar = ["item_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "rung", "occasion"], name="rung_once")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.rung}"


class Bookmark(models.Model):
    """How far a part of the program has read: the last move told of, the last day begun."""

    name = models.CharField(max_length=32, primary_key=True)
    reached = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.reached}"


class Digest(models.Model):
    """A day's one mail to one person; the row is made in the transaction that sends it."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="digests")
    day = models.DateField()
    lines = models.PositiveIntegerField()

    class Meta:
        """One a day."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "day"], name="digest_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.day}"
