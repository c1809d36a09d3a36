"""Days in which something may be done, and gates counted back from a meeting."""

from __future__ import annotations

import pytest

from duban.governing.clock import Place, before_working_days, within_months_after, within_months_before
from governing.clock.days import OFFICIAL, day


@pytest.mark.parametrize(
    ("months", "when", "place"),
    [
        (6, "02-27", Place.EARLY),
        (6, "02-28", Place.INSIDE),  # there is no 31 February
        (6, "08-31", Place.INSIDE),
        (6, "09-01", Place.LATE),
        (3, "05-30", Place.EARLY),
        (3, "05-31", Place.INSIDE),
    ],
)
def test_before_a_certificate_expires(months: int, when: str, place: Place) -> None:
    assert within_months_before(day("08-31"), months, calendar=OFFICIAL).place(day(when)) is place


def test_after_a_notice() -> None:
    window = within_months_after(day("11-30"), 3, calendar=OFFICIAL)
    assert (window.opens, window.closes) == (day("11-30"), day("2027-02-28"))
    assert window.working.day == window.closes


@pytest.mark.parametrize(
    ("meeting", "submitted", "in_time"),
    [
        ("11-20", "11-17", True),
        ("11-20", "11-18", False),
        ("10-09", "09-29", True),
        ("10-09", "09-30", False),  # eight days before, and two of them worked
    ],
)
def test_papers_for_a_meeting(meeting: str, submitted: str, *, in_time: bool) -> None:
    latest = before_working_days(day(meeting), 3, calendar=OFFICIAL).day
    assert (day(submitted) <= latest) is in_time
