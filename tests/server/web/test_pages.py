"""Units, documents, the leader's page, the auditor's page, and the frame around all of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from duban.server.audit.models import Event
from duban.server.ledger.actions import Handed
from duban.server.ledger.lamps import turn
from duban.server.ledger.models import Lamp
from duban.server.ledger.queries import figures, waiting
from duban.server.ledger.queries.sources import items_of, marked

if TYPE_CHECKING:
    from server.web.office import Office


def page(office: Office, who: str, path: str, status: int = 200) -> str:
    response = office.browser(who).get(path)
    assert response.status_code == status
    return response.content.decode()


def test_a_unit_with_what_it_leads(office: Office) -> None:
    office.working("建设软件园")
    unit = office.unit("区工业和信息化局").pk
    assert "建设软件园" in page(office, "ducha", f"/units/{unit}/")
    assert "建设软件园" in page(office, "gongxin", f"/units/{unit}/")
    page(office, "shuiwu", f"/units/{unit}/", 404)
    page(office, "ducha", "/units/999999/", 404)


def test_all_units_with_their_lamps(office: Office) -> None:
    for lead in ("区工业和信息化局", "区水务局"):
        office.move("ducha", office.item(lead=lead), "dispatch")
    shown = page(office, "ducha", "/units/")
    assert "区工业和信息化局" in shown
    assert "区水务局" in shown
    assert "区商务局" not in shown
    assert "区水务局" not in page(office, "gongxin", "/units/")


def test_what_was_never_dispatched_is_nobody_s_lateness(office: Office) -> None:
    """It is counted for those who send it out, and for no unit."""
    never, sent = office.item("一直没有交办", due=-9), office.item("交办了没有办", due=-9, lead="区水务局")
    office.move("ducha", sent, "dispatch")
    turn([never.pk, sent.pk], office.today)
    never.refresh_from_db()
    assert (never.lamp, never.lamp_reason["zh"]) == ("grey", [f"时限{never.due}已过，尚未交办"])
    assert [row.unit.short for row in figures.by_unit()] == ["区水务局"]
    assert [row.unit.short for row in waiting.debtors(office.today)] == ["区水务局"]
    shown = page(office, "lingdao", "/leader/")
    assert "一直没有交办" not in shown
    link = re.search(r'<a href="([^"]*)"><strong>1</strong>时限已过，尚未交办', shown)
    assert link is not None
    listed = page(office, "lingdao", link[1].replace("&amp;", "&"))
    assert "一直没有交办" in listed
    assert "交办了没有办" not in listed
    assert "尚未交办" not in page(office, "lingdao", f"/units/{office.unit('区工业和信息化局').pk}/")


def test_a_document_marks_its_items_and_is_whole(office: Office) -> None:
    one, two = office.item(line=1), office.item(line=4)
    shown = page(office, "ducha", f"/documents/{office.version.document_id}/")
    for item in (one, two):
        assert f'id="item-{item.pk}"' in shown
    assert "".join(piece.text for piece in marked(office.version.source, items_of(office.version))) == (
        office.version.source
    )


def test_an_item_inside_another_is_marked_as_its_own(office: Office) -> None:
    outer, inner = office.item(line=1), office.item(line=1)
    assert inner.start is not None
    inner.start += 2
    inner.end = inner.start + 4
    inner.save()
    pieces = marked(office.version.source, items_of(office.version))
    assert [piece.item.pk for piece in pieces if piece.item] == [outer.pk, inner.pk, outer.pk]
    assert [piece.first for piece in pieces if piece.item] == [True, True, False]


def test_a_version_that_is_none(office: Office) -> None:
    page(office, "ducha", f"/documents/{office.version.document_id}/?version=7", 404)
    page(office, "gongxin", f"/documents/{office.version.document_id}/", 403)


def test_documents_are_found_by_title_and_number(office: Office) -> None:
    assert "重点工作任务" in page(office, "ducha", "/documents/?q=云政办发")
    assert "没有这样的文件" in page(office, "ducha", "/documents/?q=没有")


def test_the_leaders_page_counts_and_draws(office: Office) -> None:
    office.item("最晚的一项", due=-40, lamp=Lamp.RED)
    done = office.claimed()
    office.move("hecha", done, "verify_accept", Handed(finding="属实", method="site"))
    office.move("ducha", done, "close_completed", Handed(statement="同意"))
    shown = page(office, "lingdao", "/leader/")
    assert "最晚的一项" in shown
    assert "<strong>100%</strong>" in shown
    assert '<td class="number">1</td>' in shown
    page(office, "gongxin", "/leader/", 403)


@pytest.mark.parametrize("name", ["units", "rate", "trend"])
def test_a_chart_is_a_picture_without_script_or_outside_address(office: Office, name: str) -> None:
    office.item(due=-40, lamp=Lamp.RED)
    response = office.browser("lingdao").get(f"/leader/charts/{name}.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    drawn = response.content.decode()
    assert "<script" not in drawn
    assert "@import" not in drawn
    assert [part for part in drawn.split('"') if part.startswith("http")] == ["http://www.w3.org/2000/svg"]


def test_an_empty_chart_says_so(office: Office) -> None:
    assert "还没有" in office.browser("lingdao").get("/leader/charts/units.svg").content.decode()
    assert office.browser("lingdao").get("/leader/charts/other.svg").status_code == 404


def test_the_auditor_reads_sentences_and_finds_by_thing_person_kind_and_day(office: Office) -> None:
    item = office.working("建设软件园")
    office.working("另一件")
    mine = page(office, "shenji", f"/audit/?subject=item:{item.pk}")
    assert mine.count('<th scope="row" class="stretch">') == 2
    assert "签收" in mine
    assert f">事项 {item.pk}</a>" in mine
    named = page(office, "shenji", f"/audit/?subject=事项{item.pk}")
    assert named.count('<th scope="row" class="stretch">') == 2
    assert "不是一个对象" in page(office, "shenji", "/audit/?subject=x")
    kinds = office.browser("shenji").get("/audit/").content.decode()
    assert '<option value="item.move.verify">核查通过</option>' in kinds
    assert '<option value="people.unit_renamed">更名为</option>' in kinds
    assert "陈立" in page(office, "shenji", "/audit/?actor=陈立")
    assert "周明远</td>" not in page(office, "shenji", "/audit/?actor=陈立")
    assert "没有符合条件" in page(office, "shenji", "/audit/?kind=item.move.verify")
    assert "没有符合条件" in page(office, "shenji", "/audit/?from=2999-01-01")
    assert "不是日期" in page(office, "shenji", "/audit/?from=x")
    assert "没有符合条件" in page(office, "shenji", "/audit/?actor=没有这个人")


def test_the_auditor_has_the_chain_checked(office: Office) -> None:
    office.working()
    assert "链条完整" in page(office, "shenji", "/audit/?prove=1")
    page(office, "ducha", "/audit/", 403)


def test_the_log_has_pages(office: Office) -> None:
    for _ in range(6):
        office.working()  # the cast alone is almost a page
    newest = Event.objects.order_by("-number")[100].number + 1
    assert f"before={newest}" in page(office, "shenji", "/audit/")
    page(office, "shenji", f"/audit/?before={newest}")


def test_large_letters_are_kept_by_the_browser(office: Office) -> None:
    browser = office.browser("gongxin")
    assert 'class="large"' not in browser.get("/").content.decode()
    response = browser.post("/letters/", {"size": "large", "next": "/help/"})
    assert response["Location"] == "/help/"
    assert 'class="large"' in browser.get("/").content.decode()
    assert browser.post("/letters/", {"size": "usual", "next": "https://elsewhere.cn/"})["Location"] == "/"
    assert 'class="large"' not in browser.get("/").content.decode()


def test_an_accounts_own_wish_holds_without_a_cookie(office: Office) -> None:
    account = office.account("gongxin")
    account.large_text = True
    account.save()
    assert 'class="large"' in page(office, "gongxin", "/")


def test_the_whole_frame_in_english(office: Office) -> None:
    browser = office.browser("ducha")
    browser.post("/language/", {"language": "en", "next": "/"})
    shown = browser.get("/").content.decode()
    assert '<html lang="en"' in shown
    assert "My work" in shown
    assert "我的工作" not in shown


@pytest.mark.parametrize("path", ["/help/", "/", "/items/", "/no-such-page/"])
def test_no_page_has_inline_script_or_style(office: Office, path: str) -> None:
    response = office.browser("ducha").get(path)
    shown = response.content.decode()
    assert "<style" not in shown
    assert " style=" not in shown
    assert " onclick=" not in shown
    assert shown.count("<script") == shown.count('<script type="module" src=') + shown.count("<script src=")
    assert "script-src 'self'" in response["Content-Security-Policy"]


def test_the_frame_has_its_landmarks(office: Office) -> None:
    shown = page(office, "ducha", "/")
    for mark in (
        'class="skip" href="#main"',
        "<header",
        '<nav class="ways"',
        '<main id="main"',
        "<footer",
        "<h1>",
    ):
        assert mark in shown
    assert shown.count("<h1") == 1


def test_first_page_is_small(office: Office) -> None:
    for _ in range(60):
        office.working()
    assert len(page(office, "gongxin", "/").encode()) < 50_000
