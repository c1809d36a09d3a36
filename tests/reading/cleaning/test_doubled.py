"""The metadata table of a site that stands twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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
