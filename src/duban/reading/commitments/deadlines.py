"""Which of an item's dates are its deadlines.

``云溪区2024年重点任务`` dates nothing, ``全年新增5家`` dates a figure, ``6月底前完成摸底，年底前全部建成`` is two
deadlines; in a cell below 完成时限 a bare ``9月`` or ``长期`` is one as well.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from duban.reading.commitments.conditions import conditions_of
from duban.reading.drafts import DeadlineDraft, TimeMention
from duban.reading.values.times import calendar
from duban.reading.values.times.grammar import JOIN, SPACE, YEAR, either, grammar_of
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from duban.lexicon import Lexicon
    from duban.lexicon.times import Times
    from duban.reading.commitments.conditions import Conditions
    from duban.reading.drafts import Anchors, Cell, ItemDraft, UnitsFound
    from duban.reading.model import DeadlineKind

Stance: TypeAlias = Literal["planned", "achieved", "told"]

_TERMS = frozenset({"by_date", "window", "milestone"})
_KINDS = _TERMS | {"recurring", "relative", "ongoing", "immediate"}
_MONTH = r"1[0-2]|0?[1-9]"
_DAY = r"3[01]|[12][0-9]|0?[1-9]"
# Only where a date is asked for: 2024.06, 2024-6, 6.30, 2024.
_BARE_DATE = re.compile(
    rf"(?<![0-9.])(?:(?P<year>{YEAR})(?:(?P<dot>[-./．])(?P<month>{_MONTH}))?(?:(?P=dot)(?P<day>{_DAY}))?"
    rf"|(?P<short_month>{_MONTH})[-./．](?P<short_day>{_DAY}))(?:{JOIN}(?P<last_month>{_MONTH}))?(?![0-9.])"
)
_JOINED = re.compile(JOIN)
_FIELD_ENDS = re.compile(r"[;；。)）\]】\n|]")
_STRETCHES = re.compile(r"[-–—―~～〜至到期季旬半全]")
_NAMED_TERM = re.compile(rf"{YEAR}{SPACE}年|[^截去]{{0,8}}(?:月份?|季度|[上中下]旬)")
_OWN_YEAR = re.compile(YEAR)
_DONE_AFTER = re.compile(r"[，,]?[^，,。；;\n0-9]{0,8}(?:完成|建成|实现|制定|出台|召开|开展|解决)了")
# The heads of what a paper on rectification set out to do; what was done stands below others.
_SET_OUT = re.compile("整改(?:目标|措施|要求|任务|计划|时限|安排)$")
_DONE_BEFORE = re.compile(r"已(?:经|分别|全部|按期)?[于在]?$")
# Looked for by its colon, which is rare.
_LABELS = re.compile(
    r"[:：](?<=(?:(?P<planned>目标|措施|要求|任务|计划|打算|安排|时限)|(?P<achieved>情况|进展|成效|结果)|(?P<told>问题|描述)).)"
)
# How far back a sentence or field that a date belongs to is looked through.
_FAR = 400
_NEVER_DATES = frozenset({"number", "target", "unit"})
_LONGEST_MONTH = len("2024.10.10")
_LONGEST_TERM = 4
_NOT_ASKED_IN = frozenset({"number", "lead", "supporting", "unit"})


@dataclass(frozen=True)
class _Words:
    """Patterns of one lexicon, tried near a date."""

    label: re.Pattern[str]
    undated: re.Pattern[str]
    immediate: frozenset[str]
    recurring: frozenset[str]
    coming: re.Pattern[str]


@lru_cache(maxsize=4)
def _words_of(times: Times) -> _Words:
    immediate = frozenset(times.immediate + times.immediate_in_cells)
    recurring = frozenset(times.recurring + times.recurring_in_cells)
    ongoing = frozenset(times.ongoing + times.ongoing_in_cells)
    return _Words(
        label=re.compile(rf"(?:{either(times.limit_labels)})(?:要求|安排|节点)?{SPACE}[:：]{SPACE}"),
        undated=re.compile(either(immediate | recurring | ongoing)),
        immediate=immediate,
        recurring=recurring,
        coming=re.compile(
            rf"(?:(?:{either(times.coming)})[^,，。；;\n]{{0,12}}|(?:{either(times.coming_next)})[^。；;\n]{{0,60}})$"
        ),
    )


def find_deadlines(
    text: str,
    draft: ItemDraft,
    times: Sequence[TimeMention],
    units: UnitsFound,  # noqa: ARG001
    anchors: Anchors,
    lexicon: Lexicon,
) -> tuple[DeadlineDraft, ...]:
    """The item's deadlines in document order, repeated ones too."""
    words = _words_of(lexicon.times)
    mentions = sorted(times, key=_place) if times else []
    asked = _asked(text, draft, words, conditions_of(lexicon.times))
    if not (mentions or asked):
        return ()
    passed = sorted([*asked, *(cell.span for cell in draft.cells if cell.role in _NOT_ASKED_IN)])
    found: list[DeadlineDraft] = []
    for field in asked:
        found.extend(_in_field(text, field, _within(mentions, field), anchors, words))
    for mention in mentions:
        if not _meets(passed, mention.span):
            kind = _kind_in_text(text, draft, mention, anchors, lexicon)
            if kind is not None:
                found.append(DeadlineDraft(mention.span, kind, mention.date))
    return tuple(sorted(found, key=_place))


