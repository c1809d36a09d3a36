"""A promise keeps its first date, whatever is granted later."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.governing.clock import Extension, Promise, PromiseError
from governing.clock.days import dates, day

FIRST = Promise(day("06-30"))
ONE = Extension(day("06-15"), day("06-20"), day("09-30"), "汛期停工")
TWO = Extension(day("10-09"), day("10-12"), day("12-31"))


def test_an_extension_adds_a_date() -> None:
    promise = FIRST.extended(ONE).extended(TWO)
    assert promise.first == day("06-30")
    assert promise.current == day("12-31")
    assert promise.dates == (day("06-30"), day("09-30"), day("12-31"))
    assert promise.slipped == 184
    assert FIRST.current == day("06-30")


def test_asked_when_the_date_had_passed() -> None:
    assert FIRST.extended(ONE).extended(TWO).late_requests == (TWO,)
    on_the_day = Extension(day("06-30"), day("07-02"), day("09-30"))
    assert FIRST.extended(on_the_day).late_requests == ()


def test_what_held_on_a_day() -> None:
    promise = FIRST.extended(ONE).extended(TWO)
    assert [promise.known_on(day(when)).current for when in ("06-19", "06-20", "10-11", "10-12")] == [
        day("06-30"),
        day("09-30"),
        day("09-30"),
        day("12-31"),
    ]


@pytest.mark.parametrize(
    "extension",
    [
        Extension(day("06-01"), day("06-02"), day("06-30")),  # no later
        Extension(day("06-01"), day("06-02"), day("05-30")),  # earlier
        Extension(day("06-15"), day("06-14"), day("09-30")),  # granted before it was asked for
    ],
)
def test_what_extends_nothing(extension: Extension) -> None:
    with pytest.raises(PromiseError):
        FIRST.extended(extension)


def test_extensions_stand_in_the_order_they_were_granted() -> None:
    with pytest.raises(PromiseError):
        Promise(day("06-30"), (ONE, Extension(day("06-01"), day("06-02"), day("12-31"))))


@given(dates, st.lists(st.integers(1, 100), max_size=6))
def test_no_date_is_ever_lost(first: object, delays: list[int]) -> None:
    promise = Promise(day(str(first)))
    for delay in delays:
        until = type(promise.first).fromordinal(promise.current.toordinal() + delay)
        longer = promise.extended(Extension(promise.current, promise.current, until))
        assert longer.dates[:-1] == promise.dates
        promise = longer
    assert promise.slipped == sum(delays)
