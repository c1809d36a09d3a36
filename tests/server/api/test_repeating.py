"""The same key: one effect and one answer, one after the other, at the same moment, and after a failure."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connection
from django.db.models.signals import pre_save

from duban.server.api.models import Answer
from duban.server.audit.models import Event
from duban.server.documents.models import ImportJob
from duban.server.ledger.models import Move

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.api.programs import Programs

pytestmark = pytest.mark.django_db

SAID = {"move": "comment", "statement": "看到了"}


def test_the_same_key_gets_the_same_answer(programs: Programs) -> None:
    item, ducha = programs.office.item("1"), programs["ducha"]
    first = ducha.move(item.pk, 1, {"move": "dispatch"}, idempotency_key="k1")
    events = Event.objects.count()
    again = ducha.move(item.pk, 1, {"move": "dispatch"}, idempotency_key="k1")
    assert (again.status_code, again.json(), again["ETag"]) == (201, first.json(), first["ETag"])
    assert again["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first
    assert (Move.objects.count(), Event.objects.count()) == (1, events)


def test_the_same_key_for_something_else_is_refused(programs: Programs) -> None:
    item, ducha = programs.office.item("1"), programs["ducha"]
    ducha.move(item.pk, 1, {"move": "dispatch"}, idempotency_key="k1")
    for path, body, seen in (
        (f"/items/{item.pk}/moves", SAID, '"1"'),
        (f"/items/{item.pk}/moves", {"move": "dispatch"}, '"2"'),
        ("/moves", {**SAID, "items": [item.pk]}, ""),
    ):
        other = ducha.post(path, body, idempotency_key="k1", if_match=seen)
        assert (other.status_code, other.json()["error"]["code"]) == (422, "key_used"), path
    assert Move.objects.count() == 1


def test_a_key_is_its_callers_own(programs: Programs) -> None:
    office = programs.office
    office.dispatch("1")
    item = office.item("1")
    one = programs["ducha"].move(item.pk, 2, SAID, idempotency_key="k1")
    two = programs["zhujian"].move(item.pk, 3, SAID, idempotency_key="k1")
    assert (one.status_code, two.status_code) == (201, 201)
    assert one.json()["move"]["id"] != two.json()["move"]["id"]
    other = programs["ducha"].move(
        item.pk, 2, SAID, idempotency_key="k1"
    )  # another token of the same account
    assert other.json()["error"]["code"] == "key_used"


def test_a_refusal_is_an_answer_and_leaves_nothing(programs: Programs) -> None:
    item, ducha = programs.office.item("4"), programs["ducha"]
    events = Event.objects.count()
    refused = ducha.move(item.pk, 1, {"move": "dispatch"}, idempotency_key="k1")
    assert refused.status_code == 409
    again = ducha.move(item.pk, 1, {"move": "dispatch"}, idempotency_key="k1")
    assert (again.status_code, again.json()) == (409, refused.json())
    assert (Event.objects.count(), Move.objects.count()) == (events, 0)


def test_a_failure_is_no_answer(programs: Programs) -> None:
    """What fails after the write takes the write and the key back with it, and the same request may come again."""
    item, ducha = programs.office.item("1"), programs["ducha"]
    moved: list[int] = []

    def fails(update_fields: frozenset[str] | None, **_: object) -> None:
        if update_fields:  # the answer is put into the key's row, after the move was made
            moved.append(Move.objects.count())
            raise RuntimeError("the disk is full")

    pre_save.connect(fails, sender=Answer)
    try:
        failed = ducha.move(item.pk, 1, {"move": "dispatch"}, idempotency_key="k1")
    finally:
        pre_save.disconnect(fails, sender=Answer)
    assert (failed.status_code, failed.json()["error"]["code"]) == (500, "internal")
    assert moved == [1]
    assert (Move.objects.count(), Answer.objects.count()) == (0, 0)
    assert ducha.move(item.pk, 1, {"move": "dispatch"}, idempotency_key="k1").status_code == 201


def test_a_form_that_is_sent_again_is_the_same_whatever_its_boundary(programs: Programs) -> None:
    ducha = programs["ducha"]
    text = "青石街道2025年工作安排\n\n1.整治积水点3处，9月底前完成。（牵头单位：区水务局）\n".encode()

    def sent(content: bytes) -> Any:
        file = BytesIO(content)
        file.name = "安排.txt"
        return ducha.send("/documents", {"files": [file]}, idempotency_key="k1")

    first, again, other = sent(text), sent(text), sent(text + b"x")
    assert (first.status_code, again.json(), other.status_code) == (202, first.json(), 422)
    assert ImportJob.objects.count() == 1


def test_keys_are_kept_for_seven_days(programs: Programs) -> None:
    item, ducha = programs.office.item("1"), programs["ducha"]
    ducha.move(item.pk, 1, {"move": "dispatch"}, idempotency_key="k1")
    answer = Answer.objects.get()
    for age, status in ((timedelta(days=6, hours=23), 201), (timedelta(days=7, minutes=1), 412)):
        Answer.objects.filter(pk=answer.pk).update(at=answer.at - age)
        assert ducha.move(item.pk, 1, {"move": "dispatch"}, idempotency_key="k1").status_code == status


def test_a_key_is_short_and_visible(programs: Programs) -> None:
    ducha = programs["ducha"]
    for key in ("k" * 129, "键"):
        response = ducha.post("/moves", {**SAID, "items": [1]}, idempotency_key=key)
        assert response.json()["error"]["fields"][0]["place"] == "header.Idempotency-Key"


@pytest.fixture
def apart(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of an office on a database that is really committed to: a file, or one on the server."""
    environment = {
        **os.environ,
        "DUBAN_HOME": str(tmp_path / "office"),
        "DUBAN_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "duban.server.config.settings",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONWARNINGS": "ignore",
    }
    if connection.vendor != "postgresql":
        yield environment
        return
    server, name = os.environ["DUBAN_DATABASE_URL"], f"apart_{uuid.uuid4().hex[:12]}"
    environment["DUBAN_DATABASE_URL"] = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    with psycopg.connect(server, autocommit=True) as talk:
        talk.execute(f'CREATE DATABASE "{name}"')
        yield environment
        talk.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.slow
def test_many_at_the_same_moment_have_one_effect(apart: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("twice.py")],
        env=apart,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["vendor"] == connection.vendor
    assert found["statuses"] == [201]
    assert (found["bodies"], found["moves"], found["made"]) == (1, 1, 1)
    assert found["replayed"] == found["callers"] - 1
    assert found["without"] == {"201": 1, "412": found["callers"] - 1}
    assert found["holds"]
