"""One uploaded file at a time on its way to a version; what fails keeps its bytes and can be tried again.

Who runs the jobs is not decided here: the ledger queues them, because a file that was read becomes a ledger.
"""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from duban.server.audit.actions import Happening, record
from duban.server.documents import events
from duban.server.documents.access import account_of
from duban.server.documents.actions import UnreadableError, add_version
from duban.server.documents.models import ImportJob, JobState
from duban.server.people.access import Right, actor_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from duban.server.people.access import Actor

#: A document of ten million characters is not one that an office reads.
LARGEST = 20 * 1024 * 1024
#: A job that was begun and not ended for so long was left by a process that died.
ABANDONED = timedelta(minutes=15)

TOO_LARGE = f"文件超过{LARGEST // 1024 // 1024} MB，未保留；请拆分后重新上传"
FAILED = "程序未能识读此文件，其他文件不受影响；原文件已保留，可以重试"

log = logging.getLogger("duban.documents")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to become of uploaded files: see :class:`~duban.server.documents.models.ImportJob`."""

    mechanism: str = ""
    owner: int | None = None
    dated: date | None = None


def queue(
    actor: Actor, files: Sequence[tuple[str, bytes]], wish: Wish, *, at: datetime
) -> tuple[UUID, tuple[ImportJob, ...]]:
    """A job for each file, all of one batch; one that is too large has failed already and its bytes are not kept."""
    actor.require(Right.IMPORT)
    batch = uuid.uuid4()
    jobs = []
    for name, content in files:
        large = len(content) > LARGEST
        job = ImportJob(
            batch=batch,
            file_name=PurePath(name).name[:255] or "未命名",
            content=None if large else content,
            mechanism=wish.mechanism,
            owner_id=wish.owner,
            dated=wish.dated,
            asked_by_id=account_of(actor),
            asked_at=at,
        )
        if large:
            job.state, job.problem, job.ended_at = JobState.FAILED, TOO_LARGE, at
        jobs.append(job)
    return batch, tuple(ImportJob.objects.bulk_create(jobs))


def requeue(actor: Actor, job_id: int, *, at: datetime) -> bool:
    """Put a job that failed, or that a dead process left, back in the queue; False where there is nothing to retry."""
    actor.require(Right.IMPORT)
    left = Q(state__in=(JobState.WAITING, JobState.RUNNING), asked_at__lt=at - ABANDONED)
    jobs = ImportJob.objects.filter(Q(state=JobState.FAILED) | left, pk=job_id, content__isnull=False)
    changed = jobs.update(
        state=JobState.WAITING, problem="", ended_at=None, asked_at=at, asked_by_id=account_of(actor)
    )
    return bool(changed)


def perform(job_id: int, *, today: date, at: datetime) -> ImportJob:
    """Read the file of one job; whatever goes wrong is that job's problem and stands in it.

    The job is begun by compare-and-set: of two workers with the same job one reads it and the other leaves it.
    """
    begun = ImportJob.objects.filter(pk=job_id, state=JobState.WAITING).update(state=JobState.RUNNING)
    job = ImportJob.objects.select_related("asked_by").get(pk=job_id)
    if not begun:
        return job
    actor = actor_of(job.asked_by, today)
    try:
        version, new = add_version(
            actor, bytes(job.content or b""), file_name=job.file_name, dated=job.dated, at=at
        )
    except UnreadableError as error:
        return _failed(job, actor, str(error), at)
    except Exception:
        log.exception("a document could not be read", extra={"job": job_id})
        return _failed(job, actor, FAILED, at)
    job.state = JobState.DONE if new else JobState.SAME
    job.version, job.content, job.problem, job.ended_at = version, None, "", at
    job.save()
    return job


def _failed(job: ImportJob, actor: Actor, problem: str, at: datetime) -> ImportJob:
    job.state, job.problem, job.ended_at = JobState.FAILED, problem, at
    with transaction.atomic():
        job.save()
        after = {"file_name": job.file_name, "problem": problem}
        record(actor.who, Happening(events.FAILED, str(job.pk), {}, after), at=at)
    return job
