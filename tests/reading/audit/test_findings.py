"""What a careful reviewer asks: each question where it belongs, none where it does not, each with what to do."""

from __future__ import annotations

from dataclasses import replace
from string import Formatter

import pytest

import duban
from duban.lexicon import load
from duban.reading.audit.findings import find_findings
from duban.reading.model import DeclaredCount, Finding, Heading, Item, Noise, Reading, Repair
from duban.text import Span
from factories import deadline, item, reading, spot, target, unit

OWNER = "（牵头单位：区水务局）"


def findings(made: Reading) -> list[Finding]:
    return list(find_findings(made, load()))


def codes(made: Reading) -> list[str]:
    return [finding.code for finding in findings(made)]


def task(text: str, **fields: object) -> Reading:
    """A reading of one task that is the whole text, and lacks nothing that is not taken away."""
    complete: dict[str, object] = {
        "lead_units": (unit(text, "区水务局"),) if "区水务局" in text else (),
        "deadlines": (deadline(text, "年内", kind="by_date"),) if "年内" in text else (),
        "targets": (target(text, "3处"),) if "3处" in text else (),
    }
    return reading(text, items=(item(text, text, **(complete | fields)),))


def test_a_task_that_lacks_nothing_raises_no_question() -> None:
    assert codes(task(f"年内建成泵站3处。{OWNER}")) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("年内建成泵站3处。", "no_owner"),
        (f"建成泵站3处。{OWNER}", "no_date"),
        (f"年内建成泵站。{OWNER}", "no_measure"),
        (f"年内建成一批泵站,改造3处。{OWNER}", "vague_measure"),
        (f"年内建成泵站3处,排涝能力明显提升。{OWNER}", "vague_measure"),
        (f"年内启动,尽快建成泵站3处。{OWNER}", "undated_deadline"),
    ],
)
def test_what_is_missing_is_asked(text: str, code: str) -> None:
    assert codes(task(text)) == [code]


def test_a_direction_is_vague_only_where_nothing_else_can_be_checked() -> None:
    assert codes(task(f"年内进一步建设泵站3处。{OWNER}")) == []
    assert set(codes(task(f"年内进一步建设泵站。{OWNER}"))) == {"no_measure", "vague_measure"}


@pytest.mark.parametrize("kind", ["achievement", "problem", "measure"])
def test_what_is_no_task_needs_neither_owner_nor_date(kind: str) -> None:
    assert codes(task("泵站建设一批。", kind=kind)) == []


def test_a_name_that_holds_such_a_word_is_no_undated_deadline() -> None:
    assert "undated_deadline" not in codes(task(f"年内编制近期建设规划3处。{OWNER}"))


def test_an_owner_or_a_date_above_holds_below() -> None:
    text = "一、水务（牵头单位：区水务局）年内完成\n1.建泵站3处。"
    above = item(
        text, text[:23], id="i1", lead_units=(unit(text, "区水务局"),), deadlines=(deadline(text, "年内"),)
    )
    below = item(text, "1.建泵站3处。", id="i2", parent="i1", targets=(target(text, "3处"),))
    assert codes(reading(text, items=(above, below))) == []


def test_what_most_tasks_lack_is_said_once_for_the_paper() -> None:
    lines = [f"{number}.建泵站{number}处。" for number in range(1, 7)]
    text = "\n".join(lines)
    items: tuple[Item, ...] = tuple(
        item(
            text,
            line,
            id=f"i{number}",
            targets=(target(text, line[2:-1]),),
            deadlines=(deadline(text, "1.", kind="ongoing"),),
        )
        for number, line in enumerate(lines, start=1)
    )
    (finding,) = findings(reading(text, items=items))
    assert (finding.code, finding.item) == ("no_owner", None)
    assert "6项任务中有6项" in finding.message


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        (["各有关部门"], True),
        (["区直相关单位"], True),
        (["区水务局", "各有关部门"], False),
        (["各街道"], False),
    ],
)
def test_a_class_of_units_cannot_lead(names: list[str], asked: bool) -> None:
    text = f"年内建成泵站3处。（牵头单位：{'、'.join(names)}）"
    made = task(text, lead_units=tuple(unit(text, name) for name in names))
    assert codes(made) == (["unit_unresolved"] if asked else [])


