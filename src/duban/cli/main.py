"""The program: chooses the language, runs the command, and turns what went wrong into a sentence and a status."""

from __future__ import annotations

import errno
import os
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import click

from duban.cli import backup, demo, read, restore, serve, verify, work
from duban.cli.delivery import CannotWriteError
from duban.cli.help import Group
from duban.cli.options import help_option, lang_option
from duban.cli.status import Status
from duban.cli.wording import command_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from duban.cli.wording import CommandWords
    from duban.formats.wording import Language

PROGRAM = "duban"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run ``duban`` and leave with its status."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments, os.environ))


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> Status:
    """Run ``duban`` with ``arguments``; how it ended."""
    words = command_words(language(arguments, environment))
    try:
        status = program(words).main(list(arguments), prog_name=PROGRAM, standalone_mode=False)
    except click.UsageError as error:
        _complain(error, words)
        return Status.USAGE
    except CannotWriteError as error:
        click.echo(words.cannot_write.format(path=error.path, reason=error.reason), err=True)
        return Status.CANNOT_WRITE
    except (click.Abort, KeyboardInterrupt):
        click.echo(words.interrupted, err=True)
        return Status.INTERRUPTED
    except OSError as error:
        return _output_failed(error, words)
    return Status(status or 0)


def program(words: CommandWords) -> Group:
    """The program with all its commands, in the language of ``words``."""
    return Group(
        words=words,
        name=PROGRAM,
        callback=_help_when_alone,
        invoke_without_command=True,
        add_help_option=False,
        commands=[module.command(words) for module in (read, serve, work, demo, verify, backup, restore)],
        params=[
            lang_option(words),
            click.Option(
                ["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_show_version,
                help=words.version_option,
            ),
            help_option(words),
        ],
    )


def language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language asked for by ``--lang``, else by the environment, else Chinese."""
    asked = ""
    for argument, following in pairwise([*arguments, ""]):
        if argument == "--":
            break
        if argument == "--lang":
            asked = following
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    settings = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = asked or next(filter(None, settings), "")
    return "en" if chosen.lower().startswith("en") else "zh"


@click.pass_context
def _help_when_alone(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def _show_version(ctx: click.Context, _param: click.Parameter, value: object) -> None:
    if value and not ctx.resilient_parsing:
        from importlib.metadata import version  # noqa: PLC0415 (slow to import, seldom asked)

        click.echo(f"{PROGRAM} {version('duban')}")
        ctx.exit()


def _complain(error: click.UsageError, words: CommandWords) -> None:
    click.echo(_sentence(error, words), err=True)
    command = error.ctx.command_path if error.ctx else PROGRAM
    click.echo(words.see_help.format(command=command), err=True)


def _sentence(error: click.UsageError, words: CommandWords) -> str:
    """What click has to say, in the language of ``words``."""
    if isinstance(error, click.NoSuchOption):
        return words.no_such_option.format(name=error.option_name)
    if isinstance(error, click.BadOptionUsage):
        return words.needs_value.format(name=error.option_name)
    if isinstance(error, click.MissingParameter):
        return words.missing.format(name=error.param.metavar if error.param else "")
    if isinstance(error, click.BadParameter) and error.param:
        return f"{error.param.opts[0]}: {error.message}"
    return error.format_message()


def _output_failed(error: OSError, words: CommandWords) -> Status:
    if error.errno == errno.EPIPE:
        # Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Status.OUTPUT_CLOSED
    click.echo(words.cannot_write.format(path="-", reason=error.strerror or error), err=True)
    return Status.CANNOT_WRITE


if __name__ == "__main__":
    main()
