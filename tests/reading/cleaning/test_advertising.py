"""Injected advertising is cut to the character; what an office says about games and gambling is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from duban.reading.drafts import Cleaned


@pytest.mark.parametrize(
    ("before", "advertisement", "after"),
    [
        ("推动drg", "4399在线游戏的", "支付方式改革"),
        ("线上产品和", "4399在线游戏的", "线下活动12场"),
        ("推动", "bet365官网的", "基层治理改革"),
        ("加快", "澳门威尼斯人娱乐平台", "道路建设"),
        ("推进", "88888棋牌游戏的", "治理体系现代化"),
        ("完善", "BET365体育在线", "服务体系"),
        ("新增学位", "棋牌游戏官网下载入口", "1200个"),
        ("建设口袋公园", "（开云体育app下载）", "6处"),
        ("办理", "代开发票加微信abc12345", "业务"),
    ],
)
def test_an_advertisement_is_cut_to_the_character(
    before: str, advertisement: str, after: str, cleaned: Callable[[str], Cleaned]
) -> None:
    source = f"二是{before}{advertisement}{after}。"
    result = cleaned(source)
    assert [(noise.span.of(source), noise.reason) for noise in result.noise] == [(advertisement, "spam")]
    assert [repair.span.of(source) for repair in result.repairs if repair.reason == "spam"] == [advertisement]
    assert result.view.text == f"二是{before}{after}。"


@pytest.mark.parametrize(
    "sentence",
    [
        "严厉打击跨境网络赌博、电信网络诈骗等犯罪。",
        "网络游戏产业产值增长10%，电子游戏出版12部。",
        "新建300体育设施，建成体育公园6处、健身中心2处。",
        "销售2024体育彩票公益金项目。",
        "查处4399在线游戏侵权案3起。",
        "整治网上棋牌、私服外挂等乱象。",
        "城区共有4399户。",
        "举办电竞大赛5场，组织棋牌比赛12场。",
        "登录官网下载注册客户端，在线办理养老保险。",
        "可通过微信公众号yunxifabu查询。",
        "开云社区、太阳城社区完成改造。",
    ],
)
def test_an_honest_sentence_stays(sentence: str, cleaned: Callable[[str], Cleaned]) -> None:
    result = cleaned(sentence)
    assert result.view.text == sentence
    assert result.noise == ()


def test_the_same_words_in_two_places_are_surer(cleaned: Callable[[str], Cleaned]) -> None:
    once = cleaned("推动4399在线游戏的改革。").repairs[0].confidence
    twice = [
        repair.confidence for repair in cleaned("推动4399在线游戏的改革，完善4399在线游戏的机制。").repairs
    ]
    assert min(twice) > once


def test_a_number_before_a_plain_service_is_proved_by_standing_there_twice(
    cleaned: Callable[[str], Cleaned],
) -> None:
    once = "建成7788手机游戏的创新中心2个。"
    twice = once + "打造7788手机游戏的消费街区。"
    assert cleaned(once).view.text == once
    assert cleaned(twice).view.text == "建成创新中心2个。打造消费街区。"
