"""``duban work``: the queue and the clock, beside serving processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from duban.cli.help import Command
from duban.cli.office import ENDINGS, home_option, open_office, refuse
from duban.cli.options import help_option, lang_option
from duban.cli.status import Status
from duban.server.config.options import OptionError

if TYPE_CHECKING:
    from pathlib import Path

    from duban.cli.wording import CommandWords

EXAMPLE = """duban work"""


def command(words: CommandWords) -> click.Command:
    """The command, in the language of ``words``."""
    return Command(
        words=words,
        example=EXAMPLE,
        about=(words.office.work, words.office.work_more),
        endings=ENDINGS,
        name="work",
        callback=lambda **options: work(words=words, **options),
        add_help_option=False,
        params=[
            home_option(words),
            lang_option(words),
            help_option(words),
        ],
    )


def work(*, words: CommandWords, home: Path | None) -> Status:
    """Run the queue and the clock until a signal says to stop."""
    try:
        folder = open_office(home)
    except OptionError as error:
        return refuse(error, words)
    from duban.server.config import processes  # noqa: PLC0415 (loads Django)

    processes.prepare()
    click.echo(words.office.working.format(home=folder))
    processes.work()
    return Status.OK
