"""Every kind of event there is, with the sentence a person reads. An event of no listed kind cannot be written.

The sentence is formatted with the event's ``after`` values; ``subject`` says what kind of thing it is about.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event: its name, what it is about, and its sentence in both languages."""

    name: str
    subject: str
    zh: str
    en: str


_KINDS: dict[str, Kind] = {}


class UnknownKindError(KeyError):
    """An event of a kind that no app has declared."""


def declare(*kinds: Kind) -> None:
    """Add an app's kinds; a name declared twice is a mistake of the program."""
    for kind in kinds:
        if _KINDS.setdefault(kind.name, kind) != kind:
            raise ValueError(f"the event kind {kind.name!r} is declared twice")


def kind_of(name: str) -> Kind:
    """The declared kind of this name; raises :class:`UnknownKindError`."""
    try:
        return _KINDS[name]
    except KeyError:
        raise UnknownKindError(name) from None


def all_kinds() -> tuple[Kind, ...]:
    """Every declared kind, by name."""
    return tuple(_KINDS[name] for name in sorted(_KINDS))
