"""The item page: source, promises, values, steps; forms that the loop asks for; and two people at once."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from duban.server.ledger.actions import Handed
from duban.server.ledger.models import Evidence, Item, Move, Report

if TYPE_CHECKING:
    from server.web.office import Office


def page(office: Office, item: Item, who: str = "ducha", **query: str) -> str:
    response = office.browser(who).get(f"/items/{item.pk}/", query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_quote_stands_in_its_context(office: Office) -> None:
    shown = page(office, office.item(line=2))
    assert "<mark>2.改造老旧厂房，提升产业承载能力。</mark>" in shown
    assert "引进企业30家以上" in shown
    assert f"/documents/{office.version.document_id}/?version=1#item-" in shown


def test_the_first_promise_stays_beside_the_present_date(office: Office) -> None:
    item = office.working()
    assert item.due is not None
    first, until = item.due, item.due + timedelta(days=45)
    office.move("gongxin", item, "request_extension", Handed(reason="用地未批", until=until))
    office.move("ducha", item, "grant_extension", Handed(until=until))
    shown = page(office, item)
    assert "最初承诺" in shown
    assert f">{first}</time>" in shown
    assert f">{until}</time>" in shown
    assert "已同意" in shown


def test_targets_stand_beside_reported_and_verified_values(office: Office) -> None:
    item = office.working(target="引进企业")
    target = item.targets.get()
    office.move("gongxin", item, "report", Handed(done="引进21家", values={target.pk: Decimal(21)}))
    shown = page(office, item)
    assert "≥30家" in shown
    assert "21家" in shown
    assert "未核查" in shown


def test_only_what_the_loop_offers_is_shown(office: Office) -> None:
    item = office.working()
    assert 'id="move-report"' in page(office, item, "gongxin")
    assert 'id="move-report"' not in page(office, item, "ducha")
    assert 'id="move-verify_accept"' not in page(office, item, "hecha")


def test_a_move_that_cannot_be_made_says_why(office: Office) -> None:
    item = office.item()
    item.assignments.all().delete()
    shown = page(office, item)
    assert "没有责任单位" in shown


def test_reporting_with_a_file(office: Office) -> None:
    item = office.working(target="引进企业")
    target = item.targets.get()
    response = office.browser("gongxin").post(
        f"/items/{item.pk}/moves/report/",
        {
            "revision": item.revision,
            "done": "引进企业21家",
            f"value-{target.pk}": "21",
            "evidence": [
                SimpleUploadedFile("合同.txt", "合同一".encode()),
                SimpleUploadedFile("照片.txt", b"2"),
            ],
        },
    )
    assert response.status_code == 302
    assert Report.objects.get(item=item).done == "引进企业21家"
    assert Evidence.objects.filter(item=item).count() == 2
    assert "合同.txt" in page(office, item)


def test_what_is_missing_is_said_and_what_was_typed_is_kept(office: Office) -> None:
    item = office.working()
    response = office.browser("gongxin").post(
        f"/items/{item.pk}/moves/report/", {"revision": item.revision, "problems": "缺少用地"}
    )
    assert response.status_code == 422
    shown = response.content.decode()
    assert "缺少用地" in shown
    assert 'class="error"' in shown
    assert not Report.objects.exists()


def test_a_refusal_of_the_loop_is_told_and_what_was_typed_is_kept(office: Office) -> None:
    item = office.working()
    response = office.browser("gongxin").post(
        f"/items/{item.pk}/moves/claim/", {"revision": item.revision, "done": "全部完成了"}
    )
    assert response.status_code == 409
    shown = response.content.decode()
    assert "佐证材料不足" in shown
    assert "全部完成了" in shown


def test_the_second_of_two_editors_is_told_and_loses_nothing(office: Office) -> None:
    item = office.working()
    seen = item.revision
    office.move("gongxin", item, "report", Handed(done="先交的一份"))
    response = office.browser("gongxin").post(
        f"/items/{item.pk}/moves/report/", {"revision": seen, "done": "后交的一份"}
    )
    assert response.status_code == 409
    shown = response.content.decode()
    assert "已被别人改动" in shown
    assert "后交的一份" in shown
    assert f'name="revision" value="{item.revision}"' in shown
    assert Report.objects.count() == 1


@pytest.mark.parametrize("move", ["close_completed", "nothing"])
def test_a_move_that_is_not_offered_is_refused(office: Office, move: str) -> None:
    item = office.working()
    response = office.browser("gongxin").post(f"/items/{item.pk}/moves/{move}/", {"revision": item.revision})
    assert response.status_code in {404, 409, 422}
    assert Move.objects.filter(item=item).count() == 2


def test_units_are_named_in_words_and_a_name_that_is_none_is_told(office: Office) -> None:
    item = office.working()
    browser = office.browser("ducha")
    path, given = f"/items/{item.pk}/moves/transfer/", {"revision": str(item.revision), "reason": "职责划转"}
    wrong = browser.post(path, {**given, "units": "水务局"})
    assert wrong.status_code == 422
    assert "是不是：" in wrong.content.decode()
    assert browser.post(path, {**given, "units": "区水务局"}).status_code == 302


def test_a_nil_return_is_one_press(office: Office) -> None:
    item = office.working()
    duty = office.duty(item, due=3)
    assert "本期零报告" in page(office, item, "gongxin")
    office.browser("gongxin").post(f"/items/{item.pk}/duties/{duty.pk}/nil/")
    duty.refresh_from_db()
    assert duty.nil
    assert duty.filed_at is not None


def test_evidence_is_downloaded_and_never_shown(office: Office) -> None:
    item = office.claimed()
    piece = item.evidence.get()
    response = office.browser("ducha").get(f"/evidence/{piece.pk}/")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"".join(response).startswith("同意验收".encode())
    assert office.browser("shuiwu").get(f"/evidence/{piece.pk}/").status_code == 404


def test_an_item_of_another_unit_does_not_exist(office: Office) -> None:
    item = office.working()
    assert office.browser("shuiwu").get(f"/items/{item.pk}/").status_code == 404
    assert office.browser("guanli").get(f"/items/{item.pk}/").status_code == 403


def test_a_long_history_is_cut_and_can_be_had_whole(office: Office) -> None:
    item = office.working()
    for number in range(45):
        office.move("gongxin", item, "report", Handed(done=f"第{number}次反馈"))
    assert "第0次反馈" not in page(office, item)
    assert "看全部经过" in page(office, item)
    assert "第0次反馈" in page(office, item, steps="all")


def test_what_people_write_is_text_and_never_markup(office: Office) -> None:
    item = office.working("<script>alert(1)</script>")
    office.move("gongxin", item, "report", Handed(done="<img src=x onerror=alert(2)>"))
    shown = page(office, item)
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
