"""Measuring growth so that a busy machine does not matter: processor time, the best of several, no collections."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


TOO_QUICK = 0.05  # seconds: below it, noise outweighs growth


def growth(work: Callable[[int], object], *, size: int, times: int = 4) -> float:
    """How many times as long ``work(times * size)`` takes as ``work(size)``; ``times`` is what linear work takes.

    Work that is done in next to no time is not judged: it counts as linear.
    """
    work(max(1, size // 10))
    gc.collect()
    gc.disable()
    try:
        long = _best(work, size * times)
        return float(times) if long < TOO_QUICK else long / max(_best(work, size), 1e-3)
    finally:
        gc.enable()


def _best(work: Callable[[int], object], size: int) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        work(size)
        best = min(best, time.process_time() - start)
    return best
