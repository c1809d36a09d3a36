"""Findings as they are kept: said again in either language, as the reading says them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from duban.formats.exchange.extraction import to_json
from duban.formats.exchange.findings import sentence
from duban.formats.intake import read_document
from duban.formats.sources import Document, take
from duban.lexicon import review

TEXTS = {
    "a task without anything to check it by": "1.做好园林工作。\n2.年内新建公园5处。（牵头单位：区园林局）",
    "a count that does not hold": "全区确定以下3项任务。\n1.建设公园5处。（牵头单位：区园林局）",
    "a text that is torn at both ends": "（上接第二版）建设公园5处。\n二是治理河道3条，（下转第四版）",
    "a text that begins late and breaks off": "三、治理河道3条。\n四、新建公园，年内完成并向社会",
    "two values": "1.新建公园5处，年内新建公园6处。（牵头单位：区园林局、有关部门）尽快完成，取得实效。",
    "numbering that leaps": "1.建公园5处。\n2.治河道3条。\n5.修道路2条。",
    "nothing": "",
    "no tasks": "今天天气很好。",
}


def document(content: bytes) -> Document:
    taken = take(content, name="文件.txt")
    assert isinstance(taken, Document)
    return taken


def pairs(content: bytes) -> list[tuple[Any, Any]]:
    """Each finding of a text, with what is kept of it after a database has had it."""
    reading = read_document(document(content))
    stored = json.loads(json.dumps(to_json(reading, name="文件.txt")))["findings"]
    return list(zip(reading.findings, stored, strict=True))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_kept_finding_says_what_the_reading_said_in_both_languages(text: str) -> None:
    found = pairs(text.encode())
    assert found
    for finding, stored in found:
        assert sentence(stored, "zh") == stored["message"] == finding.message
        assert sentence(stored, "en") == finding.english != finding.message


def test_what_was_noticed_about_the_bytes_is_said_in_both_languages_as_well() -> None:
    notes = [pair for pair in pairs("1.建设公园5处。".encode()[:-1]) if pair[0].code.startswith("source_")]
    assert notes
    for finding, stored in notes:
        assert (sentence(stored, "zh"), sentence(stored, "en")) == (finding.message, finding.english)


@pytest.mark.parametrize(
    "saying",
    [
        None,
        {},
        "no_owner",
        {"name": "no_such_sentence", "words": {}},
        {"name": "count_mismatch", "words": {"words": "3项"}},
        {"name": "fragment_start", "words": {"why": {"name": "no_such_reason", "words": {}}}},
        {"name": "fragment_start", "words": {"why": {}}},
        {"name": "no_owner", "words": None},
        {"name": ["no_owner"], "words": {}},
    ],
)
def test_what_cannot_be_said_anew_says_what_it_said_then(saying: object) -> None:
    stored = {"code": "no_owner", "message": "没有写明牵头单位。", "saying": saying}
    assert sentence(stored, "en") == "没有写明牵头单位。"
    assert sentence({"code": "no_owner"}, "en") == "no_owner"


def test_a_sentence_that_was_put_better_since_is_said_as_it_is_today() -> None:
    stored = {"code": "no_owner", "message": "旧的说法", "saying": {"name": "no_owner", "words": {}}}
    assert sentence(stored, "zh") == review.load().messages["no_owner"].zh
