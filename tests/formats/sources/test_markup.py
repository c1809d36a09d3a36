"""Web pages as lines: what a reader of the page sees, and nothing that a hostile page could make slow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.formats.sources.markup import is_page, page_text
from stopwatch import growth


@pytest.mark.parametrize(
    ("page", "text"),
    [
        pytest.param(
            "<p>一、公园</p><p>年内5&nbsp;处</p>", "一、公园\n年内5\xa0处", id="paragraphs are lines"
        ),
        pytest.param("<div>一<br>二<br/>三</div>", "一\n二\n三", id="breaks are lines"),
        pytest.param("<p>投资<b>15</b>亿\n元</p>", "投资15亿 元", id="marks inside a line leave no trace"),
        pytest.param(
            "<tr><th>任务</th><th>单位</th></tr><tr><td>公园</td><td>园林局</td></tr>",
            "任务 | 单位 |\n公园 | 园林局 |",
            id="cells are parted",
        ),
        pytest.param(
            "<ol><li>甲<ul><li>乙</li></ul></li><li>丙</li></ol>", "1. 甲\n乙\n2. 丙", id="lists are numbered"
        ),
        pytest.param("<script>if (a<b) x('</p>')</script><p>正文</p>", "正文", id="scripts are not read"),
        pytest.param(
            "<head><title>标题</title><style>p{}</style></head>正文", "正文", id="nor titles and styles"
        ),
        pytest.param("<!-- <p>旧</p> -->新", "新", id="nor comments"),
        pytest.param('<a title="1 > 0" href="x">链接</a>', "链接", id="a > inside an attribute"),
        pytest.param("3 < 5 &lt; 7", "3 < 5 < 7", id="a < that begins no tag"),
        pytest.param("&#19968;、&#x4E8C;&bogus;", "一、二&bogus;", id="references"),
        pytest.param("<p>未完<b", "未完", id="cut inside a tag"),
        pytest.param("<script>没有结尾", "", id="a script without an end"),
    ],
)
def test_page_text(page: str, text: str) -> None:
    assert page_text(page) == text


def test_is_page() -> None:
    assert is_page("\n <!doctype HTML><html>")
    assert is_page("<html lang=zh>")
    assert not is_page("一、<html>")


@given(st.text(alphabet="<>/!-'\"=&#;abp 一\n", max_size=200))
def test_any_page_has_a_text(page: str) -> None:
    assert "\r" not in page_text(page)


@pytest.mark.parametrize(
    "unit",
    ["<", "<a ", "<!--", "</", '<a b="', "<?", "&#x", "&#1", "<script>", "</script", "<ol><li>", "<p>x"],
)
def test_time_grows_with_the_page_and_no_faster(unit: str) -> None:
    assert growth(lambda count: page_text(unit * count), size=20_000) < 10
