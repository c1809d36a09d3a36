"""Gates: a thing goes on only under conditions, in time, and when others found it in order; and what was not filed.

A gate answers whether a stage may be entered. The stages themselves are a lifecycle's.
"""

from duban.governing.gates.errors import FilingError, GateError, PathError, Problem
from duban.governing.gates.explaining import say
from duban.governing.gates.filings import Document, Fault, Filing, Finding, faults
from duban.governing.gates.model import (
    Ahead,
    Gate,
    MonthsAfter,
    MonthsBefore,
    Opinion,
    Outcome,
    Path,
    Thing,
    Time,
    path,
)
from duban.governing.gates.passing import (
    ConditionFailed,
    ConditionUnknown,
    EventUnknown,
    GateBefore,
    NotPassed,
    NotReviewed,
    NotSubmitted,
    OwnOpinion,
    Reason,
    TooEarly,
    TooLate,
    Verdict,
    next_gates,
    verdict,
)
from duban.governing.gates.wording import NAMES

__all__ = [
    "NAMES",
    "Ahead",
    "ConditionFailed",
    "ConditionUnknown",
    "Document",
    "EventUnknown",
    "Fault",
    "Filing",
    "FilingError",
    "Finding",
    "Gate",
    "GateBefore",
    "GateError",
    "MonthsAfter",
    "MonthsBefore",
    "NotPassed",
    "NotReviewed",
    "NotSubmitted",
    "Opinion",
    "Outcome",
    "OwnOpinion",
    "Path",
    "PathError",
    "Problem",
    "Reason",
    "Thing",
    "Time",
    "TooEarly",
    "TooLate",
    "Verdict",
    "faults",
    "next_gates",
    "path",
    "say",
    "verdict",
]
