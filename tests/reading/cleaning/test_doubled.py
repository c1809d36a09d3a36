"""What stands twice: the metadata table of a site, and words inside a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from duban.reading.cleaning.doubled import find_repeats

if TYPE_CHECKING:
    from collections.abc import Callable

    from duban.reading.drafts import Cleaned

WIDE = "索引号 | YX-001 | 主题分类 | |\n成文日期 | 2024-03-01 | 发文机关 | 区水务局 |\n有效性 | 有效 |"
NARROW = "索引号 | YX-001 |\n主题分类 | |\n成文日期 | 2024-03-01 |\n发文机关 | 区水务局 |\n有效性 | 有效 |"
COLONS = "索引号：YX-001\n成文日期：2024-03-01\n发文机关：区水务局\n有效性：有效"


@pytest.mark.parametrize(
    ("first", "second"),
    [(WIDE, NARROW), (NARROW, WIDE), (NARROW, COLONS), (COLONS, NARROW.replace("主题分类 | |\n", ""))],
)
def test_the_second_copy_of_the_table_is_one_stretch_of_noise(
    first: str, second: str, cleaned: Callable[[str], Cleaned]
) -> None:
    source = f"{first}\n{second}\n云溪区水务局关于加强河道管护的通知\n"
    result = cleaned(source)
    assert [(noise.span.of(source), noise.reason) for noise in result.noise] == [
        (second, "duplicate_metadata")
    ]
    assert result.view.text == f"{first}\n云溪区水务局关于加强河道管护的通知\n"


@pytest.mark.parametrize("table", [WIDE, NARROW, COLONS])
def test_a_table_that_stands_once_is_the_document(table: str, cleaned: Callable[[str], Cleaned]) -> None:
    assert cleaned(f"{table}\n云溪区水务局通知\n").noise == ()


def test_a_table_with_other_values_is_another_table(cleaned: Callable[[str], Cleaned]) -> None:
    assert (
        cleaned(f"{NARROW}\n{COLONS.replace('区水务局', '区城管局').replace('YX-001', 'YX-002')}\n").noise
        == ()
    )


@pytest.mark.parametrize(
    ("text", "repeated"),
    [
        ("加强全区河道日常管护巡查;加强全区河道日常管护巡查和水质监测", ["加强全区河道日常管护巡查"]),
        ("建成12个海绵城市建设试点示范片区；建成海绵城市建设试点示范片区", ["海绵城市建设试点示范片区"]),
        ("推进城市更新，推进乡村振兴，推进生态建设。", []),
        ("关于河道日常管护巡查不到位问题\n关于河道日常管护巡查不到位问题", []),
    ],
    ids=["start", "end", "parallel", "headings"],
)
def test_words_said_twice(text: str, repeated: list[str]) -> None:
    found = list(find_repeats(text))
    assert [repeat.first.of(text) for repeat in found] == [repeat.second.of(text) for repeat in found]
    assert [
        repeat.second.of(text)[-len(words) :] for repeat, words in zip(found, repeated, strict=True)
    ] == repeated
