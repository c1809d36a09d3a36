"""Cleaning: what is not the document, and what was lost from it; the source itself is never touched.

Noise and repairs are proposals in source offsets. The view has the sure ones applied, so that later stages read
whole paragraphs without 下转第三版 in the middle of a sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from duban.reading.cleaning.advertising import find_advertising
from duban.reading.cleaning.breaks import find_breaks, find_debris, find_gaps
from duban.reading.cleaning.doubled import find_doubled_metadata
from duban.reading.cleaning.furniture import find_furniture, find_inline
from duban.reading.cleaning.layout import find_layout
from duban.reading.cleaning.lines import after_line, find_oddities, split_lines
from duban.reading.cleaning.lookalikes import find_lookalikes
from duban.reading.cleaning.lost import find_lost_characters
from duban.reading.drafts import Cleaned
from duban.reading.model import Noise, Repair
from duban.text import Edit, Span, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from duban.lexicon import Lexicon
    from duban.reading.cleaning.lines import Line

__all__ = ["clean"]

# Repairs at least this sure are read as repaired; the others are only shown to a reviewer.
APPLIED = 0.7


def clean(source: str, lexicon: Lexicon) -> Cleaned:
    """The text to read from, with everything that was cut or mended said in source offsets."""
    table = lexicon.noise
    lines = split_lines(source)
    reasons = find_furniture(source, lines, table)
    furniture = [(line, why) for line, why in zip(lines, reasons, strict=True) if why]
    doubled = find_doubled_metadata(lines, reasons, table)
    body = _outside([line for line, why in zip(lines, reasons, strict=True) if not why], doubled)
    layout = find_layout(source, body, table.breaks)
    odd = find_oddities(source, table)
    advertisements = find_advertising(source, table.advertising)
    noise = _disjoint(
        (
            *(Noise(Span(line.start, line.tail), why) for line, why in furniture),
            *doubled,
            *find_inline(source, table),
            *find_debris(source, body, layout, table),
            *(Noise(ad.span, "spam") for ad in advertisements if ad.confidence >= APPLIED),
            *odd.noise,
        )
    )
    repairs = (
        *odd.repairs,
        *(Repair(ad.span, "", "spam", ad.confidence) for ad in advertisements),
        *(() if layout.scanned else find_lost_characters(source, table)),
        *find_lookalikes(source, table.lookalikes),
        *find_breaks(source, body, layout, table.breaks),
        *find_gaps(source, body, layout, table.breaks),
    )
    edits = merge_edits((*odd.edits, *_cuts(source, lines, noise), *_mends(source, repairs)))
    return Cleaned(
        view=View(source, edits),
        noise=noise,
        repairs=tuple(sorted(repairs, key=lambda repair: repair.span)),
        asides=tuple(line.text for line, why in furniture if why == "page_furniture" and _tells(line.text)),
    )


_DAY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\s")


def _tells(text: str) -> bool:
    """Whether a line of page furniture says more than a page number does: 临江日报, 2024-03-01 16:40."""
    return bool(_DAY.search(text)) or any(
        "\u4e00" <= character <= "\u9fff" and character not in "第页共版" for character in text
    )


def _outside(lines: Sequence[Line], spans: Iterable[Noise]) -> list[Line]:
    """The lines that none of the spans covers; both are in order."""
    covered = iter(spans)
    span = next(covered, None)
    left = []
    for line in lines:
        while span and span.span.end <= line.start:
            span = next(covered, None)
        if not (span and span.span.start <= line.start):
            left.append(line)
    return left


def _disjoint(noise: Iterable[Noise]) -> tuple[Noise, ...]:
    """In order; what lies in another stretch of noise is not said twice."""
    kept: list[Noise] = []
    for one in sorted(noise, key=lambda one: (one.span.start, -one.span.end)):
        if not kept or one.span.start >= kept[-1].span.end:
            kept.append(one)
    return tuple(kept)


def _cuts(source: str, lines: Sequence[Line], noise: Iterable[Noise]) -> Iterator[Edit]:
    """Cut the noise; a line of nothing else goes with its indentation and its end."""
    starts = {line.start: line for line in lines}
    ends = {end: line for line in lines for end in (line.end, line.tail)}
    for start, end in (one.span for one in noise):
        if start in starts and end in ends:
            yield Edit(starts[start].head, after_line(source, ends[end]), "")
        elif start in starts:
            yield Edit(start, end + len(source[end : end + 4]) - len(source[end : end + 4].lstrip()), "")
        else:
            yield Edit(start, end, "")


def _mends(source: str, repairs: Iterable[Repair]) -> Iterator[Edit]:
    for repair in repairs:
        if repair.confidence < APPLIED:
            continue
        start, end = repair.span
        if repair.reason != "broken_line" or not repair.replacement:
            yield Edit(start, end, repair.replacement)
            continue
        # Between Latin words the line end becomes a blank, and what else stands there is cut.
        at = max(start, source.find("\n", start, end))
        yield from (Edit(start, at, ""), Edit(at, at + 1, repair.replacement), Edit(at + 1, end, ""))


def merge_edits(edits: Iterable[Edit]) -> list[Edit]:
    """In order and disjoint: cuts that meet become one, and nothing is put where something is cut."""
    merged: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, bool(edit.replacement), -edit.end)):
        last = merged[-1] if merged else None
        if edit.start == edit.end:
            continue
        if last is None or edit.start >= last.end:
            merged.append(edit)
        elif not edit.replacement and edit.end > last.end:
            merged.append(Edit(last.end, edit.end, ""))
    return merged
