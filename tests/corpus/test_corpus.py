"""The built documents and annotations are those of their sources, and every quote stands where it is said to stand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ANNOTATIONS = sorted(HERE.glob("*.json"))


def test_built_files_are_current() -> None:
    """An edited source must be rebuilt before it is committed."""
    outcome = subprocess.run(
        [sys.executable, str(HERE / "build.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.mark.parametrize("path", ANNOTATIONS, ids=lambda path: path.stem)
def test_every_quote_is_in_the_document(path: Path) -> None:
    """Targets, deadlines and noise slice to their quotes."""
    annotation = json.loads(path.read_text(encoding="utf-8"))
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    parts = [part for item in annotation["items"] for part in (*item["due"], *item["targets"])]
    for part in [*parts, *annotation["noise"]]:
        assert text[part["start"] : part["end"]] == part["text"]
