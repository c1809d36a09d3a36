"""Reading documents for pages: lists, versions, and how far a batch of imports is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max

from duban.server.documents.models import ImportJob, JobState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from duban.server.documents.models import Document, Version

#: States in which a job has ended, for better or worse.
ENDED = frozenset({JobState.DONE, JobState.SAME, JobState.FAILED})


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is."""

    total: int
    ended: int
    failed: int

    @property
    def finished(self) -> bool:
        """Whether nothing is left to wait for."""
        return self.ended == self.total

    @property
    def percent(self) -> int:
        """In whole per cent."""
        return self.ended * 100 // self.total if self.total else 100


def progress(jobs: Iterable[ImportJob]) -> Progress:
    """How far these jobs are."""
    states = [job.state for job in jobs]
    return Progress(len(states), sum(state in ENDED for state in states), states.count(JobState.FAILED.value))


def listed(documents: QuerySet[Document]) -> QuerySet[Document]:
    """Documents with ``versions_count`` and ``last_import``, newest first."""
    return documents.annotate(
        versions_count=Count("versions", distinct=True), last_import=Max("versions__imported_at")
    ).order_by("-last_import", "-id")


def versions_of(document: Document) -> QuerySet[Version]:
    """The versions of a document, the newest first, without text and reading."""
    return document.versions.defer("source", "reading").order_by("-ordinal")
