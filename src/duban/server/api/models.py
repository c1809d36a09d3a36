"""What the API keeps of its own: tokens (as hashes) and the answers already given to a repeated write."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Token(models.Model):
    """A program's key. It acts as its account, in the roles it was given and no more; only its hash is kept."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    roles = models.JSONField(default=list)
    read_only = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    expires_on = models.DateField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Answer(models.Model):
    """The answer that a write got, kept under the key its caller gave: the same key gets the same answer.

    ``request`` is the hash of the request. Made and filled in the transaction of the write itself, so a row that can
    be seen always has its answer (``status`` and ``body``).
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=128)
    request = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True)
    etag = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        """One answer for each caller's key."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "key"], name="answer_once")]
        indexes: ClassVar = [models.Index(fields=["account", "at"])]

    def __str__(self) -> str:
        return self.key
