"""What a document says about itself: notices, reports, bulletins, newspapers, excerpts; and any text at all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import duban
from duban.lexicon import load
from duban.reading.metadata import describe
from duban.reading.metadata.kinds import kind_of

if TYPE_CHECKING:
    from duban.reading.drafts import Described

NOTICE = """索引号 | LX001-0201-2024-0012 | 主题分类 | |
成文日期 | 2024-03-01 | 发布日期 | 2024-03-04 |
发文机关 | 区政府办公室 | 关键词 | 重点工作 |
发文字号 | 云政办发〔2024〕7号 | 有效性 | 有效 |

临江市云溪区人民政府办公室
关于印发《云溪区深化改革扩大开放2024年重点
工作任务》的通知
各镇人民政府、街道办事处，区政府各部门：
《云溪区深化改革扩大开放2024年重点工作任务》已经区政府同意，现印发给你们，请认真组织实施。
临江市云溪区人民政府办公室
2024年3月1日
（此件公开发布）
云溪区深化改革扩大开放2024年重点工作任务
为做好今年的工作，制定本任务。
一、产业提升
1.建设云上园区。年内引进企业5家。（牵头单位：区发展改革局）
"""

JOINT_REPORT = """中共临江市云溪区委　云溪区人民政府

关于第三轮督察整改进展情况的通报

　　按照统一部署，现将整改情况予以公布。

　　一、总体情况
　　（一）压实责任。召开会议10次。

　　欢迎监督。联系方式：电话（0000）0000000；电子邮箱：a@b.cn。

　　中共临江市云溪区委
　　云溪区人民政府
　　2023年9月28日
"""

BULLETIN = """督查通报〔2024〕9号
区委区政府督查室编　2024年9月9日
关于全区2024年重点项目建设情况的督查通报
各镇街、区直有关单位：
现将有关情况通报如下。
一、总体情况
"""

SPEECH = """关于云溪区2023年国民经济和社会发展计划执行情况与2024年计划草案的报告
（2024年1月20日在云溪区第三届人民代表大会第三次会议上）
云溪区发展和改革局

