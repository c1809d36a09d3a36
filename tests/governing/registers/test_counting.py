"""A register on a day: counts by tier that add up, who came and went, pools, coverage, and who held what."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.governing.registers import (
    AskError,
    Coverage,
    Entered,
    Entry,
    FieldKind,
    Held,
    Left,
    Moved,
    Pool,
    RegisterKind,
    Relation,
    append,
    as_of,
    coverage,
    history,
    pool,
    refuse,
    tally,
    turnover,
)
from governing.registers.registers_of import (
    BRANDS,
    FIRMS,
    HEADQUARTERS,
    LATE,
    MARKS,
    POWERS,
    at,
    changed,
    entered,
    entry,
    field,
    kind,
    left,
    moved,
    suspended,
)

if TYPE_CHECKING:
    from duban.governing.registers import Event


def at_tiers(of: RegisterKind, **counts: int) -> list[Entry]:
    """So many entries at each tier, all in since the new year."""
    return [
        entry(of, f"{tier}{number}", entered("01-01", tier=tier))
        for tier, count in counts.items()
        for number in range(count)
    ]


def test_brands_are_counted_by_level_and_at_city_level_and_above() -> None:
    """10 national, 12 provincial, 44 of the city, 82 of the district."""
    found = as_of(BRANDS, at_tiers(BRANDS, 国家级=10, 省级=12, 市级=44, 区级=82), LATE)
    assert found.own == {"区级": 82, "市级": 44, "省级": 12, "国家级": 10}
    assert found.own == found.holding
    assert (found.total, found.sums) == (148, True)
    assert found.at_or_above("市级") == 66


def test_nested_levels_contain_those_above() -> None:
    """45 headquarters: 4 of the province, 24 of the city among whom they are, 45 of the district."""
    found = as_of(HEADQUARTERS, at_tiers(HEADQUARTERS, 省级=4, 市级=20, 区级=21), LATE)
    assert found.holding == {"区级": 45, "市级": 24, "省级": 4}
    assert (sum(found.own.values()), found.total, found.sums) == (45, 45, True)


def test_independent_marks_need_not_add_up() -> None:
    firms = [
        entry(MARKS, "甲", entered("01-01", tier="实验室"), moved("02-01", None, "绿色工厂")),
        entry(MARKS, "乙", entered("01-01")),
    ]
    found = as_of(MARKS, firms, LATE)
    assert found.own == {"实验室": 1, "智能工厂": 0, "绿色工厂": 1}
    assert (found.total, found.untiered, found.sums) == (2, 1, None)
    assert found.at_or_above("实验室") == 1


def test_suspended_and_expired_entries_are_in_and_told_apart() -> None:
    firms = [
        entry(FIRMS, "甲", entered("01-01", tier="高企", expires=at("03-01"), batch="第一批")),
        entry(FIRMS, "乙", entered("01-01", tier="高企", batch="第二批"), suspended("02-01")),
        entry(FIRMS, "丙", entered("01-01", tier="高企", batch="第二批"), left("02-01")),
    ]
    found = as_of(FIRMS, firms, at("03-02"))
    assert [one.key for one in found.present] == ["乙", "甲"]
    assert (found.suspended, found.expired) == (("乙",), ("甲",))
    assert found.batches == {"第一批": 1, "第二批": 1}
    assert as_of(FIRMS, firms, at("03-01")).expired == ()


def test_a_snapshot_holds_nothing_personal() -> None:
    of = kind(fields=(field("负责人", FieldKind.REFERENCE, personal=True), field("网办", FieldKind.FLAG)))
    firm = entry(of, "甲", entered("01-01", values={"负责人": "p-8c1d22", "网办": True}))
    assert [one.values for one in as_of(of, [firm], LATE).present] == [{"网办": True}]


def test_who_came_and_went_between_two_days() -> None:
    firms = [
        entry(FIRMS, "甲", entered("01-01", tier="科小"), moved("03-01", "科小", "育苗"), left("09-01")),
        entry(FIRMS, "乙", entered("03-01", tier="育苗"), suspended("03-15"), moved("04-01", "育苗", "高企")),
        entry(
            FIRMS, "丙", entered("01-01", tier="高企"), moved("05-01", "高企", "育苗", reason="未通过复核")
        ),
    ]
    found = turnover(FIRMS, firms, at("01-01"), at("06-30"))
    named = {
        name: [step.key for step in getattr(found, name)]
        for name in ("entered", "left", "promoted", "demoted", "moved")
    }
    assert named == {"entered": ["乙"], "left": [], "promoted": ["乙", "甲"], "demoted": ["丙"], "moved": []}
    assert found.net == 1
    rest = turnover(FIRMS, firms, at("06-30"), at("12-31"))
    assert [step.key for step in rest.left] == ["甲"]


def test_between_exclusive_tiers_nobody_is_promoted() -> None:
    brand = entry(BRANDS, "甲", entered("01-01", tier="区级"), moved("02-01", "区级", "市级"))
    found = turnover(BRANDS, [brand], at("01-01"), at("12-31"))
    assert (len(found.moved), found.promoted) == (1, ())


def test_days_in_the_wrong_order_and_tiers_that_there_are_not_are_refused() -> None:
    with pytest.raises(AskError) as refusal:
        turnover(FIRMS, [], at("02-01"), at("01-01"))
    assert str(refusal.value) == "2023-01-01 is before 2023-02-01"
    empty = as_of(FIRMS, [], LATE)
    with pytest.raises(AskError):
        empty.at_or_above("瞪羚")
    with pytest.raises(AskError):
        pool(empty, 3, "瞪羚")
    with pytest.raises(AskError):
        pool(empty, -1)


@pytest.mark.parametrize(
    ("held", "vacancies", "surplus", "kept"), [(118, 2, 0, False), (120, 0, 0, True), (121, 0, 1, False)]
)
def test_a_pool_of_120_is_kept(held: int, vacancies: int, surplus: int, kept: bool) -> None:
    reserve = kind()
    found = pool(
        as_of(reserve, [entry(reserve, str(one), entered("01-01")) for one in range(held)], LATE), 120
    )
    assert found == Pool(120, held)
    assert (found.vacancies, found.surplus, found.kept) == (vacancies, surplus, kept)


def test_one_tier_may_be_a_pool() -> None:
    assert pool(as_of(HEADQUARTERS, at_tiers(HEADQUARTERS, 省级=4, 市级=20), LATE), 24, "市级").kept


def test_coverage_tells_who_is_missing() -> None:
    found = coverage(["甲", "乙", "丙", "甲"], ["丙", "甲", "丁"])
    assert found == Coverage(2, 3, ("乙",), ("丁",))


def test_every_elder_is_visited_every_month() -> None:
    keys = [f"ref-{number:06}" for number in range(1204)]
    assert coverage(keys, keys) == Coverage(1204, 1204, (), ())
    assert coverage(keys, keys[1:]).missing == (keys[0],)


def test_powers_are_counted_by_where_they_come_from_and_remember_who_held_them() -> None:
    """249 of the province and 358 of the city."""
    powers = [
        entry(POWERS, f"{source}{number}", entered("01-01", values={"来源": source}))
        for source, count in {"p": 249, "c": 358}.items()
        for number in range(count)
    ]
    assert tally(as_of(POWERS, powers, LATE), "来源") == {"p": 249, "c": 358}
    assert tally(as_of(POWERS, powers, LATE), "承接单位") == {None: 607}
    held = entry(
        POWERS,
        "施工许可",
        entered("01-01", values={"来源": "p", "承接单位": "区住建局"}),
        changed("03-01", "承接单位", "云溪经开区"),
        changed("04-01", "网办", value=True),
    )
    assert history(held, "承接单位", LATE) == (
        Held(at("01-01"), "区住建局"),
        Held(at("03-01"), "云溪经开区"),
    )
    assert history(held, "承接单位", at("02-28")) == (Held(at("01-01"), "区住建局"),)


NEW_YEAR = date(2023, 1, 1)
TIERS = ("科小", "育苗", "高企", "上市")
_DAYS = st.integers(0, 60).map(lambda days: NEW_YEAR + timedelta(days=days))


_TIER = st.none() | st.sampled_from(TIERS)
_DRAWN = st.tuples(st.sampled_from("甲乙丙"), st.sampled_from("进出升升"), _DAYS, _DAYS, _TIER, _TIER)


def _event(what: str, day: date, told: date, source: str | None, target: str | None) -> Event:
    match what:
        case "进":
            return Entered(day=day, told=told, by="区科技局", tier=target)
        case "出":
            return Left(day=day, told=told, by="区科技局", reason="注销")
        case _:
            return Moved(day=day, told=told, by="区科技局", reason="年度评审", source=source, target=target)


@st.composite
def registers(draw: st.DrawFn) -> tuple[RegisterKind, list[Entry]]:
    """A register of what was not refused."""
    of = kind(tiers=FIRMS.tiers, relation=draw(st.sampled_from(Relation)))
    entries = {key: entry(of, key, entered("01-01", tier="科小")) for key in "甲乙"} | {"丙": Entry("丙")}
    for key, *said in draw(st.lists(_DRAWN, max_size=16)):
        event = _event(*said)
        if refuse(of, entries[key], event) is None:
            entries[key] = append(of, entries[key], event)
    return of, list(entries.values())


def _replayed(entries: list[Entry], day: date, known: date) -> tuple[int, dict[str, int]]:
    """The slow way: every event one after the other."""
    total, counts = 0, dict.fromkeys(TIERS, 0)
    for one in entries:
        at_now: set[str] | None = None
        for event in sorted(one.events, key=lambda event: event.day):
            if event.day > day or event.told > known:
                continue
            if isinstance(event, Entered):
                at_now = {event.tier} if event.tier else set()
            elif isinstance(event, Left):
                at_now = None
            elif isinstance(event, Moved) and at_now is not None:
                at_now -= {event.source or ""}
                at_now |= {event.target} if event.target else set()
        if at_now is not None:
            total += 1
            for tier in at_now:
                counts[tier] += 1
    return total, counts


@given(registers(), _DAYS, _DAYS)
def test_counts_as_of_a_day_are_those_of_replaying_all_events(
    register: tuple[RegisterKind, list[Entry]], day: date, known: date
) -> None:
    of, entries = register
    found = as_of(of, entries, day, known)
    assert (found.total, found.own) == _replayed(entries, day, known)


@given(registers(), _DAYS)
def test_tiers_make_the_total_and_nested_ones_contain_each_other(
    register: tuple[RegisterKind, list[Entry]], day: date
) -> None:
    of, entries = register
    found = as_of(of, entries, day)
    assert found.sums is (None if of.relation is Relation.INDEPENDENT else True)
    for tier in of.order if of.relation is Relation.NESTED else ():
        assert found.holding[tier] == found.at_or_above(tier)
    if of.relation is Relation.NESTED:
        counts = list(found.holding.values())
        assert counts == sorted(counts, reverse=True)
        assert counts[0] + found.untiered == found.total


@given(registers(), _DAYS, _DAYS)
def test_totals_differ_by_who_entered_and_left(
    register: tuple[RegisterKind, list[Entry]], one: date, other: date
) -> None:
    of, entries = register
    after, upto = sorted((one, other))
    found = turnover(of, entries, after, upto)
    assert as_of(of, entries, upto).total - as_of(of, entries, after).total == found.net


@given(registers(), _DAYS)
def test_what_is_told_later_does_not_change_what_was_frozen(
    register: tuple[RegisterKind, list[Entry]], day: date
) -> None:
    of, entries = register
    earlier = [Entry(one.key, tuple(event for event in one.events if event.told <= day)) for one in entries]
    assert as_of(of, entries, day, day) == as_of(of, earlier, day, LATE)
