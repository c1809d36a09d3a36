"""Which documents an item names, and whether it draws them up or follows them."""

from __future__ import annotations

import pytest

from duban.lexicon import load
from duban.reading.commitments.citations import find_citations
from duban.reading.drafts import CitationDraft, ItemDraft
from duban.text import Span


def cited(text: str) -> tuple[CitationDraft, ...]:
    whole = Span(0, len(text))
    draft = ItemDraft(whole, None, "task", "1", "", (), (whole,), "planned")
    return find_citations(text, draft, load())


def roles(text: str) -> list[tuple[str, str]]:
    return [(citation.title, citation.role) for citation in cited(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the nearest verb decides
        ("制定《河道管护办法》,明确分工。", [("河道管护办法", "produced")]),
        ("严格落实《河道管护办法》,加强巡查。", [("河道管护办法", "basis")]),
        ("根据《河道管护条例》制定《巡查细则》。", [("河道管护条例", "basis"), ("巡查细则", "produced")]),
        # in a chain of verbs drawing up comes first, whichever stands last
        ("制定实施《柳湾镇环境整治方案》。", [("柳湾镇环境整治方案", "produced")]),
        ("修订完善《档案管理制度》。", [("档案管理制度", "produced")]),
        ("深入贯彻落实《信访工作条例》。", [("信访工作条例", "basis")]),
        # names that follow one another share the verb, also over 、 and a document number
        ("出台《甲办法》《乙细则》,抓好执行。", [("甲办法", "produced"), ("乙细则", "produced")]),
        (
            "按照《甲规定》（云政发〔2023〕5号）、《乙规定》和《丙规定》等要求",
            [("甲规定", "basis"), ("乙规定", "basis"), ("丙规定", "basis")],
        ),
        # but not over words
        ("印发《甲方案》,对照《乙标准》整改。", [("甲方案", "produced"), ("乙标准", "basis")]),
        # a verb behind the name
        ("完成《云溪区水网规划》编制。", [("云溪区水网规划", "produced")]),
        ("对《甲办法》进行修订。", [("甲办法", "produced")]),
        ("将《甲规定》纳入教学计划。", [("甲规定", "basis")]),
        # issued by somebody above, or issued already: followed
        ("抢抓国务院出台《若干意见》机遇。", [("若干意见", "basis")]),
        ("用好区里出台的《人才新政》。", [("人才新政", "basis")]),
        # no verb: basis, which promises nothing
        ("《云溪区条例》实行以来成效明显。", [("云溪区条例", "basis")]),
        # names with marks inside
        ("印发《关于落实〈乙意见〉的通知》。", [("关于落实〈乙意见〉的通知", "produced")]),
        ("转发《关于印发《丙方案》的通知》。", [("关于印发《丙方案》的通知", "produced")]),
        (
            "印发《关于废止《甲办法》和《乙办法》的决定》。",
            [("关于废止《甲办法》和《乙办法》的决定", "produced")],
        ),
        (
            "制定《云溪(高新)片区“双百”行动方案(2024年—2026年)》。",
            [("云溪(高新)片区“双百”行动方案(2024年—2026年)", "produced")],
        ),
        # a name broken over lines is one name
        ("编制《云溪区\n水网规划》。", [("云溪区水网规划", "produced")]),
        # press, films and letters are no documents of the work
        ("经验被《临江日报》报道。", []),
        ("《临江晚报》专版推介。", []),
        ("组织观看警示教育片《镜鉴》。", []),
        ("发放《致居民》一封信。", []),
        # an unclosed or empty name is none
        ("制定《河道管护办法", []),
        ("《》", []),
    ],
)
def test_role(text: str, expected: list[tuple[str, str]]) -> None:
    assert roles(text) == expected


def test_the_span_holds_the_marks_and_the_title_does_not() -> None:
    text = "制定《河道管护办法》(试行)。"
    (citation,) = cited(text)
    assert text[citation.span.start : citation.span.end] == "《河道管护办法》"


def test_only_the_body_of_the_item_is_read() -> None:
    text = "制定《甲办法》。制定《乙办法》。"
    body = (Span(8, len(text)),)
    draft = ItemDraft(Span(0, len(text)), None, "task", "1", "", (), body, "planned")
    assert [citation.title for citation in find_citations(text, draft, load())] == ["乙办法"]
