"""How help looks: in the language of the interface, wrapped by the width that Chinese takes in a terminal.

click wraps by counting characters and speaks English; its parsing is used here and its help is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from duban.cli.columns import wrapped
from duban.formats.papers.characters import width_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from duban.cli.status import Status
    from duban.cli.wording import CommandWords

WIDTH = 80


class Command(click.Command):
    """A command that can show an example of itself; ``endings`` are the statuses it may leave with."""

    def __init__(
        self,
        *,
        words: CommandWords,
        example: str,
        about: tuple[str, ...],
        endings: tuple[Status, ...],
        **options: object,
    ) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self.words = words
        self.example = example
        self.about = about
        self.endings = {status: words.status[status] for status in endings}

    def get_help(self, ctx: click.Context) -> str:
        """The whole help."""
        arguments = " ".join(
            parameter.make_metavar(ctx) for parameter in self.params if isinstance(parameter, click.Argument)
        )
        words = self.words
        lines = [f"{words.usage}: {ctx.command_path} {words.option_metavar} {arguments}".rstrip()]
        for paragraph in self.about:
            lines += ["", *_wrapped(paragraph, 2)]
        lines += ["", f"{words.options}:", *options_of(self, ctx)]
        lines += ["", f"{words.examples}:", *(f"  {line}" for line in self.example.splitlines())]
        lines += ["", f"{words.statuses}:"]
        lines += rows(
            (f"{status.value:>3}  {status.name}", meaning) for status, meaning in self.endings.items()
        )
        return "\n".join(lines)


class Group(click.Group):
    """The program itself."""

    def __init__(self, *, words: CommandWords, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self.words = words

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named first, or a refusal in the language of the interface."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            ctx.fail(self.words.no_such_command.format(name=args[0]))
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        """The whole help."""
        words = self.words
        lines = [f"{words.usage}: {ctx.command_path} {words.option_metavar} {words.command_metavar}", ""]
        lines += _wrapped(words.program, 2)
        lines += ["", f"{words.commands}:"]
        lines += rows(
            (name, command.about[0])
            for name, command in self.commands.items()
            if isinstance(command, Command)
        )
        lines += ["", f"{words.options}:", *options_of(self, ctx)]
        return "\n".join(lines)


def options_of(command: click.Command, ctx: click.Context) -> list[str]:
    """The options of ``command``, one or more lines each."""
    options = (parameter for parameter in command.get_params(ctx) if isinstance(parameter, click.Option))
    records = (option.get_help_record(ctx) for option in options)
    return rows(record for record in records if record)


def rows(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Two columns, the second one wrapped."""
    pairs = list(pairs)
    column = max((width_of(first) for first, _ in pairs), default=0) + 4
    lines: list[str] = []
    for first, second in pairs:
        head, *rest = _wrapped(second, column)
        lines.append(f"  {first}{' ' * (column - 2 - width_of(first))}{head.lstrip()}")
        lines.extend(rest)
    return lines


def _wrapped(text: str, indent: int) -> list[str]:
    return [" " * indent + line for line in wrapped(text, WIDTH - indent)]
