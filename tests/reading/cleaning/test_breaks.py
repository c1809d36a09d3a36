"""Cut sentences are put together; lines that only look unfinished are left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from duban.reading.drafts import Cleaned

PARAGRAPHS = (
    "为进一步提升全区河道管护水平，落实市委、市政府关于水环境治理的部署，结合我区实际，制定如下工作方案，请各单位认真组织实施。",
    "（一）推进河道清淤。完成柳河、青石河等12条河道清淤疏浚35公里，2024年6月底前完成主要河段护岸加固，沿线排口整治率达到95%以上。（牵头单位：区水务局；配合单位：青石街道、柳湾镇）",
    "（二）健全巡查机制。建立区、街道、社区三级河长体系，每周巡查不少于2次，年底前建成智慧水务平台1处，新增监测站点20个以上。（责任单位：区水务局）",
    "（三）强化公众参与。畅通举报渠道，办结率达到98%以上，定期通报办理情况，推动问题从有一办一向举一反三转变。（责任单位：区政府办公室）",
)


def wrapped(paragraph: str, size: int, indent: str = "") -> str:
    text = indent + paragraph
    return "\n".join(text[at : at + size] for at in range(0, len(text), size))


@pytest.mark.parametrize("size", [20, 28, 36, 41])
@pytest.mark.parametrize("indent", ["", "　　", "    "])
def test_a_text_cut_at_a_column_is_put_together(
    size: int, indent: str, cleaned: Callable[[str], Cleaned]
) -> None:
    paragraphs = PARAGRAPHS * 3
    source = "\n".join(wrapped(paragraph, size, indent) for paragraph in paragraphs)
    assert cleaned(source).view.text == "\n".join(indent + paragraph for paragraph in paragraphs)


def test_a_title_and_a_signature_around_it_are_left(cleaned: Callable[[str], Cleaned]) -> None:
    head, foot = (
        "　　　　云溪区河道管护工作方案\n",
        "\n　　　　　　　　云溪区水务局\n　　　　　　　　2024年3月1日",
    )
    source = head + "\n".join(wrapped(paragraph, 34, "　　") for paragraph in PARAGRAPHS) + foot
    assert cleaned(source).view.text == head + "\n".join("　　" + text for text in PARAGRAPHS) + foot


def test_page_numbers_between_do_not_keep_a_sentence_apart(cleaned: Callable[[str], Cleaned]) -> None:
    lines = "\n".join(wrapped(paragraph, 30) for paragraph in PARAGRAPHS).split("\n")
    source = "\n".join([*lines[:4], "— 1 —", "", *lines[4:9], "- 2 -\f", *lines[9:]])
    assert cleaned(source).view.text == "\n".join(PARAGRAPHS)


SCANNED = (
    "一是推进河道清 淤。完成清淤疏浚35公里，建 立三级河长体系，每周巡 查2次。\n\n"
    "二是健全巡查机制。坚持举\n\n一反三、建章立制，新增监测站点20个。"
)


def test_a_scan_loses_its_gaps_and_its_blank_lines_inside_sentences(
    cleaned: Callable[[str], Cleaned],
) -> None:
    assert cleaned(SCANNED).view.text == (
        "一是推进河道清淤。完成清淤疏浚35公里，建立三级河长体系，每周巡查2次。\n\n"
        "二是健全巡查机制。坚持举一反三、建章立制，新增监测站点20个。"
    )


def test_the_blank_in_the_title_of_a_scan_is_one(cleaned: Callable[[str], Cleaned]) -> None:
    title = "中共云溪区委 云溪区人民政府"
    assert cleaned(f"{title}\n\n{SCANNED}").view.text.startswith(f"{title}\n")


def test_stray_marks_before_a_number_are_debris(cleaned: Callable[[str], Cleaned]) -> None:
    source = "- (2)着力解决管护不力问题\n- 一是推进清淤。\n(175.) 二是健全机制。\n## 三、保障措施\n**（一）加强领导。**"
    result = cleaned(source)
    assert (
        result.view.text
        == "(2)着力解决管护不力问题\n一是推进清淤。\n二是健全机制。\n三、保障措施\n（一）加强领导。"
    )
    assert {noise.reason for noise in result.noise} == {"ocr_debris"}


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("新引进亿元以上项目32个，", "总投资120亿元。"),
        ("推进清淤疏浚", "，完成35公里。"),
        ("落实《云溪区河道管护办法", "》有关要求。"),
        ("二是健全机制。建立区、街道、社区三级河长", "，每周巡查2次。"),
        ("二是健全机制。由区水务局牵头，会同青石街道和", "柳湾镇建立台账。"),
    ],
)
def test_marks_that_tie_two_lines(above: str, below: str, cleaned: Callable[[str], Cleaned]) -> None:
    source = f"{PARAGRAPHS[0]}\n{above}\n{below}\n{PARAGRAPHS[1]}"
    result = cleaned(source)
    assert above + below in result.view.text
    assert [repair.span.of(source) for repair in result.repairs] == ["\n"]


def test_one_paragraph_that_breaks_off_among_closed_ones(cleaned: Callable[[str], Cleaned]) -> None:
    paragraph = PARAGRAPHS[2][: PARAGRAPHS[2].index("（责任")]
    cut = paragraph.index("年底前")
    source = "\n".join((*PARAGRAPHS, *PARAGRAPHS, paragraph[: cut - 1], paragraph[cut:], *PARAGRAPHS[3:]))
    assert paragraph[: cut - 1] + paragraph[cut:] in cleaned(source).view.text


@pytest.mark.parametrize(
    "source",
    [
        "\n".join(PARAGRAPHS),
        # a title over three lines
        "云溪区人民政府办公室\n关于印发《云溪区深化河道管护改革推动\n绿色低碳发展2024年重点\n工作任务》的通知\n各街道办事处：\n"
        + PARAGRAPHS[0],
        # headings without a full stop
        "一、总体要求\n" + PARAGRAPHS[0] + "\n二、重点任务\n" + PARAGRAPHS[1],
        # a table whose cells are lines
        "序号\n任务\n单位\n时限\n1\n推进清淤。完成35公里，加固护岸\n区水务局\n12月底\n2\n推进绿化。\n区城管局\n6月底",
        # a style without full stops
        "1.推进清淤。完成35公里\n2.推进绿化。完成12公里\n3.推进改造。完成6处\n责任单位：区水务局",
        # mottoes of one length
        "聚焦平台建设\n坚持系统治理\n锻造强劲引擎\n激活核心动力\n抓好链式发展\n夯实基层基础\n提升治理效能",
        # names of one length, one a line
        "\n".join(f"云溪区柳湾镇{name}村道路提升改造工程项目" for name in "东西南北前后上下里外"),
        # a table
        "| 任务 | 单位 |\n| 推进清淤。完成 | 区水务局 |\n| 35公里。 | 区水务局 |",
    ],
    ids=["clean", "title", "headings", "cells", "no stops", "mottoes", "names", "table"],
)
def test_lines_that_stand_for_themselves(source: str, cleaned: Callable[[str], Cleaned]) -> None:
    assert cleaned(source).view.text == source
