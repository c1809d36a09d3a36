"""The command line in English."""

from __future__ import annotations

from duban.cli.status import Status
from duban.cli.wording.office import EN as OFFICE
from duban.cli.wording.words import CommandWords

WORDS = CommandWords(
    language="en",
    usage="Usage",
    options="Options",
    commands="Commands",
    examples="Example",
    statuses="Exit status",
    option_metavar="[OPTIONS]",
    command_metavar="COMMAND",
    help_option="Show this help and exit",
    version_option="Show the version and exit",
    lang_option="Language of the interface; by default from LANG, else Chinese",
    program="duban 督办 reads official Chinese documents into a ledger where every field quotes its source.",
    read="Read documents into a ledger: items, lead and supporting units, deadlines, targets, cited documents, and what"
    " a careful reviewer would ask.",
    read_paths="PATH is a file, a folder (with the .txt, .md and .html files below it) or - (standard input)."
    " Hidden files are not read.",
    read_format="Output format: table in the terminal (default), json, xlsx, markdown, html beside the source",
    read_out="Folder to write to, made if need be, one file a document; without it results go to the screen, xlsx and"
    " html into the current folder",
    read_jobs="How many documents to read at a time; by default as their size suggests",
    read_dated="Day the document was written, used only where the document itself gives none",
    status={
        Status.OK: "everything was read",
        Status.SOME_UNREAD: "some input could not be read, the rest was",
        Status.USAGE: "the command was not understood",
        Status.NOTHING_TO_READ: "there was nothing to read",
        Status.CANNOT_WRITE: "the result could not be written",
        Status.CHAIN_BROKEN: "the log's chain is broken",
        Status.REFUSED: "not done, and nothing was changed",
        Status.EVIDENCE_DAMAGED: "an evidence file is missing or was changed",
        Status.INTERRUPTED: "interrupted (Ctrl-C)",
        Status.OUTPUT_CLOSED: "the program that took the output closed first",
    },
    see_help="See: {command} --help",
    no_such_option="no such option: {name}",
    no_such_command="no such command: {name}",
    needs_value="option {name} needs a value",
    missing="missing {name}",
    bad_choice="“{value}” is not one of the values: {choices}",
    bad_day="“{value}” is not a day; write it like 2024-06-30",
    bad_count="“{value}” is not a count; write a whole number from 1",
    unexpected="unexpected argument: {value}",
    reading="Reading",
    unread="not read: {name}: {reason}",
    nothing_to_read="there is nothing to read. Text, Markdown and HTML files are; any file can be named.",
    passed_over="passed over {count} files that are not text ({kinds})",
    written="written: {path}",
    written_many="written: {count} files in {folder}",
    cannot_write="cannot write {path}: {reason}",
    interrupted="interrupted.",
    some_unread="{unread} of {total} were not read.",
    office=OFFICE,
)
