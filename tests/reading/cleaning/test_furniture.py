"""Lines of the page around a document are told from the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from duban.reading.drafts import Cleaned

BODY = "一、推进河道管护。2024年6月底前完成清淤12公里。"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("打开APP", "navigation"),
        ("3步打开 云溪新闻客户端", "navigation"),
        ("云溪法规网--云溪法律信息检索网", "navigation"),
        ("  • 点击右上角“…” 按钮", "navigation"),
        ("首页 | 政务公开 | 政务服务 | 互动交流", "navigation"),
        ("首 页　政务公开　办事服务　互动交流　登录", "navigation"),
        ("当前位置：首页>政务公开>政策文件", "navigation"),
        ("您现在的位置： 网站首页 > 通知公告", "navigation"),
        ("首页 > 信息公开 > 计划总结", "navigation"),
        ("【打 印】", "navigation"),
        ("[关闭窗口]", "navigation"),
        ("扫一扫在手机打开当前页", "navigation"),
        ("上一篇：云溪区2023年工作总结", "navigation"),
        ("来说两句吧...", "navigation"),
        ("template 'mobile/common/wake'", "navigation"),
        ("{{ article.title }}", "navigation"),
        ("首     页 政 务 公 开 网 上 办 事 互 动 交 流 走 进 云 溪", "navigation"),
        ("亚洲精品一区二区_国产精品无码在线", "spam"),
        ("01版:要闻", "page_furniture"),
        ("第A02版：时政", "page_furniture"),
        ("临江日报 2024年3月1日 第02版", "page_furniture"),
        ("《云溪报》2024年3月1日", "page_furniture"),
        ("2024年3月1日 星期五 02版 综合", "page_furniture"),
        ("— 3 —", "page_furniture"),
        ("-12-", "page_furniture"),
        ("第3页 共10页", "page_furniture"),
        ("第 3 页", "page_furniture"),
        ("临江市政府公报 第 2 页", "page_furniture"),
        ("2024-03-06 09:30 云溪区人民政府", "page_furniture"),
        ("主办：云溪区人民政府办公室　网站地图　联系我们", "page_furniture"),
        ("上一篇　下一篇　返回目录", "navigation"),
        ("3/10页", "page_furniture"),
        ("Page 3 of 10", "page_furniture"),
        ("责任编辑:某某", "page_furniture"),
        ("（责编：某某、某某）", "page_furniture"),
        ("来源：区政府办公室　发布时间：2024-03-05 16:40　浏览次数：123", "page_furniture"),
        ("2024-03-05 16:40 来源: 本站 字号:【大 中 小】", "page_furniture"),
        ("【字体：大 中 小】", "page_furniture"),
        ("浏览次数：123", "page_furniture"),
        ("版权所有：云溪区人民政府 网站标识码：3700000001", "page_furniture"),
        ("鲁ICP备05000001号-1", "page_furniture"),
        ("新闻详情", "navigation"),
        ("欢迎访问云溪区人民政府网站！", "navigation"),
        ("登录/注册 用户中心 支持IPV6", "navigation"),
        ("«上一版 下一版»本期共4版，当前第2版 PDF", "navigation"),
        ("20240306_副本.jpg", "navigation"),
        ("  • *验 证 码:", "navigation"),
        ("云溪区人民政府 www.yunxi.example 发布时间: 2024-03-06 09:30 【字体:", "page_furniture"),
    ],
)
def test_a_line_of_the_page_is_noise_and_not_in_the_view(
    line: str, reason: str, cleaned: Callable[[str], Cleaned]
) -> None:
    source = f"{line}\n{BODY}\n"
    result = cleaned(source)
    assert [(noise.span.of(source), noise.reason) for noise in result.noise] == [(line.strip(), reason)]
    assert result.view.text == f"{BODY}\n"


@pytest.mark.parametrize(
    "line",
    [
        "政务公开",  # a heading, where no menu is around it
        "2024年3月1日",  # a date of signing
        "二〇二四年三月一日",
        "首页改版工作由区大数据局负责",
        "第3版方案已报区政府",
        "资金来源：区级财政",
        "主办单位：云溪区文化和旅游局",  # the organiser of a fair
        "牵头单位：区水务局",
        "位置：青石街道柳河以南",
        "联系人：区水务局办公室",
        "12",  # a cell of a table
        "-",
        "附件：1.任务分工表",
        "打造“扫一扫”便民服务品牌，覆盖村居32个。",
        "分享改革经验",
        "组织企业填报2024年6月30日前完成",
        "组织填报2024年6月30日",
        "2024年3月1日前完成第2版修订",
        "需求>供给",
        "索引号：YX-2024-001",
    ],
)
def test_a_line_of_the_document_stays(line: str, cleaned: Callable[[str], Cleaned]) -> None:
    source = f"{BODY}\n{line}\n{BODY}\n"
    result = cleaned(source)
    assert result.noise == ()
    assert result.view.text == source


def test_a_menu_is_known_by_its_crowd(cleaned: Callable[[str], Cleaned]) -> None:
    source = f"新闻中心\n政务公开\n政务服务\n互动交流\n\n{BODY}"
    assert [noise.reason for noise in cleaned(source).noise] == ["navigation"] * 4


def test_what_stands_among_navigation_is_navigation(cleaned: Callable[[str], Cleaned]) -> None:
    source = f"{BODY}\n0\n最热评论\n表情\n相关阅读\n"
    assert [noise.span.of(source) for noise in cleaned(source).noise] == ["0", "最热评论", "表情", "相关阅读"]


def test_titles_of_other_documents_below_the_text_are_navigation(cleaned: Callable[[str], Cleaned]) -> None:
    source = f"{BODY}\n{BODY}\n{BODY}\n相关文章\n云溪区2023年重点工作任务\n一图读懂河道管护\n"
    assert cleaned(source).view.text == f"{BODY}\n{BODY}\n{BODY}\n"


def test_the_foot_of_a_page_takes_its_organiser_with_it(cleaned: Callable[[str], Cleaned]) -> None:
    source = f"{BODY}\n主办：云溪区人民政府办公室\n承办：云溪区大数据局\n版权所有 云溪区人民政府\n"
    assert cleaned(source).view.text == f"{BODY}\n"


def test_a_label_in_the_metadata_table_is_no_furniture(cleaned: Callable[[str], Cleaned]) -> None:
    source = f"索引号：YX-2024-001\n发布日期：2024-03-05\n来源：区政府办公室\n{BODY}\n"
    assert cleaned(source).noise == ()


def test_a_line_of_two_labels_beside_the_table_is_furniture(cleaned: Callable[[str], Cleaned]) -> None:
    source = f"索引号：YX-2024-001\n发布时间：2024-03-05 17:45 浏览次数：31\n{BODY}\n"
    assert [noise.reason for noise in cleaned(source).noise] == ["page_furniture"]


def test_newspaper_furniture_says_its_date_aside(cleaned: Callable[[str], Cleaned]) -> None:
    source = f"标题\n\n临江日报      2024年03月01日     \n\n2024年03月01日 01版:要闻\n— 2 —\n{BODY}"
    assert cleaned(source).asides == ("临江日报      2024年03月01日", "2024年03月01日 01版:要闻")


@pytest.mark.parametrize("mark", ["(上接第一版)", "（下转第3版）", "（上接A01版）", "【下转二版】"])
def test_a_newspaper_mark_inside_a_line_is_cut_alone(mark: str, cleaned: Callable[[str], Cleaned]) -> None:
    source = f"{mark}{BODY}"
    result = cleaned(source)
    assert [noise.span.of(source) for noise in result.noise] == [mark]
    assert result.view.text == BODY


def test_bare_numbers_a_page_apart_are_page_numbers(cleaned: Callable[[str], Cleaned]) -> None:
    page = f"{BODY}\n" * 15
    source = "".join(f"{page}{number}\n" for number in (1, 2, 3))
    assert [noise.span.of(source) for noise in cleaned(source).noise] == ["1", "2", "3"]


def test_numbers_of_table_rows_stay(cleaned: Callable[[str], Cleaned]) -> None:
    source = "".join(f"{number}\n{BODY}\n区水务局\n12月底\n" for number in range(1, 9))
    assert cleaned(source).noise == ()


def test_a_number_at_a_form_feed_is_a_page_number(cleaned: Callable[[str], Cleaned]) -> None:
    assert cleaned(f"{BODY}\n7\n\f{BODY}").view.text == f"{BODY}\n{BODY}"


def test_the_head_that_stands_beside_every_page_number(cleaned: Callable[[str], Cleaned]) -> None:
    page = f"云溪区人民政府公报\n{BODY}\n{BODY}\n"
    source = "".join(f"{page}— {number} —\n" for number in range(1, 6))
    assert "公报" not in cleaned(source).view.text.replace("云溪区人民政府公报", "", 1)


def test_a_line_beside_one_page_number_stays(cleaned: Callable[[str], Cleaned]) -> None:
    source = f"二、重点任务\n— 1 —\n{BODY}\n三、保障措施\n— 2 —\n{BODY}"
    assert cleaned(source).view.text == f"二、重点任务\n{BODY}\n三、保障措施\n{BODY}"
