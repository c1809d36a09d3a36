"""The shapes of time expressions, built once from the lexicon.

A trigger, cheap enough to run over everything, says where an expression may begin, and skips titles and quoted
names (《云溪区2024年工作要点》, “2024云溪马拉松”); :attr:`Grammar.word` then reads it there. Shapes, in the order in
which they are tried:

========== ==========================================================
plan       “十四五”期间, “十四五”末
limit      30个工作日内, 半年内
each       每月, 每季度末月25日前, 每年12月底前, 按月
holiday    国庆节前
whole      全年, 年度
undated    目前, 近期
immediate  立行立改
ongoing    长期坚持
moment     2024年6月底前, 9月18日-26日, 1-6月, 前三季度, 年内
========== ==========================================================
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from duban.lexicon.times import Times

SPACE = r"[ \t\u3000\xa0]{0,2}"
DIGIT = "[0-9０-９]"
HAN = "一二三四五六七八九十"
DIGITS = "0123456789０１２３４５６７８９"
_OPENING = '《“"「'
NUMBER = rf"(?:{DIGIT}{{1,2}}|[{HAN}]{{1,3}})"
YEAR = rf"(?:[12１２][09０９]{DIGIT}{{2}}|[一二][〇零○九][〇零○{HAN[:-1]}]{{2}})"
_DASH = "[-‐‑–—―－~～〜至到]"
JOIN = rf"{SPACE}{_DASH}{{1,2}}{SPACE}"
_CLAUSE_END = rf"(?={SPACE}(?:[,，。；;、)）|\n]|$))"

# 前 and its fellows also begin words: 2024年前期工作, 年内容, 后续.
_BEFORE = rf"(?:之前|以前|前(?![期置列沿端往景进提瞻后述夕]|[{HAN}两0-9]))"
_NOT_WITHIN = "容涵部外在需陆蒙科资控镜"
_TAIL = (
    rf"(?:{SPACE}(?P<tail>{_BEFORE}|前后|以内|之内|内(?![{_NOT_WITHIN}])|期间"
    r"|之后|以后|后(?![续期台方勤备半天来])|以来|起(?![步草来点诉源吊伏降色])|开始))?"
)
_HOUR = rf"(?:{SPACE}(?:零|{NUMBER})[时点])?"
_DAY = rf"{SPACE}(?:(?P<day0>{NUMBER}){SPACE}[日号]?{JOIN})?(?P<day>{NUMBER}){SPACE}[日号]{_HOUR}"
_MONTH = (
    rf"(?:(?P<month0>{NUMBER}){SPACE}(?:月份?)?{JOIN})?(?P<month>{NUMBER}){SPACE}月(?!龄|嫂|饼|均|报|租|薪|子)份?"
    rf"(?:{_DAY}|{SPACE}[上中]?(?P<third>[上中下])旬|{SPACE}(?P<monthpart>[底末初]))?"
)
_QUARTER = (
    rf"第?(?:(?P<quarter0>[一二三1-3])(?:季度?)?(?:、|{JOIN})第?)?(?P<quarter>[一二三四1-4])季度"
    r"(?P<quarterpart>[底末])?"
)
_UPTO = r"前(?:(?P<quarters>[一二两三四2-4])个?季度|(?P<months>[0-9]{1,2}|[一二三四五六七八九十]{1,2})个月)"
_HALF = r"(?P<half>[上下])半年"
# After a year 底 is enough (2024年底); alone it must be 年底.
_REST = rf"(?:{_HALF}|{_UPTO}|{_QUARTER}|{_MONTH}|(?(dated)年?|年)(?P<yearpart>[底末初]|终(?=前)))"
_NUMERIC = (
    rf"(?P<iyear>{YEAR})(?P<dot>[-./．／－])(?P<imonth>1[0-2]|0?[1-9])(?P=dot)(?P<iday>3[01]|[12][0-9]|0?[1-9])"
    rf"(?!{DIGIT})日?"
)
_OWN_WORDS = (
    "全年", "年度", "年内", "年底", "年末", "年初", "年终", "月底", "月末", "月内",
    "本年", "本月", "本季", "上半年", "下半年", "季度",
)  # fmt: skip


@dataclass(frozen=True)
class Grammar:
    """The patterns of one lexicon. All but ``trigger`` are tried at a place, never searched for in a document."""

    trigger: re.Pattern[str]
    word: re.Pattern[str]
    lean: re.Pattern[str]
    compared: re.Pattern[str]
    share: re.Pattern[str]
    figure: re.Pattern[str]
    finishing: re.Pattern[str]
    happening: re.Pattern[str]
    left_over: re.Pattern[str]
    milestone: re.Pattern[str]
    event: re.Pattern[str]
    section: re.Pattern[str]
    last_year: re.Pattern[str]
    looking_back: re.Pattern[str]


def either(words: Iterable[str]) -> str:
    """The words as alternatives, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=4)
