"""Documents come in: the same bytes are one version, a corrected text the next one, what failed can be retried."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from duban.reading import read
from duban.server.audit.models import Event
from duban.server.documents import jobs
from duban.server.documents.access import batch_for, document_for, job_for, version_for
from duban.server.documents.actions import UnreadableError, add_version
from duban.server.documents.identity import identity_of
from duban.server.documents.models import Document, ImportJob, JobState, Version
from duban.server.documents.queries import listed, progress, versions_of
from duban.server.people.access import NOBODY, Actor
from server.cast import TODAY, actor
from server.ledger.office import TEXT, at

if TYPE_CHECKING:
    from duban.server.people.demo import Cast

pytestmark = pytest.mark.django_db

NOW = at(TODAY)


def add(who: Actor, text: str, name: str = "任务.txt") -> tuple[Version, bool]:
    return add_version(who, text.encode(), file_name=name, dated=None, at=NOW)


def test_it_works(cast: Cast) -> None:
    version, new = add(actor(cast.supervisor), TEXT, "C:\\\\上传/任务.txt")
    assert new
    assert (version.ordinal, version.file_name, version.source) == (1, "任务.txt", TEXT)
    assert version.reading["schema"] == "duban.extraction/1"
    assert version.reading["document"]["source"]["sha256"] == version.digest
    document = version.document
    assert (document.title, document.number) == ("云溪区2025年城乡建设重点任务", "云政办发〔2025〕3号")
    event = Event.objects.get(kind="document.imported")
    assert (event.subject, event.after["digest"]) == (str(document.pk), version.digest)


def test_the_same_bytes_are_the_same_version_whatever_their_name(cast: Cast) -> None:
    first, _ = add(actor(cast.supervisor), TEXT)
    second, new = add(actor(cast.supervisor), TEXT, "别名.md")
    assert (second.pk, new) == (first.pk, False)
    assert Event.objects.filter(kind="document.imported").count() == 1


def test_a_corrected_text_is_the_next_version(cast: Cast) -> None:
    add(actor(cast.supervisor), TEXT)
    version, new = add(actor(cast.supervisor), TEXT.replace("12个", "15个"))
    assert (new, version.ordinal, Document.objects.count()) == (True, 2, 1)
    found = listed(Document.objects.all()).get()
    assert (vars(found)["versions_count"], vars(found)["last_import"]) == (2, NOW)
    assert [one.ordinal for one in versions_of(found)] == [2, 1]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("云政办发〔2025〕3号", "云政办发[2025] 3 号", True),
        ("云政办发〔2025〕3号", "云政办发（2025）3号", True),
        ("云政办发〔2025〕3号", "云政办发〔2025〕13号", False),
    ],
)
def test_a_number_is_one_number_however_its_brackets_are_written(
    cast: Cast, one: str, other: str, same: bool
) -> None:
    add(actor(cast.supervisor), TEXT.replace("云政办发〔2025〕3号", one))
    add(actor(cast.supervisor), TEXT.replace("云政办发〔2025〕3号", other) + "\n")
    assert (Document.objects.count() == 1) == same


def test_without_a_number_title_and_issuer_tell_and_without_both_nothing_does(cast: Cast) -> None:
    plain = TEXT.replace("云政办发〔2025〕3号\n\n", "")
    add(actor(cast.supervisor), plain)
    add(actor(cast.supervisor), plain.replace("12个", "15个"))
    assert Document.objects.count() == 1
    add(actor(cast.supervisor), "一份没有标题的便条。")
    add(actor(cast.supervisor), "另一份没有标题的便条。")
    assert Document.objects.count() == 3


def test_an_identity_fits_its_column(cast: Cast) -> None:
    version, _ = add(actor(cast.supervisor), TEXT)
    assert version.document.identity == "number:云政办发〔2025〕3号"
    said = read(TEXT).document
    long = replace(said, doc_number=None, title="重" * 400)
    other = replace(long, title="重" * 401)
    assert len(identity_of(long, "")) <= 255
    assert identity_of(long, "") != identity_of(other, "")


def test_what_a_database_cannot_keep_is_replaced_one_for_one(cast: Cast) -> None:
    version, _ = add(actor(cast.supervisor), TEXT.replace("区水务局；", "区水务局\0；"))
    assert len(version.source) == len(TEXT) + 1
    assert "\ufffd" in version.source


def test_what_is_no_document_is_refused_with_a_sentence(cast: Cast) -> None:
    with pytest.raises(UnreadableError, match="PDF"):
        add_version(actor(cast.supervisor), b"%PDF-1.7 ...", file_name="a.pdf", dated=None, at=NOW)
    with pytest.raises(PermissionDenied):
        add(actor(cast.verifier), TEXT)


def test_a_batch_of_files_is_read_one_by_one(cast: Cast) -> None:
    who = actor(cast.supervisor)
    files = [
        ("一.txt", TEXT.encode()),
        ("二.txt", TEXT.encode()),
        ("三.pdf", b"%PDF-1.7"),
        ("四", b"x" * (jobs.LARGEST + 1)),
    ]
    batch, queued = jobs.queue(who, files, jobs.Wish(), at=NOW)
    assert progress(queued) == progress(batch_for(who, batch))
    assert (progress(queued).ended, progress(queued).failed) == (1, 1)
    for job in queued[:3]:
        jobs.perform(job.pk, today=TODAY, at=NOW)
    states = list(batch_for(who, batch).values_list("state", flat=True))
    assert states == [JobState.DONE, JobState.SAME, JobState.FAILED, JobState.FAILED]
    done, _, failed, large = ImportJob.objects.all()
    assert (done.content, done.version is not None) == (None, True)
    assert (bytes(failed.content or b""), "PDF" in failed.problem) == (b"%PDF-1.7", True)
    assert (large.content, large.problem) == (None, jobs.TOO_LARGE)
    found = progress(batch_for(who, batch))
    assert (found.finished, found.percent, found.failed) == (True, 100, 2)
    assert Event.objects.filter(kind="document.failed").count() == 1


def test_a_job_is_read_by_one_worker(cast: Cast) -> None:
    _, (job,) = jobs.queue(actor(cast.supervisor), [("一.txt", TEXT.encode())], jobs.Wish(), at=NOW)
    ImportJob.objects.filter(pk=job.pk).update(state=JobState.RUNNING)
    assert jobs.perform(job.pk, today=TODAY, at=NOW).state == JobState.RUNNING
    assert not Version.objects.exists()
    assert not jobs.requeue(actor(cast.supervisor), job.pk, at=NOW)
    later = NOW + jobs.ABANDONED + timedelta(minutes=1)
    assert jobs.requeue(actor(cast.supervisor), job.pk, at=later)
    assert jobs.perform(job.pk, today=TODAY, at=later).state == JobState.DONE


def test_a_failure_of_the_program_is_one_files_misfortune(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("duban.server.documents.actions.read_document", fail)
    _, (job,) = jobs.queue(actor(cast.supervisor), [("一.txt", TEXT.encode())], jobs.Wish(), at=NOW)
    job = jobs.perform(job.pk, today=TODAY, at=NOW)
    assert (job.state, job.problem) == (JobState.FAILED, jobs.FAILED)
    assert bytes(job.content or b"") == TEXT.encode()
    assert "ZeroDivisionError" in caplog.text


def test_the_door(cast: Cast) -> None:
    version, _ = add(actor(cast.supervisor), TEXT)
    batch, (job,) = jobs.queue(actor(cast.supervisor), [("一.txt", b"a")], jobs.Wish(), at=NOW)
    for account in (cast.supervisor, cast.verifier, cast.leader, cast.auditor):
        assert document_for(actor(account), version.document_id) == version.document
        assert version_for(actor(account), version.pk) == version
    assert job_for(actor(cast.supervisor), job.pk).pk == job.pk
    for who in (actor(cast.liaison("区水务局")), actor(cast.administrator), NOBODY):
        for door, key in ((document_for, version.document_id), (version_for, version.pk), (job_for, job.pk)):
            with pytest.raises(Http404):
                door(who, key)
        with pytest.raises(Http404):
            batch_for(who, batch)
    with pytest.raises(Http404):
        batch_for(actor(cast.supervisor), uuid.uuid4())
    with pytest.raises(Http404):
        document_for(actor(cast.supervisor), 0)
