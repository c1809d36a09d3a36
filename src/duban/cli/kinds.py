"""The kinds of option values, with refusals in the language of the interface."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from duban.cli.rendering import Format

if TYPE_CHECKING:
    from duban.cli.wording import CommandWords


class FormatKind(click.ParamType["Format"]):
    """A :class:`Format` by its name."""

    name = "format"

    def __init__(self, words: CommandWords) -> None:
        self.words = words

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """The names, as the help shows them."""
        del param, ctx
        return "|".join(format_.value for format_ in Format)

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Format:
        """The format, or a refusal that lists them."""
        try:
            return Format(value)
        except ValueError:
            choices = "、".join(format_.value for format_ in Format)
            self.fail(self.words.bad_choice.format(value=value, choices=choices), param, ctx)


class DayKind(click.ParamType["date"]):
    """A day as 2024-06-30."""

    name = "YYYY-MM-DD"

    def __init__(self, words: CommandWords) -> None:
        self.words = words

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(self.words.bad_day.format(value=value), param, ctx)


class CountKind(click.ParamType["int"]):
    """A whole number from 1."""

    name = "N"

    def __init__(self, words: CommandWords) -> None:
        self.words = words

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        text = str(value)
        if not (text.isascii() and text.isdigit() and len(text) < 5 and int(text)):
            self.fail(self.words.bad_count.format(value=value), param, ctx)
        return int(text)


class LanguageKind(click.ParamType["str"]):
    """zh or en. The choice is made before the command line is parsed (see main); here it is only checked."""

    name = "zh|en"

    def __init__(self, words: CommandWords) -> None:
        self.words = words

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The language."""
        if value not in ("zh", "en"):
            self.fail(self.words.bad_choice.format(value=value, choices="zh、en"), param, ctx)
        return str(value)