def grammar_of(times: Times) -> Grammar:
    """The patterns of ``times``."""
    return Grammar(
        trigger=re.compile(_trigger(times)),
        word=re.compile(_word(times)),
        lean=re.compile(_lean(times)),
        compared=re.compile(rf"{SPACE}年?(?:{either(times.compared)})"),
        share=re.compile(rf"的[近约超逾]?(?:{DIGIT}|[{HAN}两半]|百分之)"),
        figure=re.compile(_figure(times)),
        finishing=re.compile(rf"[^,，。；;：:！\n0-9０-９]{{0,30}}?(?:{either(times.finishing)})"),
        happening=re.compile(rf"[，,]?(?:{either(times.happening)})"),
        left_over=re.compile(rf"{SPACE}(?:底前?|末|以?前)?(?:{either(times.left_over)})"),
        milestone=re.compile(_milestone(times)),
        event=re.compile(_event(times)),
        section=re.compile(rf"({YEAR})(?={SPACE}年(?!{SPACE}前(?!三季))|{JOIN}{YEAR})"),
        last_year=re.compile(either(times.last_year)),
        looking_back=re.compile(either(times.looking_back)),
    )


def _trigger(times: Times) -> str:
    """Where an expression may begin: by its first character, and for words by the second as well.

    The leading character class is what the engine skips ahead by, so everything else follows it; most of what it
    finds is the first character of some word, and is not asked about numerals and quotation marks.
    """
    words = [
        *times.years, *times.plans, *times.same_year, *times.next_year, *times.undated, *times.immediate,
        *times.recurring, *times.holidays, *_OWN_WORDS,
    ]  # fmt: skip
    lasting = {word[0] for word in times.ongoing}
    firsts = {word[0] for word in words} | lasting | set(HAN + "两半每前第" + DIGITS + _OPENING)
    seconds = {word[1] for word in words} | set("年月日号季个工周星天小分学〇零○ \u3000\xa0")
    numeral = rf"(?<={DIGIT})(?<!{DIGIT}{{2}})"
    unit = rf"[年月日号季工自周星天小分旬]|个{SPACE}[月工自日季星小]"
    with_unit = rf"{DIGIT}{{0,3}}{SPACE}(?:{unit}|{_DASH}{{1,2}}{SPACE}{DIGIT})"
    dotted = rf"{DIGIT}{{3}}[./．／]{DIGIT}"
    return (
        rf"[{_any(firsts)}](?:(?<=[{HAN}每前第{DIGITS}{_OPENING}])(?:{numeral}(?={with_unit}|{dotted})"
        r"|(?P<skipped>(?<=《)[^《》\n]{1,120}》"
        rf"|(?<=[“「])(?!{either(times.plans)})[^“”「」\n。；]{{1,40}}[”」])"
        rf"|(?<=[“\"「])(?={either(times.plans)})|(?<=每)|(?<=[前第])(?=[1-9{HAN}两])"
        rf"|(?<=[{HAN}])(?=[{HAN}]|、[二三四]季度))|(?=[{_any(seconds)}])(?<!{DIGIT})"
        rf"|(?<=[{_any(lasting)}])(?=(?:{either(word[1:] for word in times.ongoing)}){_CLAUSE_END}))"
    )


def _any(characters: Iterable[str]) -> str:
    """The inside of a character class."""
    return re.escape("".join(sorted(characters)))