def test_a_count_that_disagrees_says_both_numbers() -> None:
    text = f"年内建成泵站3处。{OWNER}共4处。"
    count = DeclaredCount(spot(text, "共4处"), "共4处", "处", 4, 3)
    (finding,) = findings(replace(task(text), declared_counts=(count,)))
    assert finding.code == "count_mismatch"
    assert "声明为4" in finding.message
    assert "读到3" in finding.message


@pytest.mark.parametrize(
    ("first", "second", "fields", "asked"),
    [
        ("覆盖率达到95%", "覆盖率达到98%", {}, True),
        ("覆盖率达到95%", "覆盖率达到95%", {}, False),
        ("覆盖率达到95%", "覆盖率达到98%", {"comparator": ">="}, False),  # 95 exactly, and at least 98
    ],
)
def test_two_values_of_one_indicator_contradict_each_other(
    first: str, second: str, fields: dict[str, object], asked: bool
) -> None:
    text = f"1.年内{first}。{OWNER}\n2.年内{second}。{OWNER}"
    items = []
    for number, quote in ((1, first), (2, second)):
        line = text.splitlines()[number - 1]
        start = text.index(line)
        span = Span(start, start + len(line))
        share = {"indicator": "管网覆盖率", "value": float(quote[-3:-1]), "unit": "%", "change": "share"}
        made = target(line, quote, **share, **(fields if number == 2 else {}))
        items.append(
            item(
                text,
                line,
                id=f"i{number}",
                span=span,
                lead_units=(unit(text, "区水务局"),),
                deadlines=(deadline(text, "年内"),),
                targets=(made,),
            )
        )
    assert codes(reading(text, items=tuple(items))) == (["contradiction"] if asked else [])


@pytest.mark.parametrize(
    ("first", "second", "asked"),
    [
        ("新增减税降费12.6亿元", "新增减税降费1.26亿元用于绿色改造", True),  # the point slipped
        ("新增减税降费12.6亿元", "新增减税降费2.6亿元用于绿色改造", False),  # a part of it
        ("新增减税降费12亿元", "新增减税降费1.2亿元用于绿色改造", True),
        ("新增学位120个", "新增学位1200个", False),  # no point that could slip
        ("新增减税降费12.6亿元", "兑现惠企资金1.26亿元", False),
    ],
)
def test_the_same_digits_with_the_point_elsewhere_are_asked_about(
    first: str, second: str, *, asked: bool
) -> None:
    read = duban.read(
        f"云溪区2024年工作总结\n一、工作情况\n（一）抓经济。{first}。\n（二）抓民生。{second}。\n"
    )
    assert ("contradiction" in codes(read)) == asked


def outline(*labels: str, parent: str | None = None) -> tuple[Heading, ...]:
    return tuple(
        Heading(f"h{index}", parent, 2, label, "事项", Span(index, index + 1))
        for index, label in enumerate(labels)
    )


@pytest.mark.parametrize(
    ("labels", "gaps"),
    [
        (("1.", "2.", "3."), 0),
        (("1.", "2.", "4."), 1),
        (("一、", "三、", "五、"), 2),
        (("（一）", "1.", "（二）", "1."), 0),
        (("7.", "8.", "9."), 0),  # numbering that goes on from the section before
        (("1.", "2024."), 0),  # a year taken for a heading
        (("", "", ""), 0),
    ],
)
def test_numbers_left_out_are_reported(labels: tuple[str, ...], gaps: int) -> None:
    made = reading("云溪区水务工作要点" * 3, outline=outline(*labels))
    assert codes(made).count("numbering_gap") == gaps


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("每年开展节水评选活动提升知名。每年开展节水评选活动提升知名度。", 1),
        ("累计建成海绵城市示范片区展示中心;新建成海绵城市示范片区展示中心;", 1),
        ("推进泵站建设,推进管网改造,推进河道治理。", 0),
        ("加强全区河道巡查管护工作。\n加强全区河道巡查管护工作。", 0),  # two lines may well begin alike
    ],
)
def test_text_that_stands_twice(text: str, times: int) -> None:
    assert codes(reading(text)).count("repeated_span") == times


def test_a_sentence_twice_in_one_item() -> None:
    text = "持续加强全区所有河道日常巡查管护。新建泵站。持续加强全区所有河道日常巡查管护。"
    made = task(text, kind="measure")
    assert codes(made) == ["repeated_span"]


