"""Which files there are to read, and what is said about those that cannot be."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from duban.formats.sources import Document, Place, Refusal, RefusalReason, fetch, search

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("乙.txt", "甲.md", "下级/丙.HTML", ".隐藏.txt", ".git/丁.txt", "表.docx", "乙.ledger.html"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("一、任务", encoding="utf-8")
    return tmp_path


def test_a_folder_is_searched_in_order_without_hidden_files_and_own_ledgers(folder: Path) -> None:
    found = search([str(folder)])
    assert [place.name for place in found.places] == ["乙.txt", "甲.md", "下级/丙.HTML"]
    assert [path.name for path in found.passed_over] == ["表.docx"]


def test_a_named_file_is_read_whatever_it_is_called(folder: Path) -> None:
    assert [place.name for place in search([str(folder / ".隐藏.txt"), str(folder / "表.docx")]).places] == [
        ".隐藏.txt",
        "表.docx",
    ]


def test_a_file_named_twice_is_read_once(folder: Path) -> None:
    assert len(search([str(folder / "乙.txt"), str(folder), str(folder / "乙.txt")]).places) == 3


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("一、任务".encode("gb18030"))))
    (place,) = search(["-"]).places
    document = fetch(place)
    assert isinstance(document, Document)
    assert (document.name, document.text) == ("stdin", "一、任务")


def test_a_missing_file_is_found_missing_when_it_is_fetched(tmp_path: Path) -> None:
    (place,) = search([str(tmp_path / "没有.txt")]).places
    assert fetch(place) == Refusal("没有.txt", RefusalReason.NOT_FOUND)


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    assert fetch(Place(tmp_path, "x")) == Refusal("x", RefusalReason.NOT_A_FILE)


@pytest.fixture
def as_nobody() -> Iterator[None]:
    """Without the rights of root, who may read everything."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield
    if root:
        os.seteuid(0)


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A folder for everyone, with a file and a folder in it for no one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.txt").touch(mode=0)
        (folder / "下级").mkdir(mode=0)
        folder.chmod(0o755)
        yield folder


@pytest.mark.usefixtures("as_nobody")
def test_what_may_not_be_read_is_said(closed_folder: Path) -> None:
    places = search([str(closed_folder)]).places
    assert [fetch(place) for place in places] == [
        Refusal("a.txt", RefusalReason.NO_PERMISSION),
        Refusal(str(closed_folder / "下级"), RefusalReason.NO_PERMISSION),
    ]
    (inside,) = search([str(closed_folder / "下级" / "b.txt")]).places
    assert fetch(inside) == Refusal("b.txt", RefusalReason.NO_PERMISSION)


def test_a_path_that_no_system_knows(tmp_path: Path) -> None:
    refusal = fetch(Place(tmp_path / "a\0b", "a"))
    assert isinstance(refusal, Refusal)
    assert refusal.reason in (RefusalReason.UNREADABLE, RefusalReason.NOT_FOUND)
