"""Many items at once: a preview that writes nothing, the act, what was left, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duban.server.audit.models import Event
from duban.server.ledger.models import Item, Move

if TYPE_CHECKING:
    from server.web.office import Office


def test_the_preview_tells_and_writes_nothing(office: Office) -> None:
    good, bad = office.item("可以交办"), office.item("没有单位")
    bad.assignments.all().delete()
    response = office.browser("ducha").post(
        "/items/bulk/", {"item": [good.pk, bad.pk], "move": "dispatch", "look": "1"}
    )
    shown = response.content.decode()
    assert "1项可以办" in shown
    assert "1项不能办" in shown
    assert "没有责任单位" in shown
    assert not Move.objects.exists()


def test_confirming_moves_those_that_may_in_one_act_which_can_be_taken_back(office: Office) -> None:
    items = [office.item() for _ in range(3)]
    bad = office.item()
    bad.assignments.all().delete()
    browser = office.browser("ducha")
    picked = [item.pk for item in (*items, bad)]
    response = browser.post("/items/bulk/", {"item": picked, "move": "dispatch", "confirm": "1"}, follow=True)
    assert "办了3项" in response.content.decode()
    assert "1项没有办" in response.content.decode()
    assert Item.objects.filter(state="dispatched").count() == 3
    assert Event.objects.filter(kind="item.move.dispatch").values("action").distinct().count() == 1
    action = Event.objects.filter(kind="item.move.dispatch").values_list("action", flat=True)[0]
    undone = browser.post(f"/items/bulk/{action}/undo/", follow=True)
    assert "已撤回3项" in undone.content.decode()
    assert not Item.objects.filter(state="dispatched").exists()


def test_what_somebody_accepted_is_not_taken_back(office: Office) -> None:
    items = [office.item() for _ in range(2)]
    browser = office.browser("ducha")
    browser.post("/items/bulk/", {"item": [item.pk for item in items], "move": "dispatch", "confirm": "1"})
    action = Event.objects.filter(kind="item.move.dispatch").values_list("action", flat=True)[0]
    items[0].refresh_from_db()
    office.move("gongxin", items[0], "accept")
    shown = browser.post(f"/items/bulk/{action}/undo/", follow=True).content.decode()
    assert "已撤回1项" in shown
    assert "有的没有撤回" in shown


def test_nothing_picked_is_said(office: Office) -> None:
    assert "没有选中事项" in office.browser("ducha").post("/items/bulk/", {}).content.decode()


def test_items_that_are_not_yours_are_not_picked(office: Office) -> None:
    item = office.working()
    shown = office.browser("shuiwu").post("/items/bulk/", {"item": [item.pk]}).content.decode()
    assert "没有选中事项" in shown


def test_an_act_that_is_none_cannot_be_undone(office: Office) -> None:
    address = "/items/bulk/00000000-0000-0000-0000-000000000000/undo/"
    assert office.browser("ducha").post(address).status_code == 404
