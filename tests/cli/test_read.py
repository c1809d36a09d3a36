"""``duban read``: what it takes, what it gives, where it puts it, and how it ends."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from duban.cli.status import Status

if TYPE_CHECKING:
    from pathlib import Path

    from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

    from program import Duban

PDF = b"%PDF-1.7\n"


def test_it_works(duban: Duban, task: Path) -> None:
    ended = duban("read", task)
    assert (ended.status, ended.err) == (Status.OK, "")
    shown = ended.out.decode()
    assert "区园林局" in shown
    assert "编号" in shown
    assert "\x1b" not in shown


def test_in_english(duban: Duban, task: Path) -> None:
    shown = duban("read", task, "--lang", "en").out.decode()
    assert "Lead units" in shown


# Each ending, with the least that leads to it.


def test_some_unread(duban: Duban, task: Path) -> None:
    ended = duban("read", task.parent / "没有.txt", task, task.parent)
    assert ended.status == Status.SOME_UNREAD
    assert "区园林局" in ended.out.decode()
    assert ended.err.splitlines() == ["未读 没有.txt：没有这个文件，请核对路径", "2 份中有 1 份未读。"]


def test_a_binary_file_is_named_and_not_read(duban: Duban, tmp_path: Path) -> None:
    file = tmp_path / "通知.txt"
    file.write_bytes(PDF)
    ended = duban("read", file)
    assert (ended.status, ended.out) == (Status.SOME_UNREAD, b"")
    assert ended.err == "未读 通知.txt：这是 PDF 文件，本版本只读文本；请另存为 .txt 后再读\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["read"], "缺少 PATH..."),
        (["raed"], "没有命令 raed"),
        (["--verison"], "没有选项 --verison"),
        (["read", "a", "--fromat", "json"], "没有选项 --fromat"),
        (["read", "a", "--format"], "选项 --format 后面要有值"),
        (["read", "a", "--format", "pdf"], "--format: “pdf”不是可用的值"),
        (["read", "a", "--jobs", "0"], "--jobs: “0”不是份数"),
        (["read", "a", "--jobs", "9" * 5000], "--jobs: “999"),
        (["read", "a", "--dated", "2024-02-30"], "--dated: “2024-02-30”不是日期"),
        (["read", "a", "--lang", "fr"], "--lang: “fr”不是可用的值"),
    ],
)
def test_usage(duban: Duban, arguments: list[str], sentence: str) -> None:
    ended = duban(*arguments)
    assert (ended.status, ended.out) == (Status.USAGE, b"")
    assert ended.err.startswith(sentence)
    assert "--help" in ended.err


def test_nothing_to_read(duban: Duban, tmp_path: Path) -> None:
    (tmp_path / "表.docx").write_bytes(b"PK\x03\x04")
    ended = duban("read", tmp_path)
    assert ended.status == Status.NOTHING_TO_READ
    assert ended.err.splitlines()[0] == "跳过 1 个不是文本的文件（.docx 1）"


def test_cannot_write(duban: Duban, task: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where a folder should be")
    ended = duban("read", task, "--format", "json", "--out", tmp_path / "out")
    assert ended.status == Status.CANNOT_WRITE
    assert ended.err.startswith("无法写入 ")


def test_interrupted(duban: Duban, task: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("duban.cli.jobs.fetch", interrupt)
    ended = duban("read", task)
    assert (ended.status, ended.err) == (Status.INTERRUPTED, "\n已中断。\n")


def test_a_fault_of_the_program_costs_one_document(
    duban: Duban, task: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("duban.cli.jobs.render", fail)
    ended = duban("read", task)
    assert ended.status == Status.SOME_UNREAD
    assert ended.err.endswith("（RecursionError: too deep）\n")


# Bad input is read, or refused in one sentence.


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param("1.建设公园".encode("gb18030"), id="GB18030"),
        pytest.param("1.建设公园".encode("utf-16"), id="UTF-16"),
        pytest.param(b"\xef\xbb\xbf" + "1.建设公园".encode(), id="BOM"),
        pytest.param("1.建设公园".encode()[:-1], id="cut in a character"),
        pytest.param("1.建设\x00\x1b[2J\x07公园\u202e\u200f".encode(), id="control characters"),
        pytest.param(("（" * 2000 + "1." * 2000).encode(), id="nested"),
        pytest.param("《".encode() * 5000, id="unclosed"),
        pytest.param(("年内投资" + "9" * 6000 + "亿元。").encode(), id="a number of 6000 digits"),
    ],
)
@pytest.mark.parametrize("form", ["table", "json", "xlsx", "markdown", "html"])
def test_any_text_is_read_in_any_format(duban: Duban, tmp_path: Path, data: bytes, form: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(data)
    ended = duban("read", file, "--format", form)
    assert (ended.status, ended.err) == (Status.OK, "")
    if form in ("table", "markdown", "html"):
        assert "\x1b" not in ended.out.decode()
    if form == "json":
        json.loads(ended.out, parse_constant=pytest.fail)


# Formats and where they go.


def extraction(data: bytes) -> Any:
    return json.loads(data)


def test_one_document_is_one_json_value(duban: Duban, task: Path, schema: Draft202012Validator) -> None:
    value = extraction(duban("read", task, "--format", "json").out)
    schema.validate(value)
    assert value["document"]["source"]["name"] == "任务.txt"
    assert value["items"][0]["lead_units"][0]["name"] == "区园林局"


def test_several_documents_are_json_lines(duban: Duban, task: Path, schema: Draft202012Validator) -> None:
    (task.parent / "乙.html").write_text("<p>1.修路。</p>", encoding="utf-8")
    lines = duban("read", task.parent, "--format", "json").out.splitlines()
    values = [extraction(line) for line in lines]
    for value in values:
        schema.validate(value)
    assert [value["document"]["source"]["name"] for value in values] == ["乙.html", "任务.txt"]
    assert values[0]["document"]["source"]["text"] == "1.修路。"


def test_the_day_given_is_used(duban: Duban, task: Path) -> None:
    task.write_text("1.建设公园。6月底前建成。（责任单位：区园林局）\n", encoding="utf-8")
    value = extraction(duban("read", task, "--format", "json", "--dated", "2031-01-05").out)
    assert [deadline["date"] for deadline in value["items"][0]["deadlines"]] == ["2031-06-30"]


def test_standard_input(duban: Duban, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("1.建设公园。".encode())))
    value = extraction(duban("read", "-", "--format", "json").out)
    assert value["document"]["source"]["name"] == "stdin"


@pytest.mark.parametrize(
    ("form", "ending", "beginning"),
    [
        ("table", ".ledger.txt", "云溪区".encode()),
        ("json", ".json", b"{"),
        ("xlsx", ".ledger.xlsx", b"PK"),
        ("markdown", ".ledger.md", "# 云溪区".encode()),
        ("html", ".ledger.html", b"<!doctype html>"),
    ],
)
def test_out(duban: Duban, task: Path, form: str, ending: str, beginning: bytes) -> None:
    folder = task.parent / "新建" / "台账"
    ended = duban("read", task, "--format", form, "--out", folder)
    file = folder / f"任务{ending}"
    assert (ended.status, ended.out) == (Status.OK, b"")
    assert ended.err == f"已写入 {file}\n"
    assert file.read_bytes().startswith(beginning)


def test_a_single_paper_that_is_redirected_goes_to_standard_output(duban: Duban, task: Path) -> None:
    assert duban("read", task, "--format", "html").out.startswith(b"<!doctype html>")
    assert duban("read", task, "--format", "xlsx").out.startswith(b"PK")


def test_several_papers_go_to_the_current_folder(
    duban: Duban, task: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "下级").mkdir()
    (tmp_path / "下级" / "任务.txt").write_text("1.修路。", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    ended = duban("read", task.parent, "--format", "html")
    assert ended.status == Status.OK
    assert (tmp_path / "任务.ledger.html").is_file()
    assert (tmp_path / "下级" / "任务.ledger.html").is_file()
    assert ended.err == "已在 . 写入 2 个文件\n"
    assert duban("read", tmp_path, "--format", "html").err == ended.err, "own ledgers are no documents"


def test_names_that_meet_are_numbered_and_documents_are_never_written_over(
    duban: Duban, task: Path, tmp_path: Path
) -> None:
    other = tmp_path / "任务.json"
    other.write_text("1.修路。", encoding="utf-8")
    ended = duban("read", task, other, "--format", "json", "--out", tmp_path)
    assert ended.status == Status.OK
    assert other.read_text(encoding="utf-8") == "1.修路。"
    assert extraction((tmp_path / "任务-2.json").read_bytes())["document"]["source"]["name"] == "任务.txt"
    assert extraction((tmp_path / "任务-3.json").read_bytes())["document"]["source"]["name"] == "任务.json"


def test_the_same_input_gives_the_same_bytes(duban: Duban, task: Path) -> None:
    for form in ("json", "xlsx", "html", "markdown", "table"):
        assert duban("read", task, "--format", form).out == duban("read", task, "--format", form).out
