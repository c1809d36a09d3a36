"""Findings on the pages: in the reader's language, dealt with in place, and everything that counts them follows."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from duban.server.ledger.findings import of_document, of_item
from duban.server.ledger.models import FindingAnswer
from server.cast import log_in
from server.ledger.office import TEXT, Office, open_office

if TYPE_CHECKING:
    from django.test import Client

    from duban.server.people.demo import Cast

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
#: The last task names nobody, which is its finding.
NUMBER = "4"
ZH, EN = "没有写明牵头单位或责任单位", "No lead unit is named"


@pytest.fixture
def office(cast: Cast) -> Office:
    return open_office(cast)


@pytest.fixture
def client(office: Office) -> Client:
    return log_in(office.cast.supervisor)


def desk(office: Office) -> str:
    return f"/imports/review/{office.ledger.pk}/"


def address(office: Office, what: str = "findings/") -> str:
    return f"{desk(office)}items/{office.item(NUMBER).pk}/{what}"


def key(office: Office) -> str:
    found = of_item(office.item(NUMBER))
    return next(one.key for one in found if one.finding["code"] == "no_owner")


def answer(client: Client, office: Office, answer: str, *, show: str = "", **given: object) -> Any:
    sent = {"finding": key(office), "revision": office.item(NUMBER).revision, "answer": answer, **given}
    headers = {**HTMX, "HX-Current-URL": f"http://testserver{desk(office)}?show={show}"}
    return client.post(address(office), sent, headers=headers)


def chips(html: str) -> dict[str, int]:
    """What each filter says it shows."""
    found = re.findall(r'href="\?(?:show=(\w+))?"[^>]*>[^<]*<span class="count">(\d+)</span>', html)
    return {name: int(count) for name, count in found}


def page(client: Client, where: str) -> str:
    return unescape(client.get(where).content.decode())


def test_it_is_said_in_the_readers_language(client: Client, office: Office) -> None:
    where = (desk(office), f"/items/{office.item(NUMBER).pk}/")
    assert all(ZH in page(client, one) for one in where)
    client.post("/language/", {"language": "en"})
    for one in where:
        html = page(client, one)
        assert EN in html, one
        assert ZH not in html, one


def test_it_is_dealt_with_in_its_place(client: Client, office: Office) -> None:
    before = chips(page(client, desk(office)))
    card = client.get(f"{address(office, '')}?finding={key(office)}", headers=HTMX).content.decode()
    assert 'class="answer-form"' in card
    response = answer(client, office, "later", note="由办公室11月底前商定", show="finding")
    html = response.content.decode()
    assert response.status_code == 200
    assert "另行解决" in html
    assert "由办公室11月底前商定" in html
    assert str(office.cast.supervisor) in html
    assert 'id="chips"' in html
    assert 'hx-swap-oob="true"' in html
    after = chips(html)
    assert after["finding"] == before["finding"] - 1
    assert {**after, "finding": 0} == {**before, "finding": 0}
    assert 'href="?show=finding" aria-current="true"' in html
    assert chips(page(client, desk(office))) == after


def test_it_is_taken_back(client: Client, office: Office) -> None:
    answer(client, office, "no_defect")
    assert "撤回处理" in page(client, desk(office))
    answer(client, office, "reopened")
    html = page(client, desk(office))
    assert "撤回处理" not in html
    assert [row.answer for row in FindingAnswer.objects.all()] == ["no_defect", "reopened"]


def test_without_script_the_form_stands_on_the_page_and_leads_back_to_it(
    client: Client, office: Office
) -> None:
    html = page(client, f"{desk(office)}?item={office.item(NUMBER).pk}&finding={key(office)}&show=decided")
    assert 'class="answer-form"' in html
    given = {"finding": key(office), "answer": "corrected", "revision": office.item(NUMBER).revision}
    response = client.post(address(office), given)
    assert (response.status_code, response["Location"]) == (
        302,
        f"{desk(office)}#i-{office.item(NUMBER).pk}",
    )
    assert office.item(NUMBER).open_findings == 0


@pytest.mark.parametrize(
    ("given", "status", "words"),
    [
        ({"answer": "later"}, 422, "请写明由谁、何时解决"),
        ({"answer": ""}, 422, "请选择怎样处理"),
        ({"answer": "x", "note": "留下的话"}, 422, "留下的话"),
        ({"answer": "no_defect", "revision": 99}, 409, "别人刚改过这一项"),
        ({"answer": "reopened"}, 422, "没有处理过"),
    ],
)
def test_what_makes_no_sense_or_comes_too_late_is_said_in_the_form(
    client: Client, office: Office, given: dict[str, Any], status: int, words: str
) -> None:
    for headers in (HTMX, None):
        sent = {"finding": key(office), "revision": office.item(NUMBER).revision, **given}
        response = client.post(address(office), sent, headers=headers)
        assert response.status_code == status
        assert words in response.content.decode()
    assert not FindingAnswer.objects.exists()


def test_the_items_page_says_who_dealt_with_it_and_how(client: Client, office: Office) -> None:
    answer(client, office, "no_defect", note="由办公室统一负责")
    html = page(client, f"/items/{office.item(NUMBER).pk}/")
    assert "不是问题" in html
    assert "由办公室统一负责" in html
    assert str(office.cast.supervisor) in html


def test_who_looks_on_sees_what_was_decided_and_decides_nothing(office: Office, client: Client) -> None:
    answer(client, office, "no_defect")
    html = page(log_in(office.cast.leader), desk(office))
    assert "不是问题" in html
    assert "撤回处理" not in html
    assert 'class="deal"' not in html


def test_a_finding_about_the_whole_document(client: Client, office: Office) -> None:
    version = office.item("1").version
    assert version is not None
    saying = {"name": "no_date_many", "words": {"total": 4, "count": 2}}
    general = {"code": "no_date", "severity": "info", "message": "旧", "item": None, "start": 0, "end": 1}
    version.reading["findings"] = [{**general, "saying": saying}]
    version.save(update_fields=["reading"])
    (one,) = of_document(office.ledger, version.reading)
    assert "全文有1处需要核对" in page(client, desk(office))
    assert 'class="answer-form"' in page(client, f"{desk(office)}?finding={one.key}")
    where = f"{desk(office)}findings/"
    refused = client.post(where, {"finding": one.key, "answer": "later"})
    assert (refused.status_code, "请写明由谁" in refused.content.decode()) == (422, True)
    response = client.post(where, {"finding": one.key, "answer": "no_defect"})
    assert (response.status_code, response["Location"]) == (302, f"{desk(office)}#remarks")
    html = page(client, desk(office))
    assert "全文的疑点都处理过了" in html
    assert "不是问题" in html


def test_a_correction_brings_the_filters_and_the_open_names_up_to_date(cast: Cast) -> None:
    office = open_office(cast, TEXT.replace("区水务局", "区水利𠮷局"))
    client = log_in(cast.supervisor)
    before = chips(page(client, desk(office)))
    item = office.item("2")
    headers = {**HTMX, "HX-Current-URL": f"http://testserver{desk(office)}?show=unowned"}
    given = {"revision": item.revision, "field": "lead", "new": "区水务局"}
    html = client.post(f"{desk(office)}items/{item.pk}/correct/", given, headers=headers).content.decode()
    after = chips(html)
    assert after["unowned"] == before["unowned"] - 1
    assert after["decided"] == before["decided"] + 1
    assert 'href="?show=unowned" aria-current="true"' in html
    assert '<div id="names-panel" hx-swap-oob="true">' in html
    renamed = {"revision": office.item("2").revision, "field": "title", "value": "积水点"}
    again = client.post(f"{desk(office)}items/{item.pk}/correct/", renamed, headers=headers)
    assert "names-panel" not in again.content.decode()
