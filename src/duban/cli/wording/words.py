"""The shape of the command line's sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duban.cli.status import Status
    from duban.cli.wording.office import OfficeWords
    from duban.formats.wording import Language


@dataclass(frozen=True, kw_only=True, slots=True)
class CommandWords:
    """One language. Braces are places that the caller fills."""

    language: Language
    # Help
    usage: str
    options: str
    commands: str
    examples: str
    statuses: str
    option_metavar: str
    command_metavar: str
    help_option: str
    version_option: str
    lang_option: str
    program: str
    read: str
    read_paths: str
    read_format: str
    read_out: str
    read_jobs: str
    read_dated: str
    status: Mapping[Status, str]
    # Usage errors
    see_help: str
    no_such_option: str
    no_such_command: str
    needs_value: str
    missing: str
    bad_choice: str
    bad_day: str
    bad_count: str
    unexpected: str
    # While reading
    reading: str
    unread: str
    nothing_to_read: str
    passed_over: str
    written: str
    written_many: str
    cannot_write: str
    interrupted: str
    some_unread: str
    # The server
    office: OfficeWords
