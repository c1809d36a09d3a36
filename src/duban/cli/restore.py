"""``duban restore``: an office out of its backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from duban.cli.office import ENDINGS, command_of, open_office, refuse
from duban.cli.status import Status
from duban.server.config.options import OptionError

if TYPE_CHECKING:
    from duban.cli.wording import CommandWords

EXAMPLE = """duban restore 督办.tar.gz --home 新文件夹"""


def command(words: CommandWords) -> click.Command:
    """The command, in the language of ``words``."""
    return command_of(
        "restore",
        restore,
        words,
        click.Argument(
            ["file"], metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False)
        ),
        about=(words.office.restore, words.office.restore_more),
        example=EXAMPLE,
        endings=(*ENDINGS, Status.CHAIN_BROKEN),
    )


def restore(*, words: CommandWords, file: Path, home: Path | None) -> Status:
    """Restore a backup into an empty office."""
    try:
        open_office(home)
    except OptionError as error:
        return refuse(error, words)
    import tarfile  # noqa: PLC0415 (seldom wanted)

    from duban.server.config import keeping  # noqa: PLC0415 (there are no models before Django is set up)

    try:
        proof = keeping.restore(file)
    except (keeping.BackupError, OSError, tarfile.TarError) as error:
        return refuse(error, words)
    if proof.broken is not None:
        why = words.office.why[proof.broken.why]
        click.echo(words.office.broken.format(number=proof.broken.number, why=why, events=proof.events))
        return Status.CHAIN_BROKEN
    click.echo(words.office.restored.format(path=file, events=proof.events))
    return Status.OK
