"""For the tests of the clock: the real calendars of 2025 and 2026 written out, made-up ones, and a slow reference.

The reference counts one day at a time and knows nothing of the code under test.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from duban.governing.clock import Calendar, Pause

if TYPE_CHECKING:
    from collections.abc import Sequence

ONE = timedelta(days=1)


def day(text: str) -> date:
    """``11-22`` is in 2026."""
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


def stretch(name: str, first: str, last: str) -> dict[date, str]:
    """``name`` for every day from ``first`` to ``last``."""
    days = (day(last) - day(first)).days + 1
    return {day(first) + timedelta(days=offset): name for offset in range(days)}


OFFICIAL = Calendar(
    holidays={
        **stretch("元旦", "2025-01-01", "2025-01-01"),
        **stretch("春节", "2025-01-28", "2025-02-04"),
        **stretch("清明节", "2025-04-04", "2025-04-06"),
        **stretch("劳动节", "2025-05-01", "2025-05-05"),
        **stretch("端午节", "2025-05-31", "2025-06-02"),
        **stretch("国庆节、中秋节", "2025-10-01", "2025-10-08"),
        **stretch("元旦", "01-01", "01-03"),
        **stretch("春节", "02-15", "02-23"),
        **stretch("清明节", "04-04", "04-06"),
        **stretch("劳动节", "05-01", "05-05"),
        **stretch("端午节", "06-19", "06-21"),
        **stretch("中秋节", "09-25", "09-27"),
        **stretch("国庆节", "10-01", "10-07"),
        **stretch("元旦", "2027-01-01", "2027-01-01"),
    },
    make_up={
        **dict.fromkeys(map(day, ("2025-01-26", "2025-02-08", "02-14", "02-28")), "春节"),
        **dict.fromkeys(map(day, ("2025-04-27", "05-09")), "劳动节"),
        **dict.fromkeys(map(day, ("2025-09-28", "2025-10-11", "09-20", "10-10")), "国庆节"),
        day("01-04"): "元旦",
    },
    published=frozenset({2025, 2026}),
)
PLAIN = Calendar(holidays={}, make_up={}, published=frozenset(range(2020, 2040)))


def works(when: date, calendar: Calendar) -> bool:
    """The rule in one line, apart from the code under test."""
    return when not in calendar.holidays and (when.weekday() < 5 or when in calendar.make_up)


def stands(when: date, pauses: Sequence[Pause]) -> bool:
    """Whether a pause covers the day."""
    return any(pause.start <= when < (pause.end or date.max) for pause in pauses)


def slow_after(start: date, count: int, calendar: Calendar, pauses: Sequence[Pause] = ()) -> date:
    """Count one by one."""
    when = start
    while count:
        when += ONE
        if works(when, calendar) and not stands(when, pauses):
            count -= 1
    return when


def slow_between(start: date, end: date, calendar: Calendar, pauses: Sequence[Pause] = ()) -> int:
    """Look at every day after ``start`` up to ``end``."""
    offsets = range(1, (end - start).days + 1)
    days = [start + timedelta(days=offset) for offset in offsets]
    return sum(works(when, calendar) and not stands(when, pauses) for when in days)


dates = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Any holidays and make-up workdays, on weekends and on weekdays."""
    holidays = draw(st.sets(dates, max_size=60))
    make_up = draw(st.sets(dates, max_size=30)) - holidays
    published = draw(st.frozensets(st.integers(2024, 2027)))
    return Calendar(dict.fromkeys(holidays, "节"), dict.fromkeys(make_up, ""), published)


@st.composite
def ended_pauses(draw: st.DrawFn) -> list[Pause]:
    """Some pauses, apart or overlapping, each with an end."""
    starts = draw(st.lists(dates, max_size=4))
    return [Pause(start, start + timedelta(days=draw(st.integers(0, 40)))) for start in starts]
