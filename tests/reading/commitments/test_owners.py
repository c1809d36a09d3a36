"""Units of the items of whole short documents: what the outline, the items and the units make of them together."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import duban

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "owners.toml").read_text(encoding="utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["shows"])
def test_owners(case: dict[str, Any]) -> None:
    text: str = case["text"]

    items = duban.read(text).items

    assert [
        (
            item.span.of(text).replace("\n", "⏎")[: len(owner["item"])],
            "|".join(unit.name for unit in item.lead_units),
            "|".join(unit.name for unit in item.supporting_units),
        )
        for item, owner in zip(items, case["owners"], strict=True)
    ] == [(owner["item"], owner["lead"], owner.get("supporting", "")) for owner in case["owners"]]
