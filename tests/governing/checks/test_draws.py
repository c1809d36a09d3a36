"""Draws: anybody can repeat them, nobody is drawn twice, nobody checks the own unit, and what is short is told."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.governing.checks import (
    Checker,
    Draw,
    DrawError,
    Subject,
    draw,
    lot,
    repeats,
    seal,
    send,
    send_jointly,
    shares,
)

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = "2026-11-22 双随机 第4次"
FIRMS = tuple(Subject(f"企业{number}", "高" if number % 10 == 0 else "低") for number in range(291))


def test_the_same_seed_and_list_draw_the_same_names_in_any_order() -> None:
    wanted = {"高": 30, "低": 8}
    first = draw(FIRMS, wanted, SEED)
    assert draw(reversed(FIRMS), wanted, SEED) == first
    assert Counter(one.group for one in first.drawn) == Counter(wanted)
    assert len(set(first.drawn)) == 38
    assert repeats(first, FIRMS)
    assert draw(FIRMS, wanted, "another seed").drawn != first.drawn


def test_a_seed_is_sealed_before_it_is_told() -> None:
    record = draw(FIRMS, {"高": 1}, SEED)
    assert record.sealed == seal(SEED)
    assert SEED not in record.sealed


TAMPERED: tuple[tuple[str, Callable[[Draw], Draw], tuple[Subject, ...]], ...] = (
    ("another list", lambda record: record, FIRMS[1:]),
    ("another group in the list", lambda record: record, (Subject("企业0", "低"), *FIRMS[1:])),
    ("another seed", lambda record: replace(record, seed="other"), FIRMS),
    ("a name put in", lambda record: replace(record, drawn=FIRMS[:38]), FIRMS),
    ("too short a list", lambda record: record, FIRMS[:1]),
)


@pytest.mark.parametrize(("what", "tamper", "subjects"), TAMPERED, ids=[row[0] for row in TAMPERED])
def test_a_record_that_was_changed_does_not_repeat(
    what: str, tamper: Callable[[Draw], Draw], subjects: tuple[Subject, ...]
) -> None:
    assert not repeats(tamper(draw(FIRMS, {"高": 30, "低": 8}, SEED)), subjects), what


def test_a_firm_struck_off_the_list_is_followed_by_the_next_in_line() -> None:
    first = draw(FIRMS, {"低": 5}, SEED).drawn
    second = draw([one for one in FIRMS if one != first[2]], {"低": 5}, SEED).drawn
    assert first[:2] + first[3:] == second[:4]


REFUSED = (
    ("an empty seed", FIRMS, {"高": 1}, "", "a draw without a seed cannot be repeated"),
    ("more than there are", FIRMS[:3], {"高": 2}, SEED, "2 of 1 in '高' cannot be drawn"),
    ("less than none", FIRMS, {"高": -1}, SEED, "-1 of 30 in '高' cannot be drawn"),
    ("a group that is not there", FIRMS, {"中": 1}, SEED, "1 of 0 in '中' cannot be drawn"),
    ("a name twice", FIRMS + FIRMS[:1], {"高": 1}, SEED, "in the list twice: '企业0'"),
)


@pytest.mark.parametrize(
    ("what", "subjects", "wanted", "seed", "message"), REFUSED, ids=[row[0] for row in REFUSED]
)
def test_what_cannot_be_drawn_is_refused(
    what: str, subjects: tuple[Subject, ...], wanted: dict[str, int], seed: str, message: str
) -> None:
    with pytest.raises(DrawError) as refusal:
        draw(subjects, wanted, seed)
    assert str(refusal.value) == message, what


def test_shares_are_rounded_up() -> None:
    assert shares(FIRMS, {"高": Decimal("0.5"), "低": Decimal("0.03")}) == {"高": 15, "低": 8}
    assert shares([Subject("一", "甲")], {"甲": Decimal("0.001")}) == {"甲": 1}
    assert shares([Subject("一", "甲")], {"甲": Decimal(0)}) == {"甲": 0}


def test_every_matter_of_the_full_list_is_covered() -> None:
    """涉企 291 matters, coverage 100%."""
    record = draw(FIRMS, shares(FIRMS, {"高": Decimal(1), "低": Decimal(1)}), SEED)
    assert set(record.drawn) == set(FIRMS)


@pytest.mark.parametrize(
    ("share", "message"),
    [
        ({"高": Decimal(1)}, "no share is stated for '低'"),
        ({"高": Decimal(2), "低": Decimal(-1)}, "the share of '低', '高' is not between 0 and 1"),
    ],
)
def test_shares_that_are_none_are_refused(share: dict[str, Decimal], message: str) -> None:
    with pytest.raises(DrawError) as refusal:
        shares(FIRMS, share)
    assert str(refusal.value) == message


CHECKERS = (
    Checker("张", "区市场监管局"),
    Checker("李", "区应急局", frozenset({"企业0"})),
    Checker("王", "区生态环境局", frozenset({"高"})),
    Checker("赵", "企业10"),
)


def test_checkers_are_drawn_too_and_kept_from_their_own() -> None:
    record = draw(FIRMS, {"高": 30, "低": 30}, SEED)
    visits = send(record, CHECKERS, 2)
    assert [visit.subject for visit in visits] == list(record.drawn)
    for visit in visits:
        assert len({checker.id for checker in visit.checkers}) == 2 - visit.short
        for checker in visit.checkers:
            assert checker.unit != visit.subject.id
            assert checker.barred.isdisjoint((visit.subject.id, visit.subject.group))


def test_nobody_is_spared() -> None:
    free = [Checker(name, "区应急局") for name in "张李王赵钱"]
    visits = send(draw(FIRMS, {"高": 30, "低": 7}, SEED), free, 2)
    sent = Counter(checker.id for visit in visits for checker in visit.checkers)
    assert max(sent.values()) - min(sent.values()) <= 1


def test_a_visit_says_how_many_are_missing() -> None:
    record = draw([Subject("企业0", "高")], {"高": 1}, SEED)
    (visit,) = send(record, CHECKERS[1:3], 2)
    assert (visit.checkers, visit.short) == ((), 2)


@pytest.mark.parametrize(
    ("checkers", "each", "message"),
    [(CHECKERS, 0, "0 checkers are no visit"), (CHECKERS[:1] * 2, 1, "among the checkers twice: '张'")],
)
def test_sending_nobody_or_somebody_twice_is_refused(
    checkers: tuple[Checker, ...], each: int, message: str
) -> None:
    with pytest.raises(DrawError) as refusal:
        send(draw(FIRMS, {"高": 1}, SEED), checkers, each)
    assert str(refusal.value) == message


NAMES = st.lists(st.text(min_size=1, max_size=4), unique=True, min_size=1, max_size=20)


@given(NAMES, st.text(min_size=1), st.data())
def test_a_draw_is_of_the_list_and_of_the_asked_size(
    names: list[str], seed: str, data: st.DataObject
) -> None:
    subjects = [Subject(name) for name in names]
    count = data.draw(st.integers(0, len(subjects)))
    record = draw(data.draw(st.permutations(subjects)), {"": count}, seed)
    assert len(set(record.drawn)) == count
    assert set(record.drawn) <= set(subjects)
    assert repeats(record, subjects)


def test_lots_fall_evenly() -> None:
    """No group of seeds prefers a name: each of ten is drawn first about as often as another."""
    names = [f"企业{number}" for number in range(10)]
    first = Counter(min(names, key=lambda name: lot(f"{seed}", name)) for seed in range(2_000))
    assert all(140 < first[name] < 260 for name in names)


def test_a_joint_visit_has_checkers_of_every_unit_and_tells_which_are_short() -> None:
    both = [Checker("甲1", "应急局"), Checker("甲2", "应急局"), Checker("乙1", "市场局", frozenset({"低"}))]
    record = draw(FIRMS, {"高": 2, "低": 1}, SEED)
    visits = send_jointly(record, both, {"应急局": 1, "市场局": 1, "环境局": 1})
    for visit in visits:
        barred = visit.subject.group == "低"
        assert [one.unit for one in visit.checkers] == (["应急局"] if barred else ["应急局", "市场局"])
        assert visit.short == 1 + barred  # nobody of 环境局 is on the list
    assert [visit.subject for visit in visits] == list(record.drawn)


def test_a_joint_visit_of_nobody_or_of_somebody_twice_is_refused() -> None:
    record = draw(FIRMS, {"高": 1}, SEED)
    with pytest.raises(DrawError, match="no unit"):
        send_jointly(record, [Checker("甲", "应急局")], {})
    with pytest.raises(DrawError, match="twice: '甲'"):
        send_jointly(record, [Checker("甲", "应急局"), Checker("甲", "市场局")], {"应急局": 1, "市场局": 1})
