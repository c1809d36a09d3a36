"""Where a text says when, and what day that is: ``2024年6月底前``, ``年内``, ``到2025年``, ``每季度末``.

What a mention's ``kind`` means to whoever dates figures by it, reading a paragraph from left to right:

* ``by_date``, ``window``, ``milestone`` and ``scope`` **start a reach**: figures from there on are due on ``date``
  (年内新增2家…。研发产品100个以上: both are due at the end of the year);
* ``undated``, ``recurring``, ``relative`` and any of the above whose ``date`` is None **end the reach** of the one
  before and give None (目前, 每年, 收到通知后5日内, 2月30日前);
* ``start``, ``point``, ``comparison``, ``name``, ``ongoing`` and ``immediate`` are **passed over**.

A new paragraph starts afresh. A year without a month counts as ``scope`` only where its clause goes on to a figure
or says what is to be finished; otherwise it is part of a name (印发2024年工作要点). What stands in 《…》 or “…” is
not looked at. Dates without a year take the one named before them in the paragraph, else the document's.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from duban.reading.drafts import Anchors, TimeMention
from duban.reading.values.times import calendar
from duban.reading.values.times.calendar import UNKNOWN, Stretch
from duban.reading.values.times.grammar import JOIN, SPACE, Grammar, grammar_of
from duban.reading.values.times.numerals import number_of, year_of
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.lexicon import Lexicon
    from duban.lexicon.times import Times
    from duban.reading.drafts import TimeKind

__all__ = ["find_times", "in_section"]

_WITHOUT_DATE: dict[str, TimeKind] = {
    "limit": "relative",
    "each": "recurring",
    "undated": "undated",
    "immediate": "immediate",
    "ongoing": "ongoing",
}
_BEFORE = frozenset({"前", "之前", "以前"})
_WITHIN = frozenset({"内", "以内", "之内"})
_FROM_THERE = frozenset({"起", "开始", "后", "之后", "以后"})
_HEADING_CHARS = 100
# What may stand before the year that a heading opens with: 第二部分　2024年工作安排, （一）全区2024年目标.
_HEADING_OPENS = re.compile(
    r"[#\s]{0,6}(?:第[一二三四五六七八九十0-9]{1,3}(?:部分|[章节编])|[（(]?[一二三四五六七八九十0-9]{1,3}[)）]?[、.．]?)?"
    r"\s{0,4}(?:全[省市区县州旗镇乡]|关于)?"
)
_JOINTS = frozenset("至到-–—~～")
_JOINED = re.compile(JOIN)
_CLAUSE_ENDS = re.compile(rf"{SPACE}(?:[,，、。；;:：)）\n]|$)")
# A year that was named holds to the end of its paragraph, or of its part in a cell: 1.2025年底完工 2.10月前开工.
_PART = re.compile(r"\n|[ \u3000；;。|][1-9][、.．](?![0-9])|[①-⑨]")
_COMMA = re.compile(rf"{SPACE}[,，:：]")
_QUARTER_WORDS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_THIRDS = {"上": 1, "中": 2, "下": 3}


class _Scene(NamedTuple):
    """What a mention is read against: the text, where to stop, and the years that are being spoken of."""

    text: str
    start: int
    end: int
    grammar: Grammar
    times: Times
    year: int | None
    written: date | None
    carried: int | None

    @property
    def spoken(self) -> int | None:
        """The year of a date that names none."""
        return self.year if self.carried is None else self.carried


def find_times(
    text: str, start: int, end: int, anchors: Anchors, lexicon: Lexicon
) -> tuple[TimeMention, ...]:
    """The time expressions of ``text[start:end]`` in order, none overlapping another."""
    grammar = grammar_of(lexicon.times)
    scene: _Scene | None = None
    found: list[TimeMention] = []
    done = start
    for hit in grammar.trigger.finditer(text, start, end):
        if hit.lastgroup or (at := hit.start()) < done:
            continue
        match = grammar.word.match(text, at, end)
        if match is None:
            continue
        scene = scene or _scene(text, Span(start, end), anchors, lexicon)
        if scene.carried is not None and _PART.search(text, done, at):
            scene = scene._replace(carried=None)
        done = match.end()
        mention = _mention(scene, match)
        if mention is None:
            continue
        scene = _carry(scene, match, mention)
        done = mention.span.end
        if found and _JOINED.fullmatch(text, found[-1].span.end, at) and mention.date and found[-1].date:
            mention = _joined(found.pop(), mention)
        found.append(mention)
    return tuple(found)


def _scene(text: str, span: Span, anchors: Anchors, lexicon: Lexicon) -> _Scene:
    year = anchors.year if anchors.year or not anchors.written else anchors.written.year
    grammar = grammar_of(lexicon.times)
    return _Scene(text, span.start, span.end, grammar, lexicon.times, year, anchors.written, None)


def in_section(anchors: Anchors, path: Sequence[str], lexicon: Lexicon) -> Anchors:
    """The anchors for what stands below the headings ``path``: 二、2024年工作安排 gives its dates their year.

    A heading that looks back gives the first of the document's two years (一、计划执行情况), or the year before
    the document's (过去一年工作回顾). One that names several years, or one far from the document's own, or that
    names it further on (落实2022年一号文件), gives none.
    """
    grammar = grammar_of(lexicon.times)
    for heading in reversed(path):
        found = list(grammar.section.finditer(heading, 0, _HEADING_CHARS))
        years = {year_of(match[1]) for match in found}
        if len(years) == 1 and _HEADING_OPENS.fullmatch(heading, 0, found[0].start()):
            year = years.pop()
            return replace(anchors, year=year) if _is_near(anchors, year) else anchors
        before = None if years else _year_before(anchors, heading, grammar)
        if before is not None:
            return replace(anchors, year=before)
    return anchors


def _is_near(anchors: Anchors, year: int) -> bool:
    """Within the document's period, or next to its year."""
    period = anchors.period
    if period and period.start and period.end and period.start.year <= year <= period.end.year:
        return True
    return anchors.year is None or abs(year - anchors.year) <= 1