各位代表：
受区人民政府委托，现提请大会审议。
一、2023年计划执行情况
"""

WEB_PAGE = """索  引 号 LX002/2024-00311 发文日期 2024年5月6日
发布机构 柳湾镇人民政府 文　　号 柳政〔2024〕11号
柳湾镇人民政府关于印发柳湾镇人居环境整治三年行动方案（2024—2026年）的通知
发布时间：2024-05-08 10:20　来源：党政办　浏览次数：12次　字体：【大 中 小】
各村（居）民委员会，镇直各单位：
现印发给你们，请遵照执行。
一、总体要求
"""

EXCERPT = """今年以来，全区上下共同努力，经济运行总体平稳。
一、2022年全县经济社会发展计划执行情况
（一）质效稳步提升
一是实力不断增强。地区生产总值增长5.5%。
二、2023年工作思路
"""


def read(text: str, **more: object) -> Described:
    return describe(text, load(), **more)  # type: ignore[arg-type]


def matter(text: str) -> list[str]:
    return [span.of(text) for span in read(text).matter]


def test_a_notice_is_described_by_its_table_its_title_and_its_signature() -> None:
    found = read(NOTICE).description
    assert found.title == (
        "临江市云溪区人民政府办公室关于印发《云溪区深化改革扩大开放2024年重点工作任务》的通知"
    )
    assert found.issuer == "临江市云溪区人民政府办公室"  # as signed, not 区政府办公室
    assert found.doc_number == "云政办发〔2024〕7号"
    assert found.index_number == "LX001-0201-2024-0012"
    assert (found.signed_on, found.published_on) == (date(2024, 3, 1), date(2024, 3, 4))
    assert found.kind == "task_plan"
    assert found.period is not None
    assert (found.period.start, found.period.end) == (date(2024, 1, 1), date(2024, 12, 31))


def test_everything_above_the_body_is_matter_and_nothing_of_the_body() -> None:
    lines = matter(NOTICE)
    assert "各镇人民政府、街道办事处，区政府各部门：" in lines
    assert "（此件公开发布）" in lines
    assert "云溪区深化改革扩大开放2024年重点工作任务" in lines
    body = [
        "为做好今年的工作，制定本任务。",
        "一、产业提升",
        "1.建设云上园区。年内引进企业5家。（牵头单位：区发展改革局）",
    ]
    assert lines == [line.strip(" |") for line in NOTICE.splitlines() if line and line not in body]


def test_two_organs_issue_together_and_sign_on_two_lines() -> None:
    described = read(JOINT_REPORT)
    found = described.description
    assert found.title == "中共临江市云溪区委 云溪区人民政府关于第三轮督察整改进展情况的通报"
    assert found.issuer == "中共临江市云溪区委、云溪区人民政府"
    assert found.signed_on == date(2023, 9, 28)
    assert found.kind == "rectification_report"
    assert described.anchors.year == 2023
    lines = matter(JOINT_REPORT)
    assert lines[-3:] == ["中共临江市云溪区委", "云溪区人民政府", "2023年9月28日"]
    assert any("联系方式" in line for line in lines)
    assert not any("压实责任" in line for line in lines)


def test_a_bulletin_has_its_imprint_above_the_title() -> None:
    found = read(BULLETIN).description
    assert found.issuer == "区委区政府督查室"
    assert found.doc_number == "督查通报〔2024〕9号"
    assert found.signed_on == date(2024, 9, 9)


def test_a_report_to_congress_is_about_two_years_and_given_on_the_day_in_brackets() -> None:
    described = read(SPEECH)
    found = described.description
    assert found.kind == "plan_report"
    assert found.issuer == "云溪区发展和改革局"
    assert found.signed_on == date(2024, 1, 20)
    assert found.period is not None
    assert (found.period.start, found.period.end) == (date(2023, 1, 1), date(2024, 12, 31))
    assert described.anchors.year == 2024


def test_a_web_page_without_colons_in_its_table() -> None:
    described = read(WEB_PAGE)
    found = described.description
    assert found.index_number == "LX002/2024-00311"
    assert found.doc_number == "柳政〔2024〕11号"
    assert found.title == "柳湾镇人民政府关于印发柳湾镇人居环境整治三年行动方案（2024—2026年）的通知"
    assert (found.signed_on, found.published_on) == (date(2024, 5, 6), date(2024, 5, 8))
    assert found.period is not None
    assert (found.period.start, found.period.end) == (date(2024, 1, 1), date(2026, 12, 31))
    assert described.anchors.year == 2024  # the first of three, and that of writing


def test_a_document_that_begins_with_its_body_has_no_title() -> None:
    described = read(EXCERPT)
    assert described.description.title is None
    assert described.description.kind == "plan_report"
    assert described.matter == ()
    assert described.anchors.year == 2023


def test_the_newspaper_line_that_cleaning_cut_tells_the_day_of_publication() -> None:
    found = read("柳湾镇改革综述\n今年以来，柳湾镇推进改革。", asides=("临江日报 2024年3月2日 第3版",))
    assert found.description.published_on == date(2024, 3, 2)
    assert found.description.kind == "reform_report"


def test_the_callers_date_is_used_only_where_the_text_has_none() -> None:
    given = date(2020, 5, 1)
    assert read(NOTICE, dated=given).anchors.written == date(2024, 3, 1)
    anchors = read("推进重点任务。", dated=given).anchors
    assert (anchors.written, anchors.year) == (given, 2020)


def test_a_title_that_a_blank_line_breaks_goes_on_below_it() -> None:
    found = read(
        "云溪区政务督查\n第2期\n\n关于印发2024年主要任务\n\n上半年落实情况的通报\n\n各镇街：\n现通报如下。\n"
    )
    assert found.description.title == "关于印发2024年主要任务上半年落实情况的通报"


def test_a_sites_menu_and_trail_are_no_titles() -> None:
    page = "政府信息公开指南\n首页 > 政务公开 > 通知\n\n云溪区2024年防汛方案\n\n为做好防汛工作，制定方案。\n一、目标"
    assert read(page).description.title == "云溪区2024年防汛方案"


def test_dates_in_chinese_figures() -> None:
    found = read(
        "云溪区水务局\n关于做好防汛工作的通知\n各镇街：\n请做好准备。\n云溪区水务局\n二〇二四年五月十二日\n"
    )
    assert found.description.signed_on == date(2024, 5, 12)


BODY = "各镇街：\n为做好今年的工作，现将任务印发给你们，请认真组织实施。\n一、总体要求\n"
TITLE = "云溪区人民政府办公室关于印发云溪区2024年重点工作任务的通知"


@pytest.mark.parametrize(
    ("table", "shows"),
    [
        (
            "索 引 号: | LX001-2024-7 | 公开类型: | 主动公开 |\n文 号: | 云政办发〔2024〕7号 | 公开期限: | |",
            "bars",
        ),
        ("- 索引号：LX001-2024-7\n- 文  号：云政办发〔2024〕7号\n- 公文种类 ：通知", "a list"),
        (
            "  • 索引号:\n\n    LX001-2024-7\n  • 主题分类:\n\n  • 发文字号:\n\n    云政办发〔2024〕7号",
            "two lines",
        ),
        ("索引号\nLX001-2024-7\n发文字号\n云政办发〔2024〕7号\n有效性\n有效", "a cell a line"),
        ("索引号 : LX001-2024-7 文       号 : 云政办发〔2024〕7号\n有效性: 有效 废止日期:", "many on a line"),
        ("索 引 号 LX001-2024-7 文号 云政办发〔2024〕7号\n有效性 有效", "no colons"),
        (
            "索引号: LX001-2024-7 主题分类: 督查\n发文文号: 云政办发〔2024〕7号\n公文时效: 有效 公开方式: 主动公开",
            "two on a line, the last one about how long it holds",
        ),
        ("索引号 LX001-2024-7 栏目类目 督查\n文号 | 云政办发〔2024〕7号 |", "an unknown label"),
    ],
)
def test_the_table_above_a_document_in_every_layout(table: str, shows: str) -> None:
    found = read(f"{table}\n{TITLE}\n{BODY}").description
    assert (found.index_number, found.doc_number) == ("LX001-2024-7", "云政办发〔2024〕7号"), shows
    assert (found.title, found.issuer) == (TITLE, "云溪区人民政府办公室")


def test_an_empty_cell_does_not_take_the_title_below_it() -> None:
    found = read(f"状态:有效 颁布日期:2024-03-05\n文号:\n\n{TITLE}\n云政办发〔2024〕7号\n{BODY}").description
    assert (found.doc_number, found.published_on) == ("云政办发〔2024〕7号", date(2024, 3, 5))


def test_a_table_at_the_end_of_the_page_is_read_too() -> None:
    page = f"{TITLE}\n{BODY}1.建设云上园区。\n索引号: | LX001-2024-7 | 成文日期: | 2024-03-01 |\n"
    found = read(page).description
    assert (found.index_number, found.signed_on) == ("LX001-2024-7", date(2024, 3, 1))


def test_the_tables_title_counts_where_the_page_has_only_that_of_what_is_passed_on() -> None:
    title = "云溪区人民政府关于转发《云溪区海绵城市建设实施方案》的通知"
    page = f"名 称: | {title} | |\n{BODY[:30]}\n云溪区人民政府\n2024年3月1日\n云溪区海绵城市建设实施方案\n一、目标\n"
    assert read(page).description.title == title


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            "云溪区人民政府关于印发 《云溪区2024年 工作要点》的通知",
            "云溪区人民政府关于印发《云溪区2024年工作要点》的通知",
        ),
        (
            "中共云溪区委 云溪区人民政府关于做好防汛工作的意见",
            "中共云溪区委 云溪区人民政府关于做好防汛工作的意见",
        ),
        ("云政办发〔2024〕7号 " + TITLE, TITLE),
        (TITLE + "（云政办发〔2024〕7号）", TITLE),
        (
            "《云溪区人民政府关于印发〈云溪区2024年工作要点〉的通知》",
            "云溪区人民政府关于印发〈云溪区2024年工作要点〉的通知",
        ),
        ("云溪区2024年民生实事任务分解表.docx", "云溪区2024年民生实事任务分解表"),
        ("云溪区2024年重点工作任务\n" + TITLE, TITLE),
    ],
)
def test_a_title_is_without_what_the_page_did_to_it(lines: str, title: str) -> None:
    assert read(f"{lines}\n{BODY}").description.title == title


@pytest.mark.parametrize(
    ("end", "issuer", "signed"),
    [
        ("云溪区人民政府办公室\n2024年3月1日????", "云溪区人民政府办公室", date(2024, 3, 1)),
        (
            "云溪区第三届人民代表大会第一次会议主席团\n2024年3月1日",
            "云溪区第三届人民代表大会第一次会议主席团",
            date(2024, 3, 1),
        ),
        (
            "中共云溪区委巡察工作\n领导小组办公室\n2024年3月1日",
            "中共云溪区委巡察工作领导小组办公室",
            date(2024, 3, 1),
        ),
        ("2024年3月1日\n（联系人：某某，联系电话：0000000）", None, date(2024, 3, 1)),
    ],
)
def test_signatures_at_the_end(end: str, issuer: str | None, signed: date) -> None:
    found = read(
        f"关于公布2024年民生实事项目的公告\n一、建设道路10条。\n二、新增车位30个。\n{end}\n"
    ).description
    assert (found.issuer, found.signed_on) == (issuer, signed)


def test_the_day_of_the_signature_comes_before_that_of_the_page() -> None:
    page = f"索引号: LX001-2024-7 生成日期: 2024-03-06\n{TITLE}\n{BODY[:-7]}\n云溪区人民政府办公室\n2024年3月1日\n"
    assert read(page).description.signed_on == date(2024, 3, 1)


def test_the_day_a_page_was_filed_is_not_that_of_publication() -> None:
    found = read(f"{TITLE}\n{BODY}", asides=("归档时间:2025-11-21", "来源:区政府办 日期:2024-03-05 17:08"))
    assert found.description.published_on == date(2024, 3, 5)


def test_a_year_since_which_is_not_the_year_it_is_about() -> None:
    described = read(
        "生效日期: | 2020-08-13 |\n关于2016年以来项目进展情况的通报\n各镇街：\n现通报如下：\n一、情况\n"
    )
    assert described.description.period is None
    assert described.anchors.year == 2020


def test_the_number_of_a_paper_tells_the_year_where_no_day_does() -> None:
    numbered = read(
        "关于做好项目分工的通知\n（云政办〔2021〕18号）\n各镇街：\n8月18日前报送名单。\n一、目标\n"
    )
    assert numbered.anchors.year == 2021
    signed = read(NOTICE)
    assert signed.anchors.year == 2024


@pytest.mark.parametrize(
    ("line", "is_matter"),
    [
        ("请各单位于3月18日前将名单报送区督查室。联系电话：0000-1234567", True),
        ("请各镇街将责任人名单、联系电话于3月18日前报送区督查室。", False),
    ],
)
def test_a_line_with_a_telephone_number_is_matter_and_one_that_asks_for_it_is_not(
    line: str, *, is_matter: bool
) -> None:
    page = f"{TITLE}\n各镇街：\n现通知如下：\n一、目标\n抓好落实，压实责任。\n二、报送\n{line}\n"
    assert any(span.of(page) == line for span in read(page).matter) == is_matter


def test_the_end_of_a_range_is_not_the_year_it_is_told_in() -> None:
    told = "2015年上半年完成投资5亿元。\n改造公路（2013—2017年）。\n饮水安全（2013—2017年）。\n"
    assert read(told).anchors.year == 2015
    aimed = "到2013年，建成广场。到2015年，建成公园。到2015年，建成学校。\n"
    assert read(aimed).anchors.year == 2013


def test_the_table_names_the_organ_in_full_that_the_title_names_in_short() -> None:
    title = f"县{TITLE.removeprefix('云溪区')}"
    page = f"索引号: LX001-2024-7 发文单位: 云溪县人民政府办公室\n{title}\n各镇街：\n一、目标\n"
    assert read(page).description.issuer == "云溪县人民政府办公室"


def test_a_front_that_was_run_into_one_line_is_read_by_its_signs() -> None:
    page = (
        "云溪区人民政府办公室文件 云政办发〔2024〕7号 区政府办公室关于分解落实2024年政府工作任务的通知 "
        "各镇人民政府，区各部门： 现下达给你们，请认真组织实施。 附件：任务表 云溪区人民政府办公室 2024年3月1日\n"
        "1.建设云上园区。\n"
    )
    found = read(page).description
    assert (found.title, found.doc_number) == (
        "区政府办公室关于分解落实2024年政府工作任务的通知",
        "云政办发〔2024〕7号",
    )
    assert (found.issuer, found.signed_on, found.kind) == (
        "云溪区人民政府办公室",
        date(2024, 3, 1),
        "task_plan",
    )


@pytest.mark.parametrize(
    ("below", "is_matter"),
    [
        ("云溪区发展和改革局\n2024年，全区经济平稳健康发展。\n一、执行情况\n", True),
        ("云溪区财政局局长　某某\n各位代表：\n一、执行情况\n", True),
        # Where organs head the sections, the first is no issuer.
        (
            "区大数据局\n今年以来归集数据12亿条，开通接口。\n区水务局\n今年以来清淤河道3条，成效明显。\n",
            False,
        ),
    ],
)
def test_the_organ_below_the_title_is_no_heading(below: str, *, is_matter: bool) -> None:
    page = f"关于云溪区2024年计划执行情况与2025年计划草案的报告\n{below}"
    organ = below.split("\n", 1)[0]
    assert any(span.of(page) == organ for span in read(page).matter) == is_matter


@pytest.mark.parametrize(
    ("forwarding", "owed"),
    [
        ("现印发给你们，请结合实际认真贯彻落实。", False),
        ("现印发给你们，请认真落实。请各单位于6月30日前将落实情况报送区政府督查室。", True),
        ("现印发给你们，请认真落实。各单位每季度末将进展情况报区政府办公室。", True),
        ("现印发给你们，请认真组织实施，并于3月10日前将方案报区政府办公室备案。", True),
    ],
)
def test_a_forwarding_paragraph_is_matter_unless_it_names_a_duty(forwarding: str, *, owed: bool) -> None:
    page = f"{TITLE}\n各镇街：\n{forwarding}\n云溪区人民政府办公室\n2024年3月1日\n一、目标\n"
    assert any(span.of(page) == forwarding for span in read(page).matter) != owed
    items = [found for found in duban.read(page).items if found.span.of(page) == forwarding]
    assert [found.kind for found in items] == ["task"] * owed


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "各镇街：\n《云溪区2024年民生实事责任分解》已经区政府同意，现印发给你们。\n一是加强领导。",
            "task_plan",
        ),
        ("2021年，我局各项工作有序开展。\n一、2021年工作总结\n（一）加强领导。", "work_report"),
        ("全年完成投资5亿元，同比增长6%。先后引进项目3个，占年度任务的9成，超额完成目标。", "work_report"),
    ],
)
def test_kinds_without_a_title(text: str, kind: str) -> None:
    assert read(text).description.kind == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("云溪区2024年政府工作报告重点任务分工方案", "task_plan"),
        ("云溪区2024年民生实事项目清单", "task_plan"),
        ("云溪区营商环境三年行动计划", "task_plan"),
        ("关于做好2024年乡村振兴重点工作的实施意见", "task_plan"),
        ("关于2023年度预算执行审计查出问题整改情况的报告", "rectification_report"),
        ("云溪区贯彻落实省生态环境保护督察反馈意见整改方案", "rectification_report"),
        ("中共柳湾镇委员会关于巡察整改进展情况的通报", "rectification_report"),
        ("关于2023年国民经济和社会发展计划执行情况与2024年计划草案的报告", "plan_report"),
        ("“2024云溪改革巡礼”专题报道", "reform_report"),
        ("云溪区优化营商环境改革典型案例", "reform_report"),
        ("政府工作报告", "work_report"),
        ("云溪区水务局2023年工作总结", "work_report"),
        ("云溪区城市管理规定", "other"),
        ("关于2024年《政府工作报告》主要任务上半年落实情况的通报", "other"),
        ("关于2024年10月份民生实事项目进展情况的通报", "other"),
        ("云溪区2024年民生实事项目推进情况公示", "other"),
        ("2024年十件民生实事完成情况", "other"),
        ("关于云溪区2024年民生实事项目完成情况的报告", "work_report"),
        ("关于2024年上半年国民经济和社会发展计划执行情况的审查意见", "other"),
        ("云溪区2024年重点工作", "task_plan"),
        ("关于省委巡视反馈意见整改落实情况的通报", "rectification_report"),
    ],
)
def test_kinds_by_title(title: str, kind: str) -> None:
    assert kind_of(title, "", "", load().papers) == kind


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(NOTICE.splitlines(keepends=True)), st.text(max_size=20)), max_size=20)
)
def test_any_text_is_described_and_matter_lies_in_order_within_lines(pieces: list[str]) -> None:
    text = "".join(pieces)
    at = 0
    for span in read(text).matter:
        assert at <= span.start < span.end <= len(text)
        assert "\n" not in span.of(text)
        at = span.end
