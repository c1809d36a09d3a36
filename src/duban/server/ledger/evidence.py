"""The store of evidence: bytes under their SHA-256, once however often they are handed in, never run and never shown.

A file is written beside its place, synced and renamed into it before the row that names it is committed, so a row
never names what is not there. What a file is, is told from its bytes; its name must agree. Pages send it as a download
only (``Content-Disposition: attachment``, ``nosniff``).
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from django.conf import settings

from duban.governing.lifecycle import Refusal
from duban.server.ledger.models import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LARGEST = 20 * 1024 * 1024
#: What may be handed in, by the suffix that a name may have. An office changes it by ``EVIDENCE_TYPES``.
TYPES = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    "image/bmp": (".bmp",),
    "image/tiff": (".tif", ".tiff"),
    "video/mp4": (".mp4", ".m4v"),
    "audio/mpeg": (".mp3",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": (".pptx",),
    "application/vnd.oasis.opendocument": (".odt", ".ods", ".odp"),
    "application/ofd": (".ofd",),
    "application/x-ole-storage": (".doc", ".xls", ".ppt", ".wps", ".et", ".dps"),
    "application/rtf": (".rtf",),
    "text/plain": (".txt", ".csv", ".md"),
}
#: How the bytes of a kind begin.
SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
)
#: What only a packed file of a kind has inside.
PACKED = (
    ("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("OFD.xml", "application/ofd"),
    ("META-INF/manifest.xml", "application/vnd.oasis.opendocument"),
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was handed in; the name is what the sender called it and is never a path."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it stands in the store."""

    digest: str
    name: str
    media_type: str
    size: int


def refused(uploads: Iterable[Upload]) -> tuple[Refusal, ...]:
    """What is wrong with these files; nothing is written."""
    limit = getattr(settings, "EVIDENCE_LARGEST", LARGEST)
    found = []
    for upload in uploads:
        name = named(upload.name)
        if not upload.content:
            found.append(Refusal("evidence_empty", f"“{name}”是空文件", f"“{name}” is empty"))
        elif len(upload.content) > limit:
            size = limit // 1024 // 1024
            found.append(
                Refusal("evidence_too_large", f"“{name}”超过{size} MB", f"“{name}” is larger than {size} MB")
            )
        elif sniff(upload.content, name) is None:
            told = "”不是可以接收的文件类型，或内容与扩展名不符"
            found.append(
                Refusal(
                    "evidence_type",
                    f"“{name}{told}",
                    f"“{name}” is of no kind that is taken, or not what it says",
                )
            )
    return tuple(found)


def keep(uploads: Iterable[Upload]) -> tuple[Kept, ...]:
    """Put files into the store; when this returns they are on the disk. Whether they may be is :func:`refused`'s."""
    stored = tuple((kept(upload), upload.content) for upload in uploads)
    for file, content in stored:
        _place(file.digest, content)
    return tuple(file for file, _ in stored)


def kept(upload: Upload) -> Kept:
    """What a file is called and what it is, in the store."""
    name = named(upload.name)
    media_type = sniff(upload.content, name) or "application/octet-stream"
    return Kept(sha256(upload.content).hexdigest(), name, media_type, len(upload.content))


def path_of(digest: str) -> Path:
    """Where the bytes with this hash stand; raises ValueError for what is no hash."""
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise ValueError(f"{digest!r} is no SHA-256")
    return Path(settings.EVIDENCE_ROOT) / digest[:2] / digest[2:4] / digest


def all_kept() -> list[str]:
    """The digests of every file that some item names."""
    return list(Evidence.objects.order_by("digest").values_list("digest", flat=True).distinct())


def damaged(digests: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Those that are not in the store (``missing``) or no longer what they were (``changed``)."""
    for digest in digests:
        try:
            with path_of(digest).open("rb") as file:
                if file_digest(file, "sha256").hexdigest() != digest:
                    yield digest, "changed"
        except OSError:
            yield digest, "missing"


def named(name: str) -> str:
    """A file's own name without a path, without characters that cannot be seen, 255 long at most."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(char for char in last if char.isprintable()).strip(". ")
    if len(seen) <= 255:
        return seen or "未命名"
    stem, dot, suffix = seen.rpartition(".")
    return f"{stem[: 254 - len(suffix)]}{dot}{suffix}" if dot and len(suffix) < 10 else seen[:255]


def sniff(content: bytes, name: str) -> str | None:
    """What the bytes are, where that is taken and the name's suffix says the same; None otherwise."""
    types = getattr(settings, "EVIDENCE_TYPES", TYPES)
    media_type = _kind(content)
    suffix = Path(name).suffix.lower()
    return media_type if media_type in types and suffix in types[media_type] else None


def _kind(content: bytes) -> str | None:
    for signature, media_type in SIGNATURES:
        if content.startswith(signature):
            return media_type
    if content[4:8] == b"ftyp":
        return "video/mp4"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    return None if b"\0" in content else "text/plain"


def _packed(content: bytes) -> str | None:
    try:
        with ZipFile(BytesIO(content)) as pack:
            inside = set(pack.namelist())
    except BadZipFile:
        return None
    return next((media_type for member, media_type in PACKED if member in inside), None)


def _place(digest: str, content: bytes) -> None:
    path = path_of(digest)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".part-", delete=False) as file:
        made = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), 0o400)
            os.fsync(file.fileno())
            made.replace(path)
        except BaseException:
            made.unlink(missing_ok=True)
            raise
    for folder in (path.parent, path.parent.parent, path.parent.parent.parent):
        _sync(folder)


def _sync(folder: Path) -> None:
    """A rename is on the disk when its folder is."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
