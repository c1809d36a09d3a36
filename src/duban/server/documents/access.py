"""The door to documents: request code gets them here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from duban.server.documents.models import Document, ImportJob, Version
from duban.server.people.access import Right

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from duban.server.people.access import Actor


def account_of(actor: Actor) -> int:
    """The account of somebody; what is imported, corrected or verified is never the program's own doing."""
    if actor.account is None:
        raise PermissionDenied("an account is needed")
    return actor.account


def visible_documents(actor: Actor) -> QuerySet[Document]:
    """Every document, for those who see all items; none for the others.

    A unit reads its items' quotes on the item page. Documents of the own items are the ledger's to open, since this
    app knows no items.
    """
    return Document.objects.all() if actor.has(Right.SEE_ALL_ITEMS) else Document.objects.none()


def document_for(actor: Actor, document_id: int) -> Document:
    """The document; Http404 where it does not exist for this actor."""
    try:
        return visible_documents(actor).get(pk=document_id)
    except Document.DoesNotExist:
        raise Http404 from None


def version_for(actor: Actor, version_id: int) -> Version:
    """The version with its document; Http404 where it does not exist for this actor."""
    try:
        return Version.objects.select_related("document").get(
            pk=version_id, document__in=visible_documents(actor)
        )
    except Version.DoesNotExist:
        raise Http404 from None


def batch_for(actor: Actor, batch: UUID) -> QuerySet[ImportJob]:
    """The jobs of a batch, without their bytes; Http404 where there are none or the actor may not import."""
    jobs = ImportJob.objects.defer("content").filter(batch=batch)
    if not actor.has(Right.IMPORT) or not jobs.exists():
        raise Http404
    return jobs


def job_for(actor: Actor, job_id: int) -> ImportJob:
    """One job, without its bytes; Http404 where there is none or the actor may not import."""
    if not actor.has(Right.IMPORT):
        raise Http404
    try:
        return ImportJob.objects.defer("content").get(pk=job_id)
    except ImportJob.DoesNotExist:
        raise Http404 from None