def _word(times: Times) -> str:
    nouns = either(times.planned_nouns)
    branches = {
        "plan": (
            rf"[“\"「]?(?P<five>{either(times.plans)})[”\"」]?"
            r"(?P<planpart>期间|时期|期末|末期?|收官|以来|开局|规划)?(?P<planbefore>之?前)?"
        ),
        "limit": (
            rf"(?<!{DIGIT}[.．])(?!{YEAR}年)(?:{DIGIT}{{1,4}}|[{HAN}两半百]{{1,3}}){SPACE}个?{SPACE}"
            rf"(?:{either(times.limit_units)}){SPACE}[之以]?内(?![容涵])"
        ),
        "each": rf"{_each(times)}|{either(times.recurring)}",
        "holiday": (
            rf"(?:(?P<feastyear>{YEAR}){SPACE}年{SPACE})?(?P<feast>{either(times.holidays)})"
            r"(?:到来|来临|开始)?(?:之前|以前|前(?![期后夕]))"
        ),
        "whole": rf"全年(?![级龄])|本?年度(?!(?:{nouns})|[^,，。；;\n]{{1,6}}?(?:{nouns})的)",
        "undated": rf"(?<![{HAN}0-9０-９])(?:{either(times.undated)})",
        "immediate": either(times.immediate),
        "ongoing": rf"(?:{either(times.ongoing)}){_CLAUSE_END}",
        "moment": _moment(times),
    }
    return "|".join(f"(?P<{name}>{pattern})" for name, pattern in branches.items())


def _each(times: Times) -> str:
    """每月, 每两年, 每季度末月25日前, 每年12月底前, 每月5日至10日."""
    day = rf"{NUMBER}个?(?:工作)?[日号](?:{JOIN}{NUMBER}[日号])?"
    return (
        rf"每[个隔]?{SPACE}(?:(?:{NUMBER}|两){SPACE}个?)?(?:{either(times.periods)})"
        rf"(?:{SPACE}(?:{NUMBER}{SPACE}月份?)?(?:末月|首月|结束后|[底末初]|[上中下]旬)?{SPACE}(?:{day})?"
        rf"(?:{_BEFORE}|内(?![{_NOT_WITHIN}]))?)"
    )


def _moment(times: Times) -> str:
    spoken = either([*times.same_year, *times.next_year, *times.years])
    year = (
        rf"(?P<dated>(?:(?P<year0>{YEAR}){SPACE}年?{JOIN})?(?P<year>{YEAR}){SPACE}年"
        rf"|(?P<short>[1-3１-３]{DIGIT}){SPACE}年(?={SPACE}{NUMBER}{SPACE}月)|(?P<spoken>{spoken}))"
    )
    return (
        rf"(?:{_NUMERIC}|(?P<this>本?月|本?季度?)(?:[底末]|(?=以?内|前))|(?<![{HAN}两半几数])(?P<within>年)(?=以?内)"
        rf"|(?:{year}度?{SPACE})?(?P<rest>{_REST})?(?(dated)|(?(rest)|(?!))))"
        rf"{_TAIL}"
    )


def _lean(times: Times) -> str:
    """What stands right before a date and turns it; tried on the few characters before, hence the end."""
    return (
        r"(?:(?P<asof>截[至止]到?)|(?P<to>直到|不迟于|不晚于|提前到|到|至)|(?P<since>自从|从|自)"
        rf"|(?P<against>{either(times.comparing)})){SPACE}$"
    )


def _figure(times: Times) -> str:
    """A figure in the rest of the clause, or after 目标为：, unless a name's noun comes before it."""
    number = rf"{DIGIT}+(?![0-9０-９强年月日号季]|[.．]{DIGIT}|名(?![高党学干教人]))"
    counted = rf"{number}|百分之|[{HAN}两百千万亿]+[个项家条处所座亿万]"
    return (
        rf"[^,，。；;：:！\n《]{{0,40}}?(?:(?P<name>{either(times.naming)})|(?<!第)(?:{counted})"
        rf"|目标(?:任务)?(?:如下|[是为])?[:：])"
    )


def _milestone(times: Times) -> str:
    return (
        rf"[,，]?(?:{either(times.milestone_verbs)})[^,，。；;\n]{{0,12}}?(?:{either(times.milestone_results)})"
        rf"[,，]?(?:并|且|后)?(?:{either(times.lasting)})(?:整改|推进|抓好|深化)?"
    )


def _event(times: Times) -> str:
    return (
        rf"(?:(?:自|从|在)[^,，。；;：:、\s()（）]{{0,12}}?)?(?:{either(times.event_verbs)})[^,，。；;：:、\s()（）]{{0,12}}?"
        rf"(?:{either(times.events)})的?{SPACE}$"
    )
