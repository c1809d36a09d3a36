"""Reading a TOML file of this package: what is wrong with it is collected, each fault with its keys and its line."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from duban.mechanisms.errors import Fault, dotted
from duban.mechanisms.lines import key_lines, line_of
from duban.mechanisms.wording import Open

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duban.mechanisms.errors import Path

PLACE = re.compile(r"line (?P<line>\d+)")

Model = TypeVar("Model", bound=BaseModel)


class Faults:
    """Collects what is wrong with one file."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.found: list[Fault] = []
        self.lines: dict[Path, int] = {}

    def add(self, path: Path, message: str) -> None:
        """Note a fault at a path of keys."""
        self.found.append(Fault(self.file, dotted(path), line_of(self.lines, path), message))

    def raw(self) -> dict[str, object] | None:
        """The tables of the text; fractions stay exact decimals."""
        try:
            table = tomllib.loads(self.text, parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            place = PLACE.search(str(error))
            self.found.append(Fault(self.file, "", int(place["line"]) if place else None, str(error)))
            return None
        except RecursionError:
            self.found.append(Fault(self.file, "", None, "lists or tables inside each other too deeply"))
            return None
        self.lines = key_lines(self.text)
        return table

    def form(self, model: type[Model], raw: object, *, at: Path = ()) -> Model | None:
        """What stands at a path, in its type; None where it has another form, which is noted."""
        if raw is None:
            return None
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            for path, message in _shape(error, raw):
                self.add((*at, *path), message)
            return None


def _shape(error: ValidationError, raw: object) -> Iterator[tuple[Path, str]]:
    """Where a value has the wrong form; ways of a choice of forms are told together at the value's own place."""
    told: dict[Path, list[str]] = {}
    for fault in error.errors(include_url=False, include_input=False):
        asked = fault.get("ctx", {}).get("class_name") == Open.__name__
        path, message = _place(fault["loc"], raw), 'a question: { ask = "…" }' if asked else fault["msg"]
        messages = told.setdefault(path, [])
        if message not in messages:
            messages.append(message)
    return ((path, " or ".join(messages)) for path, messages in told.items())


def _place(loc: tuple[int | str, ...], raw: object) -> Path:
    """The keys of the file; the names that pydantic adds for the ways of a union are left out."""
    path: list[int | str] = []
    here: Any = raw
    for at, key in enumerate(loc):
        table = isinstance(here, dict)
        there = key in here if table else isinstance(here, list) and isinstance(key, int)
        if there or (table and at == len(loc) - 1):  # a key that is missing is told by its name
            path.append(key)
            here = here[key] if there else None
    return tuple(path)
