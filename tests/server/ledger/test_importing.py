"""Files in, ledgers out: each is a task, an adopted mechanism makes its ledger, a new version finds it again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied

from duban.mechanisms import MechanismError
from duban.server.audit.models import Event
from duban.server.documents.access import batch_for
from duban.server.documents.jobs import Wish
from duban.server.documents.models import ImportJob, JobState
from duban.server.ledger.actions import Upload
from duban.server.ledger.adoption import adopted_by, in_use, kept, revived, take_into_use
from duban.server.ledger.importing import read_file, receive, retry
from duban.server.ledger.models import Item, Ledger
from server.cast import TODAY, actor
from server.ledger.office import ANSWERS, TEXT, at

if TYPE_CHECKING:
    from duban.server.people.demo import Cast

pytestmark = pytest.mark.django_db

FILE = Upload("任务.txt", TEXT.encode())


def test_an_uploaded_file_becomes_a_ledger(cast: Cast) -> None:
    who = actor(cast.supervisor)
    take_into_use(who, "D1", ANSWERS, at=at(TODAY))
    batch = receive(who, [FILE, Upload("图.pdf", b"%PDF-1.7")], Wish("D1"), at=at(TODAY))
    assert [job.state for job in batch_for(who, batch)] == [JobState.DONE, JobState.FAILED]
    ledger = Ledger.objects.get()
    assert (ledger.items.count(), ledger.mechanism, ledger.owner) == (4, "D1", cast.units["区政府督查室"])
    corrected = Upload("更正.txt", TEXT.replace("12个", "15个").encode())
    receive(who, [corrected], at=at(TODAY))  # the ledger is found by its document, whatever was asked for
    assert (Ledger.objects.count(), Item.objects.count()) == (1, 4)
    assert Item.objects.get(number="1").targets.get().value == 15


def test_the_same_file_twice_is_said_and_doubles_nothing(cast: Cast) -> None:
    who = actor(cast.supervisor)
    take_into_use(who, "D1", ANSWERS, at=at(TODAY))
    for _ in range(2):
        receive(who, [FILE], Wish("D1"), at=at(TODAY))
    assert [job.state for job in ImportJob.objects.all()] == [JobState.DONE, JobState.SAME]
    assert (Ledger.objects.count(), Item.objects.count()) == (1, 4)
    read_file.call(ImportJob.objects.earliest("id").pk)  # a worker that died after the commit runs it again
    assert Item.objects.count() == 4


def test_without_an_adopted_mechanism_the_document_is_kept_and_that_is_said(cast: Cast) -> None:
    who = actor(cast.supervisor)
    receive(who, [FILE], Wish("D1"), at=at(TODAY))
    job = ImportJob.objects.get()
    assert (job.state, job.version is not None, "尚未启用" in job.problem) == (JobState.DONE, True, True)
    assert not Ledger.objects.exists()
    assert not retry(who, job.pk, at=at(TODAY))


def test_a_failed_file_is_tried_again(cast: Cast) -> None:
    who = actor(cast.supervisor)
    receive(who, [Upload("图.pdf", b"%PDF-1.7")], at=at(TODAY))
    job = ImportJob.objects.get()
    assert retry(who, job.pk, at=at(TODAY))
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    with pytest.raises(PermissionDenied):
        retry(actor(cast.verifier), job.pk, at=at(TODAY))


def test_a_mechanism_is_adopted_with_its_answers(cast: Cast) -> None:
    who = actor(cast.supervisor)
    assert in_use("D1") is None
    adopted = take_into_use(who, "D1", ANSWERS, at=at(TODAY))
    assert in_use("D1") == adopted == revived(kept(adopted))
    assert Event.objects.get(kind="mechanism.adopted").after["given"] == ANSWERS
    take_into_use(who, "D1", ANSWERS | {"report_interval": "weekly"}, at=at(TODAY))
    receive(who, [FILE], Wish("D1"), at=at(TODAY))
    assert adopted_by(Ledger.objects.get()).answers["report_interval"] == "weekly"
    with pytest.raises(MechanismError, match="not answered"):
        take_into_use(who, "D1", {}, at=at(TODAY))
    with pytest.raises(PermissionDenied):
        take_into_use(actor(cast.verifier), "D1", ANSWERS, at=at(TODAY))


def test_the_ledger_is_whose_it_was_asked_for_and_an_undated_file_gets_its_day(cast: Cast) -> None:
    who = actor(cast.supervisor)
    take_into_use(who, "D1", ANSWERS, at=at(TODAY))
    undated = Upload("无日期.txt", "1.新建公园。年内新建公园5处。（牵头单位：区水务局）".encode())
    owner = cast.units["区政府办公室"]
    receive(who, [undated], Wish("D1", owner.pk, date(2027, 3, 1)), at=at(TODAY))
    ledger = Ledger.objects.get()
    assert ledger.owner == owner
    assert ledger.items.get().due == date(2027, 12, 31)
