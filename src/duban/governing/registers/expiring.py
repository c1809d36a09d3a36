"""What a certificate's last day makes due: 到期之日前6个月内评审, 前3个月内申请延续; and entries that stand idle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from duban.governing.clock import Place, within_months_before
from duban.governing.registers.errors import AskError
from duban.governing.registers.replaying import standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from duban.governing.clock import Calendar, Window
    from duban.governing.registers.events import Entry
    from duban.governing.registers.replaying import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiring:
    """An entry whose window before its expiry is open or past; ``done`` is when it was dealt with inside of it."""

    key: str
    expires: date
    window: Window
    place: Place
    done: date | None


@dataclass(frozen=True, slots=True)
class Months:
    """How long before the expiry the window opens, on which calendar, and what was done by key (评审, 申请延续)."""

    months: int
    calendar: Calendar
    done: Mapping[str, date]


def due_from_expiry(entries: Iterable[Entry], before: Months, day: date) -> tuple[Expiring, ...]:
    """Entries in the register on ``day`` whose window is open, or whose certificate ran out; the earliest first.

    Whatever was done before the window opened belongs to an earlier certificate and does not count.
    """
    if before.months < 1:
        raise AskError(f"{before.months} months before the expiry")
    found = []
    for entry in entries:
        now = standing(entry, day)
        if now is None or now.left is not None or now.expires is None:
            continue
        window = within_months_before(now.expires, before.months, calendar=before.calendar)
        place = window.place(day)
        done = before.done.get(entry.key)
        if place is not Place.EARLY:
            counts = done is not None and done <= day and window.place(done) is Place.INSIDE
            found.append(
                Expiring(
                    key=entry.key,
                    expires=now.expires,
                    window=window,
                    place=place,
                    done=done if counts else None,
                )
            )
    return tuple(sorted(found, key=lambda one: (one.expires, one.key)))


@dataclass(frozen=True, slots=True)
class Idle:
    """An entry that did not run for the last years; ``unknown`` are those of which nobody said whether it did."""

    key: str
    years: tuple[int, ...]
    unknown: tuple[int, ...]


def idle(
    entries: Iterable[Entry], ran: Mapping[str, Mapping[int, bool]], years: int, day: date
) -> tuple[Idle, ...]:
    """Entries that ran in none of the last ``years`` full years before ``day`` (连续两年未实际运行), by key.

    A year in which the entry was not yet in does not count. A year of which nothing is known leaves it open: such an
    entry is listed with that year as unknown, for somebody to ask.
    """
    if years < 1:
        raise AskError(f"idle for {years} years")
    last = tuple(range(day.year - years, day.year))
    return tuple(
        Idle(now.key, last, tuple(year for year in last if year not in ran.get(now.key, {})))
        for now in sorted(_in(entries, day), key=lambda one: one.key)
        if now.entered.year <= last[0] and not any(ran.get(now.key, {}).get(year, False) for year in last)
    )


def _in(entries: Iterable[Entry], day: date) -> list[Standing]:
    found = (standing(entry, day) for entry in entries)
    return [one for one in found if one is not None and one.left is None]
