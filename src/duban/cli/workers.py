"""Several documents at a time, each in a process that is not this one.

A document that brings its process down costs its own result only.
"""

from __future__ import annotations

import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING

from duban.cli.jobs import perform
from duban.formats.sources import Refusal, RefusalReason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future

    from duban.cli.jobs import Job, Outcome


def together(jobs: Sequence[Job], count: int) -> Iterator[Outcome]:
    """The outcome of each job, in order, from ``count`` workers."""
    pool = _pool(count)
    try:
        with _interrupts_held():
            futures = [None if job.place.path is None else pool.submit(perform, job) for job in jobs]
        for job, future in zip(jobs, futures, strict=True):
            # Standard input belongs to this process.
            yield perform(job) if future is None else _outcome(job, future)
    finally:
        # Whoever stops listening, by Ctrl-C for one, does not wait for what has not begun.
        pool.shutdown(cancel_futures=True)


def _outcome(job: Job, future: Future[Outcome]) -> Outcome:
    try:
        return future.result()
    except BrokenProcessPool:
        return _alone(job)


def _alone(job: Job) -> Outcome:
    """Try again in a process of its own: a broken pool does not tell which of its documents broke it."""
    with _pool(1) as pool:
        with _interrupts_held():
            future = pool.submit(perform, job)
        try:
            return future.result()
        except BrokenProcessPool as error:
            return Refusal(job.place.name, RefusalReason.FAILED, str(error))


def _pool(count: int) -> ProcessPoolExecutor:
    # Spawned, not forked: the progress bar has a thread by now, and the result is the same on every system.
    return ProcessPoolExecutor(
        count, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_parent
    )


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """While workers are being started Ctrl-C waits, and they are born deaf to it: it is this process's to answer.

    Systems without signal masks leave the workers deaf only once they run.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
