"""On which line of a TOML text a key stands, for messages.

Not a parser: the text was read by ``tomllib`` already or refused by it. Headers and keys at the start of a line are
found, strings and lists over several lines are stepped over; what stands inside them has the line of their key.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duban.mechanisms.errors import Path

NAME = r"""(?:[\w-]+|"[^"]*"|'[^']*')"""
NAMES = rf"(?P<keys>{NAME}(?:\s*\.\s*{NAME})*+)"
HEADER = re.compile(rf"^\s*(?P<open>\[\[?)\s*{NAMES}\s*\]")
KEY = re.compile(rf"^\s*{NAMES}\s*=")
QUIET = re.compile(r"""\"(?:[^"\\]|\\.)*+"|'[^']*'|\#.*""")
"""Strings of one line and comments: brackets in them open nothing."""
LONG = ('"""', "'''")


def key_lines(text: str) -> dict[Path, int]:
    """The first line of each path of keys, tables of an array counted from 0."""
    lines: dict[Path, int] = {}
    table: Path = ()
    arrays: dict[Path, int] = {}
    string: str | None = None
    depth = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if string is not None:
            string = None if string in line else string
        elif depth > 0:
            depth += _opened(line)
        elif header := HEADER.match(line):
            table = _within(_split(header["keys"]), arrays)
            if header["open"] == "[[":
                arrays[table] = arrays.get(table, -1) + 1
                table = (*table, arrays[table])
            _note(lines, table, number)
        elif key := KEY.match(line):
            _note(lines, (*table, *_split(key["keys"])), number)
            string = next((mark for mark in LONG if line.count(mark) % 2), None)
            depth = 0 if string else _opened(line)
    return lines


def _within(keys: Path, arrays: Mapping[Path, int]) -> Path:
    """``keys`` with the place of the last table of each array that they go through, but for their own."""
    path: Path = ()
    for key in keys[:-1]:
        path = (*path, key)
        if path in arrays:
            path = (*path, arrays[path])
    return (*path, keys[-1])


def _opened(line: str) -> int:
    """How many brackets a line leaves open; fewer than none when it closes earlier ones."""
    quiet = QUIET.sub("", line)
    return sum(map(quiet.count, "[{")) - sum(map(quiet.count, "]}"))


def line_of(lines: Mapping[Path, int], path: Path) -> int | None:
    """The line of a path, or of the nearest one above it."""
    for end in range(len(path), 0, -1):
        if path[:end] in lines:
            return lines[path[:end]]
    return None


def _split(keys: str) -> Path:
    """``moves."a.b".c`` as its keys; the TOML reader itself takes the quotes apart."""
    path: list[str | int] = []
    table: object = tomllib.loads(f"{keys} = 0")
    while isinstance(table, dict):
        key = next(iter(table))
        path.append(key)
        table = table[key]
    return tuple(path)


def _note(lines: dict[Path, int], path: Path, number: int) -> None:
    for end in range(1, len(path) + 1):
        lines.setdefault(path[:end], number)
