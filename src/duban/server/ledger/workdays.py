"""The working calendar of the office, made once in each process: it takes a second and does not change."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from duban.governing.clock import explain
from duban.mechanisms.calendars import official_calendar

if TYPE_CHECKING:
    from duban.governing.clock import Calendar, Working


@cache
def calendar() -> Calendar:
    """Chinese working days, provisional beyond the published years."""
    return official_calendar()


def shown(working: Working) -> dict[str, Any]:
    """A computed date as a due date keeps it: from where, by what rule, and the working in both languages."""
    return {
        "rule": working.rule.value,
        "start": working.start.isoformat(),
        "count": working.count,
        "day": working.day.isoformat(),
        "provisional_from": working.provisional_from.isoformat() if working.provisional_from else None,
        "zh": explain(working, "zh"),
        "en": explain(working, "en"),
    }
