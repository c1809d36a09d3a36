"""From an item to its targets: part by part, clause by clause."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from duban.reading.commitments.targets.cells import alone, row_name
from duban.reading.commitments.targets.clauses import find_clauses
from duban.reading.commitments.targets.due import Calendar
from duban.reading.commitments.targets.figures import GRANTED
from duban.reading.commitments.targets.statements import Reader
from duban.reading.commitments.targets.stretches import stretches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.lexicon import Lexicon
    from duban.reading.drafts import Anchors, ItemDraft, TargetDraft, TimeMention, UnitsFound

_TAKES: Final = re.compile(r"(?:[至到为在]|不超过|不多于|少于|低于|缩短|压缩|压减|减少|为期|最长|约)$")


def find_targets(
    text: str,
    draft: ItemDraft,
    times: Sequence[TimeMention],
    units: UnitsFound,
    anchors: Anchors,
    lexicon: Lexicon,
) -> tuple[TargetDraft, ...]:
    """The targets of one item, in order."""
    measures = lexicon.measures
    skipped = [(span.start, span.end) for span in units.stated]
    skipped += [
        (time.span.start, time.span.end)
        for time in times
        if time.kind != "milestone" and not _is_duration(text, time)
    ]
    skipped.sort()
    calendar: Calendar | None = None
    found: list[TargetDraft] = []
    last: TargetDraft | None = None
    for stretch in stretches(draft):
        single = alone(text, draft, stretch, measures)
        if single is not None:
            found.append(single)
            continue
        clauses = find_clauses(text, stretch, skipped, measures)
        if not clauses:
            continue
        calendar = calendar or Calendar(text, draft, times, anchors)
        row = row_name(text, draft) if stretch.cell is not None and stretch.cell.role != "task" else ""
        reader = Reader(text, stretch, calendar, measures, row)
        for clause in clauses:
            if last is not None and last.span.start < clause.sentence:
                last = None
            targets = reader.read(clause, last)
            if targets:
                last = targets[-1]
                found.extend(targets)
    return tuple(found)


def _is_duration(text: str, time: TimeMention) -> bool:
    """压缩至5个工作日以内 is what the work shall take, no time by which it is due."""
    start, end = time.span
    if text.startswith("的", end) and text.startswith(GRANTED, end):
        return True
    return time.kind in ("relative", "window") and bool(_TAKES.search(text, max(start - 12, 0), start))
