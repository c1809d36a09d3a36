"""A round of the clock: what it does by itself beside the ledger's returns and lamps."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from duban.server.audit.models import Event
from duban.server.config.rounds import TASKS_KEPT, forget_tasks, one_round
from duban.server.people.actions.sessions import forget_expired
from server.cast import log_in

if TYPE_CHECKING:
    from django.test import Client

    from duban.server.people.demo import Cast
    from duban.server.people.models import Account

pytestmark = pytest.mark.django_db


def come_in(account: Account, *, left: timedelta) -> Client:
    """A browser that is logged in for so long still, with what the list of sessions notes of it."""
    client = log_in(account)
    key = client.session.session_key
    Session.objects.filter(pk=key).update(expire_date=timezone.now() + left)
    UserSession.objects.get_or_create(session_key=key, defaults={"user": account, "ip": "127.0.0.1"})
    return client


def test_sessions_that_ran_out_go_and_the_others_stay(cast: Cast) -> None:
    come_in(cast.leader, left=timedelta(seconds=-1))
    come_in(cast.security, left=timedelta(days=-30))
    stays = come_in(cast.leader, left=timedelta(hours=1))
    one_round()
    key = stays.session.session_key
    assert list(Session.objects.values_list("pk", flat=True)) == [key]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [key]
    assert stays.get("/settings/").status_code == 200


def test_what_was_noted_of_a_session_that_is_gone_already_goes_too(cast: Cast) -> None:
    """Logging out in another way than by the button leaves the note behind."""
    come_in(cast.leader, left=timedelta(hours=1)).session.delete()
    assert forget_expired(timezone.now()) == 0
    assert not UserSession.objects.exists()


def test_nobody_acted_so_nothing_is_recorded_and_a_second_round_finds_none(cast: Cast) -> None:
    come_in(cast.leader, left=timedelta(seconds=-1))
    events = Event.objects.count()
    assert [forget_expired(timezone.now()) for _ in range(2)] == [1, 0]
    assert Event.objects.count() == events


def test_a_session_ends_when_its_time_is_over_and_not_a_moment_before(cast: Cast) -> None:
    client = come_in(cast.leader, left=timedelta(hours=1))
    ends = Session.objects.get(pk=client.session.session_key).expire_date
    assert forget_expired(ends) == 0
    assert forget_expired(ends + timedelta(microseconds=1)) == 1


@pytest.mark.parametrize(
    ("status", "ended", "stays"),
    [
        ("SUCCESSFUL", TASKS_KEPT + timedelta(seconds=1), False),
        ("FAILED", TASKS_KEPT + timedelta(seconds=1), False),
        ("SUCCESSFUL", TASKS_KEPT, True),
        ("READY", None, True),  # one that waits is never removed
        ("RUNNING", None, True),
    ],
)
@pytest.mark.usefixtures("db")
def test_what_the_queue_keeps_of_ended_tasks_goes_after_a_month(
    status: str, ended: timedelta | None, stays: bool
) -> None:
    now = timezone.now()
    DBTaskResult.objects.create(
        status=status, enqueued_at=now, finished_at=now - ended if ended else None, args_kwargs={}, run_after=now,
        task_path="duban.read", backend_name="default", exception_class_path="", traceback="",
    )  # fmt: skip
    assert forget_tasks(now) == (0 if stays else 1)
    assert DBTaskResult.objects.count() == (1 if stays else 0)
