"""The real documents beside the checkout, where they are: what is known to be wrong with them is found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from duban.reading.drafts import Cleaned

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"

pytestmark = [
    pytest.mark.seeds,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed documents are not beside this checkout"),
]


def seed(number: str) -> str:
    return next(SEEDS.glob(f"{number}_*.txt")).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("number", "reasons"),
    [
        ("000", {"page_furniture": 2, "ocr_debris": 21}),
        ("001", {"navigation": 12, "page_furniture": 6}),
        ("002", {"page_furniture": 10}),
        ("003", {"duplicate_metadata": 1}),
        ("004", {"spam": 6}),
    ],
)
def test_the_noise_of_a_seed(number: str, reasons: dict[str, int], cleaned: Callable[[str], Cleaned]) -> None:
    found = [noise.reason for noise in cleaned(seed(number)).noise]
    assert {reason: found.count(reason) for reason in found} == reasons


@pytest.mark.parametrize("number", ["001", "002", "003", "004"])
def test_a_document_with_a_paragraph_a_line_is_not_joined(
    number: str, cleaned: Callable[[str], Cleaned]
) -> None:
    assert [repair for repair in cleaned(seed(number)).repairs if repair.reason == "broken_line"] == []


@pytest.mark.parametrize("number", ["001", "002", "003"])
def test_a_document_with_its_characters_needs_no_other_repair(
    number: str, cleaned: Callable[[str], Cleaned]
) -> None:
    assert cleaned(seed(number)).repairs == ()


def test_the_injected_advertising_is_one_phrase(cleaned: Callable[[str], Cleaned]) -> None:
    source = seed("004")
    result = cleaned(source)
    spam = [repair for repair in result.repairs if repair.reason == "spam"]
    assert len(spam) == 6
    assert {repair.span.of(source) for repair in spam} == {"4399在线游戏的"}
    assert "4399" not in result.view.text


def test_the_lost_pluses_are_put_back(cleaned: Callable[[str], Cleaned]) -> None:
    result = cleaned(seed("004"))
    assert sum(repair.reason == "lost_character" for repair in result.repairs) == 13
    for name in ("“9+2”", "“9+5”", "“1+n”", "“党建+物业”"):
        assert name in result.view.text


def test_the_scan_reads_in_whole_paragraphs(cleaned: Callable[[str], Cleaned]) -> None:
    text = cleaned(seed("000")).view.text
    for words in (
        "贸易港带动作用",
        "专业化产业促进公司",
        "坚持举一反三",
        "一网通办",
        "制定出台《",
        "市场准入负面清单",
    ):
        assert words in text
    for debris in ("- 一是", "(175.)", "(上接", "(下转"):
        assert debris not in text