def _year_before(anchors: Anchors, heading: str, grammar: Grammar) -> int | None:
    period = anchors.period
    if period and period.start and period.end and period.end.year - period.start.year == 1:
        return period.start.year if grammar.looking_back.search(heading, 0, _HEADING_CHARS) else None
    if anchors.year and grammar.last_year.search(heading, 0, _HEADING_CHARS):
        return anchors.year - 1
    return None


def _mention(scene: _Scene, match: re.Match[str]) -> TimeMention | None:
    shape = match.lastgroup or ""
    span = Span(match.start(), match.end())
    if shape == "moment":
        return _moment(scene, match)
    if shape == "plan":
        return _plan(scene, match, span)
    if shape == "whole":
        return _whole(scene, match, span)
    if shape == "holiday":
        return TimeMention(span, "by_date", _eve(scene, match))
    if (
        shape == "each"
        and scene.text[max(span.start - 1, scene.start) : span.start] in scene.times.rate_holders
    ):
        return None
    if shape == "limit":
        before = scene.grammar.event.search(scene.text, max(scene.start, span.start - 30), span.start)
        span = Span(before.start() if before else span.start, span.end)
    return TimeMention(span, _WITHOUT_DATE[shape], None)


def _plan(scene: _Scene, match: re.Match[str], span: Span) -> TimeMention | None:
    """“十四五”期间 is five years, “十四五”末 the end of them, “十四五”规划 and a bare “十四五” are names."""
    first = scene.times.plans[match["five"]]
    part = match["planpart"]
    if part is None or part in {"规划", "开局"}:
        return None
    if match["planbefore"] and not part.startswith(("末", "期末")):
        return TimeMention(span, "by_date", date(first - 1, 12, 31))
    last = date(first + 4, 12, 31)
    if part == "以来":
        return TimeMention(span, "undated", None)
    kind: TimeKind = "window" if part in {"期间", "时期"} else "by_date"
    if scene.written and last <= scene.written:
        kind = "scope"
    return TimeMention(span, kind, last)


def _whole(scene: _Scene, match: re.Match[str], span: Span) -> TimeMention | None:
    """全年 always says when; 年度 only before a figure (年度用水总量控制在…), else it is 年度计划."""
    if not match[0].startswith("全年") and not _dates_a_figure(scene, span.end):
        return None
    return TimeMention(span, "scope", calendar.years(scene.year, scene.year).last)


def _eve(scene: _Scene, match: re.Match[str]) -> date | None:
    day = scene.times.holidays[match["feast"]]
    if not day:
        return None
    month, number = day.split("-")
    year = year_of(match["feastyear"]) if match["feastyear"] else scene.spoken
    return calendar.day_before(calendar.day(year, int(month), int(number)))


