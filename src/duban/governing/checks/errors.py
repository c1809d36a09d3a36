"""The checks' own exceptions.

CheckError
├── DrawError      a draw that nobody could repeat, or that asks for more than there is
└── FindingError   a finding that says nothing, or that a doer made of the own work
"""


class CheckError(ValueError):
    """What was asked of a check cannot be done."""


class DrawError(CheckError):
    """Subjects that stand in the list twice, shares out of range, an empty seed, more drawn than there are."""


class FindingError(CheckError):
    """A finding without a checker, before its claim, or on a claim that it does not belong to."""
