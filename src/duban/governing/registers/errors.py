"""The registers' own exceptions.

RegisterError
├── KindError      a kind of register that cannot be kept; carries every problem
├── EventError     an event that an entry cannot have; carries the refusal
├── ExportError    a register about persons that should be written out
├── AskError       a question that has no answer: of days in the wrong order, of a pool of less than nothing
└── VersionError   versions of one document that contradict one another
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.governing.registers.reasons import Refusal


class Problem(NamedTuple):
    """One thing that is wrong with a kind of register, and where: ``fields.lon`` or ``tiers``."""

    place: str
    message: str


class RegisterError(ValueError):
    """What was asked of a register cannot be done."""


class KindError(RegisterError):
    """A kind of register that contradicts itself; ``problems`` has all that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{problem.place}: {problem.message}" for problem in self.problems))


class EventError(RegisterError):
    """An event that an entry cannot have; ``refusal`` says why and can be put into words."""

    def __init__(self, key: str, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(f"{key}: {refusal}")


class ExportError(RegisterError):
    """A register about persons is never written out."""


class AskError(RegisterError):
    """A question that has no answer."""


class VersionError(RegisterError):
    """Versions of one document that contradict one another."""
