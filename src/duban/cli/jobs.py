"""One document to be read, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from duban.cli.rendering import Manner, render
from duban.formats.sources import Place, Refusal, RefusalReason, fetch

if TYPE_CHECKING:
    from datetime import date


class Job(NamedTuple):
    """One document to be read."""

    place: Place
    manner: Manner
    dated: date | None


class Result(NamedTuple):
    """One document read and rendered."""

    place: Place
    content: bytes


Outcome: TypeAlias = "Result | Refusal"


def perform(job: Job) -> Outcome:
    """Read and render one document. Whatever goes wrong here is one document's misfortune."""
    document = fetch(job.place)
    if isinstance(document, Refusal):
        return document
    from duban.formats.intake import read_document  # noqa: PLC0415 (not needed to refuse)

    try:
        return Result(job.place, render(document, read_document(document, dated=job.dated), job.manner))
    except Exception as error:  # noqa: BLE001 (the outermost edge of one document)
        return Refusal(job.place.name, RefusalReason.FAILED, f"{type(error).__name__}: {error}")
