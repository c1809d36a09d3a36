"""``duban backup``: an office in one file, while it runs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from duban.cli.office import command_of, is_made, open_office, refuse
from duban.cli.status import Status
from duban.server.config.options import OptionError

if TYPE_CHECKING:
    from duban.cli.wording import CommandWords

EXAMPLE = """duban backup
duban backup --out /备份/督办.tar.gz"""


def command(words: CommandWords) -> click.Command:
    """The command, in the language of ``words``."""
    return command_of(
        "backup",
        backup,
        words,
        click.Option(
            ["--out"], metavar="FILE", type=click.Path(path_type=Path), help=words.office.backup_out
        ),
        about=(words.office.backup, words.office.backup_more),
        example=EXAMPLE,
    )


def backup(*, words: CommandWords, out: Path | None, home: Path | None) -> Status:
    """Write a backup of the office."""
    try:
        folder = open_office(home)
    except OptionError as error:
        return refuse(error, words)
    if not is_made():
        return refuse(words.office.no_office.format(home=folder), words)
    from duban.server.config import keeping  # noqa: PLC0415 (there are no models before Django is set up)

    target = out or Path(f"duban-{datetime.now().astimezone():%Y%m%d-%H%M%S}.tar.gz")
    try:
        kept = keeping.backup(target)
    except (keeping.BackupError, OSError) as error:
        return refuse(error, words)
    size = f"{kept.bytes / 1e6:.1f} MB"
    click.echo(words.office.kept.format(path=target, events=kept.events, files=kept.files, size=size))
    return Status.OK
