"""周报备: what was concealed, omitted or late, and what cannot be called so."""

from __future__ import annotations

from datetime import date

import pytest

from duban.governing.clock import Cadence, period_of
from duban.governing.gates import Document, Filing, FilingError, Finding, faults

WEEK = period_of(Cadence.WEEKLY, date(2026, 11, 9))
NEXT = period_of(Cadence.WEEKLY, date(2026, 11, 16))
DUE = {WEEK.key: date(2026, 11, 17), NEXT.key: date(2026, 11, 24)}
RULES = Document("青街发〔2026〕8号", "青岭街道", date(2026, 11, 11))
LATER = Document("青街发〔2026〕9号", "青岭街道", date(2026, 11, 18))


def filing(day: int, *documents: str, unit: str = "青岭街道", week: str = "first") -> Filing:
    period = WEEK if week == "first" else NEXT
    return Filing(unit, period, date(2026, 11, day), frozenset(documents))


def seen(filings: list[Filing], day: int = 20, known: tuple[Document, ...] = (RULES,)) -> list[str]:
    found: tuple[Finding, ...] = faults(known, filings, DUE, Cadence.WEEKLY, date(2026, 11, day))
    return [f"{one.fault} {one.document.id}" for one in found]


SEEN: tuple[tuple[str, list[Filing], list[str]], ...] = (
    ("in time", [filing(16, RULES.id)], []),
    ("on the last day", [filing(17, RULES.id)], []),
    ("before the week was over", [filing(12, RULES.id)], []),
    ("a day late", [filing(18, RULES.id)], [f"late {RULES.id}"]),
    (
        "late, with the next week's return",
        [filing(16), filing(19, RULES.id, week="second")],
        [f"late {RULES.id}"],
    ),
    ("nothing returned at all", [], [f"omitted {RULES.id}"]),
    ("a nil return although there was one", [filing(16)], [f"concealed {RULES.id}"]),
    ("a return that leaves it out", [filing(16, "别的文件")], [f"concealed {RULES.id}"]),
    ("another unit's return says nothing", [filing(16, unit="沙湾镇")], [f"omitted {RULES.id}"]),
    ("a return that comes after today is not seen", [filing(21, RULES.id)], [f"omitted {RULES.id}"]),
)


@pytest.mark.parametrize(("what", "filings", "found"), SEEN, ids=[row[0] for row in SEEN])
def test_the_three_faults(what: str, filings: list[Filing], found: list[str]) -> None:
    assert seen(filings) == found, what


def test_what_is_not_due_yet_has_no_fault() -> None:
    assert seen([], day=17) == []
    assert seen([], day=18) == [f"omitted {RULES.id}"]
    assert seen([filing(16, RULES.id)], day=24, known=(RULES, LATER)) == []
    assert seen([filing(16, RULES.id)], day=25, known=(RULES, LATER)) == [f"omitted {LATER.id}"]


def test_a_week_that_nobody_set_a_day_for_has_no_fault() -> None:
    old = Document("旧文件", "青岭街道", date(2025, 1, 1))
    assert seen([], known=(old,)) == []


@pytest.mark.parametrize(
    ("filings", "message"),
    [
        ([filing(16), filing(17)], "青岭街道 returned twice for 2026-W46"),
        ([filing(16, "甲"), filing(17, "甲", unit="沙湾镇")], "甲 was filed by 青岭街道 and by 沙湾镇"),
    ],
)
def test_returns_that_contradict_each_other_are_refused(filings: list[Filing], message: str) -> None:
    with pytest.raises(FilingError) as refusal:
        seen(filings)
    assert str(refusal.value) == message
