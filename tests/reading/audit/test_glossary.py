"""Footnotes that explain a term, in the forms in which reports print them."""

from __future__ import annotations

import pytest

from duban.lexicon import load
from duban.reading.audit.glossary import find_glossary


def entries(text: str) -> list[tuple[str, str, str]]:
    return [(entry.marker, entry.term, entry.definition) for entry in find_glossary(text, load())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a bracketed number at the start of a line
        ("正文[1]。\n[1] “一门式”审批:指一个窗口办结。\n", [("[1]", "“一门式”审批", "指一个窗口办结。")]),
        ("[12]红蓝线：两条控制线。", [("[12]", "红蓝线", "两条控制线。")]),
        ("〔3〕 路长制：逐路明确负责人。", [("〔3〕", "路长制", "逐路明确负责人。")]),
        # a word that says it is a note
        ("注释1.河长制：由各级负责人担任河长。", [("注释1", "河长制", "由各级负责人担任河长。")]),
        ("注2：林长制是指由各级负责人担任林长。", [("注2", "林长制", "是指由各级负责人担任林长。")]),
        # circled numbers behind 注, on one line or on several
        ("注：①甲类：较大的。②乙类：较小的。", [("①", "甲类", "较大的。"), ("②", "乙类", "较小的。")]),
        ("注:\n①甲类:较大的\n②乙类:较小的\n", [("①", "甲类", "较大的"), ("②", "乙类", "较小的")]),
        # a section of its own, up to the first line that explains nothing
        (
            "正文。\n\n附件2：有关名词解释\n\n1.一网统管：一个平台管理。\n2.“三长制”：街长、路长、巷长。\n\n一、工作\n1.抓产业：好\n",
            [("1.", "一网统管", "一个平台管理。"), ("2.", "“三长制”", "街长、路长、巷长。")],
        ),
        # none of these explains a term
        ("1.推进工作：加快建设。", []),
        ("①推进工作：加快建设。", []),
        ("备注：1.数据来源统计局", []),
        ("正文提到[1]处:说明", []),
        ("[1]临江.某书. 云溪", []),
        ("", []),
    ],
)
def test_entries(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert entries(text) == expected


def test_the_span_runs_from_the_marker_to_the_end_of_the_explanation() -> None:
    text = "正文。\n  [1] 路长制：逐路明确负责人。  \n"
    (entry,) = find_glossary(text, load())
    assert text[entry.span.start : entry.span.end] == "[1] 路长制：逐路明确负责人。"
