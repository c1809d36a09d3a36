"""Targets: the figures of an item that a supervisor would check, each with what it measures and by when.

年内新建公园3个、改造公厕12座以上 is two: 公园 = 3 个 (increase) and 公厕 >= 12 座 (level),
both due at the end of the year.
"""

from __future__ import annotations

from duban.reading.commitments.targets.finding import Stated, find_all, find_targets

__all__ = ["Stated", "find_all", "find_targets"]
