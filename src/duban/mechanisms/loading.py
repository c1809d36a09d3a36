"""Reading mechanism files: the shipped ones of this package, or one that an office wrote.

A file is read whole and every fault in it reported at once with its keys and its line: the form, the references
between its parts, and the loop that comes out of it.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from duban.governing.lifecycle import LifecycleError
from duban.mechanisms.building import build
from duban.mechanisms.consistency import figure_slips, slips
from duban.mechanisms.errors import Fault, MechanismError
from duban.mechanisms.faults import Faults
from duban.mechanisms.figures import lamp_figures, usual_answers
from duban.mechanisms.form import Mechanism
from duban.mechanisms.loops import Archetype, Changes
from duban.mechanisms.wording import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path as FilePath

    from duban.mechanisms.errors import Path

FAMILY = re.compile(r"[a-z]")


def load(path: FilePath | Traversable) -> Mechanism:
    """The mechanism of a file, its name being ``<id>-<slug>.toml``; raises `MechanismError`, or `OSError`."""
    return parse(_text(path), path.name)


@cache
def load_all() -> Mapping[str, Mechanism]:
    """Every shipped mechanism by its id; raises `MechanismError` with the faults of all files."""
    found: dict[str, Mechanism] = {}
    faults: list[Fault] = []
    for path in _shipped():
        try:
            mechanism = load(path)
        except MechanismError as error:
            faults += error.faults
        else:
            if mechanism.id in found:
                faults.append(Fault(path.name, "id", None, f"{mechanism.id!r} is the id of another file too"))
            found[mechanism.id] = mechanism
    if faults:
        raise MechanismError(faults)
    return found


@cache
def archetype(name: str) -> Archetype:
    """A shipped archetype; raises `KeyError` for a name that is none."""
    if name not in archetype_names():
        raise KeyError(name)
    path = files(__package__) / "archetypes" / f"{name}.toml"
    text = _text(path)
    faults = _Faults(path.name, text)
    form = faults.form(Archetype, faults.raw())
    if form is None:
        raise MechanismError(faults.found)
    for place, message in figure_slips(form):
        faults.add(place, message)
    faults.loop(form, Changes(), form.name, table=())
    if faults.found:
        raise MechanismError(faults.found)
    return form


@cache
def archetype_names() -> tuple[str, ...]:
    """The archetypes that there are."""
    folder = files(__package__) / "archetypes"
    names = (path.name.removesuffix(".toml") for path in folder.iterdir() if path.name.endswith(".toml"))
    return tuple(sorted(names))


def parse(text: str, file: str) -> Mechanism:
    """The mechanism that a text states; ``file`` is the name to check its id against and to speak of in faults."""
    faults = _Faults(file, text)
    raw = faults.raw()
    if raw is None:
        raise MechanismError(faults.found)
    form = faults.form(Mechanism, raw)
    kind = raw.get("archetype")
    if isinstance(kind, str) and kind in archetype_names():
        base = archetype(kind)
        for path, message in slips(raw, base):
            faults.add(path, message)
        faults.changes(raw, base)
        if form is not None and (message := lamp_figures(form.lamps, base, usual_answers(base)).slip()):
            faults.add(("lamps",), message)
    elif isinstance(kind, str):
        faults.add(("archetype",), f"no such archetype: {kind!r}; there is {', '.join(archetype_names())}")
    if form is not None and file != f"{form.id}-{form.slug}.toml":
        faults.add(("id",), f"the file of {form.id!r} is called {form.id}-{form.slug}.toml, not {file!r}")
    if form is None or faults.found:
        raise MechanismError(faults.found)
    return form


def schema() -> dict[str, Any]:
    """The JSON Schema of a mechanism file."""
    return Mechanism.model_json_schema()


class _Faults(Faults):
    """Collects what is wrong with one file of a loop."""

    def changes(self, raw: Mapping[str, object], base: Archetype) -> None:
        """The loop, when the tables that it is made of have the right shape; the form speaks of those that have not."""
        try:
            changes = Changes.model_validate(raw.get("lifecycle", {}))
            title = Words.model_validate(raw.get("name"))
        except ValidationError:
            return
        self.loop(base, changes, title, table=("lifecycle",))

    def loop(self, base: Archetype, changes: Changes, title: Words, *, table: Path) -> None:
        try:
            build(base, changes, name=self.file.removesuffix(".toml"), title=title)
        except LifecycleError as error:
            for place, message in error.problems:
                keys: Path = tuple(place.split("."))
                self.add(keys if keys[: len(table)] == table else (*table, *keys), message)


def _shipped() -> Iterator[Traversable]:
    for family in sorted(files(__package__).iterdir(), key=lambda folder: folder.name):
        if family.is_dir() and FAMILY.fullmatch(family.name):
            for path in sorted(family.iterdir(), key=lambda file: file.name):
                if path.name.endswith(".toml"):
                    yield path


def _text(path: FilePath | Traversable) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise MechanismError(
            [Fault(path.name, "", None, f"not UTF-8: {error.reason} at {error.start}")]
        ) from None
