"""A promised date and what became of it: extensions add dates, none is ever overwritten."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from duban.governing.clock.errors import PromiseError

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Extension:
    """A later date granted (延期); ``reason`` is what was put forward for it."""

    asked_on: date
    granted_on: date
    until: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """The first promised date and the extensions in the order they were granted."""

    first: date
    extensions: tuple[Extension, ...] = ()

    def __post_init__(self) -> None:
        current, granted = self.first, None
        for extension in self.extensions:
            if extension.until <= current:
                raise PromiseError(f"{extension.until} is not later than {current}")
            if extension.granted_on < extension.asked_on:
                raise PromiseError(f"granted on {extension.granted_on}, asked on {extension.asked_on}")
            if granted is not None and extension.granted_on < granted:
                raise PromiseError(f"granted on {extension.granted_on}, after one of {granted}")
            current, granted = extension.until, extension.granted_on

    @property
    def current(self) -> date:
        """The date that holds now."""
        return self.extensions[-1].until if self.extensions else self.first

    @property
    def dates(self) -> tuple[date, ...]:
        """Every date promised, the first one first."""
        return (self.first, *(extension.until for extension in self.extensions))

    @property
    def slipped(self) -> int:
        """Days from the first promise to the current one."""
        return (self.current - self.first).days

    @property
    def late_requests(self) -> tuple[Extension, ...]:
        """Extensions asked for when the date they extend had passed."""
        return tuple(
            extension
            for extension, due in zip(self.extensions, self.dates, strict=False)
            if extension.asked_on > due
        )

    def known_on(self, day: date) -> Promise:
        """The promise as it was on ``day``: extensions granted later are not known yet."""
        return replace(
            self, extensions=tuple(extension for extension in self.extensions if extension.granted_on <= day)
        )

    def extended(self, extension: Extension) -> Promise:
        """With one more extension; nothing of what was promised is lost."""
        return replace(self, extensions=(*self.extensions, extension))
