"""Counts that a document declares of its own parts."""

from __future__ import annotations

import pytest

import duban
from duban.lexicon import load
from duban.reading.audit.breakdowns import find_breakdowns
from duban.reading.audit.enumerations import find_enumerations
from duban.reading.audit.ordinals import small_number
from duban.reading.audit.remainders import find_remainders
from duban.reading.drafts import HeadingDraft, ItemDraft
from duban.text import Span

COUNTS = load().counts


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("１２", 12),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零三", 103),
        ("二百一十", 210),
        ("", None),
        ("十二个", None),
        ("一二", None),
        ("1" * 5000, None),
        ("甲", None),
    ],
)
def test_small_number(text: str, number: int | None) -> None:
    assert small_number(text) == number


def listed(text: str) -> list[tuple[int, int | None, str]]:
    return [
        (count.declared, count.found, text[count.span.start : count.span.end])
        for count in find_enumerations(text, COUNTS)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # levels of something that is set up
        ("建立区、镇街两级共管机制。", (2, 2, "区、镇街两级")),
        ("完善市、区、镇、村四级巡查体系。", (4, 4, "市、区、镇、村四级")),
        # names before the number, with 和 or 及 before the last
        ("严控甲红线、乙红线、丙红线三条控制线。", (3, 3, "甲红线、乙红线、丙红线三条控制线")),
        ("建立会商机制、通报机制及督导机制三大机制。", (3, 3, "会商机制、通报机制及督导机制三大机制")),
        ("打造绿茶和白茶两大品牌。", (2, 2, "绿茶和白茶两大品牌")),
        # 和 inside a member does not count where the number says so
        ("聚焦现代种业、加工和冷链、数字农业三大板块。", (3, 3, "现代种业、加工和冷链、数字农业三大板块")),
        # quoted names that touch
        ("分设“咨询”“投诉”“建议”和“举报”4个专栏。", (4, 4, "“咨询”“投诉”“建议”和“举报”4个专栏")),
        # one quotation that holds them all
        ("集“吃、住、游”三大功能于一体。", (3, 3, "“吃、住、游”三大功能")),
        # 等 after a complete list
        ("推进青石路、柳湾路、云溪路等3个项目开工。", (3, 3, "青石路、柳湾路、云溪路等3个项目开工")),
        # short forms as the name of an activity
        ("开展进社区、进校园、进企业“三进”活动。", (3, 3, "进社区、进校园、进企业“三进”活动")),
        ("实施强基、聚才、兴产“三大行动”。", (3, 3, "强基、聚才、兴产“三大行动”")),
        # without a measure
        ("青石、柳湾两镇同步推进。", (2, 2, "青石、柳湾两镇")),
        # a plain list that does not hold what it says
        ("实施“强基”、“聚才”、“兴产”四大工程。", (4, 3, "“强基”、“聚才”、“兴产”四大工程")),
        # 参与 holds no 与
        ("形成部门联动、社会参与两大合力。", (2, 2, "部门联动、社会参与两大合力")),
        # brackets and quotations hold their own 、
        ("健全市、县（市、区）、乡镇（街道）三级组织体系。", (3, 3, "市、县（市、区）、乡镇（街道）三级")),
        # what 和 joins in a member was counted, too
        (
            "健全采购配送和留样检查、巡查、考评、培训等5大体系。",
            (5, 5, "采购配送和留样检查、巡查、考评、培训等5大体系"),
        ),
        # the names behind the number, in brackets
        ("三个断面(青石、柳湾、云溪)水质达标。", (3, 3, "三个断面(青石、柳湾、云溪)")),
        ("新建4座桥梁（甲桥、乙桥、丙桥）。", (4, 3, "4座桥梁（甲桥、乙桥、丙桥）")),
        # full-width digits
        ("设置咨询、投诉、建议３个窗口。", (3, 3, "咨询、投诉、建议３个窗口")),
    ],
)
def test_a_list_and_the_number_that_closes_it(text: str, expected: tuple[int, int, str]) -> None:
    assert listed(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "青石路、柳湾路等12条道路完工。",  # examples
        "强基、聚才等五大工程全面启动。",  # examples, in words
        "新增车间5个、生产线3条作业区。",  # quantities
        "对全区18个社区和2个部门开展检查。",  # 和 before the number joins quantities
        "新建、改扩建学校2所。",  # no named list: a count of works
        "省、市、区三级联动推进。",  # who acts
        "打造8个市、区两级园区。",  # what kind
        "做到“两个维护”、“两个确立”。",  # numbers inside quotations
        "产业、就业、创业“三业”联动。",  # a slogan
        "第三、四两个季度。",  # ordinals
        "落实《甲、乙、丙三大行动方案》。",  # inside a name
        "推进治水、治气、治土,实施三大行动。",  # another clause
        "三大机制基本建立。",  # nothing before it
        "支持3个项目（绿化、亮化等）。",  # examples in brackets
        "新建5处公园（含停车场、厕所）。",  # what belongs to them
    ],
)
def test_numbers_that_close_no_list(text: str) -> None:
    assert listed(text) == []


