"""Which of an item's dates are its deadlines.

``云溪区2024年重点任务`` dates nothing, ``全年新增5家`` dates a figure, ``6月底前完成摸底，年底前全部建成`` is two
deadlines; in a cell below 完成时限 a bare ``9月`` or ``长期`` is one as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, cast

from duban.reading.drafts import DeadlineDraft, TimeMention
from duban.reading.values.times import calendar
from duban.reading.values.times.grammar import SPACE, YEAR, either, grammar_of
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from duban.lexicon import Lexicon
    from duban.lexicon.times import Times
    from duban.reading.drafts import Anchors, ItemDraft, UnitsFound
    from duban.reading.model import DeadlineKind

_TERMS = frozenset({"by_date", "window", "milestone"})
_KINDS = _TERMS | {"recurring", "relative", "ongoing", "immediate"}
_MONTH = r"1[0-2]|0?[1-9]"
_DAY = r"3[01]|[12][0-9]|0?[1-9]"
# Only where a date is asked for: 2024.06, 2024-6, 6.30, 2024.
_BARE_DATE = re.compile(
    rf"(?<![0-9.])(?:(?P<year>{YEAR})(?:[-./．](?P<month>{_MONTH}))?(?:[-./．](?P<day>{_DAY}))?"
    rf"|(?P<short_month>{_MONTH})[-./．](?P<short_day>{_DAY}))(?![0-9.])"
)
_FIELD_ENDS = re.compile(r"[;；。)）\]】\n|]")
_STRETCHES = re.compile(r"[-–—―~～〜至到期季旬半全]")
_OWN_YEAR = re.compile(YEAR)
_DONE_BEFORE = re.compile(r"已(?:经|分别|全部|按期)?[于在]?$")
_LABELS = re.compile(
    r"(?:(?P<planned>目标|措施|要求|任务|计划|打算|安排|时限)|(?P<achieved>情况|进展|成效|结果)|(?P<told>问题|描述))[:：]"
)
# How far back a sentence or field that a date belongs to is looked through.
_FAR = 400
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


def find_deadlines(  # noqa: PLR0913, PLR0917
    text: str,
    draft: ItemDraft,
    times: Sequence[TimeMention],
    units: UnitsFound,  # noqa: ARG001
    anchors: Anchors,
    lexicon: Lexicon,
) -> tuple[DeadlineDraft, ...]:
    """The item's deadlines in document order, repeated ones too."""
    words = _words_of(lexicon.times)
    asked = _asked(text, draft, words)
    barred = [cell.span for cell in draft.cells if cell.role in _NOT_ASKED_IN]
    found = [deadline for span in asked for deadline in _in_field(text, span, times, anchors, words)]
    for mention in times:
        if any(mention.span.overlaps(span) for span in (*asked, *barred)):
            continue
        kind = _kind_in_text(text, draft, mention, anchors, lexicon)
        if kind is not None:
            found.append(DeadlineDraft(mention.span, kind, mention.date))
    return tuple(sorted(found))


def _asked(text: str, draft: ItemDraft, words: _Words) -> list[Span]:
    """The stretches that answer 完成时限: cells and labelled fields, each to the end of its clause."""
    spans = [cell.span for cell in draft.cells if cell.role == "deadline"]
    for body in draft.body:
        for label in words.label.finditer(text, body.start, body.end):
            if not any(span.start <= label.end() <= span.end for span in spans):
                end = _FIELD_ENDS.search(text, label.end(), body.end)
                spans.append(Span(label.end(), end.start() if end else body.end))
    return sorted(spans)


def _in_field(
    text: str, field: Span, times: Sequence[TimeMention], anchors: Anchors, words: _Words
) -> Iterator[DeadlineDraft]:
    """Whatever says when in a field that asks for it; a bare 2024.06 or 长期 too."""
    taken: list[Span] = []
    within = [m for m in times if m.span.within(field) and m.kind not in {"start", "comparison", "undated"}]
    for mention in within:
        if len(within) > 1 and mention.kind == "scope" and text.startswith("全年", mention.span.start):
            continue  # 全年推进，12月底完成: the end is named
        taken.append(mention.span)
        kind = mention.kind
        if kind in {"scope", "point", "name", "window"}:
            kind = "window" if _is_stretch(text, mention.span) else "by_date"
        yield DeadlineDraft(mention.span, cast("DeadlineKind", kind), mention.date)
    for match in words.undated.finditer(text, field.start, field.end):
        span = Span(*match.span())
        if not any(span.overlaps(other) for other in taken):
            taken.append(span)
            yield DeadlineDraft(span, _undated_kind(match[0], words), None)
    if not taken:
        for match in _BARE_DATE.finditer(text, field.start, field.end):
            yield DeadlineDraft(Span(*match.span()), "by_date", _bare_date(match, anchors))


