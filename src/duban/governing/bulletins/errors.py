"""The bulletins' own exceptions.

BulletinError
├── ShapeError   content that cannot be frozen: rows of the wrong width, figures that are none, dates that cross
└── FrozenError  bytes that are no bulletin, or whose digest is another
"""


class BulletinError(ValueError):
    """What was asked of a bulletin cannot be done."""


class ShapeError(BulletinError):
    """Content that does not hold together."""


class FrozenError(BulletinError):
    """Bytes that do not give a bulletin back unchanged."""
