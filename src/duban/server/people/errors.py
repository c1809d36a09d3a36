"""What a change of units and people may be refused for.

PeopleError
├── RefusedError   a rule of the house stands against it; the text is for the person who asked
└── SheetError     a workbook cannot be read as a list of units
"""

from __future__ import annotations


class PeopleError(Exception):
    """Anything this app refuses."""


class RefusedError(PeopleError):
    """``code`` names the rule, ``field`` the form's field; the text says it in the language of whoever asked."""

    def __init__(self, code: str, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.field = field


class SheetError(PeopleError):
    """The file as a whole is no workbook of units, or is too large to be one."""
