"""``duban work``: the queue and the clock, beside serving processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from duban.cli.office import command_of, open_office, refuse
from duban.cli.status import Status
from duban.server.config.options import OptionError

if TYPE_CHECKING:
    from pathlib import Path

    from duban.cli.wording import CommandWords

EXAMPLE = """duban work"""


def command(words: CommandWords) -> click.Command:
    """The command, in the language of ``words``."""
    return command_of(
        "work",
        work,
        words,
        about=(words.office.work, words.office.work_more),
        example=EXAMPLE,
    )


def work(*, words: CommandWords, home: Path | None) -> Status:
    """Run the queue and the clock until a signal says to stop."""
    try:
        folder = open_office(home)
        from duban.server.config import processes  # noqa: PLC0415 (loads Django)

        processes.prepare()
    except OptionError as error:
        return refuse(error, words)
    click.echo(words.office.working.format(home=folder))
    processes.work()
    return Status.OK
