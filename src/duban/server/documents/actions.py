"""Taking in documents: bytes become a version with its reading. Nothing here changes a version that is there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version as installed
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from duban.formats.exchange.extraction import to_json
from duban.formats.intake import read_document
from duban.formats.sources import Refusal, take
from duban.formats.wording import ZH
from duban.server.audit.actions import Happening, record
from duban.server.documents import events
from duban.server.documents.access import account_of
from duban.server.documents.identity import LONGEST, identity_of
from duban.server.documents.models import Document, Version
from duban.server.people.access import Right

if TYPE_CHECKING:
    from datetime import date, datetime

    from duban.formats.sources import Document as Source
    from duban.reading import Reading
    from duban.server.people.access import Actor

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
PROGRAM = f"duban {installed('duban')}"


class UnreadableError(Exception):
    """The bytes are no document that can be read; the message is a sentence for whoever sent them."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A document that was read and is not stored yet."""

    source: Source
    reading: Reading
    identity: str
    name: str


def add_version(
    actor: Actor, content: bytes, *, file_name: str, dated: date | None, at: datetime
) -> tuple[Version, bool]:
    """The version these bytes are, and whether it is new: the same bytes are the same version, whatever their name.

    Raises UnreadableError with a sentence. Reading takes its time and is done before the transaction begins.
    """
    actor.require(Right.IMPORT)
    digest = sha256(content).hexdigest()
    known = Version.objects.filter(digest=digest).first()
    if known:
        return known, False
    read = _read(content, PurePath(file_name).name[:LONGEST], dated)
    try:
        with transaction.atomic():
            return _store(actor, read, dated, at), True
    except IntegrityError:  # somebody sent the same bytes at the same moment
        return Version.objects.get(digest=digest), False


def _read(content: bytes, name: str, dated: date | None) -> _Read:
    source = take(content, name=name)
    if isinstance(source, Refusal):
        raise UnreadableError(ZH.refusals[source.reason])
    source = source._replace(text=_storable(source.text))
    reading = read_document(source, dated=dated)
    return _Read(source, reading, identity_of(reading.document, source.digest), name)


def _storable(text: str) -> str:
    """A database keeps neither zero bytes nor halves of characters; each becomes one U+FFFD, so offsets stay."""
    return _UNSTORABLE.sub("\ufffd", text)


def _store(actor: Actor, read: _Read, dated: date | None, at: datetime) -> Version:
    said = read.reading.document
    Document.objects.get_or_create(identity=read.identity, defaults={"title": read.name, "kind": said.kind})
    document = Document.objects.select_for_update(no_key=True).get(identity=read.identity)
    last = document.versions.aggregate(last=Max("ordinal"))["last"] or 0
    version = Version.objects.create(
        document=document,
        ordinal=last + 1,
        file_name=read.name,
        media_type=read.source.media_type,
        digest=read.source.digest,
        source=read.source.text,
        dated=dated,
        reading=_wire(read),
        program=PROGRAM,
        imported_by_id=account_of(actor),
        imported_at=at,
    )
    before = _description(document)
    document.title = (said.title or read.name)[:LONGEST]
    document.number = (said.doc_number or "")[:128]
    document.issuer = (said.issuer or "")[:LONGEST]
    document.kind = said.kind
    document.issued_on = said.signed_on or said.published_on
    document.save()
    after = _description(document) | {
        "version": version.ordinal,
        "file_name": read.name,
        "digest": version.digest,
    }
    record(actor.who, Happening(events.IMPORTED, str(document.pk), before, after), at=at)
    return version


def _wire(read: _Read) -> dict[str, Any]:
    """The wire form; the text itself stands in the version's own column."""
    source = read.source
    return dict(to_json(read.reading, name=read.name, media_type=source.media_type, digest=source.digest))


def _description(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "number": document.number,
        "issuer": document.issuer,
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
    }
