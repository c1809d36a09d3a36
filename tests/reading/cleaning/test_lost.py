"""A plus that became a blank is proposed; a blank that is one is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from duban.reading.drafts import Cleaned


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("推行“3 N”工作机制。", "推行“3+N”工作机制。"),
        ("落实“1 3 1”方案。", "落实“1+3+1”方案。"),
        ('推行"1 n"帮扶。', '推行"1+n"帮扶。'),
        ("发展“互联网 政务服务”。", "发展“互联网+政务服务”。"),
        ("构建“1+3 N”体系。", "构建“1+3+N”体系。"),
        ("推进“互联网 ”行动。", "推进“互联网+”行动。"),
        ("推行“9 5”倡议和“支部 基地”模式。", "推行“9+5”倡议和“支部+基地”模式。"),
    ],
)
def test_a_vanished_plus_is_read(source: str, read: str, cleaned: Callable[[str], Cleaned]) -> None:
    result = cleaned(source)
    assert result.view.text == read
    assert {(repair.span.of(source), repair.replacement) for repair in result.repairs} == {(" ", "+")}
    assert {repair.reason for repair in result.repairs} == {"lost_character"}


def test_a_motto_in_a_document_without_plus_is_only_shown(cleaned: Callable[[str], Cleaned]) -> None:
    source = "推行“9 5”倡议，开展“清水长流 廉润云溪”活动。"
    result = cleaned(source)
    assert result.view.text == "推行“9+5”倡议，开展“清水长流 廉润云溪”活动。"
    assert [repair.confidence < 0.7 for repair in result.repairs] == [False, True]


@pytest.mark.parametrize(
    "source",
    [
        "开展“清水长流 廉润云溪”活动。",
        "打造“清水云溪 ”品牌。",
        "落实“1+3”方案，开展“抓项目 强服务”活动。",
        "举办“Digital China”展。",
        "举办《清水长流 廉润云溪》展览。",
        "中共云溪区委 云溪区人民政府",
        "“三年行动” “两个行动”同步推进。",
        "“一网通办”，覆盖 12 个街道，“一窗受理”。",
    ],
)
def test_a_real_blank_is_left(source: str, cleaned: Callable[[str], Cleaned]) -> None:
    assert cleaned(source).repairs == ()
