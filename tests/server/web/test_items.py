"""The ledger list: every filter, order and grouping by its address, and what is told when an address is wrong."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from django.utils.html import escape

from duban.server.ledger import queries
from duban.server.ledger.models import Assignment, Item, Lamp, Ledger, SavedView
from duban.server.ledger.queries import Count, Grouping, Order, Wanted
from duban.server.people.models import Unit
from duban.server.web.asked import Column
from server.cast import actor

if TYPE_CHECKING:
    from server.web.office import Office


def titles(office: Office, query: str, *, who: str = "ducha") -> list[str]:
    """The titles of the list, in its order."""
    response = office.browser(who).get(f"/items/?{query}")
    assert response.status_code == 200
    return re.findall(
        r'<th class="stretch" scope="row"><a href="[^"]*">([^<]*)</a>', response.content.decode()
    )


@pytest.fixture
def three(office: Office) -> Office:
    """A late item of one unit, one at risk of another, one far off."""
    office.item("甲 建设软件园", due=-5, lamp=Lamp.RED)
    office.item("乙 新建口袋公园", lead="区住房城乡建设局", due=4, line=4, lamp=Lamp.YELLOW)
    office.item("丙 整治内涝点", lead="区水务局", due=90, line=5)
    return office


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "甲乙丙"),
        ("q=软件园", "甲"),
        ("q=园", "甲乙"),
        ("q=内涝", "丙"),
        ("q=环境", "乙"),
        ("q=没有这个词", ""),
        ("lamp=red", "甲"),
        ("lamp=red&lamp=yellow", "甲乙"),
        ("unit=区水务局", "丙"),
        ("unit=云溪区", "甲乙丙"),
        ("unit=云溪区&alone=1", ""),
        ("unit=区水务局&part=supporting", ""),
        ("state=registered", "甲乙丙"),
        ("state=completed", ""),
        ("scope=closed", ""),
        ("section=二、民生保障", "乙丙"),
        ("kind=problem", ""),
        ("undated=1", ""),
        ("finding=1", ""),
        ("extending=1", ""),
        ("overstayed=1", ""),
        ("order=-due", "丙乙甲"),
        ("order=document", "甲乙丙"),
        ("group=month", "甲乙丙"),
        ("group=section", "甲乙丙"),
        ("group=state", "甲乙丙"),
        ("page=2", ""),
        ("page=99999999999999999999", "甲乙丙"),
        ("ledger=99", ""),
        ("ledger=x&order=y&group=z&lamp=w", ""),
    ],
)
def test_each_filter_by_its_address(three: Office, query: str, found: str) -> None:
    assert "".join(title[0] for title in titles(three, query)) == found


def test_dates_bound_the_list(three: Office) -> None:
    first, last = three.today, three.today + timedelta(days=10)
    assert [title[0] for title in titles(three, f"from={first}&to={last}")] == ["乙"]


def test_grouped_by_unit_an_item_stands_under_each_of_its_lead_units(three: Office) -> None:
    shared = three.item("丁 两家牵头")
    shared.assignments.create(
        unit=three.unit("区水务局"), part="lead", written="区水务局", since=three.today, position=1
    )
    assert titles(three, "group=unit").count("丁 两家牵头") == 2


def test_a_unit_that_is_none_is_said_with_what_was_meant(three: Office) -> None:
    shown = three.browser("ducha").get("/items/?unit=水务局").content.decode()
    assert "此条件未生效" in shown
    assert "区水务局</a>" in shown


def test_a_date_that_is_none_is_said(three: Office) -> None:
    assert "不是日期" in three.browser("ducha").get("/items/?from=明天").content.decode()


def test_columns_are_kept_in_the_address(three: Office) -> None:
    shown = three.browser("ducha").get("/items/?col=ledger&col=first_due").content.decode()
    assert '<th scope="col">最初时限</th>' in shown
    assert '<th scope="col">亮灯</th>' not in shown


def test_a_long_list_has_pages_and_a_capped_count(office: Office) -> None:
    for _ in range(53):
        office.item()
    first = office.browser("ducha").get("/items/").content.decode()
    assert "共53项，显示第1至50项" in first
    assert 'rel="next" href="/items/?page=2"' in first
    assert len(titles(office, "page=2")) == 3


@pytest.mark.parametrize(
    ("number", "grouping", "whole"),
    [
        (1, Grouping.NONE, None),  # the first of two pages does not know how many follow
        (2, Grouping.NONE, 53),
        (3, Grouping.NONE, None),  # nothing is here, whatever is before
        (2, Grouping.MONTH, 53),
        (2, Grouping.UNIT, None),  # an item stands under each of its units
    ],
)
def test_the_last_page_tells_how_many_there_are(
    office: Office, number: int, grouping: Grouping, whole: int | None
) -> None:
    for _ in range(53):
        office.item()
    found = queries.found_items(actor(office.account("ducha"), office.today), Wanted())
    page = queries.page(found.items, number, order=Order.DUE, grouping=grouping)
    assert page.whole == whole
    assert queries.counted(found, page) == Count(53, capped=False)


@pytest.mark.parametrize(
    ("cap", "count"),
    [(2, Count(2, capped=True)), (3, Count(3, capped=False)), (4, Count(3, capped=False))],
)
def test_words_find_the_same_items_in_whichever_way_they_are_looked_up(
    office: Office, cap: int, count: Count
) -> None:
    for title in ("建设公园", "整治内涝点", "改造公园", "公园里的公厕"):
        office.item(title, line=5)
    who = actor(office.account("ducha"), office.today)
    found = queries.found_items(who, Wanted(text="公园"), cap=cap)
    assert found.count == count
    page = queries.page(found.items, 1, order=Order.DOCUMENT)
    assert [row.title for row in page.rows] == ["建设公园", "改造公园", "公园里的公厕"]


def test_a_unit_sees_what_was_dispatched_to_it_alone(three: Office) -> None:
    assert titles(three, "scope=all", who="shuiwu") == []
    mine = three.ledger.items.get(title__startswith="丙")
    three.move("ducha", mine, "dispatch")
    assert titles(three, "scope=all", who="shuiwu") == ["丙 整治内涝点"]


def test_a_unit_by_its_number(three: Office) -> None:
    water = three.unit("区水务局").pk
    assert [title[0] for title in titles(three, f"unit={water}")] == ["丙"]
    assert len(titles(three, "unit=99999999999999999999")) == 3


NASTY = '<b>甲&"乙</b>'


def test_no_words_of_a_row_or_of_the_form_are_markup(office: Office) -> None:
    Unit.objects.filter(pk=office.unit("区水务局").pk).update(short=NASTY)
    Ledger.objects.update(name=NASTY)
    one = office.item(NASTY, lead="区水务局", target=NASTY, due=None)
    Item.objects.filter(pk=one.pk).update(
        number=NASTY[:32], section=NASTY, due_text=NASTY, stage=NASTY, state=NASTY
    )
    Assignment.objects.create(item=one, part="supporting", written=NASTY, since=office.today)
    columns = "&".join(f"col={column}" for column in Column)
    for grouping in Grouping:
        shown = (
            office.browser("ducha")
            .get(f"/items/?{columns}&group={grouping}&ledger={office.ledger.pk}&q={quote(NASTY)}")
            .content.decode()
        )
        assert "<b>" not in shown
        assert shown.count(escape(NASTY)) >= 10


def test_a_long_name_of_a_ledger_is_cut_where_one_is_chosen(office: Office) -> None:
    Ledger.objects.update(name="长" * 40)
    shown = office.browser("ducha").get("/items/").content.decode()
    assert f"{'长' * 29}…</option>" in shown
    assert "长" * 30 not in shown


def test_a_column_shows_whose_part_it_is(office: Office) -> None:
    one = office.item("一件事", lead="区水务局")
    unresolved = "某单位"
    Assignment.objects.create(item=one, part="supporting", written=unresolved, since=office.today)
    gone = office.unit("区商务局")
    Assignment.objects.create(
        item=one, unit=gone, part="lead", written="区商务局", since=office.today, until=office.today
    )
    shown = office.browser("ducha").get("/items/?col=units&col=supporting").content.decode()
    cells = re.findall(r'<td data-name="(?:牵头|配合)单位">(.*?)</td>', shown)
    assert cells == [
        f'<a href="/units/{office.unit("区水务局").pk}/">区水务局</a>',
        '<span class="tag doubt" title="单位未对应">某单位？</span>',
    ]


def test_htmx_gets_the_table_alone(three: Office) -> None:
    shown = three.browser("ducha").get("/items/?lamp=red", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in shown
    assert "建设软件园" in shown


def test_a_view_is_saved_shown_replaced_and_dropped(three: Office) -> None:
    browser = three.browser("ducha")
    browser.post("/items/views/", {"name": "我的红灯", "query": "lamp=red&page=3"})
    view = SavedView.objects.get()
    assert view.query == "lamp=red"
    assert "我的红灯" in browser.get("/items/").content.decode()
    browser.post("/items/views/", {"name": "我的红灯", "query": "lamp=yellow"})
    assert SavedView.objects.get().query == "lamp=yellow"
    assert three.browser("lingdao").post(f"/items/views/{view.pk}/drop/").status_code == 404
    browser.post(f"/items/views/{view.pk}/drop/")
    assert not SavedView.objects.exists()


def test_a_view_without_a_name_is_not_saved(three: Office) -> None:
    assert (
        "起个名字"
        in three.browser("ducha").post("/items/views/", {"name": " "}, follow=True).content.decode()
    )


def test_an_empty_ledger_says_what_would_fill_it(office: Office) -> None:
    assert "这里还没有事项" in office.browser("ducha").get("/items/").content.decode()


def test_unit_names_for_the_field(office: Office) -> None:
    assert '<option value="区水务局">' in office.browser("gongxin").get("/units/names/").content.decode()
