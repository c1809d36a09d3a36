"""What is wrong with a mechanism file or with the answers to its questions.

```
MechanismError (ValueError)    all faults of one file, one archetype or one adoption
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Path: TypeAlias = tuple[str | int, ...]


class Fault(NamedTuple):
    """One thing wrong: which file, at which keys, on which line if the keys could be found, and what."""

    file: str
    keys: str
    line: int | None
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.keys}: {self.message}" if self.keys else f"{place}: {self.message}"


class MechanismError(ValueError):
    """``faults`` lists everything that is wrong, in the order of the file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(
            sorted(set(faults), key=lambda fault: (fault.line or 0, fault.keys, fault.message))
        )
        super().__init__("\n".join(map(str, self.faults)))


def dotted(path: Path) -> str:
    """``("moves", "accept", "parts", 0)`` as ``moves.accept.parts[0]``."""
    text = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)
    return text.removeprefix(".")
