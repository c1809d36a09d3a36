"""A start: what has to hold before the office opens, and who makes the first account of a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from duban.governing.clock import CalendarError
from duban.server.config.options import OptionError
from duban.server.ledger.workdays import own_notices, own_table
from duban.server.notices.settling import reseal_webhooks
from duban.server.people.actions.resealing import forget_unreadable, reseal, unreadable
from duban.server.people.setup import code

if TYPE_CHECKING:
    from collections.abc import Iterator

ANOTHER_KEY = """the second factors of {count} accounts were sealed with another secret key; give the earlier key in \
DUBAN_SECRET_KEY_BEFORE or in {file} for one start, or, where it is lost, start once with DUBAN_SECRET_KEY_LOST=1: \
these accounts then log in by password alone and enrol again"""


def welcome() -> Iterator[str]:
    """The lines that a first start prints; none on later starts."""
    given = code()
    if given:
        yield f"初始设置码（只用一次） / set-up code, works once: {given}"


def check() -> None:
    """Read the calendar, seal with the key of today; raises :class:`OptionError` with all that is wrong."""
    problems = list(_problems())
    if problems:
        raise OptionError("\n".join(problems))


def _problems() -> Iterator[str]:
    try:
        own_notices()
    except (OSError, UnicodeDecodeError) as error:
        yield f"the calendar {own_table()} cannot be read: {error}"
    except CalendarError as error:
        yield from (f"the calendar in {own_table().parent}: {problem}" for problem in error.problems)
    if settings.OPTIONS.key_lost:
        forget_unreadable()
    reseal()
    reseal_webhooks()
    if closed := unreadable():
        yield ANOTHER_KEY.format(count=len(closed), file=settings.OPTIONS.home / "secret-key-before")
