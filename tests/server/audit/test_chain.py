"""The log only grows, and its chain shows every change made behind its back."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from duban.server.audit.actions import CLOCK, Happening, record
from duban.server.audit.kinds import Kind, UnknownKindError, declare
from duban.server.audit.models import Chain, Event
from duban.server.audit.queries import of_subject, prove

declare(Kind("test.happened", "test", "试", "test"))

pytestmark = pytest.mark.django_db


def append(*subjects: str) -> None:
    with transaction.atomic():
        record(CLOCK, *(Happening("test.happened", subject, {}, {"值": subject}) for subject in subjects))


def test_events_are_numbered_without_gaps_and_verify() -> None:
    append("1", "2")
    append("1")
    assert list(Event.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert [event.number for event in of_subject("test", "1")] == [1, 3]
    proof = prove()
    assert (proof.events, proof.broken) == (3, None)


def test_one_act_is_shared_by_its_events() -> None:
    append("1", "2")
    append("3")
    actions = [event.action for event in Event.objects.all()]
    assert actions[0] == actions[1] != actions[2]


def test_a_kind_that_nobody_declared_is_refused() -> None:
    with pytest.raises(UnknownKindError), transaction.atomic():
        record(CLOCK, Happening("test.unheard_of", "1"))


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET reason = 'x'", "DELETE FROM audit_event"])
def test_the_database_refuses_to_change_an_event(statement: str) -> None:
    append("1")
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Event.objects.get().reason == ""


@pytest.mark.parametrize(
    ("forgery", "number", "why"),
    [
        ("UPDATE audit_event SET reason = 'x' WHERE number = 2", 2, "digest"),
        ("DELETE FROM audit_event WHERE number = 2", 2, "gap"),
        ("DELETE FROM audit_event WHERE number = 3", 3, "end"),
        ("UPDATE audit_event SET previous = digest WHERE number = 3", 3, "previous"),
    ],
)
def test_a_forgery_made_with_the_guards_taken_off_is_found(forgery: str, number: int, why: str) -> None:
    append("1", "2", "3")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_event_update")
            cursor.execute("DROP TRIGGER audit_event_delete")
        else:
            cursor.execute("DROP TRIGGER audit_event_refuse ON audit_event")
        cursor.execute(forgery)
    broken = prove().broken
    assert broken is not None
    assert (broken.number, broken.why) == (number, why)


@pytest.mark.usefixtures("committed")
def test_an_event_is_refused_outside_the_transaction_of_its_change() -> None:
    with pytest.raises(RuntimeError, match="in the transaction"):
        record(CLOCK, Happening("test.happened", "1"))
    assert Chain.objects.get().number == 0
