"""The store of evidence: what a file is, is told from its bytes; what is kept is there, whole, and can be proved."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from duban.server.ledger.actions import Upload
from duban.server.ledger.evidence import damaged, keep, kept, named, path_of, refused, sniff

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def packed(*members: str) -> bytes:
    pack = BytesIO()
    with ZipFile(pack, "w") as file:
        for member in members:
            file.writestr(member, "x")
    return pack.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (b"%PDF-1.7", "验收单.pdf", "application/pdf"),
        (b"\xff\xd8\xff\xe0", "照片.JPG", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "图.png", "image/png"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "图.webp", "image/webp"),
        (b"\x00\x00\x00\x18ftypmp42", "现场.mp4", "video/mp4"),
        (OLE, "旧表.wps", "application/x-ole-storage"),
        (packed("OFD.xml"), "公文.ofd", "application/ofd"),
        (packed("word/document.xml"), "报告.docx", None),
        (packed("xl/workbook.xml"), "台账.xlsx", None),
        ("经现场查看".encode("gb18030"), "记录.txt", "text/plain"),
    ],
)
def test_what_an_office_sends_is_taken(content: bytes, name: str, media_type: str | None) -> None:
    found = sniff(content, name)
    assert found is not None
    assert media_type in (None, found)
    assert refused([Upload(name, content)]) == ()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00\x03", "工具.exe"),
        (b"MZ\x90\x00\x03", "工具.pdf"),  # a program under another name
        (b"%PDF-1.7", "表.xlsx"),  # and one paper under another's
        (b"<script>alert(1)</script>", "页.html"),
        (b"<svg onload='x'/>", "图.svg"),
        (b"@echo off", "跑.bat"),
        (packed("a.txt"), "包.zip"),
        (packed("word/document.xml"), "宏.docm"),
        (b"PK\x03\x04broken", "坏.docx"),
        (b"plain", "没有扩展名"),
        (b"", "空.txt"),
    ],
)
def test_what_could_run_or_is_not_what_it_says_is_refused(content: bytes, name: str) -> None:
    assert [refusal.code for refusal in refused([Upload(name, content)])] in (
        ["evidence_type"],
        ["evidence_empty"],
    )


def test_an_office_sets_its_own_limit_and_kinds(settings: Settings) -> None:
    settings.EVIDENCE_LARGEST = 1024 * 1024
    assert refused([Upload("大.txt", b"a" * (1024 * 1024 + 1))])[0].code == "evidence_too_large"
    settings.EVIDENCE_TYPES = {"application/pdf": (".pdf",)}
    assert refused([Upload("记录.txt", b"abc")])[0].code == "evidence_type"


def test_bytes_are_kept_once_and_cannot_be_written_again() -> None:
    upload = Upload("记录.txt", b"abc")
    (first,), (second,) = keep([upload]), keep([Upload("别名.txt", b"abc")])
    assert (first.digest, first.name, second.name) == (second.digest, "记录.txt", "别名.txt")
    path = path_of(first.digest)
    assert path.read_bytes() == b"abc"
    assert path.stat().st_mode & 0o777 == 0o400
    assert [file.name for file in path.parent.iterdir()] == [first.digest]
    assert kept(upload) == first


def test_damage_is_found() -> None:
    (file,) = keep([Upload("记录.txt", b"abc")])
    assert list(damaged([file.digest])) == []
    path_of(file.digest).chmod(0o600)
    path_of(file.digest).write_bytes(b"abd")
    assert list(damaged([file.digest, "0" * 64])) == [(file.digest, "changed"), ("0" * 64, "missing")]


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "a" * 63])
def test_only_a_hash_is_a_place(digest: str) -> None:
    with pytest.raises(ValueError, match="no SHA-256"):
        path_of(digest)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("C:\\桌面\\照片.jpg", "照片.jpg"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nb\0.txt", "ab.txt"),
        ("...", "未命名"),
        ("长" * 300 + ".pdf", "长" * 251 + ".pdf"),
        ("报告\u202etxt.exe", "报告txt.exe"),
    ],
)
def test_a_name_is_never_a_path(given: str, name: str) -> None:
    assert named(given) == name
