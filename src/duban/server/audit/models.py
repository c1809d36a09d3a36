"""One row an event, one row that holds the end of the chain. Triggers refuse any change of an event."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Event(models.Model):
    """Something that happened to one thing. ``number`` is its place in the chain, without gaps, from 1.

    ``action`` is shared by the events of one human act (a bulk dispatch is one act with an event an item).
    ``digest`` is the SHA-256 over every other field in canonical JSON, ``previous`` the digest of the event before.
    """

    number = models.BigIntegerField(primary_key=True)
    action = models.UUIDField(db_index=True)
    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=64, db_index=True)
    actor = models.BigIntegerField(null=True, db_index=True)
    actor_name = models.CharField(max_length=128)
    subject_kind = models.CharField(max_length=32)
    subject = models.CharField(max_length=64)
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField(blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        """Read by subject on every item page, and by number when the chain is verified."""

        indexes: ClassVar = [models.Index(fields=["subject_kind", "subject", "number"])]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class Chain(models.Model):
    """The end of the chain: one row, locked by whoever appends, so that two writers never make the same link."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    number = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        """One row and no other."""

        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="one_chain")]

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"
