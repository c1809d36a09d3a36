"""The how-to pages show what the program prints: their examples are run, on the documents the pages themselves hold.

``DUBAN_WRITE_DOCS=1 pytest tests/cli/test_how_to.py`` writes the outputs anew.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from program import Duban

PAGES = sorted((Path(__file__).resolve().parents[2] / "docs" / "how-to").glob("read-documents*.md"))
DOCUMENT = re.compile(r"^```text (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(r"^```console\n\$ duban (.*)\n(?:.*\n)*?```$", re.MULTILINE)
STATUSES = re.compile(r"^\| (\d+) \| `(\w+)` \| (.*) \|$", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_examples_print_what_the_page_shows(
    duban: Duban, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = page.read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name, text in DOCUMENT.findall(written):
        Path(name).write_text(text, encoding="utf-8")

    def run(example: re.Match[str]) -> str:
        ended = duban(*shlex.split(example[1]))
        return f"```console\n$ duban {example[1]}\n{ended.out.decode()}{ended.err}```"

    shown = EXAMPLE.sub(run, written)
    if os.environ.get("DUBAN_WRITE_DOCS"):
        page.write_text(shown, encoding="utf-8")
    assert EXAMPLE.search(written)
    assert shown == page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_endings_are_those_of_the_reference(page: Path) -> None:
    reference = page.parents[1] / "reference" / page.name.replace("read-documents", "cli")
    listed = STATUSES.findall(page.read_text(encoding="utf-8"))
    of_read = reference.read_text(encoding="utf-8").split("## `duban read", 1)[1].split("\n## ", 1)[0]
    assert listed == STATUSES.findall(of_read)
