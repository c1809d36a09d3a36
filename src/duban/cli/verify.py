"""``duban verify``: does the log hold?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from duban.cli.office import ENDINGS, command_of, is_made, open_office, refuse
from duban.cli.status import Status
from duban.server.config.options import OptionError

if TYPE_CHECKING:
    from pathlib import Path

    from duban.cli.wording import CommandWords

EXAMPLE = """duban verify"""


def command(words: CommandWords) -> click.Command:
    """The command, in the language of ``words``."""
    return command_of(
        "verify",
        verify,
        words,
        about=(words.office.verify, words.office.verify_more),
        example=EXAMPLE,
        endings=(*ENDINGS, Status.CHAIN_BROKEN, Status.EVIDENCE_DAMAGED),
    )


def verify(*, words: CommandWords, home: Path | None) -> Status:
    """Verify the chain of the office's log."""
    try:
        folder = open_office(home)
    except OptionError as error:
        return refuse(error, words)
    if not is_made():
        return refuse(words.office.no_office.format(home=folder), words)
    from duban.server.audit.queries import prove  # noqa: PLC0415 (there are no models before Django is set up)

    proof = prove()
    if proof.broken is None:
        click.echo(words.office.holds.format(events=proof.events, digest=proof.digest))
        return _evidence(words)
    why = words.office.why[proof.broken.why]
    click.echo(words.office.broken.format(number=proof.broken.number, why=why, events=proof.events))
    return Status.CHAIN_BROKEN


def _evidence(words: CommandWords) -> Status:
    """Hold every evidence file against the digest that the ledger names."""
    from duban.server.ledger.evidence import all_kept, damaged  # noqa: PLC0415 (there are models now)

    digests = all_kept()
    broken = list(damaged(digests))
    for digest, why in broken:
        click.echo(words.office.evidence_broken.format(digest=digest, why=words.office.evidence_why[why]))
    if broken:
        return Status.EVIDENCE_DAMAGED
    click.echo(words.office.evidence_holds.format(files=len(digests)))
    return Status.OK
