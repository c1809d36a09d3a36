"""Aliases and collective names: one way of writing means one thing, and who belongs to a name depends on the day."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duban.server.audit.models import Event
from duban.server.people.actions import names, units
from duban.server.people.errors import RefusedError
from duban.server.people.models import Alias, CollectiveMember
from duban.server.people.resolving import Outcome, Resolution, directory, resolve, resolve_all
from server.cast import MAKER, TODAY, make_unit, taken_back

if TYPE_CHECKING:
    from collections.abc import Callable

    from duban.server.people.demo import Cast

pytestmark = pytest.mark.django_db


def shown(resolution: Resolution) -> list[str]:
    return [unit.shown for unit in resolution.units]


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("云溪区工业和信息化局", "区工业和信息化局"),
        ("区工业和信息化局", "区工业和信息化局"),
        ("区工信局", "区工业和信息化局"),
        (" 区工信局\n", "区工业和信息化局"),
        ("区 工 信 局", "区工业和信息化局"),
        ("区市场监管局（区知识产权局）", "区市场监管局"),
        ("区市场监管局(不知何物)", "区市场监管局"),
        ("云溪区人民政府", "云溪区"),
    ],
)
@pytest.mark.usefixtures("cast")
def test_a_unit_is_known_by_each_of_its_names(written: str, unit: str) -> None:
    found = resolve(written, TODAY)
    assert (found.outcome, shown(found)) == (Outcome.UNIT, [unit])


@pytest.mark.usefixtures("cast")
def test_who_a_collective_name_means_depends_on_the_day() -> None:
    before, after = resolve("各街道", date(2025, 6, 30)), resolve("各街道", date(2025, 7, 1))
    assert (before.outcome, shown(before)) == (Outcome.COLLECTIVE, ["青石街道", "望江街道"])
    assert shown(after) == ["青石街道", "望江街道", "新城街道"]


@pytest.mark.usefixtures("cast")
def test_a_unit_that_does_not_exist_on_the_day_is_said_to_be_absent() -> None:
    assert resolve("新城街道", date(2025, 6, 30)).outcome is Outcome.ABSENT
    assert resolve("新城街道", date(2025, 7, 1)).outcome is Outcome.UNIT


@pytest.mark.parametrize(
    ("written", "first"), [("区工业信息化局", "区工业和信息化局"), ("区人社保障局", "区人力资源社会保障局")]
)
@pytest.mark.usefixtures("cast")
def test_what_is_not_known_is_answered_with_what_is_written_alike(written: str, first: str) -> None:
    found = resolve(written, TODAY)
    assert (found.outcome, found.units) == (Outcome.UNKNOWN, ())
    assert first in [suggestion.unit.shown for suggestion in found.suggestions[:2]]
    assert len(found.suggestions) <= 5


@pytest.mark.usefixtures("cast")
def test_what_is_like_nothing_gets_no_suggestion() -> None:
    assert resolve("火星基地", TODAY).suggestions == ()


@pytest.mark.usefixtures("cast")
def test_many_names_cost_as_many_queries_as_one(django_assert_num_queries: Callable[..., object]) -> None:
    with django_assert_num_queries(4):  # type: ignore[attr-defined] # a context manager
        found = resolve_all(["区水务局", "各镇街", "无此局", "区水务局"] * 50, TODAY)
    assert list(found) == ["区水务局", "各镇街", "无此局"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    spans=st.lists(
        st.tuples(st.integers(0, 3), st.none() | st.integers(0, 30), st.none() | st.integers(0, 30)),
        max_size=8,
    ),
    day=st.integers(0, 30),
)
def test_expansion_is_the_members_of_the_day_and_each_of_them_once(
    spans: list[tuple[int, int | None, int | None]], day: int
) -> None:
    first, kept = date(2025, 1, 1), []
    with taken_back():
        made = [make_unit(f"街道{number}") for number in range(4)]
        collective = names.create_collective(MAKER, "各街道")
        for which, since, until in spans:
            begin = None if since is None else first + timedelta(days=since)
            end = None if until is None else first + timedelta(days=until)
            with suppress(RefusedError):
                names.add_member(MAKER, collective, made[which], since=begin, until=end)
                kept.append((made[which].name, since, until))
        found = shown(directory(first + timedelta(days=day)).resolve("各街道"))
    expected = [
        name
        for name, since, until in kept
        if (since is None or since <= day) and (until is None or day <= until)
    ]
    assert sorted(found) == sorted(expected)
    assert len(set(found)) == len(found)


def test_an_alias_can_be_taken_away_again() -> None:
    unit = make_unit("区水务局")
    alias = names.add_alias(MAKER, unit, "区水利局")
    assert names.add_alias(MAKER, unit, "区水利局") == alias
    names.remove_alias(MAKER, alias)
    assert resolve("区水利局", TODAY).outcome is Outcome.UNKNOWN
    assert list(Event.objects.values_list("kind", flat=True)) == [
        "people.unit_created",
        "people.alias_added",
        "people.alias_removed",
    ]


def test_a_membership_ends_on_a_day(cast: Cast) -> None:
    member = CollectiveMember.objects.get(unit=cast.units["望江街道"], collective__written="各街道")
    names.end_member(MAKER, member, TODAY)
    assert "望江街道" in shown(resolve("各街道", TODAY))
    assert "望江街道" not in shown(resolve("各街道", TODAY + timedelta(days=1)))


def test_a_collective_made_by_mistake_goes_with_its_members_and_the_log_keeps_them(cast: Cast) -> None:
    names.remove_collective(MAKER, cast.collectives["各镇"])
    assert resolve("各镇", TODAY).outcome is Outcome.UNKNOWN
    removed = Event.objects.get(kind="people.collective_removed")
    assert [member[0] for member in removed.before["members"]] == ["柳湾镇人民政府", "云岭镇人民政府"]


REFUSALS: dict[str, Callable[[Cast], object]] = {
    "own name": lambda cast: names.add_alias(MAKER, cast.units["区水务局"], "区水务局"),
    "name taken": lambda cast: names.add_alias(MAKER, cast.units["区水务局"], "区发改局"),
    "name taken by a collective": lambda cast: names.add_alias(MAKER, cast.units["区水务局"], "各街道"),
    "name taken, for a collective": lambda _cast: names.create_collective(MAKER, "区发改局"),
    "empty": lambda cast: names.add_alias(MAKER, cast.units["区水务局"], ""),
    "member already": lambda cast: names.add_member(
        MAKER, cast.collectives["各街道"], cast.units["青石街道"], since=TODAY
    ),
    "life": lambda cast: names.add_member(
        MAKER, cast.collectives["各街道"], cast.district, since=TODAY, until=TODAY - timedelta(days=1)
    ),
    "life, at its end": lambda _cast: names.end_member(
        MAKER,
        CollectiveMember.objects.get(unit__short="新城街道", collective__written="各街道"),
        date(2025, 1, 1),
    ),
}


@pytest.mark.parametrize("rule", REFUSALS)
def test_a_name_against_a_rule_is_refused_and_leaves_no_event(cast: Cast, rule: str) -> None:
    events, aliases = Event.objects.count(), Alias.objects.count()
    with pytest.raises(RefusedError) as refused:
        REFUSALS[rule](cast)
    assert rule.startswith(refused.value.code)
    assert (Event.objects.count(), Alias.objects.count()) == (events, aliases)


def test_a_name_freed_by_a_rename_without_keeping_it_may_be_taken() -> None:
    unit = make_unit("甲")
    units.rename_unit(MAKER, unit, "乙", keep_old=False)
    assert make_unit("甲").name == "甲"
