"""The workbook: out and back unchanged, filled in, and with every fault told at once and nothing taken."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from duban.server.audit.models import Event
from duban.server.ledger.actions import Handed
from duban.server.ledger.models import Report, Value

if TYPE_CHECKING:
    from django.http import HttpResponse

    from server.web.office import Office


def exported(office: Office, query: str = "") -> Any:
    content = office.browser("gongxin").get(f"/items/workbook.xlsx?{query}").content
    return load_workbook(BytesIO(content))


def imported(office: Office, book: Any, *, follow: bool = False) -> HttpResponse:
    out = BytesIO()
    book.save(out)
    file = SimpleUploadedFile("报送.xlsx", out.getvalue())
    answer: HttpResponse = office.browser("gongxin").post("/items/workbook/", {"file": file}, follow=follow)  # type: ignore[assignment] # the test client's own kind
    return answer


def test_out_and_back_unchanged_changes_nothing(office: Office) -> None:
    for _ in range(3):
        item = office.working(target="引进企业")
    office.move("gongxin", item, "report", Handed(done="有进展", values={item.targets.get().pk: Decimal(7)}))
    before = Event.objects.count()
    response = imported(office, exported(office), follow=True)
    assert "什么都没有改" in response.content.decode()
    assert Event.objects.count() == before


def test_a_filled_in_row_is_a_report(office: Office) -> None:
    one, two = office.working(target="引进企业"), office.working()
    book = exported(office)
    book["事项"]["M2"], book["事项"]["N2"], book["事项"]["O2"] = "引进21家", "缺用地", "下月签约"
    book["指标"]["G2"] = 21
    assert imported(office, book).status_code == 302
    report = Report.objects.get()
    assert (report.item_id, report.done, report.problems, report.next_steps) == (
        one.pk,
        "引进21家",
        "缺用地",
        "下月签约",
    )
    assert Value.objects.get(report=report).value == 21
    two.refresh_from_db()
    assert not two.reports.exists()


def test_every_fault_is_told_at_once_and_nothing_is_taken(office: Office) -> None:
    for _ in range(4):
        office.working(target="引进企业")
    stale = office.working()
    book = exported(office)
    office.move("gongxin", stale, "report", Handed(done="页面上先报了"))
    rows, figures = book["事项"], book["指标"]
    rows["M2"] = "好的一行"
    rows["N3"] = "只写了问题"
    rows["E4"] = "改了标题"
    rows["A5"] = "999999"
    rows["M6"] = "迟了一步"
    figures["G2"] = "=1+1"
    figures["G3"] = "约五家"
    shown = imported(office, book).content.decode()
    for words in (
        "也要写做了什么",
        "这一列不能在表里改",
        "没有这件事项",
        "又有变动",
        "是公式",
        "“约五家”不是数",
    ):
        assert words in shown
    assert Report.objects.count() == 1


def test_a_text_that_looks_like_a_formula_stays_a_text(office: Office) -> None:
    office.working('=HYPERLINK("http://x")')
    office.working("@SUM(1)")
    sheet = exported(office)["事项"]
    assert {sheet["E2"].data_type, sheet["E3"].data_type} == {"s"}
    assert imported(office, exported(office), follow=True).status_code == 200


def test_a_formula_typed_into_a_text_cell_is_refused(office: Office) -> None:
    office.working()
    book = exported(office)
    book["事项"]["M2"] = "=1+1"
    assert "是公式，请填文字" in imported(office, book).content.decode()


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04broken"])
def test_a_file_that_is_no_workbook_is_said_to_be_none(office: Office, content: bytes) -> None:
    file = SimpleUploadedFile("报送.xlsx", content or b" ")
    response = office.browser("gongxin").post("/items/workbook/", {"file": file})
    assert response.status_code == 422
    assert "不是 .xlsx 工作簿" in response.content.decode()


def test_changed_heads_and_missing_sheets_are_told(office: Office) -> None:
    office.working()
    book = exported(office)
    book["事项"]["B1"] = "别的"
    assert "表头改动过" in imported(office, book).content.decode()
    book = exported(office)
    del book["指标"]
    assert "缺少工作表" in imported(office, book).content.decode()


def test_a_unit_gets_its_own_items_alone(office: Office) -> None:
    office.working("建设软件园")
    content = office.browser("shuiwu").get("/items/workbook.xlsx?scope=all").content
    assert load_workbook(BytesIO(content))["事项"].max_row == 1


def test_filters_hold_for_the_workbook(office: Office) -> None:
    office.working("建设软件园")
    office.working("新建公园")
    assert exported(office, "q=新建公园")["事项"].max_row == 2
