"""What the commands of the server share: which office is meant, and how a refusal is said.

Django is loaded by a command when it runs and not before: ``duban read`` and every help wait for nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from duban.cli.help import Command
from duban.cli.options import help_option, lang_option
from duban.cli.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from duban.cli.wording import CommandWords

#: How every command of the server may end.
ENDINGS = (Status.OK, Status.USAGE, Status.REFUSED, Status.INTERRUPTED)


def command_of(
    name: str,
    run: Callable[..., Status],
    words: CommandWords,
    *params: click.Parameter,
    about: tuple[str, str],
    example: str,
    endings: tuple[Status, ...] = ENDINGS,
) -> Command:
    """A command of the server: ``--home`` is among its options."""
    home = click.Option(["--home"], metavar="DIR", type=click.Path(path_type=Path), help=words.office.home)
    return Command(
        words=words,
        example=example,
        about=about,
        endings=endings,
        name=name,
        callback=lambda **options: run(words=words, **options),
        add_help_option=False,
        params=[*params, home, lang_option(words), help_option(words)],
    )


def refuse(reason: object, words: CommandWords) -> Status:
    """Say why nothing was done."""
    click.echo(words.office.refused.format(reason=reason), err=True)
    return Status.REFUSED


def open_office(home: Path | None) -> Path:
    """Point Django at an office; its folder. Raises OptionError where the settings cannot be used."""
    from duban.server.config.processes import set_up  # noqa: PLC0415 (loads Django)

    return set_up(home)


def is_made() -> bool:
    """Whether the office that was opened has a database with its tables."""
    from duban.server.config import processes  # noqa: PLC0415 (loads Django)

    return processes.is_made()
