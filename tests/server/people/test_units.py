"""The tree of units: what an administrator may do to it, what is refused, and that paths are right after any of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duban.server.audit.models import Event
from duban.server.audit.queries import of_subject, prove
from duban.server.people import queries
from duban.server.people.actions import names, units
from duban.server.people.actions.posts import give_post
from duban.server.people.actions.units import UnitFields
from duban.server.people.errors import RefusedError
from duban.server.people.models import Alias, CollectiveMember, Level, Post, Role, Unit
from server.cast import MAKER, TODAY, make_account, make_unit, taken_back

if TYPE_CHECKING:
    from collections.abc import Callable

    from duban.server.people.demo import Cast

pytestmark = pytest.mark.django_db

END = date(2025, 12, 31)
TOWN = UnitFields(level=Level.TOWN)


def paths_are_right() -> bool:
    """Every path is its parent's with the unit's own id behind it."""
    parents = {unit.pk: unit for unit in Unit.objects.all()}
    return all(
        unit.path == f"{parents[unit.parent_id].path if unit.parent_id else '/'}{unit.pk}/"
        for unit in parents.values()
    )


def kinds(unit: Unit) -> list[str]:
    return [event.kind.removeprefix("people.unit_") for event in of_subject("unit", str(unit.pk))]


def test_a_branch_moves_with_everything_under_it() -> None:
    a, b = make_unit("甲"), make_unit("乙")
    c = make_unit("丙", parent=a)
    d = make_unit("丁", parent=c)
    units.move_unit(MAKER, c, b)
    d.refresh_from_db()
    assert d.path == f"/{b.pk}/{c.pk}/{d.pk}/"
    assert paths_are_right()
    moved = Event.objects.get(kind="people.unit_moved")
    assert (moved.before, moved.after) == ({"parent": "甲"}, {"parent": "乙"})


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 8)), max_size=12))
def test_no_sequence_of_moves_breaks_a_path_or_makes_a_circle(moves: list[tuple[int, int]]) -> None:
    with taken_back():
        made: list[Unit] = []
        for number in range(8):
            made.append(make_unit(f"单位{number}", parent=made[(number - 1) // 2] if number else None))
        for which, to in moves:
            unit = Unit.objects.get(pk=made[which].pk)
            parent = Unit.objects.get(pk=made[to].pk) if to < 8 else None
            if parent is not None and parent.path.startswith(unit.path):
                with pytest.raises(RefusedError, match="自己的下级"):
                    units.move_unit(MAKER, unit, parent)
            else:
                units.move_unit(MAKER, unit, parent)
            assert paths_are_right()


def test_the_old_name_of_a_unit_is_still_understood() -> None:
    unit = make_unit("云溪区体育局")
    units.rename_unit(MAKER, unit, "云溪区教育体育局")
    assert Alias.objects.get(unit=unit).written == "云溪区体育局"
    units.rename_unit(MAKER, unit, "云溪区体育局")
    assert [alias.written for alias in queries.aliases_of(unit)] == ["云溪区教育体育局"]
    assert kinds(unit) == ["created", "renamed", "renamed"]


def test_only_what_differs_is_recorded() -> None:
    unit = make_unit("区水务局")
    units.change_unit(MAKER, unit, UnitFields(level=Level.DEPARTMENT, code="W-1"))
    units.change_unit(MAKER, unit, UnitFields(level=Level.DEPARTMENT, code="W-1"))
    changed = Event.objects.get(kind="people.unit_changed")
    assert (changed.before, changed.after) == ({"code": ""}, {"code": "W-1"})


def test_posts_and_memberships_end_with_their_unit(cast: Cast) -> None:
    town = cast.units["望江街道"]
    units.end_unit(MAKER, cast.units["柳荫社区"], END)
    give_post(MAKER, make_account(), town, Role.LIAISON, since=TODAY)
    units.end_unit(MAKER, town, END)
    assert Post.objects.get(unit=town).until == END
    assert set(CollectiveMember.objects.filter(unit=town).values_list("until", flat=True)) == {END}
    assert prove().broken is None
    units.revive_unit(MAKER, town)
    town.refresh_from_db()
    assert town.until is None
    assert kinds(town)[-2:] == ["ended", "revived"]


def test_a_unit_whose_end_is_set_twice_to_the_same_day_is_ended_once() -> None:
    unit = make_unit()
    units.end_unit(MAKER, unit, END)
    units.end_unit(MAKER, unit, END)
    assert kinds(unit) == ["created", "ended"]


REFUSALS: dict[str, Callable[[Cast], object]] = {
    "empty": lambda _cast: units.create_unit(MAKER, " \t", TOWN),
    "long": lambda _cast: units.create_unit(MAKER, "长" * 129, TOWN),
    "separator": lambda _cast: units.create_unit(MAKER, "甲；乙", TOWN),
    "level": lambda _cast: units.create_unit(MAKER, "甲", UnitFields(level="省")),
    "code long": lambda _cast: units.create_unit(MAKER, "甲", UnitFields(level=Level.TOWN, code="9" * 33)),
    "code taken": lambda _cast: units.create_unit(MAKER, "甲", UnitFields(level=Level.TOWN, code="YX")),
    "name taken": lambda _cast: units.create_unit(MAKER, "云溪区", TOWN),
    "name taken by a short name": lambda _cast: units.create_unit(MAKER, "区水务局", TOWN),
    "name taken by an alias": lambda _cast: units.create_unit(MAKER, "区发改局", TOWN),
    "name taken by a collective": lambda _cast: units.create_unit(MAKER, "各街道", TOWN),
    "name taken by a short name's twin": lambda _cast: units.create_unit(
        MAKER, "甲", UnitFields(level=Level.TOWN, short="区财政局")
    ),
    "name taken when renamed": lambda cast: units.rename_unit(MAKER, cast.units["区水务局"], "区财政局"),
    "under itself": lambda cast: units.move_unit(MAKER, cast.district, cast.units["柳湾村"]),
    "has units": lambda cast: units.end_unit(MAKER, cast.units["柳湾镇"], END),
    "life": lambda cast: units.end_unit(MAKER, cast.units["新城街道"], date(2025, 6, 30)),
    "has posts": lambda cast: (
        give_post(MAKER, cast.leader, cast.units["区财政局"], Role.LEADER, since=date(2026, 3, 1)),
        units.end_unit(MAKER, cast.units["区财政局"], END),
    ),
    "last administrator": lambda cast: units.end_unit(MAKER, cast.units["区政府办公室"], END),
    "parent ended": lambda cast: (
        units.end_unit(MAKER, cast.units["区财政局"], END),
        units.create_unit(MAKER, "甲", TOWN, parent=cast.units["区财政局"]),
    ),
}


@pytest.mark.parametrize("rule", REFUSALS)
def test_a_change_against_a_rule_is_refused_and_leaves_no_event(cast: Cast, rule: str) -> None:
    events = Event.objects.exclude(kind__in=("people.post_given", "people.unit_ended")).count()
    with pytest.raises(RefusedError) as refused:
        REFUSALS[rule](cast)
    assert rule.startswith(refused.value.code)
    assert Event.objects.exclude(kind__in=("people.post_given", "people.unit_ended")).count() == events
    assert paths_are_right()


def test_search_finds_by_any_name_and_shows_the_way() -> None:
    top = make_unit("云溪区", level=Level.DISTRICT)
    unit = make_unit("云溪区工业和信息化局", parent=top, short="区工业和信息化局")
    make_unit("云溪区财政局", parent=top)
    names.add_alias(MAKER, unit, "区工信局")
    rows = queries.tree(TODAY, search="工信")
    assert [(row.unit.name, row.depth, row.found) for row in rows] == [
        ("云溪区", 0, False),
        ("云溪区工业和信息化局", 1, True),
    ]
    assert rows[1].indent == "　"


def test_the_tree_takes_two_queries_however_large(
    cast: Cast,  # noqa: ARG001 - the units are its
    django_assert_num_queries: Callable[..., object],
) -> None:
    with django_assert_num_queries(2):  # type: ignore[attr-defined] # a context manager
        rows = queries.tree(TODAY)
    assert len(rows) == Unit.objects.count()
