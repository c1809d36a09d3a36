"""Where results go: to standard output, or each to its own file, never over a document that was read."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from duban.cli.jobs import Result
    from duban.formats.sources import Place


class CannotWriteError(Exception):
    """A result cannot be written: ``path`` and the system's ``reason``."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"cannot write {path}: {reason}")
        self.path = path
        self.reason = reason


class Destination(NamedTuple):
    """The folder that results go to, and the file in it for each place."""

    folder: Path
    files: dict[Place, Path]

    def deliver(self, result: Result) -> Path:
        """Write ``result`` to its file as a whole or not at all."""
        path = self.files[result.place]
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, result.content)
        except OSError as error:
            raise CannotWriteError(path, error.strerror or str(error)) from error
        return path


def plan(places: Iterable[Place], folder: Path, suffix: str) -> Destination:
    """Name a file in ``folder`` for each place: its own name with ``suffix``, numbered where two would meet."""
    places = tuple(places)
    taken = {os.path.realpath(place.path) for place in places if place.path}
    files: dict[Place, Path] = {}
    for place in places:
        stem = PurePosixPath(place.name).with_suffix("").as_posix()
        candidate, count = folder / f"{stem}{suffix}", 1
        while os.path.realpath(candidate) in taken:
            count += 1
            candidate = folder / f"{stem}-{count}{suffix}"
        taken.add(os.path.realpath(candidate))
        files[place] = candidate
    return Destination(folder, files)


def to_standard_output(content: bytes) -> None:
    """Hand ``content`` on as it is: neither encoding nor line ends are the terminal's business."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".duban-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
