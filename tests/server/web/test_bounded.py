"""The number of a page's queries does not grow with the data, nor does what is slow: nothing is fetched row by row."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import connection
from django.test.utils import CaptureQueriesContext

from duban.server.ledger.actions import Handed
from duban.server.ledger.queries.kept import forget

if TYPE_CHECKING:
    from server.web.office import Office

#: Pages with who opens them, and the most queries that each may take: session, account and posts are three of them.
PAGES = [
    ("ducha", "/", 16),
    ("gongxin", "/", 15),
    ("hecha", "/", 10),
    ("ducha", "/desk/", 25),
    ("ducha", "/items/", 8),
    ("ducha", "/items/?q=建设", 9),
    ("ducha", "/items/?group=unit", 10),
    ("ducha", "/items/?unit=区工业和信息化局", 13),
    ("ducha", "/units/", 6),
    ("ducha", "/units/{unit}/", 11),
    ("ducha", "/documents/", 6),
    ("ducha", "/documents/{document}/", 12),
    ("lingdao", "/leader/", 14),
    ("shenji", "/audit/", 8),
    ("gongxin", "/items/workbook.xlsx", 12),
]


def queries_of(office: Office, who: str, path: str) -> int:
    browser = office.browser(who)
    forget()  # figures that are kept until something happens are taken anew
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert browser.get(path).status_code == 200
    return len(captured)


def fill(office: Office, count: int) -> None:
    """Items in all states of the loop, each with targets, reports and returns."""
    for number in range(count):
        item = office.working(f"建设第{number}号工程", target="引进企业")
        office.move(
            "gongxin", item, "report", Handed(done="有进展", values={item.targets.get().pk: Decimal(5)})
        )
        office.duty(item, due=-3)
        office.item(f"建设第{number}号公园", lead="区住房城乡建设局")
        office.claimed(f"建设第{number}号广场")


def measured(office: Office) -> dict[tuple[str, str], int]:
    """The queries of every page."""
    places = {"unit": office.unit("区工业和信息化局").pk, "document": office.version.document_id}
    return {(who, path): queries_of(office, who, path.format(**places)) for who, path, _ in PAGES}


def test_queries_do_not_grow(office: Office) -> None:
    fill(office, 1)
    measured(office)  # a mechanism that a process meets first is built once
    few = measured(office)
    fill(office, 4)
    assert measured(office) == few
    most = {(who, path): most for who, path, most in PAGES}
    assert {page: count for page, count in few.items() if count > most[page]} == {}


def test_an_item_page_is_bounded_however_much_happened(office: Office) -> None:
    item = office.working(target="引进企业")
    target = item.targets.get()
    office.move("gongxin", item, "report", Handed(done="一", values={target.pk: Decimal(1)}))
    office.duty(item, due=3)
    few = queries_of(office, "ducha", f"/items/{item.pk}/")
    for number in range(6):
        office.move(
            "gongxin", item, "report", Handed(done=f"第{number}次", values={target.pk: Decimal(number)})
        )
    many = queries_of(office, "ducha", f"/items/{item.pk}/")
    assert many == few
    assert many <= 15
