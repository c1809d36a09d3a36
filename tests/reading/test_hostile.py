"""Input that means harm, or means nothing at all: the worst result is one block of prose with findings."""

from __future__ import annotations

from time import perf_counter

import pytest

import duban

SIZE = 100_000
# Generous: the slowest of these takes under two seconds alone; a super-linear rule takes minutes.
PATIENCE = 30.0

HOSTILE = {
    "nothing": "",
    "spaces": " " * SIZE,
    "wide spaces": "\u3000" * SIZE,
    "line breaks": "\n" * SIZE,
    "carriage returns": "\r\n" * SIZE,
    "a million digits": "7" * (10 * SIZE),
    "Chinese digits": "三" * SIZE,
    "powers": "十百千万亿" * (SIZE // 5),
    "opening title marks": "《" * SIZE,
    "closing title marks": "》" * SIZE,
    "title marks with words": "《云溪" * (SIZE // 3),
    "opening quotes": "“" * SIZE,
    "closing quotes": "”" * SIZE,
    "straight quotes": '"' * SIZE,
    "opening brackets": "（" * SIZE,
    "closing brackets": ")" * SIZE,
    "brackets of every kind": "([{（〔【《“" * (SIZE // 8),
    "footnote marks": "[1]" * (SIZE // 3),
    "lines of footnotes": "[1]\n" * (SIZE // 4),
    "enumeration commas": "、" * SIZE,
    "commas": "，" * SIZE,
    "full stops": "。" * SIZE,
    "dots and digits": "1." * (SIZE // 2),
    "percent signs": "%" * SIZE,
    "shares": "5%、" * (SIZE // 3),
    "years": "2024年" * (SIZE // 5),
    "months": "6月底前" * (SIZE // 4),
    "units": "责任单位：区水务局、" * (SIZE // 10),
    "unit labels": "责任单位：" * (SIZE // 5),
    "unit brackets left open": "（牵头单位：区水务局" * (SIZE // 10),
    "task numbers run in": "一是推进工作" * (SIZE // 6),
    "headings": "一、工作\n" * (SIZE // 5),
    "table bars": "|" * SIZE,
    "table rows": "1|任务|区水务局|6月底前\n" * (SIZE // 15),
    "tabs": "\t" * SIZE,
    "zeros": "\0" * SIZE,
    "control characters": "".join(map(chr, range(32))) * (SIZE // 32),
    "right-to-left marks": "\u202e任务\u200f" * (SIZE // 4),
    "zero-width": "\u200b\ufeff" * (SIZE // 2),
    "lone surrogates": "\ud800\udfff" * (SIZE // 2),
    "combining marks": "\u0301" * SIZE,
    "astral": "𠀀😀" * (SIZE // 2),
    "byte order marks": "\ufeff" * SIZE,
    "replacement characters": "\ufffd" * SIZE,
    "declared counts": "分解为3个方面12项任务，" * (SIZE // 12),
    "announcements": "以下五项工作：" * (SIZE // 7),
    "remainders": "其余12条" * (SIZE // 5),
    "parts": "其中3条、4条" * (SIZE // 7),
    "named lists": "区、镇、村三级体系" * (SIZE // 9),
    "ranges": "3-5个" * (SIZE // 4),
    "dates in full": "2024年2月30日" * (SIZE // 10),
    "document numbers": "云政发〔2024〕7号" * (SIZE // 11),
    "advertising": "点击领取红包www.example.com" * (SIZE // 22),
    "one long line": "推进重点工作任务落实，" * (3 * SIZE // 11),
    "one long word": "推" * (3 * SIZE),
    "everything at once": "一、1.（一）《“2024年6月底前新增3-5个，其余12%、各街道：\t|\n" * (SIZE // 40),
}

NESTED_MARKERS = "".join(f"{'（' * (depth % 50)}{depth % 9 + 1}." for depth in range(10_000))
NESTED_HEADINGS = "\n".join(
    f"{'  ' * (depth % 40)}{marker}事项"
    for depth in range(2_500)
    for marker in ("一、", "（一）", "1.", "（1）")
)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_read_in_time(text: str) -> None:
    start = perf_counter()
    reading = duban.read(text)
    assert reading.source == text
    assert reading.findings, "whoever gets nothing out of a document is told so"
    assert perf_counter() - start < PATIENCE


@pytest.mark.parametrize("text", [NESTED_MARKERS, NESTED_HEADINGS], ids=["markers", "headings"])
def test_ten_thousand_nested_markers_are_no_depth_too_many(text: str) -> None:
    start = perf_counter()
    assert duban.read(text).source == text
    assert perf_counter() - start < PATIENCE


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u3000", "\ufeff", "\r\n \t"])
def test_a_document_without_words_says_so(text: str) -> None:
    (finding,) = duban.read(text).findings
    assert finding.code == "empty_document"


def test_a_number_too_long_to_be_one_is_no_target() -> None:
    text = f"一、经济发展\n1.全年新增企业{'9' * 5000}家。（牵头单位：区商务局）\n"
    assert duban.read(text).source == text
