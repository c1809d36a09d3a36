"""What only a process of its own shows: terminals, pipes, several workers, start-up."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from duban.cli.batch import run
from duban.cli.jobs import Job
from duban.cli.rendering import Format, Manner
from duban.cli.status import Status
from duban.formats.sources import Place, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROGRAM = [sys.executable, "-m", "duban.cli"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Eight documents of uneven length, one of which cannot be read."""
    for number in range(8):
        text = f"{number + 1}.建设口袋公园{number + 1}处。（牵头单位：区园林局）\n" * (1 + 300 * (number % 2))
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "4.txt").write_bytes(b"%PDF-1.7")
    return tmp_path


def test_workers_keep_the_order_and_lose_nothing(folder: Path) -> None:
    alone = subprocess.run([*PROGRAM, "read", folder, "--format", "json"], capture_output=True, check=False)
    together = subprocess.run(
        [*PROGRAM, "read", folder, "--format", "json", "--jobs", "2"], capture_output=True, check=False
    )
    assert alone.returncode == together.returncode == Status.SOME_UNREAD
    assert alone.stdout == together.stdout
    names = [json.loads(line)["document"]["source"]["name"] for line in together.stdout.splitlines()]
    assert names == [f"{number}.txt" for number in range(8) if number != 4]


class Deadly(Place):
    """A place that takes the worker down with it, as the system does when memory runs out."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (9,)


def test_a_worker_that_dies_costs_its_own_document_only(folder: Path) -> None:
    manner = Manner(Format.JSON, "zh")
    places = [Place(folder / "0.txt", "0"), Deadly(folder / "1.txt", "1"), Place(folder / "2.txt", "2")]
    outcomes = list(run([Job(place, manner, None) for place in places], workers=2))
    assert [isinstance(outcome, Refusal) for outcome in outcomes] == [False, True, False]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_everything_in_one_sentence(folder: Path, jobs: str) -> None:
    for number in range(8, 80):
        (folder / f"{number}.txt").write_text("1.建设公园5处。\n" * 2000, encoding="utf-8")
    command = [*PROGRAM, "read", str(folder), "--format", "json", "--jobs", jobs, "--lang", "en"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline().startswith(b'{"schema"')
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == Status.INTERRUPTED
    assert err.decode().strip().endswith("interrupted.")
    assert "Traceback" not in err.decode()
    assert out.count(b"\n") < 70


def test_a_reader_that_closes_early_gets_no_traceback(folder: Path) -> None:
    command = f"{sys.executable} -m duban.cli read {folder}/1.txt --format html; echo $? >&2"
    ended = subprocess.run(["/bin/sh", "-c", f"({command}) | head -c 10"], capture_output=True, check=False)
    assert ended.stdout == b"<!doctype "
    assert ended.stderr.decode().strip() in {str(Status.OUTPUT_CLOSED.value), str(Status.OK.value)}


def on_a_terminal(*arguments: str, cwd: Path, out: int | None = None) -> str:
    """What a person sees who runs the program in a terminal; ``out`` is where the output is redirected to."""
    parent, child = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "100", "LINES": "40", "LANG": "zh_CN.UTF-8"}
    environment.pop("LC_ALL", None)
    with subprocess.Popen(
        [*PROGRAM, *arguments], stdin=child, stdout=out or child, stderr=child, cwd=cwd, env=environment
    ):
        os.close(child)
        shown = b"".join(pieces(parent))
    os.close(parent)
    return shown.decode()


def pieces(terminal: int) -> Iterator[bytes]:
    """What comes out of a terminal until its other end is closed, which is an error by its lights."""
    with contextlib.suppress(OSError):
        while piece := os.read(terminal, 65536):
            yield piece


def test_on_a_terminal_there_are_colours_and_progress(folder: Path) -> None:
    shown = on_a_terminal("read", ".", cwd=folder)
    assert "正在读" in shown
    assert "\x1b[1" in shown
    assert "区园林局" in shown


def test_progress_and_redirected_output_do_not_mix(folder: Path) -> None:
    with (folder / "out").open("wb") as out:
        shown = on_a_terminal("read", ".", "--format", "json", cwd=folder, out=out.fileno())
    assert "正在读" in shown
    assert "未读 4.txt" in shown
    lines = (folder / "out").read_bytes().splitlines()
    assert [json.loads(line)["schema"] for line in lines] == ["duban.extraction/1"] * 7


def test_a_paper_never_goes_to_the_terminal(folder: Path) -> None:
    shown = on_a_terminal("read", "0.txt", "--format", "xlsx", cwd=folder)
    assert shown.strip() == "已写入 0.ledger.xlsx"
    assert (folder / "0.ledger.xlsx").read_bytes().startswith(b"PK")


def test_a_format_loads_only_what_it_needs(folder: Path) -> None:
    script = (
        "import sys; from duban.cli.main import run; run(sys.argv[1:], {});"
        "print(sorted({'rich', 'jinja2', 'xlsxwriter'} & set(sys.modules)), file=sys.stderr)"
    )
    for form, needed in (
        ("json", "[]"),
        ("html", "['jinja2']"),
        ("xlsx", "['xlsxwriter']"),
        ("table", "[]"),
    ):
        ended = subprocess.run(
            [sys.executable, "-c", script, "read", folder / "0.txt", "--format", form],
            capture_output=True,
            check=True,
        )
        assert ended.stderr.decode().strip() == needed
