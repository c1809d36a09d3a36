"""Every command explains itself, in both languages, with an example and all its endings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from duban.cli.help import Command
from duban.cli.main import language, program
from duban.cli.reference import FOLDER, pages
from duban.cli.status import Status
from duban.cli.wording import EN, ZH, CommandWords
from duban.formats.papers.characters import width_of

if TYPE_CHECKING:
    from program import Duban

NAMES = sorted(program(ZH).commands)
ROOT = Path(__file__).resolve().parents[2]


def command(words: CommandWords, name: str) -> Command:
    found = program(words).commands[name]
    assert isinstance(found, Command)
    return found


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help_and_an_example(words: CommandWords, name: str) -> None:
    found = command(words, name)
    assert all(found.about)
    assert f"duban {name}" in found.example
    assert all(option.help for option in found.params if isinstance(option, click.Option))


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_help_names_every_ending_and_fits_a_terminal(duban: Duban, words: CommandWords, name: str) -> None:
    ended = duban(name, "--help", "--lang", words.language)
    shown = ended.out.decode()
    assert ended.status == Status.OK
    command = program(words).commands[name]
    assert isinstance(command, Command)
    assert command.endings
    for status in command.endings:
        assert re.search(rf"\b{status.value} +{status.name}\b.*{re.escape(words.status[status])}", shown)
    assert max(map(width_of, shown.splitlines())) <= 80


def test_alone_it_shows_its_commands(duban: Duban) -> None:
    ended = duban()
    assert ended.status == Status.OK
    assert all(f"\n  {name} " in ended.out.decode() for name in NAMES)
    assert ended.out == duban("--help").out


def test_version(duban: Duban) -> None:
    ended = duban("--version")
    assert ended.status == Status.OK
    assert re.fullmatch(rb"duban \d+\.\d+\.\d+\n", ended.out)


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], {}, "zh"),
        ([], {"LANG": "C.UTF-8"}, "zh"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        (["--lang", "zh"], {"LANG": "en_US.UTF-8"}, "zh"),
        (["read", "a", "--lang=en"], {}, "en"),
        (["read", "--", "--lang=en"], {}, "zh"),
    ],
)
def test_language(arguments: list[str], environment: dict[str, str], expected: str) -> None:
    assert language(arguments, environment) == expected


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
def test_every_ending_is_worded(words: CommandWords) -> None:
    assert set(words.status) == set(Status)
    commands = [command for command in program(words).commands.values() if isinstance(command, Command)]
    assert set().union(*(command.endings for command in commands)) == set(Status)


@pytest.mark.parametrize("name", sorted(pages()))
def test_the_reference_is_what_the_commands_say(name: str) -> None:
    written = (ROOT / FOLDER / name).read_text(encoding="utf-8")
    assert written == pages()[name], "stale; run: python -m duban.cli.reference"
