"""Files in, ledgers out: each uploaded file is a task of its own, so a hundred of them neither wait nor fail together.

The task may run twice (a worker may die after the commit): the bytes are then known, and the ledger is at that version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from duban.server.documents import jobs
from duban.server.documents.jobs import Wish
from duban.server.documents.models import ImportJob, JobState
from duban.server.ledger.adoption import adopted_by, in_use
from duban.server.ledger.registration import register
from duban.server.people.access import Right, actor_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from duban.server.documents.models import Version
    from duban.server.ledger.evidence import Upload
    from duban.server.ledger.models import Ledger
    from duban.server.people.access import Actor

NOT_IN_USE = "文件已识读，但机制{mechanism}尚未启用，没有建立台账；启用后请重新上传"
NO_WISH = Wish()


def receive(actor: Actor, files: Sequence[Upload], wish: Wish = NO_WISH, *, at: datetime) -> UUID:
    """Queue files to be read, and registered as wished; the batch to watch."""
    with transaction.atomic():
        batch, queued = jobs.queue(actor, [(file.name, file.content) for file in files], wish, at=at)
    for job in queued:
        if job.state == JobState.WAITING:
            read_file.enqueue(job.pk)
    return batch


def retry(actor: Actor, job_id: int, *, at: datetime) -> bool:
    """Queue a file again that failed or was left; False where there is nothing to retry."""
    queued = jobs.requeue(actor, job_id, at=at)
    if queued:
        read_file.enqueue(job_id)
    return queued


@task()
def read_file(job_id: int) -> None:
    """Read one file, and register what it says or bring the ledgers of its document up to it."""
    at = timezone.now()
    today = timezone.localdate(at)
    job = jobs.perform(job_id, today=today, at=at)
    if job.version is None or job.state not in (JobState.DONE, JobState.SAME):
        return
    actor = actor_of(job.asked_by, today)
    wish = Wish(job.mechanism, job.owner_id, job.dated)
    if not settle(actor, job.version, wish, at=at) and job.mechanism:
        problem = NOT_IN_USE.format(mechanism=job.mechanism)
        ImportJob.objects.filter(pk=job.pk).update(problem=problem)


def settle(actor: Actor, version: Version, wish: Wish, *, at: datetime) -> list[Ledger]:
    """Bring every ledger of the document up to this version, and make the one that was asked for."""
    wanted = {
        ledger.mechanism: (adopted_by(ledger), ledger.owner_id) for ledger in version.document.ledgers.all()
    }
    adopted = in_use(wish.mechanism) if wish.mechanism and wish.mechanism not in wanted else None
    if adopted is not None:
        wanted[wish.mechanism] = (adopted, wish.owner or min(actor.units_with(Right.IMPORT)))
    return [register(actor, version, adopted=found, owner=owner, at=at) for found, owner in wanted.values()]
