"""Uploading files, answering a mechanism's questions, watching a batch."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from duban.mechanisms import load_all
from duban.server.documents.models import ImportJob, JobState, Version
from duban.server.ledger.adoption import in_use, take_into_use
from duban.server.ledger.models import Ledger
from duban.server.web.pages import imports
from server.cast import actor, log_in
from server.ledger.office import ANSWERS, TEXT

if TYPE_CHECKING:
    from django.test import Client

    from duban.server.people.demo import Cast

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
SAMPLES = Path(__file__).resolve().parents[3] / "samples"
NOW = datetime(2025, 8, 15, 1, tzinfo=UTC)


@pytest.fixture
def client(cast: Cast) -> Client:
    return log_in(cast.supervisor)


@pytest.fixture
def adopted(cast: Cast) -> None:
    take_into_use(actor(cast.supervisor), "D1", ANSWERS, at=NOW)


def upload(client: Client, *files: tuple[str, bytes], mechanism: str = "D1") -> str:
    """The address of the batch."""
    given = [SimpleUploadedFile(name, content) for name, content in files]
    response = client.post("/imports/", {"files": given, "mechanism": mechanism})
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


@pytest.mark.usefixtures("adopted")
def test_several_files_become_ledgers(client: Client) -> None:
    key_tasks = (SAMPLES / "01-key-tasks.txt").read_bytes()
    batch = upload(client, ("任务.txt", TEXT.encode()), ("重点.txt", key_tasks))
    html = client.get(batch).content.decode()
    assert "2个文件，已完成2个" in html
    assert html.count("审核台账") == 2
    assert Ledger.objects.count() == 2
    assert "every 1500ms" not in html, "nothing is waited for any more"


@pytest.mark.usefixtures("adopted")
def test_a_file_that_cannot_be_read_says_what_to_do_and_holds_up_no_other(client: Client) -> None:
    batch = upload(client, ("扫描.pdf", b"%PDF-1.4\n1 0 obj"), ("任务.txt", TEXT.encode()))
    html = client.get(batch).content.decode()
    assert "其中1个未能识读" in html
    assert "请另存为 .txt 后再读" in html
    assert "重试" in html
    assert Ledger.objects.count() == 1


@pytest.mark.usefixtures("adopted")
def test_the_same_file_again_doubles_nothing(client: Client) -> None:
    upload(client, ("任务.txt", TEXT.encode()))
    html = client.get(upload(client, ("换个名字.txt", TEXT.encode()))).content.decode()
    assert "逐字节相同" in html
    assert "审核台账" in html
    assert Version.objects.count() == Ledger.objects.count() == 1


@pytest.mark.usefixtures("adopted")
def test_a_batch_that_goes_on_is_asked_for_by_itself_with_and_without_script(client: Client) -> None:
    batch = upload(client, ("任务.txt", TEXT.encode()))
    ImportJob.objects.update(state=JobState.RUNNING)
    html = client.get(batch).content.decode()
    assert 'hx-trigger="every 1500ms"' in html
    assert '<noscript><meta http-equiv="refresh"' in html
    part = client.get(batch, headers=HTMX).content.decode()
    assert part.lstrip().startswith('<div id="lines"')


@pytest.mark.usefixtures("adopted")
def test_a_failed_file_is_tried_again(client: Client) -> None:
    batch = upload(client, ("扫描.pdf", b"%PDF-1.4\n1 0 obj"))
    job = ImportJob.objects.get()
    ImportJob.objects.filter(pk=job.pk).update(content=TEXT.encode())
    response = client.post(f"/imports/files/{job.pk}/retry/")
    assert response["Location"] == batch
    html = client.get(batch).content.decode()
    assert "已重新排队" in html
    assert Ledger.objects.count() == 1


@pytest.mark.usefixtures("adopted")
def test_what_was_read_is_not_tried_again(client: Client) -> None:
    batch = upload(client, ("任务.txt", TEXT.encode()))
    client.post(f"/imports/files/{ImportJob.objects.get().pk}/retry/")
    assert "不能重试" in client.get(batch).content.decode()


def test_reading_without_a_ledger(client: Client) -> None:
    html = client.get(upload(client, ("任务.txt", TEXT.encode()), mechanism="")).content.decode()
    assert "没有建立台账" in html
    assert not Ledger.objects.exists()


def test_nothing_chosen_is_said(client: Client) -> None:
    response = client.post("/imports/", {"mechanism": ""})
    assert response.status_code == 422
    assert "请先选择文件" in response.content.decode()


def test_a_mechanism_that_is_not_in_use_is_refused(client: Client) -> None:
    response = client.post("/imports/", {"files": [SimpleUploadedFile("a.txt", b"1")], "mechanism": "D1"})
    assert response.status_code == 422
    assert "还没有启用" in response.content.decode()
    assert not ImportJob.objects.exists()


def test_too_many_files_are_refused_and_none_is_taken(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "MOST", 2)
    files = [SimpleUploadedFile(f"{number}.txt", b"1") for number in range(3)]
    response = client.post("/imports/", {"files": files, "mechanism": ""})
    assert response.status_code == 422
    assert "一次最多上传2个文件" in response.content.decode()
    assert not ImportJob.objects.exists()


# --- mechanisms --------------------------------------------------------------------------------------------------


def test_the_gallery_shows_what_is_in_use_first(client: Client, cast: Cast) -> None:
    html = client.get("/imports/").content.decode()
    assert not re.search(r'name="mechanism" value="D1"', html)
    assert 'href="/imports/mechanisms/D1/"' in html
    take_into_use(actor(cast.supervisor), "D1", ANSWERS, at=NOW)
    assert re.search(r'name="mechanism" value="D1" checked', client.get("/imports/").content.decode())


def test_a_mechanism_is_taken_into_use_with_its_questions_answered(client: Client) -> None:
    html = client.get("/imports/mechanisms/D1/").content.decode()
    assert "责任单位多久报一次进展？" in html
    response = client.post(
        "/imports/mechanisms/D1/", {**ANSWERS, "consequence": "约谈", "consequence_days": "5"}
    )
    assert response["Location"] == "/imports/?mechanism=D1"
    found = in_use("D1")
    assert found is not None
    assert found.answers["consequence_days"] == 5


def test_every_answer_that_is_missing_or_wrong_is_said_at_its_question(client: Client) -> None:
    given = {"report_interval": "monthly", "consequence_days": "-1", "consequence": "约谈"}
    response = client.post("/imports/mechanisms/D1/", given)
    html = response.content.decode()
    assert response.status_code == 422
    assert "有2处要改" in html
    assert "请回答这个问题" in html
    assert "请填数字：不小于0" in html
    assert '<option value="monthly" selected>' in html
    assert 'value="约谈"' in html
    assert in_use("D1") is None


def test_what_holds_without_an_answer_is_said_at_its_question(client: Client) -> None:
    html = client.get("/imports/mechanisms/D1/").content.decode()
    near_due = html.partition('id="h-near_due_days"')[2].partition("</p>")[0]
    assert "不填按5。" in near_due
    acceptance = html.partition('id="h-acceptance_days"')[2].partition("</p>")[0]
    assert "不填按" not in acceptance
    returns = html.partition('id="h-return_due_days"')[2].partition("</p>")[0]
    assert "不填按0。" in returns


def test_red_before_yellow_is_refused_in_the_office_s_words(client: Client) -> None:
    response = client.post("/imports/mechanisms/D1/", {**ANSWERS, "behind_percent": "60"})
    assert response.status_code == 422
    assert "亮红灯的百分比不能小于亮黄灯的百分比。" in response.content.decode()
    assert in_use("D1") is None


def test_every_mechanism_can_be_asked(client: Client) -> None:
    for mechanism in load_all():
        assert client.get(f"/imports/mechanisms/{mechanism}/").status_code == 200


def test_there_is_no_such_mechanism(client: Client) -> None:
    assert client.get("/imports/mechanisms/Z9/").status_code == 404


# --- who may -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/imports/", "/imports/mechanisms/D1/"])
def test_others_do_not_come_in(cast: Cast, address: str) -> None:
    assert log_in(cast.leader).get(address).status_code == 403
    assert log_in(cast.liaison("区水务局")).post(address, {}).status_code == 403
