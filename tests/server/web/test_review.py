"""The workbench: what it shows, what a reviewer decides, who is told when somebody was quicker, what goes out."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from duban.server.audit.queries import of_subject
from duban.server.ledger.models import Correction, Item, LedgerState
from duban.server.people.models import Alias
from server.cast import log_in
from server.ledger.office import TEXT, Office, open_office

if TYPE_CHECKING:
    from django.test import Client

    from duban.server.people.demo import Cast

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
STRANGE = TEXT.replace("区水务局", "区水利𠮷局")


@pytest.fixture
def office(cast: Cast) -> Office:
    return open_office(cast)


@pytest.fixture
def client(office: Office) -> Client:
    return log_in(office.cast.supervisor)


def url(office: Office, number: str = "", what: str = "") -> str:
    base = f"/imports/review/{office.ledger.pk}/"
    return f"{base}items/{office.item(number).pk}/{what}" if number else f"{base}{what}"


def post(client: Client, office: Office, number: str, **given: object) -> Any:
    item = office.item(number)
    return client.post(url(office, number, "correct/"), {"revision": item.revision, **given}, headers=HTMX)


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def source_of(office: Office) -> str:
    """The text that all offsets point into."""
    version = office.item("1").version
    assert version is not None
    return version.source


def lines(html: str) -> dict[int, str]:
    """The source as the page holds it: the text of each line by its offset."""
    found = re.findall(r'<p class="ln" id="l(\d+)"[^>]*>(.*?)</p>', html)
    return {int(at): unescape(re.sub(r"<[^>]+>", "", inner)) for at, inner in found}


# --- what is shown -----------------------------------------------------------------------------------------------


def test_it_shows_the_source_and_the_ledger(client: Client, office: Office) -> None:
    html = page(client, url(office))
    assert "改造老旧小区" in html
    assert html.count('class="item-card') == 4
    assert "4</strong>项" in html
    assert "3</strong>写明责任单位" in html


def test_each_line_stands_at_its_offset(client: Client, office: Office) -> None:
    shown = lines(page(client, url(office)))
    source = source_of(office)
    assert "".join(source[at : at + len(line)] for at, line in shown.items()) == source.replace("\n", "")
    assert all(source.startswith(line, at) for at, line in shown.items())


def test_offsets_hold_with_line_ends_of_another_system_and_characters_that_must_not_act(cast: Cast) -> None:
    text = TEXT.replace("\n", "\r\n").replace("燃气管道", "燃\r气𠮷\x1b管道")
    office = open_office(cast, text)
    shown = lines(page(log_in(cast.supervisor), url(office)))
    source = source_of(office)
    assert all(len(line) == len(source[at:].split("\r\n", 1)[0]) for at, line in shown.items())
    assert any("燃␍气𠮷␛管道" in line for line in shown.values())


def test_the_source_never_runs(cast: Cast) -> None:
    office = open_office(cast, TEXT.replace("燃气管道", "<script>alert(1)</script>"))
    html = page(log_in(cast.supervisor), url(office))
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_every_field_links_to_its_quote(client: Client, office: Office) -> None:
    html = page(client, url(office))
    links = re.findall(r'<a class="q" href="#c(\d+)" data-s="(\d+)-(\d+)">(.*?)</a>', html)
    source = source_of(office)
    assert {"区住房城乡建设局", "区水务局"} <= {unescape(words) for *_, words in links}
    for place, start, end, words in links:
        assert f'id="c{place}"' in html
        if unescape(words) in ("区住房城乡建设局", "区水务局", "9月底前"):
            assert source[int(start) : int(end)] == unescape(words)


@pytest.mark.parametrize(
    ("show", "numbers"),
    [
        ("unowned", {"4"}),
        ("unmeasured", set()),
        ("undated", set()),
        ("decided", set()),
        ("", {"1", "2", "3", "4"}),
    ],
)
def test_filters(client: Client, office: Office, show: str, numbers: set[str]) -> None:
    html = page(client, url(office) + (f"?show={show}" if show else ""))
    assert set(re.findall(r'<span class="item-number">(\d)</span>', html)) == numbers


def test_noise_is_marked_with_its_reason(cast: Cast) -> None:
    office = open_office(cast, "首页 > 政务公开 > 政策文件\n" + TEXT + "\n打印本页 关闭窗口\n")
    html = page(log_in(cast.supervisor), url(office))
    assert 'class="k-noise' in html
    assert "非正文：" in html


def test_the_number_of_queries_does_not_grow(cast: Cast) -> None:
    small = open_office(cast)
    tasks = "".join(
        f"\n{number}.整治积水点{number}。10月底前整治积水点{number}处。（牵头单位：第{number}水务局）\n"
        for number in range(5, 60)
    )
    large = open_office(
        cast,
        TEXT.replace("3号", "4号").replace("\n云溪区人民政府办公室\n", f"{tasks}\n云溪区人民政府办公室\n"),
    )
    client = log_in(cast.supervisor)
    counts = []
    for office in (small, large, small, large):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(client, url(office))
        counts.append(len(queries))
    assert large.ledger.items.count() > 50
    assert counts[2] == counts[3]
    assert counts[3] < 30


# --- who may -----------------------------------------------------------------------------------------------------


def test_who_sees_all_looks_on_and_corrects_nothing(office: Office) -> None:
    client = log_in(office.cast.leader)
    assert "data-edit>" not in page(client, url(office))
    assert client.post(url(office, "1", "correct/"), {"field": "title"}).status_code == 403


def test_a_unit_does_not_come_in(office: Office) -> None:
    assert log_in(office.cast.liaison("区水务局")).get(url(office)).status_code == 403


def test_an_item_of_another_ledger_is_none_of_this_one(client: Client, office: Office) -> None:
    other = open_office(office.cast, TEXT.replace("3号", "9号"))
    address = f"/imports/review/{other.ledger.pk}/items/{office.item('1').pk}/correct/"
    assert client.post(address, {"field": "title", "value": "改", "revision": 1}).status_code == 404


# --- deciding ----------------------------------------------------------------------------------------------------


def test_a_title_is_corrected_and_both_are_shown(client: Client, office: Office) -> None:
    response = post(client, office, "1", field="title", value="改造老旧小区和管道")
    html = response.content.decode()
    assert response.status_code == 200
    assert "改造老旧小区</del>" in html
    assert "改造老旧小区和管道" in html
    assert "周明远" in html
    assert office.item("1").title == "改造老旧小区和管道"


def test_one_click_brings_the_read_value_back(client: Client, office: Office) -> None:
    post(client, office, "1", field="title", value="别的标题")
    decision = Correction.objects.get()
    given = {"revision": office.item("1").revision, "decision": decision.pk}
    client.post(url(office, "1", "restore/"), given, headers=HTMX)
    assert office.item("1").title == "改造老旧小区"
    assert Correction.objects.count() == 2
    assert re.search(r'class="earlier">.*?别的标题', page(client, url(office)))
    assert "恢复识读值" not in page(client, url(office))


def test_a_selection_becomes_a_unit_with_its_place(client: Client, office: Office) -> None:
    source = source_of(office)
    start = source.index("节水农具")
    chosen = {"field": "lead", "start": start, "end": start + 4, "quote": "节水农具"}
    opened = client.get(f"{url(office, '4')}?{urlencode(chosen)}", headers=HTMX).content.decode()
    assert 'value="节水农具"' in opened
    post(client, office, "4", **chosen, new="节水农具")
    held = office.item("4").assignments.get(until=None)
    assert (held.written, held.start, held.end) == ("节水农具", start, start + 4)


def test_a_selected_date_is_read_against_the_document(client: Client, office: Office) -> None:
    source = source_of(office)
    start = source.index("11月底前")
    chosen = {"field": "due", "start": start, "end": start + 5, "quote": "11月底前"}
    opened = client.get(f"{url(office, '4')}?{urlencode(chosen)}", headers=HTMX).content.decode()
    assert 'value="2025-11-30"' in opened


def test_a_selected_figure_is_read_as_a_target(client: Client, office: Office) -> None:
    source = source_of(office)
    start = source.index("改造老旧小区12个")
    chosen = {"field": "add_target", "start": start, "end": start + 9, "quote": "改造老旧小区12个"}
    opened = client.get(f"{url(office, '1')}?{urlencode(chosen)}", headers=HTMX).content.decode()
    assert re.search(r'name="amount"[^>]*value="12"', opened)
    assert re.search(r'name="measure"[^>]*value="个"', opened)


def test_words_that_do_not_stand_there_are_refused(client: Client, office: Office) -> None:
    chosen = {"field": "lead", "start": 3, "end": 6, "quote": "别的字"}
    opened = client.get(f"{url(office, '4')}?{urlencode(chosen)}", headers=HTMX)
    assert "对不上" in opened.content.decode()
    response = post(client, office, "4", **chosen, new="别的字")
    assert response.status_code == 422
    assert not Correction.objects.exists()


def test_a_target_is_added_and_taken_away_again(client: Client, office: Office) -> None:
    figure = {
        "indicator": "燃气管道",
        "comparator": ">=",
        "change": "level",
        "amount": "3.5",
        "measure": "公里",
    }
    post(client, office, "1", field="add_target", **figure)
    target = office.item("1").targets.get(indicator="燃气管道")
    post(client, office, "1", field="remove_target", value=target.pk)
    assert not office.item("1").targets.filter(indicator="燃气管道").exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"field": "title", "value": " "}, "标题不能空着"),
        ({"field": "due", "date": "明天"}, "日期请写成"),
        ({"field": "due", "date": "", "text": ""}, "请写明时限"),
        ({"field": "add_target", "indicator": "里程"}, "请选择关系"),
        (
            {
                "field": "add_target",
                "indicator": "里程",
                "comparator": "=",
                "change": "level",
                "amount": "三",
            },
            "不是数字",
        ),
        (
            {
                "field": "add_target",
                "indicator": "里程",
                "comparator": "range",
                "change": "level",
                "amount": "3",
            },
            "要写上限",
        ),
        ({"field": "kind", "value": "x"}, "请选择类别"),
        ({"field": "remove_target"}, "请选择要去掉的目标"),
        ({"field": "state", "value": "closed"}, "没有这个栏目"),
        ({"field": "split", "offset": "0"}, "原文之内拆分"),
        ({"field": "split"}, "请选择从哪里拆分"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_written(
    client: Client, office: Office, given: dict[str, str], words: str
) -> None:
    response = post(client, office, "1", **given)
    assert response.status_code == 422
    if given["field"] != "state":
        assert words in response.content.decode()
    assert not Correction.objects.exists()


def test_the_second_reviewer_is_told_and_keeps_what_was_typed(client: Client, office: Office) -> None:
    old = office.item("1").revision
    post(client, office, "1", field="number", value="1-1")
    given = {"field": "title", "value": "第二个人的标题", "revision": old}
    address = f"/imports/review/{office.ledger.pk}/items/{office.item('1-1').pk}/correct/"
    for headers in (HTMX, None):
        response = client.post(address, given, headers=headers)
        html = response.content.decode()
        assert response.status_code == 409
        assert "别人改过这一项" in html
        assert "第二个人的标题</textarea>" in html
        assert f'name="revision" value="{office.item("1-1").revision}"' in html
    assert office.item("1-1").title == "改造老旧小区"


def test_without_script_a_saved_form_leads_back_to_its_item(client: Client, office: Office) -> None:
    item = office.item("1")
    given = {"field": "kind", "value": "measure", "revision": item.revision}
    response = client.post(url(office, "1", "correct/"), given)
    assert response.status_code == 302
    assert response["Location"] == f"/imports/review/{office.ledger.pk}/?item={item.pk}#i-{item.pk}"
    assert "已保存" in page(client, response["Location"])


def test_items_are_merged(client: Client, office: Office) -> None:
    ids = [office.item("1").pk, office.item("2").pk]
    client.post(url(office, what="merge/"), {"item": ids})
    assert set(office.ledger.items.filter(withdrawn=False).values_list("number", flat=True)) == {
        "1",
        "3",
        "4",
    }
    html = page(client, url(office))
    assert "原文范围" in html


def test_one_item_alone_is_not_merged(client: Client, office: Office) -> None:
    client.post(url(office, what="merge/"), {"item": [office.item("1").pk]})
    assert "请至少勾选两项" in page(client, url(office))


def test_an_item_is_divided_where_a_sentence_ends(client: Client, office: Office) -> None:
    html = page(client, f"{url(office)}?item={office.item('1').pk}")
    offsets = re.findall(r'<option value="(\d+)">9月底前', html)
    response = post(client, office, "1", field="split", offset=offsets[0])
    assert response.status_code == 302
    assert office.ledger.items.filter(withdrawn=False).count() == 5


# --- names -------------------------------------------------------------------------------------------------------


def test_a_name_is_resolved_once_for_all(cast: Cast) -> None:
    office = open_office(cast, STRANGE)
    client = log_in(cast.supervisor)
    assert "1个单位名称还没有对应到单位" in page(client, url(office))
    given = {"written": "区水利𠮷局", "unit": office.unit("区水务局")}
    client.post(url(office, what="names/"), given)
    assert "还没有对应到单位" not in page(client, url(office))
    assert Alias.objects.get(written="区水利𠮷局").unit_id == office.unit("区水务局")


def test_a_unit_may_be_typed(cast: Cast) -> None:
    office = open_office(cast, STRANGE)
    client = log_in(cast.supervisor)
    client.post(url(office, what="names/"), {"written": "区水利𠮷局", "unit": "", "other": "没有这个局"})
    assert "没有找到这个单位" in page(client, url(office))
    client.post(url(office, what="names/"), {"written": "区水利𠮷局", "unit": "", "other": "区水务局"})
    assert office.item("2").assignments.get(part="lead", until=None).unit_id == office.unit("区水务局")


# --- sending out -------------------------------------------------------------------------------------------------


def test_the_preview_says_who_gets_what_and_what_stays(client: Client, office: Office) -> None:
    html = page(client, url(office, what="send/"))
    assert "<strong>3项</strong>可以交办" in html
    assert "没有责任单位" in html
    assert "青石街道办事处" in html, "a collective name is shown as its units"
    assert office.ledger.items.filter(dispatched_on__isnull=False).count() == 0


def test_it_starts_and_goes_out_in_two_clicks_and_can_be_taken_back(client: Client, office: Office) -> None:
    response = client.post(url(office, what="send/"))
    html = page(client, response["Location"])
    assert "已交办3项" in html
    assert "有1项没有交办" in html
    office.ledger.refresh_from_db()
    assert office.ledger.state == LedgerState.RUNNING
    assert office.ledger.items.filter(dispatched_on__isnull=False).count() == 3
    back = re.findall(r'action="(/imports/review/\d+/send/[^"]+/undo/)"', html)
    client.post(back[0])
    assert "已收回3项" in page(client, url(office))
    assert office.item("1").state == "registered"


def test_only_what_was_picked_goes_out(client: Client, office: Office) -> None:
    client.post(url(office, what="send/"), {"item": [office.item("2").pk]})
    assert list(Item.objects.filter(dispatched_on__isnull=False).values_list("number", flat=True)) == ["2"]


def test_an_exception_is_granted_for_what_cannot_be_measured(client: Client, office: Office) -> None:
    target = office.item("1").targets.get()
    post(client, office, "1", field="remove_target", value=target.pk)
    assert "准予例外" in page(client, url(office, what="send/"))
    client.post(url(office, what="send/"), {"item": [office.item("1").pk], "waive": "1"})
    assert office.item("1").state == "dispatched"


def test_a_leader_sends_nothing_out(office: Office) -> None:
    assert log_in(office.cast.leader).post(url(office, what="send/")).status_code == 403


# --- items that the program did not see --------------------------------------------------------------------------


def added(office: Office, words: str) -> dict[str, object]:
    start = source_of(office).index(words)
    return {"field": "add", "start": start, "end": start + len(words), "quote": words}


def test_an_item_is_made_of_selected_words(client: Client, office: Office) -> None:
    chosen = added(office, "建立巡查台账")
    html = page(client, f"{url(office)}?{urlencode(chosen)}")
    assert "按这些文字新增一项" in html
    response = client.post(url(office, what="add/"), chosen)
    item = office.ledger.items.get(title="建立巡查台账")
    assert response["Location"] == f"{url(office)}?item={item.pk}#i-{item.pk}"
    assert item.version is not None
    assert item.version.source[item.start : item.end] == item.text == "建立巡查台账"
    assert (item.state, item.section, item.has_owner) == ("registered", "一、城市更新", False)
    assert of_subject("item", str(item.pk))[0].kind == "item.added"
    html = page(client, url(office))
    assert html.index("整治积水点</a>") < html.index(f'id="i-{item.pk}"') < html.index("清理河道垃圾</a>")
    assert "人工新增" in html


def test_the_same_words_make_one_item(client: Client, office: Office) -> None:
    chosen = added(office, "建立巡查台账")
    client.post(url(office, what="add/"), chosen)
    client.post(url(office, what="add/"), chosen)
    assert "已经新增过一项" in page(client, url(office))
    assert office.ledger.items.count() == 5


def test_words_that_do_not_stand_there_make_no_item(client: Client, office: Office) -> None:
    client.post(url(office, what="add/"), {**added(office, "建立巡查台账"), "quote": "别的"})
    client.post(url(office, what="add/"), {"field": "add"})
    assert office.ledger.items.count() == 4


def test_the_same_document_again_leaves_an_added_item_alone(client: Client, office: Office) -> None:
    client.post(url(office, what="add/"), added(office, "建立巡查台账"))
    later = open_office(office.cast, TEXT.replace("积水点5处", "积水点6处"))
    assert later.ledger == office.ledger
    assert not office.ledger.items.get(title="建立巡查台账").withdrawn
