"""Whether the text is a piece of something larger: ``(上接第二版)``, a first number that is not one, a cut sentence.

A newspaper page, a scan without its first sheet and a copied passage all read well and hold half a ledger; saying so
is the only remedy.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from duban.reading.audit.ordinals import small_number
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duban.lexicon.review import Clause, Review
    from duban.reading.audit.voice import Voice
    from duban.reading.model import Finding, Heading

_HEAD = 3000  # a mark of continuation stands near the top, below the title at the latest
_TAIL = 600
_LATEST = 60  # a greater first number is a year or a number of something else
_LABEL_NUMBER = re.compile(r"[0-9０-９]+|[一二三四五六七八九十百]+")
_LINE = re.compile(r"[^\n\r]+")
_CUT_START = frozenset("，,、；;。）)”」》的")
_LINE_END = re.compile(r"[。！？!?…；;：:”’」』）)》〉\]】〕*|│.．]$")
_NO_PROSE = re.compile(r"[|\t│]|https?:|www\.|电话|联系|邮箱|邮编|地址|抄送|印发|责任编辑|来源|^\S{2,8}[:：]")


class _Patterns(NamedTuple):
    goes_on_from: re.Pattern[str]
    goes_on_to: re.Pattern[str]


def review_ends(voice: Voice) -> Iterator[Finding]:
    """A missing beginning, a missing end; each said once, with why it is thought to be missing."""
    patterns = _patterns(voice.review)
    yield from _start(voice, patterns)
    yield from _end(voice, patterns)


def _start(voice: Voice, patterns: _Patterns) -> Iterator[Finding]:
    mark = _mark(voice.reading.source, patterns.goes_on_from, Span(0, _HEAD))
    late = _late(voice.reading.outline)
    if mark is not None:
        why = _why_marked(voice, mark.of(voice.reading.source), late)
        yield voice.finding("fragment_start", mark, why=why)
    elif late is not None:
        reason = "mid_measure" if _inside_a_measure(late) else "late_number"
        yield voice.finding("fragment_start", late.span, why=voice.reason(reason, words=late.label))
    else:
        line = next(_body_lines(voice, 0, _HEAD), None)
        if line is not None and voice.reading.source[line.start] in _CUT_START:
            broken = voice.reason("mid_sentence_start", words=voice.quote(line)[:12])
            yield voice.finding("fragment_start", line, why=broken)


def _mark(source: str, words: re.Pattern[str], within: Span) -> Span | None:
    """The first of the words, with what is written around it: (上接第二版). Looked for by the word, which is quick."""
    found = words.search(source, *within)
    if found is None:
        return None
    start = found.start()
    start -= start > within.start and source[start - 1].isspace()
    start -= start > within.start and source[start - 1] in "(（"
    return Span(start, found.end())


def _why_marked(voice: Voice, mark: str, late: Heading | None) -> Clause:
    if late is not None and _inside_a_measure(late):
        return voice.reason("marker_and_measure", words=mark, label=late.label)
    return voice.reason("marker", words=mark)


def _late(outline: Sequence[Heading]) -> Heading | None:
    """The first numbered heading, where it is not the first of its row: 二是 with no 一是 before it."""
    first = next((heading for heading in outline[:20] if _ordinal(heading) is not None), None)
    return first if first is not None and 1 < (_ordinal(first) or 0) <= _LATEST else None


def _inside_a_measure(heading: Heading) -> bool:
    return heading.label.endswith("是")


def _end(voice: Voice, patterns: _Patterns) -> Iterator[Finding]:
    source = voice.reading.source
    floor = max(0, len(source) - _TAIL)
    mark = _mark(source, patterns.goes_on_to, Span(floor, len(source)))
    if mark is not None:
        yield voice.finding("fragment_end", mark, why=voice.reason("marker", words=mark.of(source)))
        return
    *others, last = [None, *_body_lines(voice, floor, len(source))]
    if last is not None and _breaks_off(source, last, voice) and not _is_habit(source, others):
        tail = Span(max(last.start, last.end - 12), last.end)
        why = voice.reason("mid_sentence_end", words=voice.quote(tail))
        yield voice.finding("fragment_end", tail, why=why)


def _breaks_off(source: str, line: Span, voice: Voice) -> bool:
    """Whether a line is prose without an end; unit lines, tables and sign-offs end without a full stop by right."""
    text = source[line.start : line.end]
    item = voice.item_at(line.end - 1)
    units = (*item.lead_units, *item.supporting_units) if item else ()
    if _LINE_END.search(text) or _NO_PROSE.search(text) or any(unit.span.end == line.end for unit in units):
        return False
    return text[-1] in "，,、" or (len(text) >= 30 and ("，" in text or "," in text))


def _is_habit(source: str, lines: Sequence[Span | None]) -> bool:
    """Whether the text ends its lines of prose without a full stop anyway, as tables flattened to lines do."""
    prose = [source[line.start : line.end] for line in lines if line is not None]
    prose = [line for line in prose if "，" in line or "," in line]
    return sum(not _LINE_END.search(line) for line in prose) * 2 > len(prose)


def _body_lines(voice: Voice, start: int, end: int) -> Iterator[Span]:
    """The lines that are long enough to be prose and no noise, without the space around them."""
    source = voice.reading.source
    noise = [noise.span for noise in voice.reading.noise if noise.span.end > start and noise.span.start < end]
    for line in _LINE.finditer(source, start, end):
        text = line[0].strip()
        span = Span(line.start() + line[0].find(text), line.start() + line[0].find(text) + len(text))
        if len(text) >= 15 and not any(span.within(other) for other in noise[:50]):
            yield span


def _ordinal(heading: Heading) -> int | None:
    number = _LABEL_NUMBER.search(heading.label)
    return small_number(number[0]) if number else None


@lru_cache(maxsize=8)
def _patterns(review: Review) -> _Patterns:
    def mark(words: Sequence[str]) -> re.Pattern[str]:
        return re.compile(rf"(?:{'|'.join(map(re.escape, words))})[^()（）\n，。]{{0,12}}[)）]?")

    return _Patterns(mark(review.goes_on_from), mark(review.goes_on_to))
