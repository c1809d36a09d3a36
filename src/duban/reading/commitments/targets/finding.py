"""From items to their targets: part by part, clause by clause.

Of many items the clauses are found first, then is decided which of their figures are targets, then what these say:
each of the three has patterns and tables of its own, and turning from one to another for each figure takes half as
long again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from duban.reading.commitments.targets.cells import alone, row_name
from duban.reading.commitments.targets.clauses import find_clauses
from duban.reading.commitments.targets.due import Calendar
from duban.reading.commitments.targets.figures import GRANTED
from duban.reading.commitments.targets.statements import Grammar, Reader, grammar_of
from duban.reading.commitments.targets.stretches import stretches

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from duban.lexicon import Lexicon
    from duban.reading.commitments.targets.figures import Clause
    from duban.reading.commitments.targets.stretches import Stretch
    from duban.reading.drafts import Anchors, ItemDraft, TargetDraft, TimeMention, UnitsFound

_TAKES: Final = re.compile(r"(?:[至到为在]|不超过|不多于|少于|低于|缩短|压缩|压减|减少|为期|最长|约)$")


class Stated(NamedTuple):
    """An item with what was read from it before."""

    draft: ItemDraft
    times: Sequence[TimeMention]
    units: UnitsFound
    anchors: Anchors


class _Told(NamedTuple):
    """A stretch of an item that holds figures: the target that is all of it, or its clauses."""

    stretch: Stretch
    single: TargetDraft | None
    clauses: Sequence[Clause]


def find_targets(
    text: str,
    draft: ItemDraft,
    times: Sequence[TimeMention],
    units: UnitsFound,
    anchors: Anchors,
    lexicon: Lexicon,
) -> tuple[TargetDraft, ...]:
    """The targets of one item, in order."""
    return find_all(text, (Stated(draft, times, units, anchors),), lexicon)[0]


def find_all(text: str, items: Sequence[Stated], lexicon: Lexicon) -> list[tuple[TargetDraft, ...]]:
    """The targets of each of the items, in order."""
    grammar = grammar_of(lexicon.measures)
    told = [_told(text, item, grammar) for item in items]
    kept = [[grammar.rules.kept(text, clause) for part in parts for clause in part.clauses] for parts in told]
    return [
        tuple(_read(text, item, parts, flags, grammar)) if parts else ()
        for item, parts, flags in zip(items, told, kept, strict=True)
    ]


def _told(text: str, item: Stated, grammar: Grammar) -> list[_Told]:
    """The stretches of an item that hold figures."""
    skipped: list[tuple[int, int]] = [*item.units.stated]
    skipped += [time.span for time in item.times if time.kind != "milestone" and not _is_duration(text, time)]
    skipped.sort()
    told: list[_Told] = []
    for stretch in stretches(item.draft):
        if stretch.cell is not None:
            single = alone(text, item.draft, stretch, grammar.measures, grammar.changes)
            if single is not None:
                told.append(_Told(stretch, single, ()))
                continue
        clauses = find_clauses(text, stretch, skipped, grammar.measures)
        if clauses:
            told.append(_Told(stretch, None, clauses))
    return told


def _read(
    text: str, item: Stated, told: Iterable[_Told], kept: Iterable[Sequence[bool]], grammar: Grammar
) -> list[TargetDraft]:
    """The targets of one item; ``kept`` says for each clause which of its figures are some."""
    draft = item.draft
    calendar = Calendar(text, draft, item.times, item.anchors)
    flags = iter(kept)
    found: list[TargetDraft] = []
    last: TargetDraft | None = None
    for stretch, single, clauses in told:
        if single is not None:
            found.append(single)
            continue
        row = row_name(text, draft) if stretch.cell is not None and stretch.cell.role != "task" else ""
        reader = Reader(text, stretch, calendar, grammar, row)
        for clause in clauses:
            if last is not None and last.span.start < clause.sentence:
                last = None
            targets = reader.read(clause, next(flags), last)
            if targets:
                last = targets[-1]
                found += targets
    return found


def _is_duration(text: str, time: TimeMention) -> bool:
    """压缩至5个工作日以内 is what the work shall take, no time by which it is due."""
    start, end = time.span
    if text.startswith("的", end) and text.startswith(GRANTED, end):
        return True
    return time.kind in ("relative", "window") and bool(_TAKES.search(text, max(start - 12, 0), start))