def _place(found: TimeMention | DeadlineDraft) -> Span:
    return found.span


def _within(mentions: Sequence[TimeMention], field: Span) -> list[TimeMention]:
    """Those of the mentions (in order) that lie in the field and say by when, how often or how long."""
    first = bisect_left(mentions, field.start, key=lambda mention: mention.span.start)
    after = bisect_left(mentions, field.end, key=lambda mention: mention.span.start)
    return [
        mention
        for mention in mentions[first:after]
        if mention.span.end <= field.end and mention.kind not in {"start", "comparison", "undated"}
    ]


def _meets(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of the spans, which are in order and apart, shares a character with this one."""
    after = bisect_left(spans, span.end, key=lambda other: other.start)
    return after > 0 and spans[after - 1].overlaps(span)


def _asked(text: str, draft: ItemDraft, words: _Words, conditions: Conditions) -> list[Span]:
    """The stretches that answer 完成时限: cells and labelled fields, each to the end of its clause."""
    cells = [cell.span for cell in draft.cells if cell.role == "deadline" or _is_month(text, cell)]
    cells.sort()
    fields: list[Span] = []
    for body in draft.body:
        if text.find("：", *body) < 0 and text.find(":", *body) < 0:
            continue  # no label without its colon, which is quickly looked for
        for label in words.label.finditer(text, body.start, body.end):
            at = label.end()
            if _meets(cells, Span(at - 1, at + 1)) or (fields and at <= fields[-1].end):
                continue
            if conditions.asked_of_applicants.search(
                text, max(body.start, label.start() - _LONGEST_TERM), label.start()
            ):
                continue  # 申报时间：3月1日至31日
            end = _FIELD_ENDS.search(text, at, body.end)
            fields.append(Span(at, end.start() if end else body.end))
    return sorted([*cells, *fields])


def _is_month(text: str, cell: Cell) -> bool:
    """2024.12 alone in a cell is a date whatever its head, which a merged cell may have moved."""
    if cell.role in _NEVER_DATES or cell.span.end - cell.span.start > _LONGEST_MONTH:
        return False
    found = _BARE_DATE.fullmatch(text, cell.span.start, cell.span.end)
    return found is not None and found["month"] is not None


def _in_field(
    text: str, field: Span, within: Sequence[TimeMention], anchors: Anchors, words: _Words
) -> Iterator[DeadlineDraft]:
    """Whatever says when in a field that asks for it; a bare 2024.06 or 长期 too."""
    taken: list[Span] = []
    for mention in within:
        if len(within) > 1 and mention.kind == "scope" and text.startswith("全年", mention.span.start):
            continue  # 全年推进，12月底完成: the end is named
        taken.append(mention.span)
        kind = mention.kind
        if kind in {"scope", "point", "name", "window"}:
            kind = "window" if _is_stretch(text, mention.span) else "by_date"
        yield DeadlineDraft(mention.span, cast("DeadlineKind", kind), mention.date)
    lasting = [
        match
        for match in words.undated.finditer(text, field.start, field.end)
        if not _meets(taken, Span(*match.span()))
    ]
    for match in lasting:
        yield DeadlineDraft(Span(*match.span()), _undated_kind(match[0], words), None)
    if not taken and not lasting:
        yield from _bare_dates(text, field, anchors)


def _bare_dates(text: str, field: Span, anchors: Anchors) -> list[DeadlineDraft]:
    """2024.06; two of them with a dash between (2024.03-2024.06) are one term."""
    found: list[DeadlineDraft] = []
    for match in _BARE_DATE.finditer(text, field.start, field.end):
        day = _bare_date(match, anchors)
        joined = bool(found and _JOINED.fullmatch(text, found[-1].span.end, match.start()))
        start = found.pop().span.start if joined else match.start()
        kind: DeadlineKind = "window" if joined or match["last_month"] else "by_date"
        found.append(DeadlineDraft(Span(start, match.end()), kind, day))
    return found


def _is_stretch(text: str, span: Span) -> bool:
    """Whether a date in a field is a term with two ends (3月-6月, 第三季度, 全年) and not a day or month to be met."""
    if _BARE_DATE.fullmatch(text, span.start, span.end):
        return False
    return _STRETCHES.search(text, span.start, span.end) is not None


def _undated_kind(word: str, words: _Words) -> DeadlineKind:
    if word in words.immediate:
        return "immediate"
    return "recurring" if word in words.recurring else "ongoing"


def _bare_date(match: re.Match[str], anchors: Anchors) -> date | None:
    if match["last_month"]:
        month = int(match["last_month"])
        return calendar.months(_figures(match["year"]) or anchors.year, month, month).last
    if match["short_month"]:
        return calendar.day(anchors.year, int(match["short_month"]), int(match["short_day"])).last
    year = _figures(match["year"])
    if match["day"]:
        return calendar.day(year, int(match["month"]), int(match["day"])).last
    if match["month"]:
        return calendar.months(year, int(match["month"]), int(match["month"])).last
    return calendar.years(year, year).last


def _figures(written: str | None) -> int | None:
    return int(written) if written and written.isdecimal() else None


def _kind_in_text(
    text: str, draft: ItemDraft, mention: TimeMention, anchors: Anchors, lexicon: Lexicon
) -> DeadlineKind | None:
    """The kind of deadline a date in running text is; None where it is none."""
    planned = draft.kind != "problem" and draft.tense == "planned"
    kind = mention.kind
    said = None if planned and kind != "point" else _stance_said(text, draft, mention)
    if kind == "point" and said == "planned" and text.endswith("前", mention.span.start, mention.span.end):
        kind = "by_date"  # over when the paper was written, and asked for all the same
    if kind not in _KINDS and kind != "scope":
        return None
    stance = "planned" if planned else said or _stance(draft)
    if stance == "told" or _is_done(text, mention.span) or _is_condition(text, draft, mention, lexicon):
        return None
    if stance == "achieved" and not _is_coming(text, draft, mention, anchors, lexicon):
        return None
    if kind in _KINDS:
        return cast("DeadlineKind", kind)
    if _finishes(text, draft, mention, anchors, lexicon):
        return "by_date" if text.endswith("年", mention.span.start, mention.span.end) else "window"
    return None


def _stance_said(text: str, draft: ItemDraft, mention: TimeMention) -> Stance | None:
    """How what is said at a date is meant: by the last label before it (整改目标：), else the heading above."""
    start = max(draft.span.start, mention.span.start - _FAR)
    # A label is two characters and its colon, all of them inside the item.
    labels = [found.lastgroup for found in _LABELS.finditer(text, start + 2, mention.span.start)]
    if labels:
        return cast("Stance", labels[-1])
    return "planned" if draft.path and _SET_OUT.search(draft.path[-1]) else None


def _stance(draft: ItemDraft) -> Stance:
    """How an item means its dates; those of a problem itself (原定2022年底前建成，至今未开工) are told."""
    return "told" if draft.kind == "problem" else draft.tense


def _is_done(text: str, span: Span) -> bool:
    """已于6月底前完成, 6月底前已完成, 6月底前完成了摸底: told, not asked."""
    if text.startswith(("已", ",已", "，已"), span.end) or _DONE_AFTER.match(text, span.end):
        return True
    return _DONE_BEFORE.search(text, max(span.start - 5, 0), span.start) is not None


def _is_condition(text: str, draft: ItemDraft, mention: TimeMention, lexicon: Lexicon) -> bool:
    """Only where there is a day: 每月 and 长期坚持 say how often, not for whom."""
    if mention.date is None:
        return False
    return conditions_of(lexicon.times).hold(text, mention.span, draft.span.start, draft.span.end)


def _is_coming(text: str, draft: ItemDraft, mention: TimeMention, anchors: Anchors, lexicon: Lexicon) -> bool:
    """Whether a report of what was done looks ahead here: 预计12月底前竣工, or a date that was still to come.

    A date without a year of its own (年内, 年底) may as well close the report, so it takes a word that looks ahead.
    """
    if mention.kind not in _TERMS or mention.date is None:
        return False
    if anchors.written and mention.date <= anchors.written:
        return False
    if mention.kind == "window" and not _goes_on_to_finish(text, draft, mention, lexicon):
        return False  # 预计上半年增长6% tells a figure that is not yet out
    words = text[mention.span.start : mention.span.end]
    if anchors.written and (
        words.endswith("前") or "年" not in words.replace("半年", "") or _OWN_YEAR.search(words)
    ):
        return True
    if anchors.year and mention.date.year > anchors.year:
        return True
    start = max(mention.span.start - _FAR, draft.span.start)
    return bool(_words_of(lexicon.times).coming.search(text, start, mention.span.start))


def _finishes(text: str, draft: ItemDraft, mention: TimeMention, anchors: Anchors, lexicon: Lexicon) -> bool:
    """2024年完成主体施工 is a term, and 2月完成招标 of a plan that came out in March.

    2024年完成投资3亿元 dates its figure, 全年 and 今年 always do.
    """
    if mention.date is None or (anchors.year and mention.date.year < anchors.year):
        return False
    if not _NAMED_TERM.fullmatch(text, mention.span.start, mention.span.end):
        return False
    if grammar_of(lexicon.times).figure.match(text, mention.span.end, draft.span.end):
        return False
    return _goes_on_to_finish(text, draft, mention, lexicon)


def _goes_on_to_finish(text: str, draft: ItemDraft, mention: TimeMention, lexicon: Lexicon) -> bool:
    end = mention.span.end
    finishing = grammar_of(lexicon.times).finishing
    return finishing.match(text, end, min(end + 8, draft.span.end)) is not None
