"""The wire form: valid by the contract, and the contract that is shipped is the one that was agreed."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

import duban
from duban.formats.exchange.extraction import to_json
from factories import item, ledger_reading, reading

SHIPPED = json.loads(
    files("duban.formats.exchange").joinpath("extraction.schema.json").read_text(encoding="utf-8")
)
SHARED = Path(__file__).resolve().parents[4] / "shared"
VALIDATOR = Draft202012Validator(SHIPPED)


def checked(extraction: object) -> Any:
    """``extraction`` as another program gets it, after the contract has been held against it."""
    received = json.loads(json.dumps(extraction, allow_nan=False))
    VALIDATOR.validate(received)
    return received


def test_it_works() -> None:
    extraction = checked(to_json(ledger_reading(), name="a.txt"))
    first = extraction["items"][0]
    assert first["lead_units"] == [{"start": 90, "end": 96, "name": "区发展改革局"}]
    assert first["targets"][0]["value"] == [3, 5]
    assert first["targets"][1]["due"] == "2024-12-31"
    assert extraction["document"]["period"] == {"start": "2024-01-01", "end": "2024-12-31"}
    assert extraction["document"]["source"] == {
        "name": "a.txt",
        "media_type": "text/plain",
        "sha256": extraction["document"]["source"]["sha256"],
        "characters": len(ledger_reading().source),
    }


def test_every_quote_is_its_span() -> None:
    source = ledger_reading().source
    for entry in checked(to_json(ledger_reading(), name="a.txt"))["items"]:
        for fact in entry["targets"] + entry["deadlines"]:
            assert source[fact["start"] : fact["end"]] == fact["text"]


def test_a_text_taken_out_of_a_page_is_enclosed() -> None:
    extraction = checked(
        to_json(reading("一"), name="a.html", media_type="text/html", digest="0" * 64, extracted=True)
    )
    assert extraction["document"]["source"]["text"] == "一"
    assert extraction["document"]["source"]["sha256"] == "0" * 64


def test_an_empty_reading() -> None:
    checked(to_json(reading(""), name=""))


def test_an_item_without_number_and_parent() -> None:
    checked(to_json(reading("公园", items=(item("公园", "公园", number=None, title=""),)), name="a"))


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_a_valid_extraction(text: str) -> None:
    checked(to_json(duban.read(text), name="x"))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared contract is not beside this checkout")
def test_the_contract_is_the_agreed_one() -> None:
    agreed = json.loads((SHARED / "contract/extraction.schema.json").read_text(encoding="utf-8"))
    assert agreed == SHIPPED


@pytest.mark.seeds
@pytest.mark.skipif(not SHARED.is_dir(), reason="the seed documents are not beside this checkout")
def test_the_seeds_give_valid_extractions() -> None:
    for seed in sorted((SHARED / "seeds").glob("*.txt")):
        checked(to_json(duban.read(seed.read_bytes().decode("utf-8")), name=seed.name))
