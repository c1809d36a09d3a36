"""What was noticed while bytes became text stands first among the findings."""

from __future__ import annotations

import pytest

from duban.formats.intake import read_document
from duban.formats.sources import Document, take
from duban.formats.wording import EN, ZH

TASKS = "云溪区任务\n1.建设口袋公园。2024年6月底前新建5处。（牵头单位：区园林局）\n2.修路。（责任单位：区交通局）\n"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "source_empty"),
        ("1.改造老旧管网".encode()[:-1], "source_cut"),
        (("1.改造老旧管网。\n" * 60).encode().replace("网".encode(), b"\xe7\xbd", 1), "source_damaged"),
    ],
)
def test_notes_become_findings(data: bytes, code: str) -> None:
    document = take(data, name="a.txt")
    assert isinstance(document, Document)
    first = read_document(document).findings[0]
    assert first.code == code
    assert first.message.endswith("。")
    assert "{" not in first.message + first.english
    assert first.english.isascii() or "�" in first.english


def test_notes_are_worded_in_every_language() -> None:
    assert set(ZH.notes) == set(EN.notes)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_the_reading_is_the_same_in_every_encoding(encoding: str) -> None:
    plain = take(TASKS.encode(), name="a.txt")
    other = take(TASKS.encode(encoding), name="a.txt")
    assert isinstance(plain, Document)
    assert isinstance(other, Document)
    assert read_document(plain) == read_document(other)