def summed(text: str) -> list[tuple[int, int | None]]:
    return [(count.declared, count.found) for count in find_remainders(text, COUNTS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推进30条村路改造,其中已完工12条,在建10条,其余8条年内开工。", [(30, 30)]),
        ("压茬推进20条道路建设。甲路等9条已完工;乙路等5个项目在建。丙路等其余6条已列入计划。", [(20, 20)]),
        ("梳理问题50个,其中立行立改30个、限期整改20个。", [(50, 50)]),
        ("反馈问题25个,已完成整改19个、正在整改6个,完成率76%。", [(25, 25)]),
        ("新建8个、在建3个、续建5个。", []),  # side by side, whatever they add up to
        ("共50个,在建3个、续建5个。", []),
        ("培育企业45家,其中省级4家、市级24家。", []),  # 其中 need not be all
        # … but behind 共 it claims to be, and a slip shows.
        ("出台措施共36条，其中支持企业壮大12条、支持创新8条、支持引才3条、优化服务12条。", [(36, 35)]),
        ("已督查,30件在办的事项中,进展顺利26件,进展缓慢4件,涉及道路9条。", [(30, 30)]),
        ("截至目前,16家民宿,通过验收9家,正在建设8家。", [(16, 17)]),
        ("新建16家,通过验收9家,正在建设8家。", []),  # what was built beside what is being built
        ("推进30条村路改造,已完工12条,其余9条年内开工。", []),  # adds up to nothing that is said
        ("其余事项按计划推进。", []),
        (f"共{'9' * 5000}条,其余3条", []),
    ],
)
def test_a_whole_and_its_parts(text: str, expected: list[tuple[int, int]]) -> None:
    assert summed(text) == expected


def heading(start: int, level: int, label: str, title: str, parent: int | None = None) -> HeadingDraft:
    return HeadingDraft(Span(start, start + 5), parent, level, label, title)


def item(start: int, kind: str, number: str | None) -> ItemDraft:
    span = Span(start, start + 5)
    return ItemDraft(span, None, kind, number, "", (), (span,), "planned")  # type: ignore[arg-type]


OUTLINE = [
    heading(100, 1, "一、", "关于产业发展方面问题"),
    heading(110, 2, "1.", "项目推进不快", 0),
    heading(120, 2, "2.", "招商质量不高", 0),
    heading(130, 1, "二、", "关于民生保障方面问题"),
    heading(140, 2, "1.", "学位供给不足", 3),
    heading(150, 1, "三、", "办理情况"),
]
MEASURES = [item(start, "measure", "一") for start in (111, 113, 121, 141)]


def broken_down(
    text: str, headings: list[HeadingDraft], drafts: list[ItemDraft]
) -> list[tuple[str, int, int | None]]:
    return [
        (count.noun, count.declared, count.found) for count in find_breakdowns(text, headings, drafts, COUNTS)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # headings that end with the noun, then those below them, then items of the kind
        (
            "梳理出两个方面问题,细化为3个具体整改事项、5条整改措施。",
            [("方面问题", 2, 2), ("具体整改事项", 3, 3), ("整改措施", 5, 4)],
        ),
        # two numbers at once need no verb
        ("《报告》3个方面3项任务予以印发。", [("方面", 3, 3), ("任务", 3, 3)]),
        # what the title says and the first sentence repeats is said once
        ("整改措施共4条措施。\n现制定4条措施。", [("措施", 4, 4)]),
        # a number of no part of this paper
        ("提出13项创新任务。", []),
        ("共有12个社区。", []),
    ],
)
def test_what_a_paper_says_of_itself(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert broken_down(text, OUTLINE, MEASURES) == expected


def test_a_number_inside_what_it_would_count_declares_something_else() -> None:
    tasks = [item(start, "task", str(number)) for number, start in enumerate((10, 60, 110, 160), start=1)]
    text = " " * 70 + "明确了4项重点任务。"
    assert broken_down(text, [], tasks) == []
    assert broken_down("明确了4项重点任务。", [], tasks) == [("重点任务", 4, 4)]


def test_a_list_one_short_of_what_it_says_is_reported_and_a_wild_difference_is_not() -> None:
    tasks = [item(start, "task", str(number)) for number, start in enumerate(range(50, 140, 10), start=1)]
    assert broken_down("今年实施10件民生实事。", [], tasks) == [("民生实事", 10, 9)]
    assert broken_down("今年实施40件民生实事。", [], tasks) == []


@pytest.mark.parametrize(
    "text",
    [
        "确定今年民生实事项目为9项。",
        "9件民生实事全部按计划推进。",
        "为民办实事项目共9件。",
        "票决产生9项民生实事。",
    ],
)
def test_a_paper_counts_its_tasks_in_many_words(text: str) -> None:
    tasks = [item(start, "task", str(number)) for number, start in enumerate(range(50, 140, 10), start=1)]
    assert [found[1:] for found in broken_down(text, [], tasks)] == [(9, 9)]


def test_parts_that_follow_at_once_are_counted() -> None:
    text = "重点抓好以下三项工作：\n"
    headings = [heading(15 + 30 * index, 1, f"{label}、", "抓产业") for index, label in enumerate("一二三")]
    assert broken_down(text, headings, []) == [("工作", 3, 3)]


def test_a_whole_reading_declares_and_finds() -> None:
    text = (
        "云溪区2024年重点任务分工方案\n\n现将全年工作分解为2个方面3项任务。\n\n一、产业提升\n"
        "1.建设云上园区。（牵头单位：区发展改革局）\n2.培育链主企业。（牵头单位：区商务局）\n"
        "二、民生实事\n3.改造老旧管网。（牵头单位：区水务局）\n"
    )
    counts = [(count.declared, count.found) for count in duban.read(text).declared_counts]
    assert counts == [(2, 2), (3, 3)]
