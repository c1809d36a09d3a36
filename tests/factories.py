"""Readings made by hand: each factory fills in what a test does not care about."""

from __future__ import annotations

from datetime import date

from duban.formats.sources import Document, take
from duban.reading import (
    Citation,
    Deadline,
    DeclaredCount,
    Description,
    Finding,
    GlossaryEntry,
    Heading,
    Item,
    Noise,
    Period,
    Reading,
    Repair,
    Target,
    UnitMention,
)
from duban.text import Span

LEDGER_TEXT = """分享到微信
云溪区2024年重点任务分工

一、产业提升
1.建设云上园区。6月底前引进企业3-5家，年内规上企业研发覆盖率达到85%以上。依据《云溪区产业规划》推进。（牵头单位：区发展改革局，配合单位：区科技局、青石街道）
2.优化营商环境，长期坚持。点击领取红包（责任单位：区行政审批局）
二、民生实事
1.改造老旧管网，年内完成投资15亿元。
"""


def spot(text: str, quote: str, *, after: int = 0) -> Span:
    """Where ``quote`` first stands in ``text`` at or after ``after``."""
    start = text.index(quote, after)
    return Span(start, start + len(quote))


def unit(text: str, name: str) -> UnitMention:
    return UnitMention(name, spot(text, name))


def deadline(text: str, quote: str, **fields: object) -> Deadline:
    values: dict[str, object] = {"kind": "by_date", "date": None} | fields
    return Deadline(span=spot(text, quote), text=quote, **values)  # type: ignore[arg-type]


def target(text: str, quote: str, **fields: object) -> Target:
    values: dict[str, object] = {
        "indicator": "企业",
        "comparator": "=",
        "value": 1,
        "unit": "家",
        "change": "level",
        "tense": "planned",
        "due": None,
    } | fields
    return Target(span=spot(text, quote), text=quote, **values)  # type: ignore[arg-type]


def item(text: str, quote: str, **fields: object) -> Item:
    values: dict[str, object] = {
        "id": "i1",
        "parent": None,
        "kind": "task",
        "number": "1",
        "title": quote,
        "path": (),
        "span": spot(text, quote),
        "lead_units": (),
        "supporting_units": (),
        "deadlines": (),
        "targets": (),
        "cited_documents": (),
    } | fields
    return Item(**values)  # type: ignore[arg-type]


def reading(text: str, **fields: object) -> Reading:
    values: dict[str, object] = {
        "document": Description(None, None, None, None, None, None, "other", None),
        "noise": (),
        "repairs": (),
        "outline": (),
        "items": (),
        "declared_counts": (),
        "findings": (),
        "glossary": (),
    } | fields
    return Reading(source=text, **values)  # type: ignore[arg-type]


def taken(read: Reading, name: str = "任务.txt") -> Document:
    """The document that ``read`` may have been read from."""
    document = take(read.source.encode(), name=name)
    assert isinstance(document, Document)
    return document


def line(text: str, beginning: str) -> Span:
    """The whole line that begins with ``beginning``."""
    start = text.index(beginning)
    return Span(start, text.index("\n", start))


def ledger_reading() -> Reading:
    """A small reading in which everything occurs, and findings with and without an item."""
    text = LEDGER_TEXT
    first, second, third = (line(text, start) for start in ("1.建设", "2.优化", "1.改造"))
    advertising = spot(text, "点击领取红包")
    return reading(
        text,
        document=Description(
            title="云溪区2024年重点任务分工",
            doc_number="云政办发〔2024〕7号",
            issuer="云溪区人民政府办公室",
            signed_on=date(2024, 2, 1),
            published_on=None,
            index_number=None,
            kind="task_plan",
            period=Period(date(2024, 1, 1), date(2024, 12, 31)),
        ),
        noise=(Noise(spot(text, "分享到微信"), "navigation"), Noise(advertising, "spam")),
        repairs=(
            Repair(advertising, "", "spam", 0.9),
            Repair(spot(text, "云上"), "云商", "ocr_character", 0.6),
        ),
        outline=(
            Heading("h1", None, 1, "一、", "产业提升", line(text, "一、")),
            Heading("h2", None, 1, "二、", "民生实事", line(text, "二、")),
        ),
        items=(
            item(
                text,
                text[first.start : first.end],
                id="i1",
                title="建设云上园区",
                path=("一、产业提升",),
                lead_units=(unit(text, "区发展改革局"),),
                supporting_units=(unit(text, "区科技局"), unit(text, "青石街道")),
                deadlines=(deadline(text, "6月底前", date=date(2024, 6, 30)),),
                targets=(
                    target(
                        text, "6月底前引进企业3-5家", comparator="range", value=(3, 5), due=date(2024, 6, 30)
                    ),
                    target(
                        text,
                        "年内规上企业研发覆盖率达到85%以上",
                        indicator="规上企业研发覆盖率",
                        comparator=">=",
                        value=85,
                        unit="%",
                        change="share",
                        due=date(2024, 12, 31),
                    ),
                ),
                cited_documents=(Citation("云溪区产业规划", "basis", spot(text, "《云溪区产业规划》")),),
            ),
            item(
                text,
                text[second.start : second.end],
                id="i2",
                number="2",
                title="优化营商环境，长期坚持",
                path=("一、产业提升",),
                lead_units=(unit(text, "区行政审批局"),),
                deadlines=(deadline(text, "长期坚持", kind="ongoing"),),
            ),
            item(
                text,
                text[third.start : third.end],
                id="i3",
                title="改造老旧管网，年内完成投资15亿元",
                path=("二、民生实事",),
                targets=(
                    target(
                        text,
                        "年内完成投资15亿元",
                        indicator="投资",
                        value=1.5e9,
                        unit="元",
                        due=date(2024, 12, 31),
                    ),
                ),
            ),
        ),
        declared_counts=(DeclaredCount(spot(text, "重点任务"), "重点任务", "重点任务", 4, 3),),
        findings=(
            Finding(
                spot(text, "重点任务"), "count_disagrees", "warning", "自述4项，列出3项：请核对是否漏项。"
            ),
            Finding(
                third,
                "no_owner",
                "warning",
                "没有责任单位：请在交办前明确牵头单位。",
                "i3",
                "No lead unit: name one before dispatch.",
            ),
        ),
        glossary=(GlossaryEntry(spot(text, "规上企业"), "[1]", "规上企业", "规模以上工业企业"),),
    )
