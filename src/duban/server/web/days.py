"""Days as a page shows them: the weekday, and how many working days there are until then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext, gettext_noop, ngettext

from duban.governing.clock import working_days_between
from duban.mechanisms import archetype
from duban.mechanisms.figures import usual_lamps
from duban.server.ledger.workdays import calendar

if TYPE_CHECKING:
    from datetime import date

WEEKDAYS = (
    gettext_noop("星期一"),
    gettext_noop("星期二"),
    gettext_noop("星期三"),
    gettext_noop("星期四"),
    gettext_noop("星期五"),
    gettext_noop("星期六"),
    gettext_noop("星期日"),
)
#: So many working days or fewer are near: what is usual, for a date alone does not know its ledger.
NEAR = usual_lamps(archetype("ledger-loop")).near_due
#: Beyond so many working days the distance says nothing more than the date.
FAR = 60


def weekday(day: date) -> str:
    """星期六."""
    return gettext(WEEKDAYS[day.weekday()])


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a day is, in words, and whether it is late or near."""

    words: str
    tone: str


def distance(day: date, *, near: int = NEAR) -> Distance:
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
