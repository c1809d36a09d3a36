"""Windows before a certificate's last day, idle years, and versions of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from duban.governing.clock import Calendar
from duban.governing.clock import Place as Lies
from duban.governing.names import Name
from duban.governing.registers import (
    AskError,
    CleanUp,
    Idle,
    Months,
    Repeal,
    Validity,
    Version,
    VersionError,
    Work,
    cleaned,
    due_from_expiry,
    idle,
    states,
)
from governing.registers.registers_of import LATE, at, entered, entry, kind, left, renewed

if TYPE_CHECKING:
    from collections.abc import Callable

BODIES = kind()
PLAIN = Calendar(holidays={}, make_up={}, published=frozenset())
BODY = entry(BODIES, "云溪研究院", entered("2020-01-01", expires=at("12-31")))

PLACES: tuple[tuple[str, int, str, list[Lies]], ...] = (
    ("a day too early", 6, "06-29", []),
    ("six months before", 6, "06-30", [Lies.INSIDE]),
    ("on the last day", 6, "12-31", [Lies.INSIDE]),
    ("a day late", 6, "2024-01-01", [Lies.LATE]),
    ("the renewal's window is shorter", 3, "09-29", []),
    ("and open three months before", 3, "09-30", [Lies.INSIDE]),
)


@pytest.mark.parametrize(("what", "months", "day", "places"), PLACES, ids=[row[0] for row in PLACES])
def test_a_review_is_due_before_the_certificate_expires(
    what: str, months: int, day: str, places: list[Lies]
) -> None:
    found = due_from_expiry([BODY], Months(months, PLAIN, {}), at(day))
    assert [one.place for one in found] == places, what


@pytest.mark.parametrize(("done", "counts"), [("06-29", False), ("07-01", True), ("08-01", False)])
def test_only_what_was_done_inside_the_window_and_by_now_counts(done: str, counts: bool) -> None:
    (found,) = due_from_expiry([BODY], Months(6, PLAIN, {"云溪研究院": at(done)}), at("07-15"))
    assert found.done == (at(done) if counts else None)


def test_who_was_renewed_or_left_or_has_no_certificate_is_not_due() -> None:
    bodies = [
        entry(BODIES, "甲", entered("01-01", expires=at("12-31")), renewed("10-01", "2026-12-31")),
        entry(BODIES, "乙", entered("01-01", expires=at("12-31")), left("10-01")),
        entry(BODIES, "丙", entered("01-01")),
        entry(BODIES, "丁", entered("01-01", expires=at("11-30"))),
        BODY,
    ]
    found = due_from_expiry(bodies, Months(6, PLAIN, {}), at("10-02"))
    assert [one.key for one in found] == ["丁", "云溪研究院"]


YEARS: tuple[tuple[str, dict[int, bool], list[Idle]], ...] = (
    ("two years idle", {2021: False, 2022: False}, [Idle("云溪研究院", (2021, 2022), ())]),
    ("ran in one of them", {2021: False, 2022: True}, []),
    ("nothing known of one", {2021: False}, [Idle("云溪研究院", (2021, 2022), (2022,))]),
    ("nothing known at all", {}, [Idle("云溪研究院", (2021, 2022), (2021, 2022))]),
    ("this year is not over", {2021: True, 2022: False, 2023: False}, []),
)


@pytest.mark.parametrize(("what", "ran", "expected"), YEARS, ids=[row[0] for row in YEARS])
def test_two_idle_years_are_seen(what: str, ran: dict[int, bool], expected: list[Idle]) -> None:
    assert list(idle([BODY], {"云溪研究院": ran}, 2, at("06-01"))) == expected, what


def test_a_year_before_it_was_in_is_not_idle() -> None:
    young = entry(BODIES, "甲", entered("2022-05-01"))
    assert idle([young], {"甲": {2021: False, 2022: False}}, 2, at("06-01")) == ()


def test_no_months_and_no_years_are_refused() -> None:
    with pytest.raises(AskError) as refusal:
        due_from_expiry([], Months(0, PLAIN, {}), LATE)
    assert str(refusal.value) == "0 months before the expiry"
    with pytest.raises(AskError) as refusal:
        idle([], {}, 0, LATE)
    assert str(refusal.value) == "idle for 0 years"


def work(*versions: Version, repeal: Repeal | None = None, key: str = "词典") -> Work:
    return Work(key, Name("惠企政策词典", "policy dictionary"), versions, repeal)


def version(label: str, day: str, cleanup: CleanUp | None = None) -> Version:
    return Version(label=label, day=at(day), cleanup=cleanup)


DICTIONARY = work(version("1.0", "2021-06-01"), version("2.0", "2022-06-01"), version("3.0", "2023-06-01"))


@pytest.mark.parametrize(
    ("day", "label"),
    [("2021-05-31", None), ("2021-06-01", "1.0"), ("2022-12-31", "2.0"), ("2023-06-01", "3.0")],
)
def test_the_version_of_a_day(day: str, label: str | None) -> None:
    found = DICTIONARY.on(at(day))
    assert (None if found is None else found.label) == label


VALID = (
    ("before it is in force", "2.0", "2022-05-31", Validity.NOT_YET),
    ("in force", "2.0", "2022-06-01", Validity.VALID),
    ("after the next one is", "2.0", "2023-06-01", Validity.REVISED),
    ("the latest", "3.0", "2029-01-01", Validity.VALID),
)


@pytest.mark.parametrize(("what", "label", "day", "validity"), VALID, ids=[row[0] for row in VALID])
def test_what_a_version_is_on_a_day(what: str, label: str, day: str, validity: Validity) -> None:
    assert DICTIONARY.validity(label, at(day)) is validity, what


def test_a_repealed_document_has_no_version_in_force() -> None:
    gone = work(version("1", "2021-01-01"), repeal=Repeal(day=at("05-01"), reason="被新文件取代"))
    assert gone.on(at("04-30")) == gone.versions[0]
    assert gone.on(at("05-01")) is None
    assert gone.validity("1", at("05-01")) is Validity.REPEALED


def test_a_document_that_was_revised_is_itself_valid() -> None:
    gone = work(version("1", "2021-01-01"), repeal=Repeal(day=at("05-01"), reason="过时"), key="甲")
    coming = work(version("1", "2024-01-01"), key="乙")
    assert states([DICTIONARY, gone, coming], at("12-31")) == {
        Validity.NOT_YET: 1,
        Validity.VALID: 1,
        Validity.REVISED: 0,
        Validity.REPEALED: 1,
    }


def test_two_clean_ups_repealed_three() -> None:
    """Since 2020: 2 clean-ups, 3 documents repealed."""
    first, second = at("2020-09-01"), at("2021-06-01")
    ends = [(first, CleanUp.COLLECTIVE), (second, CleanUp.SPECIAL), (second, CleanUp.SPECIAL), (second, None)]
    works = [
        work(
            version("1", "2019-01-01"),
            repeal=Repeal(day=day, reason="过时", cleanup=cleanup),
            key=str(number),
        )
        for number, (day, cleanup) in enumerate(ends)
    ]
    revised = work(version("1", "2019-01-01"), version("2", "2021-06-01", CleanUp.IMMEDIATE), key="4")
    found = cleaned([*works, revised], at("2020-01-01"), at("2021-12-31"))
    assert found.repealed == ("0", "1", "2")
    assert found.revised == (("4", "2"),)
    assert cleaned(works, first, at("2021-05-31")).repealed == ()


REFUSED: tuple[tuple[str, Callable[[], object], str], ...] = (
    ("no version", work, "词典 has no version"),
    (
        "out of order",
        lambda: work(version("2", "2022-01-01"), version("1", "2021-01-01")),
        "词典: 1 of 2021-01-01 is not after 2 of 2022-01-01",
    ),
    (
        "one label twice",
        lambda: work(version("1", "2021-01-01"), version("1", "2022-01-01")),
        "词典: '1' is the label of two versions",
    ),
    (
        "repealed before it was in force",
        lambda: work(version("1", "2021-01-01"), repeal=Repeal(day=at("2020-01-01"), reason="过时")),
        "词典: repealed on 2020-01-01, before 1 was in force",
    ),
    (
        "repealed without a reason",
        lambda: work(version("1", "2021-01-01"), repeal=Repeal(day=at("01-01"), reason="")),
        "词典: repealed without a reason",
    ),
    ("a label that there is not", lambda: DICTIONARY.validity("4.0", LATE), "词典 has no version '4.0'"),
)


@pytest.mark.parametrize(("what", "make", "message"), REFUSED, ids=[row[0] for row in REFUSED])
def test_versions_that_contradict_one_another_are_refused(
    what: str, make: Callable[[], object], message: str
) -> None:
    with pytest.raises(VersionError) as refusal:
        make()
    assert str(refusal.value) == message, what
