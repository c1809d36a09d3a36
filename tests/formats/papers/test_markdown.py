"""The ledger as Markdown tables."""

from __future__ import annotations

from duban.formats.papers.markdown import markdown
from duban.formats.wording import EN, ZH
from factories import item, ledger_reading, reading, taken


def test_it_works() -> None:
    read = ledger_reading()
    text = markdown(read, taken(read), ZH)
    assert text.startswith("# 云溪区2024年重点任务分工\n")
    assert (
        "| 1 | 一、产业提升 | 建设云上园区 | 区发展改革局 | 区科技局、青石街道 | 6月底前（2024-06-30）"
        " | 企业 3–5家；规上企业研发覆盖率 ≥85% |  |\n"
    ) in text
    assert "| 1 | 投资 | 15亿元 | 计划 | 2024-12-31 | 年内完成投资15亿元 | 163–173 |\n" in text
    assert "| 注意 | 全文 | 自述4项，列出3项：请核对是否漏项。 | 14–18 |\n" in text


def test_in_english() -> None:
    read = ledger_reading()
    text = markdown(read, taken(read), EN)
    assert "| No. | Section | Item |" in text
    assert "No lead unit: name one before dispatch." in text
    assert "没有责任单位" not in text


def test_the_text_of_a_document_is_no_markup() -> None:
    text = "a|b [c](javascript:d) <script> *e*"
    read = reading(text, items=(item(text, text),))
    assert "a\\|b \\[c\\](javascript:d) \\<script\\> \\*e\\*" in markdown(read, taken(read), ZH)


def test_nothing_to_list() -> None:
    text = markdown(reading(""), taken(reading("")), ZH)
    assert ZH.no_items in text
    assert ZH.no_findings in text
