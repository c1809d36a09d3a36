"""Many documents: each is read, rendered and forgotten; results come in the order of the input."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from duban.cli.jobs import perform

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duban.cli.jobs import Job, Outcome
    from duban.formats.sources import Place

# Starting a worker costs about as much as reading this many bytes.
_BYTES_WORTH_A_WORKER = 500_000


def run(jobs: Sequence[Job], *, workers: int | None) -> Iterator[Outcome]:
    """The outcome of each job, in order; ``workers`` None lets the amount of text decide."""
    count = min(len(jobs), workers or _workers(jobs))
    if count <= 1:
        return map(perform, jobs)
    from duban.cli.workers import together  # noqa: PLC0415 (slow to import, and most runs need no workers)

    return together(jobs, count)


def _workers(jobs: Sequence[Job]) -> int:
    size = sum(_size(job.place) for job in jobs)
    return max(1, min(os.cpu_count() or 1, size // _BYTES_WORTH_A_WORKER))


def _size(place: Place) -> int:
    try:
        return place.path.stat().st_size if place.path else 0
    except (OSError, ValueError):
        return 0
