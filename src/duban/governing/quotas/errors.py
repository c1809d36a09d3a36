"""The quotas' own exceptions.

QuotaError
├── EntryError   a book that does not add up: an entry that was refused when it was made, or out of order
└── SplitError   shares of nothing, of less than nothing, or with more digits than the money has
"""


class QuotaError(ValueError):
    """What was asked of a quota cannot be done."""


class EntryError(QuotaError):
    """An entry that cannot stand in a book."""


class SplitError(QuotaError):
    """A split that has no shares or no sum."""
