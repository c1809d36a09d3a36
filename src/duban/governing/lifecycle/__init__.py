"""The loop as a table: what states there are, who may move an item on, and what must be in hand for it.

Pure: no clock, no file, no person; all that a decision looks at comes in a `Situation`. The table itself is data and
is built by ``duban.mechanisms``. What a move writes, and to whom it is told, is the server's.
"""

from duban.governing.lifecycle.checking import LifecycleError, Problem
from duban.governing.lifecycle.deciding import REFUSALS, Mark, Offer, Refusal, Verdict, decide, offered
from duban.governing.lifecycle.guards import GUARDS, Guard
from duban.governing.lifecycle.model import (
    BACK,
    STAY,
    Ask,
    ClosureTest,
    Kind,
    Move,
    Nature,
    Outcome,
    Part,
    State,
    Terms,
)
from duban.governing.lifecycle.naming import NAMES
from duban.governing.lifecycle.replaying import Standing, replay, step
from duban.governing.lifecycle.situation import Situation
from duban.governing.lifecycle.table import Lifecycle

__all__ = [
    "BACK",
    "GUARDS",
    "NAMES",
    "REFUSALS",
    "STAY",
    "Ask",
    "ClosureTest",
    "Guard",
    "Kind",
    "Lifecycle",
    "LifecycleError",
    "Mark",
    "Move",
    "Nature",
    "Offer",
    "Outcome",
    "Part",
    "Problem",
    "Refusal",
    "Situation",
    "Standing",
    "State",
    "Terms",
    "Verdict",
    "decide",
    "offered",
    "replay",
    "step",
]
