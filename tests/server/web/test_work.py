"""我的工作 and the desk: what waits for whom, and that it goes away once it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from duban.server.ledger import queries
from duban.server.ledger.actions import Handed
from duban.server.ledger.models import Lamp
from duban.server.ledger.queries import waiting
from server.cast import actor

if TYPE_CHECKING:
    from server.web.office import Office


def page(office: Office, who: str, path: str = "/") -> str:
    response = office.browser(who).get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    "who", ["ducha", "gongxin", "hecha", "lingdao", "guanli", "anquan", "shenji", "liuwan"]
)
def test_everybody_has_a_first_page(office: Office, who: str) -> None:
    assert "我的工作" in page(office, who)


def test_a_dispatched_item_waits_for_its_unit_until_it_is_accepted(office: Office) -> None:
    item = office.item("建设软件园")
    assert "建设软件园" not in page(office, "gongxin")
    office.move("ducha", item, "dispatch")
    before = page(office, "gongxin")
    assert 'id="accept"' in before
    assert "建设软件园" in before
    office.move("gongxin", item, "accept")
    assert '<h2 id="accept"' not in page(office, "gongxin")


def test_another_unit_is_not_told(office: Office) -> None:
    office.working("建设软件园")
    assert "建设软件园" not in page(office, "shuiwu")


def test_what_was_returned_waits_for_the_supervisor_with_its_reason(office: Office) -> None:
    item = office.item("建设软件园")
    office.move("ducha", item, "dispatch")
    office.move("gongxin", item, "return", Handed(reason="应由区商务局牵头"))
    for path in ("/", "/desk/"):
        shown = page(office, "ducha", path)
        assert '<h2 id="returned"' in shown
        assert "应由区商务局牵头" in shown


def test_a_rejected_claim_comes_back_to_its_unit_until_it_claims_again(office: Office) -> None:
    item = office.claimed("建设软件园")
    office.move(
        "hecha", item, "verify_reject", Handed(reason="现场未完工", finding="两处未完工", method="site")
    )
    shown = page(office, "gongxin")
    assert '<h2 id="sent_back"' in shown
    assert "现场未完工" in shown
    office.move("gongxin", item, "claim", Handed(done="两处已完工"))
    assert '<h2 id="sent_back"' not in page(office, "gongxin")


def test_a_claim_waits_for_the_verifier_and_its_acceptance_for_the_closer(office: Office) -> None:
    item = office.claimed("建设软件园")
    assert '<h2 id="verify"' in page(office, "hecha")
    office.move("hecha", item, "verify_accept", Handed(finding="属实", method="site"))
    assert '<h2 id="verify"' not in page(office, "hecha")
    assert '<h2 id="close"' in page(office, "ducha")


def test_a_verifier_is_not_offered_the_own_unit(office: Office) -> None:
    item = office.claimed("建设软件园")
    item.assignments.update(unit=office.unit("区审计局"))
    assert "建设软件园" not in page(office, "hecha")


def test_an_extension_waits_for_supervisor_and_leader(office: Office) -> None:
    item = office.working("建设软件园")
    assert item.due is not None
    until = item.due.replace(year=item.due.year + 1)
    office.move("gongxin", item, "request_extension", Handed(reason="用地未批", until=until))
    for who in ("ducha", "lingdao"):
        shown = page(office, who)
        assert '<h2 id="extensions"' in shown
        assert f"延至{until}" in shown


def test_a_return_that_falls_due_is_shown_to_its_unit_and_missed_to_the_desk(office: Office) -> None:
    item = office.working("建设软件园")
    office.duty(item, due=3)
    assert '<h2 id="duties"' in page(office, "gongxin")
    assert '<h2 id="missing"' not in page(office, "ducha", "/desk/")
    item.duties.update(due=office.today.replace(day=1), grace_until=item.duties.get().start)
    assert '<h2 id="missing"' in page(office, "ducha", "/desk/")


def test_the_desk_names_the_units_that_are_behind_worst_first(office: Office) -> None:
    for number in range(3):
        item = office.working(f"逾期{number}", due=-9)
        item.lamp = Lamp.RED
        item.save()
    other = office.item("别人的", lead="区水务局", due=-3, lamp=Lamp.RED)
    office.move("ducha", other, "dispatch")
    shown = page(office, "ducha", "/desk/")
    assert 0 < shown.index("区工业和信息化局") < shown.index("区水务局")


def test_what_passed_its_date_before_it_was_dispatched_waits_for_the_supervisor(office: Office) -> None:
    past, today = office.item("早该交办", due=-3), office.item("今天到期", due=0)
    words = queries.vocabulary()
    supervisor = actor(office.account("ducha"), office.today)
    found = waiting.OfOffice(supervisor, words).past_unsent(office.today)
    assert [item.title for item in found] == ["早该交办"]
    for address in ("/", "/desk/"):
        assert "时限已过，尚未交办" in page(office, "ducha", address)
    for item in (past, today):
        office.move("ducha", item, "dispatch")
    assert not found.all()
    assert (past.lamp, today.lamp) == ("red", "yellow")  # from now on it is the unit's


def test_a_long_list_is_counted_up_to_a_cap_and_shown_in_part(office: Office) -> None:
    for number in range(12):
        office.move("ducha", office.item(f"第{number}号任务"), "dispatch")
    shown = page(office, "gongxin")
    assert '<h2 id="accept">待签收 <span class="count">12</span>' in shown
    assert shown.count("号任务") < 3 * 12
