"""Many documents: each is read, rendered and forgotten; results come in the order of the input.

A document that cannot be read, or that brings its process down, costs its own result only.
"""

from __future__ import annotations

import os
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from duban.cli.rendering import Manner, render
from duban.formats.sources import Place, Refusal, RefusalReason, fetch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future
    from datetime import date

# Starting a worker costs about as much as reading this many bytes.
_BYTES_WORTH_A_WORKER = 500_000


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


def run(jobs: Sequence[Job], *, workers: int | None) -> Iterator[Outcome]:
    """The outcome of each job, in order; ``workers`` None lets the amount of text decide."""
    count = min(len(jobs), workers or _workers(jobs))
    return _together(jobs, count) if count > 1 else map(perform, jobs)


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


def _workers(jobs: Sequence[Job]) -> int:
    size = sum(_size(job.place) for job in jobs)
    return max(1, min(os.cpu_count() or 1, size // _BYTES_WORTH_A_WORKER))


def _size(place: Place) -> int:
    try:
        return place.path.stat().st_size if place.path else 0
    except (OSError, ValueError):
        return 0


def _together(jobs: Sequence[Job], count: int) -> Iterator[Outcome]:
    with _pool(count) as pool:
        futures = [None if job.place.path is None else pool.submit(perform, job) for job in jobs]
        for job, future in zip(jobs, futures, strict=True):
            # Standard input belongs to this process.
            yield perform(job) if future is None else _outcome(job, future)


def _outcome(job: Job, future: Future[Outcome]) -> Outcome:
    try:
        return future.result()
    except BrokenProcessPool:
        return _alone(job)


def _alone(job: Job) -> Outcome:
    """Try again in a process of its own: a broken pool does not tell which of its documents broke it."""
    with _pool(1) as pool:
        try:
            return pool.submit(perform, job).result()
        except BrokenProcessPool as error:
            return Refusal(job.place.name, RefusalReason.FAILED, str(error))


def _pool(count: int) -> ProcessPoolExecutor:
    # Spawned, not forked: the progress bar has a thread by now, and the result is the same on every system.
    return ProcessPoolExecutor(
        count, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_parent
    )


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
