"""``duban serve``: the office in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from duban.cli.kinds import CountKind
from duban.cli.office import command_of, open_office, refuse
from duban.cli.status import Status
from duban.server.config.options import OptionError, Serving

if TYPE_CHECKING:
    from pathlib import Path

    from duban.cli.wording import CommandWords

EXAMPLE = """duban serve
duban serve --address 0.0.0.0:8000 --processes 4 --apart"""


def command(words: CommandWords) -> click.Command:
    """The command, in the language of ``words``."""
    return command_of(
        "serve",
        serve,
        words,
        click.Option(
            ["--address"],
            metavar="HOST:PORT",
            default="127.0.0.1:8000",
            show_default=True,
            help=words.office.serve_address,
        ),
        click.Option(
            ["--processes"],
            metavar="N",
            type=CountKind(words),
            default=1,
            help=words.office.serve_processes,
        ),
        click.Option(
            ["--threads"], metavar="N", type=CountKind(words), default=8, help=words.office.serve_threads
        ),
        click.Option(["--apart"], is_flag=True, help=words.office.serve_apart),
        about=(words.office.serve, words.office.serve_more),
        example=EXAMPLE,
    )


def serve(*, words: CommandWords, home: Path | None, **serving: Any) -> Status:
    """Prepare the office and answer requests until a signal says to stop; ``serving`` is what Serving takes."""
    try:
        folder = open_office(home)
        from duban.server.config import processes  # noqa: PLC0415 (loads Django)

        processes.prepare()
    except OptionError as error:
        return refuse(error, words)
    for line in processes.welcome():
        click.echo(line)
    how = Serving(**serving)
    click.echo(words.office.serving.format(address=f"http://{how.address}", home=folder))
    processes.serve(how)
    return Status.OK
