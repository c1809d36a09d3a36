"""The cast of every server test: a whole invented district with one person for each role, and small factories.

``cast`` is made in the test's own transaction. Everybody's password is :data:`PASSWORD`; ``log_in`` needs none.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.test import Client

from duban.server.people.access import Actor, actor_of
from duban.server.people.actions.accounts import create_account
from duban.server.people.actions.posts import give_post
from duban.server.people.actions.units import UnitFields, create_unit
from duban.server.people.demo import PEOPLE, Cast, make_cast
from duban.server.people.models import Account, Level, Role, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The day on which the cast is made: a Friday with a whole quarter before and after it.
TODAY = date(2025, 8, 15)
PASSWORD = "yunxi-2025-shijian"  # noqa: S105 - an invented district's
MAKER = Actor(None, "测试", ())
_numbers = count(1)


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001 - it is asked for to be there
    """The district of ``samples/`` with its people."""
    return make_cast(TODAY, dict.fromkeys((person[0] for person in PEOPLE), PASSWORD))


def actor(account: Account, today: date = TODAY) -> Actor:
    """The account with the posts that hold on ``today``."""
    return actor_of(account, today)


def log_in(account: Account) -> Client:
    """A browser in which the account is logged in, without going through the login page."""
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is changed inside is as if it had never been: one example of a property, then the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def make_unit(
    name: str = "", *, parent: Unit | None = None, level: str = Level.DEPARTMENT, **more: str
) -> Unit:
    """A unit of any name."""
    return create_unit(MAKER, name or f"第{next(_numbers)}局", UnitFields(level=level, **more), parent=parent)  # type: ignore[arg-type] # texts alone


def make_account(unit: Unit | None = None, role: Role | None = None, *, since: date = TODAY) -> Account:
    """An account without a password, with one post where a unit and a role are given."""
    number = next(_numbers)
    account = create_account(MAKER, f"person{number}", f"第{number}人")
    if unit and role:
        give_post(MAKER, account, unit, role, since=since)
    return account
