"""The fuzz target runs: a few hundred mutations of the built-in line and of the written corpus."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

from fuzz.fuzz_reading import BUILT_IN, mutated, run, seeds

if TYPE_CHECKING:
    import pytest

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


def test_mutations_of_known_documents_break_no_promise() -> None:
    assert run(runs=150, seconds=20, seed=1, texts=seeds([str(CORPUS)])) == 0


def test_a_run_repeats_itself() -> None:
    first, second = (mutated(BUILT_IN, random.Random(7), [BUILT_IN]) for _ in range(2))  # noqa: S311
    assert first == second


def test_without_seeds_there_is_one(tmp_path: Path) -> None:
    assert seeds([]) == [BUILT_IN]
    assert seeds([str(tmp_path)]) == [BUILT_IN]


def test_what_breaks_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("fuzz.fuzz_reading.check", lambda _text: 1 / 0)
    assert run(runs=1, seconds=5, seed=0, texts=["甲"]) == 1
    assert list((tmp_path / "out" / "fuzz").iterdir())
    assert "ZeroDivisionError" in capsys.readouterr().err