def _is_stretch(text: str, span: Span) -> bool:
    """Whether a date in a field is a term with two ends (3月-6月, 第三季度, 全年) and not a day or month to be met."""
    return bool(_STRETCHES.search(text, span.start, span.end))


def _undated_kind(word: str, words: _Words) -> DeadlineKind:
    if word in words.immediate:
        return "immediate"
    return "recurring" if word in words.recurring else "ongoing"


def _bare_date(match: re.Match[str], anchors: Anchors) -> date | None:
    if match["short_month"]:
        return calendar.day(anchors.year, int(match["short_month"]), int(match["short_day"])).last
    year = int(match["year"]) if match["year"].isdecimal() else None
    if match["day"]:
        return calendar.day(year, int(match["month"]), int(match["day"])).last
    if match["month"]:
        return calendar.months(year, int(match["month"]), int(match["month"])).last
    return calendar.years(year, year).last


def _kind_in_text(
    text: str, draft: ItemDraft, mention: TimeMention, anchors: Anchors, lexicon: Lexicon
) -> DeadlineKind | None:
    """The kind of deadline a date in running text is; None where it is none."""
    stance = (
        "planned" if draft.kind != "problem" and draft.tense == "planned" else _stance(text, draft, mention)
    )
    if stance == "told" or _is_done(text, mention.span):
        return None
    if stance == "achieved" and not _is_coming(text, draft, mention, anchors, lexicon):
        return None
    if mention.kind in _KINDS:
        return cast("DeadlineKind", mention.kind)
    if mention.kind == "scope" and _finishes(text, draft, mention, lexicon):
        return "by_date"
    return None


def _stance(text: str, draft: ItemDraft, mention: TimeMention) -> Literal["planned", "achieved", "told"]:
    """How what is said at a date is meant, by the last label before it (整改目标：, 整改情况：), else by the item.

    The dates of a problem itself (原定2022年底前建成，至今未开工) are told, and no deadlines of ours.
    """
    start = max(draft.span.start, mention.span.start - _FAR)
    labels = [found.lastgroup for found in _LABELS.finditer(text, start, mention.span.start)]
    if labels:
        return cast("Literal['planned', 'achieved', 'told']", labels[-1])
    return "told" if draft.kind == "problem" else draft.tense


def _is_done(text: str, span: Span) -> bool:
    """已于6月底前完成, 6月底前已完成: told, not asked."""
    return bool(_DONE_BEFORE.search(text, max(span.start - 5, 0), span.start)) or text.startswith(
        ("已", ",已", "，已"), span.end
    )


def _is_coming(text: str, draft: ItemDraft, mention: TimeMention, anchors: Anchors, lexicon: Lexicon) -> bool:
    """Whether a report of what was done looks ahead here: 预计12月底前竣工, or a date that was still to come.

    A date without a year of its own (年内, 年底) may as well close the report, so it takes a word that looks ahead.
    """
    if mention.kind not in _TERMS or mention.date is None:
        return False
    if anchors.written and mention.date <= anchors.written:
        return False
    words = text[mention.span.start : mention.span.end]
    if anchors.written and (
        words.endswith("前") or "年" not in words.replace("半年", "") or _OWN_YEAR.search(words)
    ):
        return True
    if anchors.year and mention.date.year > anchors.year:
        return True
    start = max(mention.span.start - _FAR, draft.span.start)
    return bool(_words_of(lexicon.times).coming.search(text, start, mention.span.start))


def _finishes(text: str, draft: ItemDraft, mention: TimeMention, lexicon: Lexicon) -> bool:
    """2024年完成主体施工 is a term; 2024年完成投资3亿元 dates its figure, 全年 and 今年 always do."""
    if not text.startswith(("19", "20", "１９", "２０", "二"), mention.span.start):
        return False
    grammar = grammar_of(lexicon.times)
    end = mention.span.end
    if not text.endswith("年", mention.span.start, end) or grammar.figure.match(text, end, draft.span.end):
        return False
    return bool(grammar.finishing.match(text, end, min(end + 8, draft.span.end)))
