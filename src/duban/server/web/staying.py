"""The limit under which an item stands, as its page shows it: the last day, how far it is, and the working."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import ngettext

from duban.server.ledger.workdays import shown
from duban.server.web import wording
from duban.server.web.days import Distance, distance

if TYPE_CHECKING:
    from datetime import date

    from duban.server.ledger.limits import Stay


@dataclass(frozen=True, slots=True)
class Term:
    """A limit in words; ``working`` is a computed date as a due date keeps it."""

    name: str
    since: date
    last: date
    far: Distance
    working: dict[str, Any]


def term(stay: Stay | None, today: date) -> Term | None:
    """What is said of the limit of a state; nothing where there is none."""
    if stay is None:
        return None
    return Term(wording.said(stay.limit), stay.since, stay.last, _far(stay, today), shown(stay.working))


def _far(stay: Stay, today: date) -> Distance:
    """已过2个工作日, or 已过3天 where all days are counted."""
    past = stay.past(today)
    if stay.in_working_days or stay.last == today:
        return distance(stay.last) if not past else Distance(_past_working(past), "late")
    if past is None:
        left = (stay.last - today).days
        return Distance(ngettext("还有%(count)s天", "还有%(count)s天", left) % {"count": left}, "soft")
    return Distance(ngettext("已过%(count)s天", "已过%(count)s天", past) % {"count": past}, "late")


def _past_working(count: int) -> str:
    return ngettext("已过%(count)s个工作日", "已过%(count)s个工作日", count) % {"count": count}
