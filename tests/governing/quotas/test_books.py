"""Books: what is refused and why, and that whatever is booked adds up on every day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.governing.quotas import (
    FREE,
    Allot,
    Balance,
    Deduct,
    Draw,
    Entry,
    EntryError,
    GiveBack,
    Holding,
    NoAmount,
    NotEnough,
    Refusal,
    Reserve,
    Stock,
    ToItself,
    Transfer,
    admit,
    balance,
    refuse,
    say,
)
from duban.governing.quotas.wording import REFUSALS


def at(day: int) -> date:
    return date(2026, 3, day)


D = Decimal
LAND: tuple[Entry, ...] = (
    Stock(day=at(1), amount=D(1000), source="存量指标"),
    Reserve(day=at(2), purpose="重点项目", amount=D(150)),
    Allot(day=at(3), holder="云溪经开区", amount=D(300)),
    Allot(day=at(4), holder="口袋公园", amount=D(100), purpose="重点项目"),
    Draw(day=at(5), holder="云溪经开区", amount=D(120), record="供地批复1号"),
    Transfer(day=at(6), giver="云溪经开区", taker="青岭街道", amount=D(80)),
    GiveBack(day=at(7), holder="云溪经开区", amount=D(40)),
    Deduct(day=at(8), holder="青岭街道", amount=D(30), cause="考评:2026-Q1"),
)


def test_land_is_reserved_allotted_drawn_and_passed_on() -> None:
    now = balance(LAND)
    assert now.reserved == {"重点项目": D(50)}
    assert now.holdings == {
        "云溪经开区": Holding(D(180), D(120)),
        "口袋公园": Holding(D(100)),
        "青岭街道": Holding(D(50)),
    }
    assert (now.stock, now.allotted, now.drawn, now.free) == (D(1000), D(330), D(120), D(620))
    assert now.holdings["云溪经开区"].left == D(60)


@pytest.mark.parametrize(
    ("day", "free"), [(1, 1000), (2, 850), (3, 550), (4, 550), (6, 550), (7, 590), (31, 620)]
)
def test_the_balance_of_any_day_can_be_asked(day: int, free: int) -> None:
    assert balance(LAND, at(day)).free == free


DAY = at(9)
REFUSED: tuple[tuple[str, Entry, Refusal], ...] = (
    ("more than is free", Allot(day=DAY, holder="甲", amount=D(621)), NotEnough(FREE, D(621), D(620))),
    ("more than is reserved", Allot(day=DAY, holder="甲", amount=D(51), purpose="重点项目"),
     NotEnough("重点项目", D(51), D(50))),
    ("a purpose that nobody reserved for", Allot(day=DAY, holder="甲", amount=D(1), purpose="民生"),
     NotEnough("民生", D(1), D(0))),
    ("more reserved than is free", Reserve(day=DAY, purpose="民生", amount=D(700)), NotEnough(FREE, D(700), D(620))),
    ("over-drawn", Draw(day=DAY, holder="云溪经开区", amount=D(61), record="2号"),
     NotEnough("云溪经开区", D(61), D(60))),
    ("drawn by a stranger", Draw(day=DAY, holder="甲", amount=D(1), record="2号"), NotEnough("甲", D(1), D(0))),
    ("given back twice", GiveBack(day=DAY, holder="青岭街道", amount=D(51)), NotEnough("青岭街道", D(51), D(50))),
    ("sold and not had", Transfer(day=DAY, giver="甲", taker="乙", amount=D(1)), NotEnough("甲", D(1), D(0))),
    ("sold to itself", Transfer(day=DAY, giver="青岭街道", taker="青岭街道", amount=D(1)), ToItself("青岭街道")),
    ("deducted beyond what is left", Deduct(day=DAY, holder="云溪经开区", amount=D(61), cause="考评"),
     NotEnough("云溪经开区", D(61), D(60))),
    ("a stock cut below what is given out", Stock(day=DAY, amount=D(-621), source="核减"),
     NotEnough(FREE, D(621), D(620))),
    ("nothing", Draw(day=DAY, holder="云溪经开区", amount=D(0), record="2号"), NoAmount(D(0))),
    ("less than nothing", Draw(day=DAY, holder="云溪经开区", amount=D(-1), record="2号"), NoAmount(D(-1))),
)  # fmt: skip


@pytest.mark.parametrize(("what", "entry", "refusal"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_not_there_is_refused(what: str, entry: Entry, refusal: Refusal) -> None:
    assert refuse(entry, balance(LAND)) == refusal, what
    with pytest.raises(EntryError):
        balance((*LAND, entry))


def test_what_is_there_is_not_refused() -> None:
    now = balance(LAND)
    assert refuse(Allot(day=DAY, holder="甲", amount=D(620)), now) is None
    assert refuse(Stock(day=DAY, amount=D(-620), source="核减"), now) is None


def test_no_number_is_no_amount() -> None:
    refusal = refuse(Stock(day=DAY, amount=D("NaN"), source="存量指标"), balance(()))
    assert isinstance(refusal, NoAmount)


def test_entries_stand_in_the_order_of_their_days() -> None:
    with pytest.raises(EntryError) as refusal:
        balance(LAND[:2][::-1])
    assert str(
        refusal.value
    ) == "entry 2 of 2026-03-01 stands after one of 2026-03-02" or "does not add up" in str(refusal.value)


@pytest.mark.parametrize(
    ("refusal", "zh", "en"),
    [
        (NotEnough(FREE, D(9), D(3)), "可分配额度仅余3，不足9", "9 asked, only 3 left in: the free stock"),
        (NotEnough("青岭街道", D(9), D(3)), "青岭街道仅余3，不足9", "9 asked, only 3 left in: 青岭街道"),
        (NoAmount(D("1E+3")), "1000不是可以记账的数额", "1000 is no amount"),
        (ToItself("青岭街道"), "青岭街道不能转给自己", "青岭街道 cannot pass anything to itself"),
    ],
)
def test_a_refusal_is_said(refusal: Refusal, zh: str, en: str) -> None:
    assert (say(refusal, "zh"), say(refusal, "en")) == (zh, en)


def test_every_refusal_has_words() -> None:
    assert set(REFUSALS) == set(get_args(Refusal))


HOLDERS, AMOUNTS = st.sampled_from("甲乙丙"), st.integers(-5, 40).map(Decimal)
ENTRIES: st.SearchStrategy[Entry] = st.one_of(
    st.builds(Stock, day=st.just(DAY), amount=AMOUNTS, source=st.just("存量")),
    st.builds(Reserve, day=st.just(DAY), purpose=st.sampled_from("重民"), amount=AMOUNTS),
    st.builds(
        Allot, day=st.just(DAY), holder=HOLDERS, amount=AMOUNTS, purpose=st.none() | st.sampled_from("重民")
    ),
    st.builds(Draw, day=st.just(DAY), holder=HOLDERS, amount=AMOUNTS, record=st.just("批复")),
    st.builds(GiveBack, day=st.just(DAY), holder=HOLDERS, amount=AMOUNTS),
    st.builds(Transfer, day=st.just(DAY), giver=HOLDERS, taker=HOLDERS, amount=AMOUNTS),
    st.builds(Deduct, day=st.just(DAY), holder=HOLDERS, amount=AMOUNTS, cause=st.just("考评")),
)


@given(st.lists(ENTRIES, max_size=40))
def test_a_book_of_what_is_not_refused_adds_up(entries: list[Entry]) -> None:
    made: list[Entry] = []
    now = balance(())
    for entry in entries:
        if refuse(entry, now) is None:
            made.append(entry)
            now = balance(made)
            _adds_up(now)
    stocked = sum((entry.amount for entry in made if isinstance(entry, Stock)), D(0))
    assert now.stock == stocked


@given(st.lists(ENTRIES, max_size=20), st.lists(ENTRIES, max_size=20))
def test_a_batch_is_what_asking_one_by_one_gives(before: list[Entry], batch: list[Entry]) -> None:
    book = list(admit((), before).entries)
    made = list(book)
    refused = []
    for entry in batch:
        why = refuse(entry, balance(made))
        if why is None:
            made.append(entry)
        else:
            refused.append((entry, why))
    found = admit(book, batch)
    assert [*book, *found.entries] == made
    assert list(found.refused) == refused
    assert found.balance == balance(made)


def test_a_batch_cannot_be_dated_before_the_book() -> None:
    with pytest.raises(EntryError, match="stands after one of 2026-03-08"):
        admit(LAND, [Stock(day=at(7), amount=D(1), source="存量指标")])


def _adds_up(now: Balance) -> None:
    assert now.stock == now.free + now.allotted + sum(now.reserved.values())
    assert now.free >= 0
    assert all(part >= 0 for part in now.reserved.values())
    assert all(0 <= one.drawn <= one.allotted for one in now.holdings.values())
