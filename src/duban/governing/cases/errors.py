"""The cases' own exceptions.

CaseError
├── StepError     a history with a step that was refused when it was taken
└── SchemeError   levels, limits or rates that cannot be used
"""


class CaseError(ValueError):
    """What was asked of a case cannot be done."""


class StepError(CaseError):
    """A step that cannot stand in a case's history."""


class SchemeError(CaseError):
    """A scheme that leaves a case without a level, a limit or an owner."""
