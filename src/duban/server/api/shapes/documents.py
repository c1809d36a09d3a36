"""Documents, their versions, and files on their way to one."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from duban.server.api.shapes.common import Reference, Shape
from duban.server.documents.models import Document, ImportJob, Version
from duban.server.documents.queries import Progress
from duban.server.ledger.models import Ledger


class DocumentRow(Shape):
    """A document in a list."""

    id: int
    title: str
    number: str
    issuer: str
    kind: str
    issued_on: date | None
    created_at: datetime


class VersionShape(Shape):
    """A text of a document as it came in once; ``digest`` is the SHA-256 of the file's bytes."""

    ordinal: int
    file_name: str
    media_type: str
    digest: str
    dated: date | None
    program: str
    imported_at: datetime


class DocumentShape(DocumentRow):
    """A document with its versions, the newest first, and the ledgers made of it."""

    versions: list[VersionShape]
    ledgers: list[Reference]


class JobShape(Shape):
    """A file on its way; once it is read, ``document`` and ``version`` say what it became."""

    id: int
    batch: UUID
    file_name: str
    mechanism: str
    state: str
    problem: str
    asked_at: datetime
    ended_at: datetime | None
    document: int | None
    version: int | None


class Batch(Shape):
    """Files that were sent together, and how far they are."""

    batch: UUID
    total: int
    ended: int
    failed: int
    results: list[JobShape]


def row(document: Document) -> DocumentRow:
    """A document in a list."""
    return DocumentRow(**_said(document))


def document(found: Document, versions: list[Version], ledgers: list[Ledger]) -> DocumentShape:
    """A document whole."""
    return DocumentShape(
        **_said(found),
        versions=[version(one) for one in versions],
        ledgers=[Reference(id=one.pk, name=one.name) for one in ledgers],
    )


def version(found: Version) -> VersionShape:
    """A version without text and reading."""
    return VersionShape(**{name: getattr(found, name) for name in VersionShape.model_fields})


def job(found: ImportJob) -> JobShape:
    """One file."""
    read = found.version
    return JobShape(
        id=found.pk,
        batch=found.batch,
        file_name=found.file_name,
        mechanism=found.mechanism,
        state=found.state,
        problem=found.problem,
        asked_at=found.asked_at,
        ended_at=found.ended_at,
        document=read.document_id if read else None,
        version=read.ordinal if read else None,
    )


def batch(number: UUID, jobs: list[ImportJob], progress: Progress) -> Batch:
    """A batch."""
    return Batch(
        batch=number,
        total=progress.total,
        ended=progress.ended,
        failed=progress.failed,
        results=[job(one) for one in jobs],
    )


def _said(found: Document) -> dict[str, Any]:
    return {name: getattr(found, name) for name in DocumentRow.model_fields}
