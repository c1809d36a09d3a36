"""The program run as a shell runs it, without the cost of a new process."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple, Protocol

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from duban.cli.main import run

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from duban.cli.status import Status

TASK = "云溪区2024年任务\n1.建设口袋公园。年内新建口袋公园5处。（牵头单位：区园林局）\n"


class Ended(NamedTuple):
    """What a run left behind."""

    status: Status
    out: bytes
    err: str


class Duban(Protocol):
    """Runs the program."""

    def __call__(self, *arguments: object, environment: Mapping[str, str] | None = None) -> Ended:
        """With ``arguments``, which are written out as a shell would."""


@pytest.fixture
def duban(capfdbinary: pytest.CaptureFixture[bytes]) -> Duban:
    def call(*arguments: object, environment: Mapping[str, str] | None = None) -> Ended:
        status = run([str(argument) for argument in arguments], environment or {})
        out, err = capfdbinary.readouterr()
        return Ended(status, out, err.decode())

    return call


@pytest.fixture
def task(tmp_path: Path) -> Path:
    """A document that can be read."""
    file = tmp_path / "任务.txt"
    file.write_text(TASK, encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def schema() -> Draft202012Validator:
    """The contract that JSON output keeps."""
    text = files("duban.formats.exchange").joinpath("extraction.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))