@pytest.mark.parametrize(
    ("text", "labels", "code"),
    [
        ("(上接第二版)委员会会议,研究部署水务发展。二是建泵站。", ("二是",), "fragment_start"),
        ("会议研究部署全区水务发展各项工作。\n二是建泵站。", ("二是", "三是"), "fragment_start"),
        ("保持全区第一方阵，供水保障有力。\n（二）建泵站。", ("（二）", "（三）"), "fragment_start"),
        ("，研究部署水务发展，明确全年工作任务和责任分工。", (), "fragment_start"),
        ("全区水务工作进展顺利。设立服务专窗(下转第三版)", (), "fragment_end"),
        (
            "全区水务工作进展顺利。设立服务专窗，加强全过程指导，进一步简化办理材料和流程，缩短",
            (),
            "fragment_end",
        ),
    ],
)
def test_a_piece_of_something_larger(text: str, labels: tuple[str, ...], code: str) -> None:
    found = [
        finding for finding in findings(reading(text, outline=outline(*labels))) if finding.code != "no_items"
    ]
    assert [finding.code for finding in found] == [code]
    assert "片段" in found[0].message


def test_a_fragment_that_begins_mid_measure_says_so() -> None:
    text = "(上接第二版)委员会会议,研究部署水务发展。\n二是建泵站。"
    (finding,) = (f for f in findings(reading(text, outline=outline("二是"))) if f.code == "fragment_start")
    assert "更大文件的片段" in finding.message
    assert "某项措施的中间" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "云溪区水务工作要点\n一、总体要求\n坚持节水优先。",
        "1.建成泵站3处，改造管网30公里，提升排涝能力，保障汛期安全。\n责任单位：区水务局、区住房城乡建设局、青石街道",
        "事项|目标，任务，举措，成效，以及其他需要说明的情况|单位\n",
        "云溪区水务局\n2024年2月1日",
    ],
)
def test_a_whole_paper_is_no_fragment(text: str) -> None:
    assert not [code for code in codes(reading(text, outline=outline("一、"))) if code.startswith("fragment")]


def test_repairs_are_reported_with_the_words_around_them() -> None:
    text = "推广“9 2”合作平台。点击领取红包制定出合办法。"
    repairs = (
        Repair(Span(4, 5), "+", "lost_character", 0.9),
        Repair(spot(text, "点击领取红包"), "", "spam", 0.9),
        Repair(spot(text, "合办法")._replace(end=text.index("合办法") + 1), "台", "ocr_character", 0.7),
    )
    found = [finding for finding in findings(reading(text, repairs=repairs)) if finding.code != "no_items"]
    assert [finding.code for finding in found] == ["lost_character", "spam_removed", "suspected_ocr"]
    assert "“9+2”" in found[0].message
    assert "点击领取红包" in found[1].message
    assert "制定出台办法" in found[2].message


def test_debris_of_scanning_is_reported_once() -> None:
    text = "- 建泵 \n- 站。"
    made = reading(
        text,
        noise=(Noise(Span(0, 1), "ocr_debris"),),
        repairs=(Repair(Span(4, 6), "", "broken_line", 0.8),),
    )
    (finding,) = (finding for finding in findings(made) if finding.code == "suspected_ocr")
    assert "2处" in finding.message


@pytest.mark.parametrize(
    ("text", "code"), [("", "empty_document"), (" \n\u3000", "empty_document"), ("你好。", "no_items")]
)
def test_a_paper_without_a_ledger_says_so(text: str, code: str) -> None:
    assert codes(reading(text)) == [code]


def test_findings_come_in_document_order_and_inside_the_source() -> None:
    made = duban.read(
        "云溪区工作要点\n\n一、水务\n1.尽快建成一批泵站。\n3.进一步改造管网。（责任单位：各有关部门）\n"
    )
    starts = [finding.span.start for finding in made.findings]
    assert starts == sorted(starts)
    assert {"no_owner", "undated_deadline", "vague_measure", "unit_unresolved"} <= {
        finding.code for finding in made.findings
    }


def test_every_message_says_what_to_do_in_both_languages_and_with_the_same_words() -> None:
    review = load().review
    for code, message in review.messages.items():
        assert message.zh.count("。") >= 2 or "请" in message.zh, code
        places = [
            {name for _, name, _, _ in Formatter().parse(text) if name} for text in (message.zh, message.en)
        ]
        assert places[0] == places[1], code


def test_the_same_findings_in_english() -> None:
    made = task("年内建成泵站3处。")
    (finding,) = findings(made)
    assert finding.english.startswith("No lead unit is named.")
