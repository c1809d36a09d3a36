"""From the clauses of an item to its targets."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from duban.reading.commitments.targets.candidates import is_target
from duban.reading.commitments.targets.change import change_of
from duban.reading.commitments.targets.clauses import find_clauses
from duban.reading.commitments.targets.comparator import comparator_of
from duban.reading.commitments.targets.due import Calendar
from duban.reading.commitments.targets.indicator import Wording, indicator_of, leans, lent
from duban.reading.commitments.targets.lists import each_of, paired
from duban.reading.drafts import TargetDraft
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duban.lexicon import Lexicon
    from duban.lexicon.measures import Measures
    from duban.reading.commitments.targets.clauses import Clause, Part
    from duban.reading.drafts import Anchors, ItemDraft, TimeMention, UnitsFound
    from duban.reading.model import Change, Tense

_TAKES: Final = re.compile(r"(?:[至到为在]|不超过|不多于|少于|低于|缩短|压缩|压减|减少|为期|最长|约)$")
_READ_CELLS = ("task", "target", "other")


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
    skipped = [*units.stated, *(time.span for time in times if not _is_duration(text, time))]
    found: list[TargetDraft] = []
    calendar: Calendar | None = None
    last: TargetDraft | None = None
    for stretch in _stretches(draft):
        for clause in find_clauses(text, stretch.start, stretch.end, skipped, measures):
            calendar = calendar or Calendar(text, draft, times, anchors)
            if last is not None and last.span.start < clause.sentence:
                last = None
            for target in _read(text, clause, stretch.start, draft.tense, calendar, last, measures):
                found.append(target)
                last = target
    return tuple(found)


def _is_duration(text: str, time: TimeMention) -> bool:
    """压缩至5个工作日以内 is what the work shall take, no time by which it is due."""
    return time.kind in ("relative", "window") and bool(
        _TAKES.search(text, max(time.span.start - 12, 0), time.span.start)
    )


def _stretches(draft: ItemDraft) -> Iterator[Span]:
    """What is read: the cells that may hold figures where there are cells, else the body."""
    if not draft.cells:
        yield from draft.body
        return
    for cell in draft.cells:
        if cell.role in _READ_CELLS:
            yield cell.span


def _read(
    text: str,
    clause: Clause,
    start: int,
    usual: Tense,
    calendar: Calendar,
    last: TargetDraft | None,
    measures: Measures,
) -> Iterator[TargetDraft]:
    """The targets of one clause; ``last`` is the one that the same sentence gave before."""
    kept = _targets(text, clause, measures)
    if not any(kept):
        return
    parts = _absorbed(clause.parts, kept)
    heads = [_untimed(text, part, calendar) for part in parts]
    tense = _tense(text, clause, usual, measures)
    subjects = paired(heads, parts, measures) if all(kept) else None
    trailing = parts[-1].beside.after if subjects or "分别" in heads[0] else None
    change: Change | None = None
    carried = ""
    for index, part in enumerate(parts):
        head = heads[index]
        own = None if subjects and index else change_of(text, part, head, measures)
        if own is not None or not part.joined:
            change = own
        if not part.joined or not carried:
            carried, lends = lent(text, part, head, measures), carried
        else:
            lends = carried
        if not kept[index]:
            continue
        front = text[clause.start : part.quantity.start]
        wording = Wording(
            head,
            _rest(text, parts, index),
            lends,
            _predicate(text, parts, index, measures),
            last.indicator if last else "",
        )
        quantity = part.quantity
        target = TargetDraft(
            span=_quote(text, parts, index, together=subjects is not None),
            indicator=(
                _leaning(subjects[index], last, measures)
                if subjects
                else indicator_of(text, clause, quantity, wording, tense, measures)
            ),
            comparator=comparator_of(part, tense, front, trailing),
            value=quantity.low if quantity.high is None else (quantity.low, quantity.high),
            unit=quantity.unit,
            change=_settled(change or _inherited(text, part, head, last), part),
            tense=tense,
            due=calendar.due(quantity.start, start),
        )
        yield from _each(text, target, part, head, measures)


def _leaning(subject: str, last: TargetDraft | None, measures: Measures) -> str:
    return last.indicator + subject if last and leans(subject, measures) else subject


def _targets(text: str, clause: Clause, measures: Measures) -> list[bool]:
    """Which figures of the clause are targets; one that only continues a list follows the one before."""
    kept: list[bool] = []
    for index, part in enumerate(clause.parts):
        continues = part.joined and not part.head(text) and index > 0
        kept.append((not continues or kept[-1]) and is_target(text, clause, index, measures))
    return kept


def _absorbed(parts: Sequence[Part], kept: Sequence[bool]) -> list[Part]:
    """Figures that are no targets become words of the ones they share a part with: 落地投资5亿元以上的企业3家."""
    absorbed: list[Part] = []
    for index, part in enumerate(parts):
        start, end, shared = part.start, part.end, part.shared
        before = index
        while before > 0 and parts[before - 1].shared and not kept[before - 1]:
            before -= 1
            start = parts[before].start
        after = index
        while parts[after].shared and after + 1 < len(parts) and not kept[after + 1]:
            after += 1
            end, shared = parts[after].end, parts[after].shared
        absorbed.append(part._replace(start=start, end=end, shared=shared))
    return absorbed


def _rest(text: str, parts: Sequence[Part], index: int) -> str:
    """What follows the number; where that is only 的 or a grade, the noun is the one after the next number."""
    rest = parts[index].rest(text)
    if index + 1 < len(parts):
        following = parts[index + 1].rest(text)
        if parts[index].shared and (rest == "的" or following.startswith("的")):
            return following if rest == "的" else following[1:]
        if rest.endswith("级") and len(rest) <= 3 and "级" in following[:4]:
            return rest + following.partition("级")[2]
    return rest.removesuffix("的")


def _predicate(text: str, parts: Sequence[Part], index: int, measures: Measures) -> str:
    """What the list is subject to, where it stands after its last member: 对3个镇和5个村开展督查."""
    part = parts[index]
    if index + 1 >= len(parts) or not parts[index + 1].joined or "对" not in parts[0].head(text):
        return ""
    rest = parts[-1].rest(text)
    light = re.search(r"进行|开展|落实|实施", rest)
    if light is not None and light.start():
        return rest[light.start() :]
    found = [at for verb in measures.verbs["content"] if (at := rest.find(verb)) > 0]
    return rest[min(found) :] if found and part.rest(text) else ""


def _inherited(text: str, part: Part, head: str, last: TargetDraft | None) -> Change | None:
    """增长10%，力争12%: a figure without words of its own goes on saying what the last one said; 达到45% does not."""
    if last is None or head or part.rest(text) or part.beside.before == "reach":
        return None
    return last.change


def _settled(change: Change | None, part: Part) -> Change:
    """A change carried from another figure of the list must fit this one's unit."""
    percent = part.quantity.kind == "percent" and part.quantity.unit != "百分点"
    if change is None:
        return "share" if percent else "level"
    if change in ("growth_rate", "share") and not percent:
        return "level"
    return change


def _each(text: str, target: TargetDraft, part: Part, head: str, measures: Measures) -> Iterator[TargetDraft]:
    """One target, or one for each of the rates that share the figure."""
    names = each_of(head, text[part.beside.lead : part.quantity.start], measures)
    if names is None:
        yield target
        return
    at = target.span.start
    for name in names:
        at = max(at, text.find(name, at, target.span.end))
        yield target._replace(span=Span(at, target.span.end), indicator=name)


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
    other: Tense = "planned" if usual == "achieved" else "achieved"
    return other if _saying(measures, other).search(text, clause.start, clause.end) else usual


@lru_cache(maxsize=8)
def _saying(measures: Measures, tense: Tense) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, measures.nouns[tense])))


def _quote(text: str, parts: Sequence[Part], index: int, *, together: bool) -> Span:
    """The words that state the figure: its own part of the list; all of it where figures share their words."""
    if together:
        return Span(parts[0].start, parts[-1].end)
    first = last = index
    while first > 0 and (
        parts[first - 1].shared or (not parts[first].head(text) and not parts[first].rest(text))
    ):
        first -= 1
    while last + 1 < len(parts) and parts[last].shared:
        last += 1
    return Span(parts[first].start, max(parts[last].end, parts[index].end))
