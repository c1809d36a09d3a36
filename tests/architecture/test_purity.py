"""What import contracts cannot see: the core asks no clock and opens no file."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import duban

SOURCE = Path(__file__).resolve().parents[2] / "src" / "duban"
PURE = [
    path
    for room in ("text", "lexicon", "reading", "governing")
    for path in sorted((SOURCE / room).rglob("*.py"))
]

CLOCKS = {"today", "now", "utcnow", "time", "monotonic", "perf_counter"}
FILES = {"open", "print", "input"}


def called_names(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
                names.add(node.func.attr)
            if isinstance(node.func, ast.Name) and node.func.id in FILES:
                names.add(node.func.id)
    return names


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_clock_no_file(path: Path) -> None:
    # A lexicon module reads its own table through `importlib.resources`, the only door there is.
    assert not called_names(path)


def test_the_public_names_are_what_all_says_and_sorted() -> None:
    assert sorted(duban.__all__) == list(duban.__all__)
    assert duban.__all__ == ["Reading", "read"]
