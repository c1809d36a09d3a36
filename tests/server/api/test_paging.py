"""Leafing: every row once, in order, whatever the page's length, and whatever is added meanwhile."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duban.server.api.endpoints.items import SORTINGS
from duban.server.api.paging import LARGEST, leaf, pack
from duban.server.ledger.models import Item
from duban.server.ledger.queries import Order
from server.cast import taken_back

if TYPE_CHECKING:
    from server.api.programs import Program, Programs

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)


def add(like: Item, number: int, due: int | None, ordinal: int) -> Item:
    """One more item of the same ledger."""
    return Item.objects.create(
        ledger=like.ledger,
        key=f"extra-{number}",
        ordinal=ordinal,
        title=f"第{number}项",
        text="",
        kind="task",
        state=like.state,
        due=DAY + timedelta(days=due) if due is not None else None,
    )


def walk(program: Program, query: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    following = ""
    while following is not None:
        page = program.get(f"/items?{query}&cursor={following}").json()
        rows += page["results"]
        following = page["next"]
    return rows


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(st.none() | st.integers(0, 2), st.integers(0, 3)), max_size=9),
    limit=st.integers(1, 4),
    order=st.sampled_from(list(Order)),
)
def test_all_pages_yield_each_item_once_in_order(
    programs: Programs, rows: list[tuple[int | None, int]], limit: int, order: Order
) -> None:
    with taken_back():
        like = programs.office.item("1")
        for number, (due, ordinal) in enumerate(rows):
            add(like, number, due, ordinal)
        everything = Item.objects.all()
        found: list[int] = []
        cursor: str | None = ""
        while cursor is not None:
            page, cursor = leaf(everything, SORTINGS[order], cursor=cursor, limit=limit)
            found += [item.pk for item in page]
        whole, end = leaf(everything, SORTINGS[order], limit=200)
        assert end is None
        assert found == [item.pk for item in whole]
        assert sorted(found) == sorted(everything.values_list("pk", flat=True))


def test_rows_that_are_added_meanwhile_neither_shift_nor_repeat(programs: Programs) -> None:
    like, ducha = programs.office.item("1"), programs["ducha"]
    for order in ("document", "due", "-due"):
        before = {row["id"] for row in walk(ducha, f"order={order}&limit=2")}
        first = ducha.get(f"/items?order={order}&limit=2").json()
        for number, (due, ordinal) in enumerate(((-900, 0), (900, 900), (None, 901))):
            add(like, hash((order, number)) % 10**6, due, ordinal)
        rest = walk(ducha, f"order={order}&limit=2")
        seen = [row["id"] for row in first["results"]]
        following = first["next"]
        while following:
            page = ducha.get(f"/items?order={order}&limit=2&cursor={following}").json()
            seen += [row["id"] for row in page["results"]]
            following = page["next"]
        assert len(seen) == len(set(seen)), order
        assert before <= set(seen), order
        assert len(rest) == len(before) + 3


def test_filters_are_those_of_the_list_page(programs: Programs) -> None:
    office, ducha = programs.office, programs["ducha"]
    office.dispatch("1", "2")
    water = office.unit("区水务局")
    for query, numbers in (
        ("q=河道", ["3"]),
        ("state=dispatched", ["1", "2"]),
        ("state=dispatched&state=registered", ["1", "2", "3", "4"]),
        (f"unit={water}", ["2"]),
        (f"unit={office.unit('区住房城乡建设局')}&part=supporting", ["2"]),
        ("due_from=2025-11-01&due_to=2025-11-30", ["4"]),
        ("undated=true", []),
        ("scope=closed", []),
        (f"ledger={office.ledger.pk}&section=二、乡村建设", ["3", "4"]),
    ):
        assert [row["number"] for row in walk(ducha, query)] == numbers, query
    assert [row["number"] for row in walk(programs["shuiwu"], "limit=1")] == ["2"]


def test_items_that_stand_too_long_in_their_state_are_found(programs: Programs) -> None:
    office, ducha = programs.office, programs["ducha"]
    office.dispatch("1")
    assert walk(ducha, "overstayed=true") == []
    type(office.item("1")).objects.filter(pk=office.item("1").pk).update(state_due="2020-01-03")
    (row,) = walk(ducha, "overstayed=true")
    assert (row["number"], row["state_due"]) == ("1", "2020-01-03")


def test_a_question_says_what_is_usual(programs: Programs) -> None:
    asked = programs["ducha"].get("/mechanisms/D1").json()["questions"]
    usual = {question["key"]: question["usual"] for question in asked}
    assert usual["near_due_days"] == "5"
    assert None in usual.values()


def test_a_cursor_of_another_list_is_refused(programs: Programs) -> None:
    ducha = programs["ducha"]
    due = SORTINGS[Order.DUE]
    for cursor in (
        "x",
        "é",
        "bm90IGpzb24",
        pack(due, [DAY, 1]),
        pack(SORTINGS[Order.DOCUMENT], [1, 1, LARGEST + 1]),
        pack(SORTINGS[Order.DOCUMENT], [1, 1]),
        pack(SORTINGS[Order.DOCUMENT], [1, None, 1]),
        pack(SORTINGS[Order.DOCUMENT], [1, True, 1]),
    ):
        response = ducha.get(f"/items?cursor={cursor}")
        assert response.status_code == 422, cursor
        assert response.json()["error"]["fields"][0]["place"] == "query.cursor"
    naive = pack(SORTINGS[Order.CHANGED], ["2026-01-01T00:00:00", 1])
    assert ducha.get(f"/items?order=-changed&cursor={naive}").status_code == 422
    assert ducha.get(f"/items?order=due&cursor={pack(due, [DAY, 1])}").status_code == 200
    assert ducha.get(f"/items/{programs.office.item('1').pk}/moves?cursor=x").status_code == 422
