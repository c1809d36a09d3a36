"""The reference page of the command line, made from the commands themselves: ``python -m duban.cli.reference``.

Writes ``docs/reference/cli.md`` and its Chinese twin; a test fails when they are not what this makes.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from duban.cli.help import Command
from duban.cli.main import PROGRAM, program
from duban.cli.wording import EN, ZH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duban.cli.wording import CommandWords

FOLDER = Path("docs/reference")


def pages() -> dict[str, str]:
    """The text of each page, by its file's name."""
    return {"cli.md": _page(EN), "cli.zh-CN.md": _page(ZH)}


def main() -> None:
    """Write the pages into the folder given, or into the documentation."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


def _page(words: CommandWords) -> str:
    group = program(words)
    context = click.Context(group, info_name=PROGRAM)
    lines = ["<!-- python -m duban.cli.reference -->", f"# `{PROGRAM}`", "", words.program, ""]
    lines += _options(group, context, words)
    for name, command in group.commands.items():
        if isinstance(command, Command):
            lines += _section(command, click.Context(command, info_name=name, parent=context), words)
    return "\n".join(lines)


def _section(command: Command, context: click.Context, words: CommandWords) -> Iterator[str]:
    arguments = " ".join(command.collect_usage_pieces(context)[1:])
    yield from (f"## `{PROGRAM} {command.name} {arguments}`", "")
    for paragraph in command.about:
        yield from (paragraph, "")
    yield from _options(command, context, words)
    yield from (f"### {words.examples}", "", "```sh", *command.example.splitlines(), "```", "")
    yield from (f"### {words.statuses}", "", "| | | |", "| ---: | --- | --- |")
    for status, meaning in command.endings.items():
        yield f"| {status.value} | `{status.name}` | {meaning} |"
    yield ""


def _options(command: click.Command, context: click.Context, words: CommandWords) -> Iterator[str]:
    yield from (f"### {words.options}", "", "| | |", "| --- | --- |")
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if record:
            name, meaning = (text.replace("|", "\\|") for text in record)
            yield f"| `{name}` | {meaning} |"
    yield ""


if __name__ == "__main__":
    main()
