"""Figures that were reached are kept: they may rise and never fall."""

from __future__ import annotations

import pytest

from score import SCORER, SETS, Documents, floors, score

WANTED = {  # what the annotated real documents ask for, at least
    "items": 0.98,
    "item title": 0.98,
    "lead_units": 0.98,
    "supporting_units": 0.98,
    "targets": 0.95,
    "targets full": 0.85,
    "metadata": 1.0,
    "declared counts": 0.90,
}


@pytest.mark.seeds
@pytest.mark.skipif(
    not SCORER.is_file(), reason="the scorer and the annotations are not beside this checkout"
)
@pytest.mark.parametrize(("name", "documents"), SETS.items())
def test_no_figure_falls(name: str, documents: Documents) -> None:
    reached = {row: figures["f1"] for row, figures in score(documents).rows.items()}
    fallen = {
        row: (floor, reached.get(row)) for row, floor in floors(name).items() if reached.get(row, 0.0) < floor
    }
    assert not fallen, f"floor and what was reached: {fallen}"


def test_floors_of_the_real_documents_are_at_least_what_is_wanted() -> None:
    kept = floors("gold")
    assert {row: kept.get(row, 0.0) for row in WANTED if kept.get(row, 0.0) < WANTED[row]} == {}
