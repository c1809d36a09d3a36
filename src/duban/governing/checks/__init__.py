"""Verification: what was found of a claim and by whom, and draws of chance that anybody can repeat.

A check never closes an item: the loop's guards ask here whether enough checkers, far enough from the doer, agree.
"""

from duban.governing.checks.draws import (
    Checker,
    Draw,
    Subject,
    Visit,
    draw,
    lot,
    repeats,
    seal,
    send,
    send_jointly,
    shares,
)
from duban.governing.checks.errors import CheckError, DrawError, FindingError
from duban.governing.checks.explaining import say
from duban.governing.checks.findings import (
    Claim,
    Demand,
    Disagreement,
    Distance,
    Finding,
    Method,
    NotSeen,
    Reason,
    Refuted,
    SameChecker,
    Standing,
    TooFew,
    TooLittleEvidence,
    TooNear,
    Verdict,
    stand,
)
from duban.governing.checks.wording import NAMES

__all__ = [
    "NAMES",
    "CheckError",
    "Checker",
    "Claim",
    "Demand",
    "Disagreement",
    "Distance",
    "Draw",
    "DrawError",
    "Finding",
    "FindingError",
    "Method",
    "NotSeen",
    "Reason",
    "Refuted",
    "SameChecker",
    "Standing",
    "Subject",
    "TooFew",
    "TooLittleEvidence",
    "TooNear",
    "Verdict",
    "Visit",
    "draw",
    "lot",
    "repeats",
    "say",
    "seal",
    "send",
    "send_jointly",
    "shares",
    "stand",
]
