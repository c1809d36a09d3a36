"""From the clauses of an item to its targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duban.reading.commitments.targets.candidates import is_target
from duban.reading.commitments.targets.change import change_of
from duban.reading.commitments.targets.clauses import find_clauses
from duban.reading.commitments.targets.comparator import comparator_of
from duban.reading.commitments.targets.due import Calendar
from duban.reading.commitments.targets.indicator import indicator_of, lent, making_verb
from duban.reading.commitments.targets.lists import each_of, paired
from duban.reading.drafts import TargetDraft
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duban.lexicon import Lexicon
    from duban.lexicon.measures import Measures, WordKind
    from duban.reading.commitments.targets.clauses import Clause, Part
    from duban.reading.drafts import Anchors, ItemDraft, TimeMention, UnitsFound
    from duban.reading.model import Change, Tense

_READ_CELLS = ("task", "target", "other")


def find_targets(
    text: str,
    draft: ItemDraft,
    times: Sequence[TimeMention],
    units: UnitsFound,
    anchors: Anchors,  # noqa: ARG001  (the time words are resolved already)
    lexicon: Lexicon,
) -> tuple[TargetDraft, ...]:
    """The targets of one item, in order."""
    measures = lexicon.measures
    skipped = [*units.stated, *(time.span for time in times)]
    calendar = Calendar(text, draft, times)
    found: list[TargetDraft] = []
    for stretch in _stretches(draft):
        for clause in find_clauses(text, stretch.start, stretch.end, skipped, measures):
            found.extend(_read(text, clause, stretch.start, draft, calendar, measures))
    return tuple(found)


def _stretches(draft: ItemDraft) -> Iterator[Span]:
    """What is read: the cells that may hold figures where there are cells, else the body."""
    if not draft.cells:
        yield from draft.body
        return
    for cell in draft.cells:
        if cell.role in _READ_CELLS:
            yield cell.span


def _read(
    text: str, clause: Clause, start: int, draft: ItemDraft, calendar: Calendar, measures: Measures
) -> Iterator[TargetDraft]:
    """The targets of one clause."""
    heads = [_untimed(text, part, calendar) for part in clause.parts]
    tense = _tense(text, clause, draft.tense, measures)
    subjects = paired(heads, clause.parts, text, measures)
    trailing = _trailing(clause.parts) if subjects else None
    change: Change | None = None
    carried = verb = ""
    for index, part in enumerate(clause.parts):
        head = heads[index]
        own = change_of(text, part, head, measures)
        if subjects is not None and index:
            own = None
        if own is not None or not part.joined:
            change = own
        if not is_target(text, clause, index, measures):
            carried = carried or lent(text, part, head, measures)
            continue
        target = TargetDraft(
            span=_quote(text, clause, index, paired=subjects is not None),
            indicator=(
                subjects.names[index]
                if subjects is not None
                else indicator_of(text, clause, part, head, tense, carried, measures)
            ),
            comparator=comparator_of(part, tense, trailing),
            value=part.quantity.low
            if part.quantity.high is None
            else (part.quantity.low, part.quantity.high),
            unit=part.quantity.unit,
            change=_settled(change, part),
            tense=tense,
            due=calendar.due(part.quantity.start, start),
        )
        yield from _each(text, target, part, head, measures)
        if not part.joined:
            carried = lent(text, part, head, measures)
            verb = making_verb(head, measures)
        _ = verb


def _settled(change: Change | None, part: Part) -> Change:
    """A change carried from another figure of the list must fit this one's unit."""
    percent = part.quantity.kind == "percent" and part.quantity.unit != "百分点"
    if change is None:
        return "share" if percent else "level"
    if change == "growth_rate" and not percent:
        return "level"
    if change == "share" and not percent:
        return "level"
    return change


def _each(text: str, target: TargetDraft, part: Part, head: str, measures: Measures) -> Iterator[TargetDraft]:
    """One target, or one for each of the rates that share the figure."""
    names = each_of(head, text[part.beside.lead : part.quantity.start], measures)
    if names is None:
        yield target
        return
    for name in names:
        at = text.find(name, target.span.start, target.span.end)
        start = at if at >= 0 else target.span.start
        indicator = name.removeprefix("确保").removeprefix("实现")
        yield target._replace(span=Span(start, target.span.end), indicator=indicator)


def _trailing(parts: Sequence[Part]) -> WordKind | None:
    return parts[-1].beside.after


def _untimed(text: str, part: Part, calendar: Calendar) -> str:
    """The wording before the number, time words left out."""
    pieces: list[str] = []
    at = part.start
    for time in calendar.mentions(part.start, part.beside.lead):
        if time.span.start >= at:
            pieces.append(text[at : time.span.start])
            at = time.span.end
    pieces.append(text[at : part.beside.lead])
    return "".join(pieces).strip(" \u00a0\u3000")


def _tense(text: str, clause: Clause, usual: Tense, measures: Measures) -> Tense:
    wording = text[clause.start : clause.end]
    if usual == "achieved":
        return "planned" if any(word in wording for word in measures.nouns["planned"]) else usual
    return "achieved" if any(word in wording for word in measures.nouns["achieved"]) else usual


def _quote(text: str, clause: Clause, index: int, *, paired: bool) -> Span:
    """The words that state the figure: its own part of the list; the whole where figures share their words."""
    parts = clause.parts
    if paired:
        return Span(parts[0].start, parts[-1].end)
    start = index
    while start > 0 and (parts[start - 1].shared or (parts[start].start == parts[start].beside.lead and not parts[start].rest(text))):
        start -= 1
    end = index
    while end + 1 < len(parts) and parts[end].shared:
        end += 1
    return Span(parts[start].start, max(parts[end].end, parts[index].end))
