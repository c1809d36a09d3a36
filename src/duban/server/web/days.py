"""Days as a page shows them: the weekday, and how many working days there are until then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from duban.governing.clock import working_days_between
from duban.server.ledger.workdays import calendar

if TYPE_CHECKING:
    from datetime import date

#: Beyond so many working days the distance says nothing more than the date.
FAR = 60


def weekday(day: date) -> str:
    """星期六."""
    names = (
        gettext("星期一"),
        gettext("星期二"),
        gettext("星期三"),
        gettext("星期四"),
        gettext("星期五"),
        gettext("星期六"),
        gettext("星期日"),
    )
    return names[day.weekday()]


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a day is, in words, and whether it is late or near."""

    words: str
    tone: str


def distance(day: date, *, near: int = 5) -> Distance:
    """还有3个工作日, 今天到期, 已过5个工作日; nothing where it is far."""
    today = timezone.localdate()
    if day == today:
        return Distance(gettext("今天到期"), "near")
    count = working_days_between(today, day, calendar=calendar())
    if day < today:
        words = (
            ngettext("已过%(count)s个工作日", "已过%(count)s个工作日", -count) % {"count": -count}
            if count
            else gettext("已到期")
        )
        return Distance(words, "late")
    if count > FAR:
        return Distance("", "")
    words = ngettext("还有%(count)s个工作日", "还有%(count)s个工作日", count) % {"count": count}
    return Distance(words, "near" if count <= near else "soft")
