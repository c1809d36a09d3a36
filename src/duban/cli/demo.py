"""``duban demo``: an office to try things in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from duban.cli.office import command_of, is_made, open_office, refuse
from duban.cli.status import Status
from duban.server.config.options import OptionError

if TYPE_CHECKING:
    from duban.cli.wording import CommandWords

EXAMPLE = """duban demo samples --home 示范"""


def command(words: CommandWords) -> click.Command:
    """The command, in the language of ``words``."""
    return command_of(
        "demo",
        demo,
        words,
        click.Argument(["folder"], metavar="DIR", type=click.Path(path_type=Path, file_okay=False)),
        about=(words.office.demo, words.office.demo_more),
        example=EXAMPLE,
    )


def demo(*, words: CommandWords, folder: Path, home: Path | None) -> Status:
    """Make a demonstration office of the documents in ``folder``."""
    try:
        office = open_office(home)
    except OptionError as error:
        return refuse(error, words)
    if is_made():
        return refuse(words.office.made_already.format(home=office), words)
    if not any(folder.glob("*.txt")):
        return refuse(words.nothing_to_read, words)
    from duban.server.config.processes import prepare  # noqa: PLC0415 (loads Django)

    try:
        prepare()
    except OptionError as error:
        return refuse(error, words)
    from duban.server.config.demonstration import make  # noqa: PLC0415 (there are models now)

    made = make(folder)
    click.echo(words.office.demo_made.format(items=made.items, home=office))
    for name, login, password in made.people:
        click.echo(f"  {login:<12} {password:<16} {name}")
    return Status.OK
