"""Documents on disk and on standard input: which there are below the paths given, and their bytes."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from duban.formats.sources.documents import Document, Refusal, RefusalReason
from duban.formats.sources.taking import take

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TEXT_SUFFIXES = frozenset((".htm", ".html", ".markdown", ".md", ".text", ".txt", ".xhtml"))
# What duban itself writes beside documents is not a document.
OWN_MARK = ".ledger"
STANDARD_INPUT = "-"


class Place(NamedTuple):
    """Where a document is: ``path`` None is standard input; ``name`` is what the reading calls it."""

    path: Path | None
    name: str


class Found(NamedTuple):
    """The places below the paths given, in order, and the files in folders that were passed over."""

    places: tuple[Place, ...]
    passed_over: tuple[Path, ...]


def search(paths: Iterable[str]) -> Found:
    """Every document named by ``paths``: a file as it is, a folder with all text files below it, ``-`` stdin.

    Hidden files and folders are left out, and so are duban's own ledgers. A path that is not there is kept: that
    it cannot be read is said when it is its turn. The same file is read once, however often it is named.
    """
    places: list[Place] = []
    passed_over: list[Path] = []
    seen: set[str] = set()
    for given in paths:
        for place, asked_for in _below(given):
            key = "" if place.path is None else os.path.realpath(place.path)
            if key in seen:
                continue
            seen.add(key)
            if asked_for or place.path is None or _is_text(place.path):
                places.append(place)
            elif OWN_MARK not in place.path.suffixes:
                passed_over.append(place.path)
    return Found(tuple(places), tuple(passed_over))


def fetch(place: Place) -> Document | Refusal:
    """The document at ``place``, or why it cannot be read."""
    try:
        data = sys.stdin.buffer.read() if place.path is None else place.path.read_bytes()
    except FileNotFoundError:
        return Refusal(place.name, RefusalReason.NOT_FOUND)
    except PermissionError:
        return Refusal(place.name, RefusalReason.NO_PERMISSION)
    except IsADirectoryError:
        return Refusal(place.name, RefusalReason.NOT_A_FILE)
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        return Refusal(place.name, RefusalReason.UNREADABLE, getattr(error, "strerror", None) or str(error))
    return take(data, name=place.name)


def _below(given: str) -> Iterator[tuple[Place, bool]]:
    """The places at or below one path, each with whether it is to be read whatever it is called.

    A folder that may not be looked into is such a place: that it cannot be read will be said.
    """
    path = Path(given)
    if given == STANDARD_INPUT:
        yield Place(None, "stdin"), True
        return
    if not os.path.isdir(given):  # noqa: PTH112 (Path.is_dir raises where it may not look)
        yield Place(path, path.name or given), True
        return
    closed: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                file = Path(folder, name)
                yield Place(file, file.relative_to(path).as_posix()), False
    for error in closed:
        yield Place(Path(error.filename), error.filename), True


def _is_text(path: Path) -> bool:
    return path.suffix.lower() in TEXT_SUFFIXES and OWN_MARK not in path.suffixes
