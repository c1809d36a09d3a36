"""Measuring growth so that a busy machine does not matter: processor time, the best of several, no collections."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def growth(work: Callable[[int], object], *, size: int, times: int = 4) -> float:
    """How many times as long ``work(times * size)`` takes as ``work(size)``; ``times`` is what linear work takes."""
    work(max(1, size // 10))
    gc.disable()
    try:
        return _best(work, size * times) / max(_best(work, size), 1e-3)
    finally:
        gc.enable()


def _best(work: Callable[[int], object], size: int) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        work(size)
        best = min(best, time.process_time() - start)
    return best
