"""Look-alike characters are read as what they must be, and only in the words that prove it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from duban.reading.cleaning.lookalikes import find_lookalikes

if TYPE_CHECKING:
    from collections.abc import Callable

    from duban.lexicon import Lexicon
    from duban.reading.drafts import Cleaned


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("放宽市场准人", "放宽市场准入"),
        ("实行“非禁即人”", "实行“非禁即入”"),
        ("制定出合《云溪区河道管护办法》", "制定出台《云溪区河道管护办法》"),
        ("加强管埋，项日建设己完成", "加强管理，项目建设已完成"),
        ("纳人年度计划", "纳入年度计划"),
        ("财政收人增长", "财政收入增长"),
        ("千部实千", "干部实干"),
        ("⼀、推进⼯作，完善⻔户", "一、推进工作，完善门户"),
    ],
)
def test_a_look_alike_is_read_as_meant(source: str, read: str, cleaned: Callable[[str], Cleaned]) -> None:
    result = cleaned(source)
    assert result.view.text == read
    assert {repair.reason for repair in result.repairs} == {"ocr_character"}


@pytest.mark.parametrize(
    "source",
    [
        "吸纳人才30名，缴纳人数增加，接纳人员12名。",
        "各自已经落实，自己经营，自己完成。",
        "招收人员6名，投人民之所好。",
        "拍摄三千部短片，购置上千部终端。",
        "年末来临之际，月末完成结算。",
        "提出合理化建议，突出合作共赢，演出合同12份。",
        "博士地位，人士地域分布。",
        "项目常态化，科目常用。",
        "资深人士、引进人才、金融人才。",
        "连续两年未完成任务。",
    ],
)
def test_the_same_characters_in_another_word_are_left(source: str, lexicon: Lexicon) -> None:
    assert [
        repair for repair in find_lookalikes(source, lexicon.noise.lookalikes) if repair.confidence > 0.5
    ] == []


def test_a_doubtful_one_is_shown_and_not_read(cleaned: Callable[[str], Cleaned]) -> None:
    result = cleaned("推动企业人驻园区。")
    assert result.view.text == "推动企业人驻园区。"
    assert [repair.replacement for repair in result.repairs] == ["入"]


def test_two_rows_that_find_one_character_propose_it_once(lexicon: Lexicon) -> None:
    assert len(find_lookalikes("市场准人负面清单", lexicon.noise.lookalikes)) == 1
