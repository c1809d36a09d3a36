"""The program run as a shell runs it, without the cost of a new process."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from duban.cli.main import run
from program import TASK, Duban, Ended

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@pytest.fixture
def duban(capfdbinary: pytest.CaptureFixture[bytes]) -> Duban:
    """The program."""

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
