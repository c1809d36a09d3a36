"""Ordered consequences, incentives and help, each set off by a history and issued as a notice that can be answered.

A ladder says what would follow and why; a person issues it. It counts organisations, areas and assets, never persons.
"""

from duban.governing.ladders.climbing import Call, Issued, calls, counts
from duban.governing.ladders.errors import HistoryError, LadderError, NoticeError, Problem, ShapeError
from duban.governing.ladders.explaining import explain
from duban.governing.ladders.model import (
    Bottom,
    Climb,
    Counted,
    Direction,
    Graded,
    Judged,
    Ladder,
    Mark,
    Missed,
    Nature,
    Reset,
    Return,
    Run,
    Rung,
    Top,
    Trigger,
    Valued,
    ladder,
)
from duban.governing.ladders.notices import Notice, Stage, answer, decide, issue, remedy
from duban.governing.ladders.wording import NAMES

__all__ = [
    "NAMES",
    "Bottom",
    "Call",
    "Climb",
    "Counted",
    "Direction",
    "Graded",
    "HistoryError",
    "Issued",
    "Judged",
    "Ladder",
    "LadderError",
    "Mark",
    "Missed",
    "Nature",
    "Notice",
    "NoticeError",
    "Problem",
    "Reset",
    "Return",
    "Run",
    "Rung",
    "ShapeError",
    "Stage",
    "Top",
    "Trigger",
    "Valued",
    "answer",
    "calls",
    "counts",
    "decide",
    "explain",
    "issue",
    "ladder",
    "remedy",
]
