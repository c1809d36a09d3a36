"""The words in which an answer explains itself, one table for each language; braces are places that are filled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from duban.governing.rules.answering import Truth
from duban.governing.rules.conditions import Comparator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duban.governing.names import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language."""

    truths: Mapping[Truth, str]
    figures: Mapping[Comparator, str]
    days: Mapping[Comparator, str]
    ages: Mapping[Comparator, str]
    among: str
    holds: str
    contrary: str
    every: str
    several: str
    found: str
    lacking: str
    beaten: str
    doubtful: str
    routed: str
    fallen_back: str
    doubt: str
    flag: Mapping[bool, str]
    comma: str


ZH: Final = Words(
    truths={Truth.MET: "符合", Truth.FAILED: "不符合", Truth.UNKNOWN: "缺少信息"},
    figures={
        Comparator.AT_LEAST: "{fact}不低于{bound}",
        Comparator.MORE_THAN: "{fact}高于{bound}",
        Comparator.AT_MOST: "{fact}不高于{bound}",
        Comparator.LESS_THAN: "{fact}低于{bound}",
        Comparator.EQUAL: "{fact}为{bound}",
    },
    days={
        Comparator.AT_LEAST: "{fact}在{bound}或以后",
        Comparator.MORE_THAN: "{fact}晚于{bound}",
        Comparator.AT_MOST: "{fact}在{bound}或以前",
        Comparator.LESS_THAN: "{fact}早于{bound}",
        Comparator.EQUAL: "{fact}为{bound}",
    },
    ages={
        Comparator.AT_LEAST: "{fact}已满{bound}个月",
        Comparator.MORE_THAN: "{fact}已超过{bound}个月",
        Comparator.AT_MOST: "{fact}不超过{bound}个月",
        Comparator.LESS_THAN: "{fact}不满{bound}个月",
        Comparator.EQUAL: "{fact}恰满{bound}个月",
    },
    among="{fact}属于：{choices}",
    holds="{fact}",
    contrary="以下情形不存在",
    every="以下各项同时符合",
    several="以下{count}项中符合{least}项以上",
    found="（实为{value}）",
    lacking="（尚不知道{fact}）",
    beaten="符合，但同一事项已按{clause}执行，不重复享受",
    doubtful="符合；同一事项另有条款尚不能判定，可能改按更高的执行",
    routed="按“{row}”转{to}",
    fallen_back="没有符合的情形，转{to}兜底",
    doubt="“{row}”因不知道{facts}而未能判定",
    flag={True: "是", False: "否"},
    comma="、",
)

EN: Final = Words(
    truths={Truth.MET: "met", Truth.FAILED: "failed", Truth.UNKNOWN: "unknown"},
    figures={
        Comparator.AT_LEAST: "{fact}: at least {bound}",
        Comparator.MORE_THAN: "{fact}: more than {bound}",
        Comparator.AT_MOST: "{fact}: at most {bound}",
        Comparator.LESS_THAN: "{fact}: less than {bound}",
        Comparator.EQUAL: "{fact}: {bound}",
    },
    days={
        Comparator.AT_LEAST: "{fact}: on {bound} or later",
        Comparator.MORE_THAN: "{fact}: after {bound}",
        Comparator.AT_MOST: "{fact}: on {bound} or earlier",
        Comparator.LESS_THAN: "{fact}: before {bound}",
        Comparator.EQUAL: "{fact}: on {bound}",
    },
    ages={
        Comparator.AT_LEAST: "{fact}: months past, at least {bound}",
        Comparator.MORE_THAN: "{fact}: months past, more than {bound}",
        Comparator.AT_MOST: "{fact}: months past, at most {bound}",
        Comparator.LESS_THAN: "{fact}: months past, less than {bound}",
        Comparator.EQUAL: "{fact}: months past, exactly {bound}",
    },
    among="{fact}: one of {choices}",
    holds="{fact}",
    contrary="this is not so",
    every="all of these",
    several="{least} or more of these {count}",
    found=" (it is {value})",
    lacking=" ({fact} is not known)",
    beaten="met, but {clause} counts for this matter, and only one does",
    doubtful="met; another clause on this matter is undecided and could count in its stead",
    routed="goes to {to} by “{row}”",
    fallen_back="no row fits, so it falls to {to}",
    doubt="“{row}” could not be decided without: {facts}",
    flag={True: "yes", False: "no"},
    comma=", ",
)

TABLES: Final[Mapping[Language, Words]] = {"zh": ZH, "en": EN}