def _moment(scene: _Scene, match: re.Match[str]) -> TimeMention:
    stretch = _stretch(scene, match)
    lean, start = _lean(scene, match.start())
    span = Span(start if lean in {"to", "asof"} else match.start(), match.start() + len(match[0].rstrip()))
    tail = match["tail"] or ""
    if lean == "against" or _is_compared(scene, match, stretch):
        return TimeMention(span, "comparison", stretch.last)
    if tail == "以来":
        return TimeMention(span, "undated", None)
    if lean == "since" or tail in _FROM_THERE:
        return TimeMention(span, "start", stretch.first)
    if match["yearpart"] == "初":
        return TimeMention(span, "point", None)
    if tail in _BEFORE:
        return _by_date(scene, match, span, stretch.last if _is_end(match) else calendar.day_before(stretch))
    kind = _kind(scene, match, stretch, lean)
    return (
        _by_date(scene, match, span, stretch.last)
        if kind == "by_date"
        else TimeMention(span, kind, stretch.last)
    )


def _is_compared(scene: _Scene, match: re.Match[str], stretch: Stretch) -> bool:
    """2020年基础上, 上年同期; 恢复到上年的九成 where the year is over (到2025年的九成 is one to come)."""
    end = match.end()
    if scene.grammar.compared.match(scene.text, end, scene.end):
        return True
    over = _is_whole_year(match) and (_is_past(scene, stretch) or match["spoken"] in scene.times.years)
    return over and scene.grammar.share.match(scene.text, end, scene.end) is not None


def _is_end(match: re.Match[str]) -> bool:
    """Whether 前 leaves the date as it is: 6月底前, 6月30日前 and 9月上旬前 include it, 9月前 does not."""
    part = match["yearpart"] or match["monthpart"] or match["quarterpart"] or match["third"] or match["this"]
    named = match["day"] or match["iday"] or match["within"] or match["half"] == "上"
    return bool(part or named or match["quarters"] or match["months"])


def _by_date(scene: _Scene, match: re.Match[str], span: Span, last: date | None) -> TimeMention:
    """A date to be met, with the milestone that may be tied to it: 6月底取得阶段性成效并持续推进.

    One of a year that is over when the document is written is part of what is spoken of (2000年底前建成的小区).
    """
    if (
        match["year"]
        and last
        and scene.year
        and last.year < scene.year
        and _is_past(scene, Stretch(last, last))
    ):
        return TimeMention(span, "point", last)
    more = scene.grammar.milestone.match(scene.text, span.end, scene.end)
    if more:
        return TimeMention(Span(span.start, more.end()), "milestone", last)
    return TimeMention(span, "by_date", last)


def _kind(scene: _Scene, match: re.Match[str], stretch: Stretch, lean: str) -> TimeKind:
    """What a date without 前 is: a term, a period of figures, the day of an event, or part of a name."""
    past = _is_past(scene, stretch)
    if lean == "asof":
        return "scope"
    if match["this"] or match["tail"] in _WITHIN:
        return "by_date"
    if _is_whole_year(match):
        return _kind_of_year(scene, match, past=past, lean=lean)
    if match["yearpart"]:
        return "scope" if past or (match["yearpart"] == "末" and lean != "to") else "by_date"
    is_day = bool(match["day"] or match["iday"])
    held = not scene.written and scene.grammar.happening.match(scene.text, match.end(), scene.end)
    if past or held:
        return "point" if is_day or held else "scope"
    return "by_date" if lean == "to" or match["monthpart"] or match["quarterpart"] else "window"


def _is_past(scene: _Scene, stretch: Stretch) -> bool:
    """Whether the document was written after it; without a date of writing, whether the year is over."""
    if stretch.last is None:
        return False
    if scene.written:
        return stretch.last <= scene.written
    return scene.year is not None and stretch.last.year < scene.year


def _is_whole_year(match: re.Match[str]) -> bool:
    return bool(match["dated"] and not match["rest"])


def _kind_of_year(scene: _Scene, match: re.Match[str], *, past: bool, lean: str) -> TimeKind:
    text, at, end = scene.text, match.start(), match.end()
    around = text[max(at - 1, scene.start) : at], text[end : end + 1]
    if around[0] in {"“", '"', "「", "《"} or (around[0] in {"(", "（"} and around[1] in {")", "）"}):
        return "name"
    if lean == "to":
        return "scope" if past else "by_date"
    if match["tail"] == "期间" or (match["year0"] and _CLAUSE_ENDS.match(text, end, scene.end)):
        return "window"
    if past and scene.grammar.left_over.match(text, end, scene.end):
        return "name"
    opens = not around[0] or around[0] in ",，。；;：:、)）\n \u3000"
    if (
        (opens and _COMMA.match(text, end, scene.end))
        or _dates_a_figure(scene, end)
        or (opens and scene.grammar.finishing.match(text, end, scene.end))
    ):
        return "window" if match["year0"] else "scope"
    return "name"


def _dates_a_figure(scene: _Scene, end: int) -> bool:
    found = scene.grammar.figure.match(scene.text, end, min(end + 60, scene.end))
    return bool(found and not found["name"])


