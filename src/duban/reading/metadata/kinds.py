"""What kind of document it is and which time it is about, from its title or, without one, from its headings."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from duban.reading.model import Period
from duban.reading.values.times import calendar
from duban.reading.values.times.grammar import JOIN, SPACE, YEAR
from duban.reading.values.times.numerals import year_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from duban.lexicon import Lexicon
    from duban.lexicon.papers import KindRule, Papers
    from duban.reading.model import DocumentKind

_BODY_CHARS = 30_000
_MAIN_HEADING = re.compile(r"\n[ \t\u3000#*]{0,6}[一二三四五六七八九十]{1,2}[、.．][^\n]{2,60}")
_RANGE = re.compile(rf"({YEAR})年?{JOIN}({YEAR})年")
_YEAR = re.compile(rf"({YEAR}){SPACE}年(?!以来)")
_HALF = re.compile(r"年(?P<half>[上下])半年")
_QUARTER = re.compile(r"年第?(?P<quarter>[一二三四1-4])季度")
_PLAN = re.compile(r"[“\"]?(十[一二三四五六]五)[”\"]?")
# Not the end of a range: (2013—2017年) says how long something takes, not when it is told.
_ANY_YEAR = re.compile(r"(?<![-\u2010\u2013\u2014\u2015~\uff5e\u301c0-9])(?<![0-9年][至到])20[0-9]{2}(?=年)")
_AIMED_AT = re.compile(r"[到至](20[0-9]{2})年底?[，,]")
# What a notice passes on; its first paragraph may also speak of reports that are to be made (完成情况将予通报).
_LED = frozenset({"task_plan", "rectification_report", "plan_report"})
_LEAD_CHARS = 300


@lru_cache(maxsize=64)
def _shows(rule: KindRule) -> re.Pattern[str]:
    words = (r"[^\n]{0,60}?".join(map(re.escape, word.split("+"))) for word in rule.words)
    return re.compile("|".join(words))


def kind_of(title: str | None, lead: str, text: str, papers: Papers) -> DocumentKind:
    """The kind the title shows; without a title or where it shows none, what headings and body do.

    ``lead`` is the first paragraph of a notice whose title is lost: it says what is passed on.
    """
    shown = _shown(title or "", papers.kinds)
    if shown is None and not title:
        shown = _shown(lead[:_LEAD_CHARS], [rule for rule in papers.kinds if rule.kind in _LED])
    if shown is None:
        shown = _shown("".join(_MAIN_HEADING.findall(text, 0, _BODY_CHARS)), papers.headings)
    return shown or _by_body(text, papers)


def _shown(said: str, rules: Iterable[KindRule]) -> DocumentKind | None:
    """The kind of the first rule whose words are said."""
    kinds = (rule.kind for rule in rules if said and _shows(rule).search(said))
    return cast("DocumentKind | None", next(kinds, None))


def _by_body(text: str, papers: Papers) -> DocumentKind:
    """The kind whose words the text has most of, measured by how many of them it takes."""
    best, most = "other", 1.0
    for rule in papers.bodies:
        share = len(_shows(rule).findall(text, 0, _BODY_CHARS)) / rule.least
        if share >= most:
            best, most = rule.kind, share
    return cast("DocumentKind", best)


def period_of(title: str | None, text: str, lexicon: Lexicon) -> Period | None:
    """The time the title names; without a title, the years of the main headings."""
    named = title if title is not None else "".join(_MAIN_HEADING.findall(text, 0, _BODY_CHARS))
    span = _RANGE.search(named)
    if span:
        return Period(*calendar.years(year_of(span[1]), year_of(span[2])))
    years = [year_of(found) for found in _YEAR.findall(named)]
    if len(set(years)) == 1:
        return _part_of_year(years[0], named)
    if years:
        return Period(*calendar.years(min(years), max(years)))
    plan = _PLAN.search(named)
    if plan and plan[1] in lexicon.times.plans:
        first = lexicon.times.plans[plan[1]]
        return Period(date(first, 1, 1), date(first + 4, 12, 31))
    return None


def _part_of_year(year: int, named: str) -> Period:
    half, quarter = _HALF.search(named), _QUARTER.search(named)
    if half:
        return Period(
            *(calendar.months(year, 1, 6) if half["half"] == "上" else calendar.months(year, 7, 12))
        )
    if quarter:
        which = "一二三四1234".index(quarter["quarter"]) % 4 + 1
        return Period(*calendar.quarters(year, which, which))
    return Period(*calendar.years(year, year))


def year_about(kind: DocumentKind, period: Period | None, written: date | None, text: str) -> int | None:
    """The year that dates without one are in.

    The title's, for a plan; of two years the later, which is the planned one. What is said of rectification is
    said in the year of writing, whatever year was inspected. Without either, the year the text names most.
    """
    first = period.start.year if period and period.start else None
    last = period.end.year if period and period.end else None
    if written and (last is None or kind == "rectification_report" or (first or 0) <= written.year <= last):
        if last is not None and last == first and kind != "rectification_report":
            return last
        if kind == "plan_report" and last is not None:
            return last
        return written.year
    if last is not None and first is not None:
        return last if last - first <= 1 else first
    named = Counter(_ANY_YEAR.findall(text, 0, _BODY_CHARS))
    if not named:
        return None
    # What is to be by 2013 was written in 2013 or before.
    aimed_at = [int(year) for year in _AIMED_AT.findall(text, 0, _BODY_CHARS)]
    return min(max((count, int(year)) for year, count in named.items())[1], *aimed_at, 9999)
