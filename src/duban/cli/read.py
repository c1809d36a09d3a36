"""``duban read``: documents in, ledgers out."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from duban.cli.batch import run
from duban.cli.delivery import Destination, plan, to_standard_output
from duban.cli.help import Command
from duban.cli.jobs import Job
from duban.cli.kinds import CountKind, DayKind, FormatKind
from duban.cli.options import help_option, lang_option
from duban.cli.rendering import Format, Manner
from duban.cli.status import Status
from duban.formats.sources import Refusal, search
from duban.formats.wording import words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from duban.cli.jobs import Outcome
    from duban.cli.wording import CommandWords
    from duban.formats.sources import Place

EXAMPLE = """duban read 通知.txt
duban read 文件夹 --format html --out 台账
cat 通知.txt | duban read - --format json"""
ENDINGS = (
    Status.OK,
    Status.SOME_UNREAD,
    Status.USAGE,
    Status.NOTHING_TO_READ,
    Status.CANNOT_WRITE,
    Status.INTERRUPTED,
    Status.OUTPUT_CLOSED,
)
# Width of a table that goes to a file or a pipe, where there is no terminal to ask.
_WIDTH_ELSEWHERE = 120
_NARROWEST = 60


def command(words: CommandWords) -> click.Command:
    """The command, in the language of ``words``."""
    return Command(
        words=words,
        example=EXAMPLE,
        about=(words.read, words.read_paths),
        endings=ENDINGS,
        name="read",
        callback=lambda **options: read(words=words, **options),
        add_help_option=False,
        params=[
            click.Argument(["paths"], metavar="PATH...", nargs=-1, required=True),
            click.Option(
                ["--format", "form"], type=FormatKind(words), default=Format.TABLE, help=words.read_format
            ),
            click.Option(["--out"], metavar="DIR", type=click.Path(path_type=Path), help=words.read_out),
            click.Option(["--jobs"], metavar="N", type=CountKind(words), help=words.read_jobs),
            click.Option(["--dated"], metavar="YYYY-MM-DD", type=DayKind(words), help=words.read_dated),
            lang_option(words),
            help_option(words),
        ],
    )


def read(
    *,
    words: CommandWords,
    paths: Sequence[str],
    form: Format,
    out: Path | None,
    jobs: int | None,
    dated: date | None,
) -> Status:
    """Read what ``paths`` name and deliver it; the status says how it went."""
    found = search(paths)
    if found.passed_over:
        _say(words.passed_over.format(count=len(found.passed_over), kinds=_suffixes(found.passed_over)))
    if not found.places:
        _say(words.nothing_to_read)
        return Status.NOTHING_TO_READ
    single = len(found.places) == 1
    destination = _destination(found.places, form, out, single=single)
    work = [Job(place, _manner(words, form, destination, single=single), dated) for place in found.places]
    outcomes = _watched(run(work, workers=jobs), len(work), words)
    if destination is None and sys.stdout.isatty():
        # Results on the terminal would run into the progress bar, so they wait until it is gone.
        outcomes = iter(list(outcomes))
    unread = _deliver(outcomes, destination, words)
    if unread and not single:
        _say(words.some_unread.format(total=len(work), unread=unread))
    return Status.SOME_UNREAD if unread else Status.OK


def _destination(
    places: Sequence[Place], form: Format, out: Path | None, *, single: bool
) -> Destination | None:
    """None is standard output. A paper goes there only alone, and only where it is being redirected."""
    if out is None and not (form.is_paper and (not single or sys.stdout.isatty())):
        return None
    return plan(places, out or Path(), form.suffix)


def _manner(words: CommandWords, form: Format, destination: Destination | None, *, single: bool) -> Manner:
    watched = destination is None and sys.stdout.isatty()
    width = shutil.get_terminal_size((_WIDTH_ELSEWHERE, 24)).columns if watched else _WIDTH_ELSEWHERE
    return Manner(
        format=form,
        language=words.language,
        width=max(_NARROWEST, width),
        colour=watched and not os.environ.get("NO_COLOR"),
        in_lines=destination is None and not single,
    )


def _watched(outcomes: Iterable[Outcome], total: int, words: CommandWords) -> Iterator[Outcome]:
    """``outcomes``, with a progress bar while many come in and somebody watches."""
    if total == 1 or not sys.stderr.isatty():
        yield from outcomes
        return
    from rich.console import Console  # noqa: PLC0415 (only for those who watch)
    from rich.progress import track  # noqa: PLC0415

    yield from track(
        outcomes, description=words.reading, total=total, console=Console(stderr=True), transient=True
    )


def _deliver(outcomes: Iterable[Outcome], destination: Destination | None, words: CommandWords) -> int:
    """Send each result where it belongs and say what was not read; how many were not."""
    unread, written = 0, list[Path]()
    for outcome in outcomes:
        if isinstance(outcome, Refusal):
            unread += 1
            _say(words.unread.format(name=outcome.name, reason=_reason(outcome, words)))
        elif destination is None:
            to_standard_output(outcome.content)
        else:
            written.append(destination.deliver(outcome))
    if destination and len(written) > 1:
        _say(words.written_many.format(folder=destination.folder, count=len(written)))
    elif written:
        _say(words.written.format(path=written[0]))
    return unread


def _reason(refusal: Refusal, words: CommandWords) -> str:
    sentence = words_in(words.language).refusals[refusal.reason]
    return f"{sentence}（{refusal.detail}）" if refusal.detail else sentence


def _suffixes(paths: Iterable[Path]) -> str:
    counted = Counter(path.suffix.lower() or path.name for path in paths)
    return "、".join(f"{suffix} {count}" for suffix, count in counted.most_common(5))


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)
