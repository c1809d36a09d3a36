"""The options that every command has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from duban.cli.kinds import LanguageKind

if TYPE_CHECKING:
    from duban.cli.wording import CommandWords


def lang_option(words: CommandWords) -> click.Option:
    """``--lang``, which the program looks for before it knows its commands."""
    return click.Option(
        ["--lang"], metavar="zh|en", type=LanguageKind(words), expose_value=False, help=words.lang_option
    )


def help_option(words: CommandWords) -> click.Option:
    """``--help``, described in the language of ``words``."""

    def show(ctx: click.Context, _param: click.Parameter, value: object) -> None:
        if value and not ctx.resilient_parsing:
            click.echo(ctx.get_help())
            ctx.exit()

    return click.Option(
        ["--help"], is_flag=True, is_eager=True, expose_value=False, callback=show, help=words.help_option
    )