def _lean(scene: _Scene, at: int) -> tuple[str, int]:
    """The word before a date that turns it, by its role (to, asof, since, against), and where it begins."""
    found = scene.grammar.lean.search(scene.text, max(scene.start, at - 6), at)
    if found is None:
        return "", at
    before = scene.text[max(scene.start, found.end() - 2) : found.end()].strip()
    return ("", at) if before in scene.times.not_comparing else (found.lastgroup or "", found.start())


def _stretch(scene: _Scene, match: re.Match[str]) -> Stretch:
    """The days a date covers; the year is the one it names, else the one being spoken of."""
    if match["this"]:
        return _running(scene, match["this"])
    if match["iday"]:
        return calendar.day(year_of(match["iyear"]), int(match["imonth"]), int(match["iday"]))
    if match["within"]:
        return calendar.years(scene.year, scene.year)
    year = _named_year(scene, match)
    if not match["rest"]:
        return calendar.years(year_of(match["year0"]) if match["year0"] else year, year)
    return _part_of_month(year, match) if match["month"] else _part_of_year(year, match)


def _running(scene: _Scene, period: str) -> Stretch:
    """本月 and 本季度 are those of the day of writing."""
    if scene.written is None:
        return UNKNOWN
    month = scene.written.month
    first, last = (month, month) if "月" in period else ((month - 1) // 3 * 3 + 1, (month - 1) // 3 * 3 + 3)
    return calendar.months(scene.written.year, first, last)


def _part_of_year(year: int | None, match: re.Match[str]) -> Stretch:
    """底 and 末 stand for the whole year, whose last day they are."""
    first, last = 1, 12
    if match["half"]:
        first, last = (1, 6) if match["half"] == "上" else (7, 12)
    elif match["quarters"]:
        last = 3 * _QUARTER_WORDS[match["quarters"]]
    elif match["months"]:
        last = number_of(match["months"])
    elif match["quarter"]:
        last = 3 * _QUARTER_WORDS[match["quarter"]]
        first = 3 * _QUARTER_WORDS[match["quarter0"] or match["quarter"]] - 2
    return calendar.months(year, first, last)


def _part_of_month(year: int | None, match: re.Match[str]) -> Stretch:
    month = number_of(match["month"])
    if match["day"]:
        last = calendar.day(year, month, number_of(match["day"]))
        return (
            Stretch(calendar.day(year, month, number_of(match["day0"])).first, last.last)
            if match["day0"]
            else last
        )
    if match["third"]:
        return calendar.third(year, month, _THIRDS[match["third"]])
    if match["monthpart"] == "初":
        return calendar.third(year, month, 1)
    first = number_of(match["month0"]) if match["month0"] else month
    if first > month and year is not None:  # 11月—3月 runs into the next year
        return Stretch(
            calendar.months(year, first, first).first, calendar.months(year + 1, month, month).last
        )
    return calendar.months(year, first, month)


def _named_year(scene: _Scene, match: re.Match[str]) -> int | None:
    if match["year"]:
        return year_of(match["year"])
    if match["short"]:
        return 2000 + number_of(match["short"])
    word = match["spoken"]
    if word is None:
        return scene.spoken
    if word in scene.times.same_year:
        return scene.spoken
    if word in scene.times.next_year:
        # Next to which year, only the text can tell: 2024年3月开工，次年竣工, or 11月至次年3月.
        told = scene.carried or scene.text[max(match.start() - 1, scene.start) : match.start()] in _JOINTS
        return scene.spoken + 1 if told and scene.spoken else None
    return scene.year + scene.times.years[word] if scene.year else None


def _carry(scene: _Scene, match: re.Match[str], mention: TimeMention) -> _Scene:
    """The year that later dates of the paragraph without one are in: 2024年3月底前…，6月底前."""
    if (
        match.lastgroup != "moment"
        or mention.date is None
        or mention.kind in {"name", "comparison", "undated"}
    ):
        return scene
    named = match["year"] or match["short"] or match["iyear"] or match["spoken"]
    if not named or (
        _is_whole_year(match) and (match["tail"] or match["year0"] or mention.kind == "by_date")
    ):
        return scene
    return scene._replace(carried=mention.date.year)


def _joined(first: TimeMention, last: TimeMention) -> TimeMention:
    """Two dates with 至 between them are one term: 9月底至12月底, 2023年11月至2024年3月."""
    span = Span(first.span.start, last.span.end)
    if first.kind == "point" or last.kind in {"milestone", "comparison", "scope"}:
        return TimeMention(span, "point" if first.kind == "point" else last.kind, last.date)
    return TimeMention(span, "window", last.date)
