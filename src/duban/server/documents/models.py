"""A document, its versions as they came in, and the jobs that read them. A version is never changed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from duban.server.people.models import Unit


class Document(models.Model):
    """One document through all its versions. ``identity`` tells it apart: its number, else title and issuer."""

    identity = models.CharField(max_length=255, unique=True)
    title = models.CharField(max_length=255)
    number = models.CharField(max_length=128, blank=True)
    issuer = models.CharField(max_length=255, blank=True)
    kind = models.CharField(max_length=32)
    issued_on = models.DateField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """The text of a document as it came in once, with what was read from it (the wire form) and by which program.

    ``source`` is the decoded text that every offset points into; ``digest`` is the SHA-256 of the file's bytes.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    ordinal = models.PositiveIntegerField()
    file_name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    source = models.TextField()
    dated = models.DateField(null=True)
    reading = models.JSONField()
    program = models.CharField(max_length=32)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()

    class Meta:
        """Versions of a document are numbered from 1."""

        ordering: ClassVar = ["document_id", "ordinal"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "ordinal"], name="version_ordinal"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} v{self.ordinal}"


class JobState(models.TextChoices):
    """How far an import is."""

    WAITING = "waiting", "排队中"
    RUNNING = "running", "识读中"
    DONE = "done", "完成"
    SAME = "same", "已导入过"
    FAILED = "failed", "未能识读"


class ImportJob(models.Model):
    """One uploaded file on its way to a version; ``content`` is let go once it is read.

    ``mechanism``, ``owner`` and ``dated`` are what was asked for: under which mechanism a ledger is made (empty: none),
    whose ledger it is (None: the asking person's unit's), and the document's day where it states none itself.
    """

    batch = models.UUIDField(db_index=True)
    file_name = models.CharField(max_length=255)
    content = models.BinaryField(null=True)
    mechanism = models.CharField(max_length=16)
    dated = models.DateField(null=True)
    owner = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.WAITING)
    problem = models.TextField(blank=True)
    version = models.ForeignKey(Version, null=True, on_delete=models.PROTECT, related_name="jobs")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """In the order they were asked for."""

        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.file_name} {self.state}"
