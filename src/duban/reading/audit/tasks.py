"""Whether a task can be dispatched as written: who, until when, and how anyone will know that it is done.

``尽快打造一批示范点(责任单位:各有关部门)`` has a unit nobody can sign for, a time without a day and a number without
figures. Only tasks are asked: a problem or an achievement needs no owner. What most tasks of a paper lack is said once
for the paper, since it is then a matter of the paper and not of the task.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from duban.lexicon.review import Review
    from duban.reading.audit.voice import Voice
    from duban.reading.model import Finding, Item

_FEW = 3  # up to so many are said one by one, whatever their share
_MOST_WORDS = 5


class _Patterns(NamedTuple):
    vague: re.Pattern[str]
    vague_or_direction: re.Pattern[str]
    undated: re.Pattern[str]
    class_of_units: re.Pattern[str]


def review_tasks(voice: Voice) -> Iterator[Finding]:
    """What is missing from the tasks, and what is said too vaguely in tasks and plans."""
    items = voice.reading.items
    parents = {item.parent for item in items}
    leaves = [item for item in items if item.id not in parents]
    tasks = [item for item in leaves if item.kind == "task"]
    patterns = _patterns(voice.review)
    owned, dated = _reach(items, _has_lead), _reach(items, _has_time)
    yield from _missing(voice, "no_owner", tasks, [task for task in tasks if task.id not in owned])
    yield from _missing(voice, "no_date", tasks, [task for task in tasks if task.id not in dated])
    yield from _missing(voice, "no_measure", tasks, [task for task in tasks if not _has_measure(task)])
    for item in leaves:
        if item.kind in {"task", "plan"}:
            yield from _vague(voice, item, patterns)
        if item.kind == "task":
            yield from _undated(voice, item, patterns)
    for item in items:
        if item.lead_units:
            yield from _unresolved(voice, item, patterns)


def _has_lead(item: Item) -> bool:
    return bool(item.lead_units)


def _has_time(item: Item) -> bool:
    return bool(item.deadlines) or any(target.due for target in item.targets)


def _has_measure(item: Item) -> bool:
    """A figure to reach, or a paper to be drawn up."""
    return bool(item.targets) or any(citation.role == "produced" for citation in item.cited_documents)


def _reach(items: Sequence[Item], has: Callable[[Item], bool]) -> set[str]:
    """The items that have something or stand below one that has it. Items come after what they are part of."""
    reached: set[str] = set()
    for item in items:
        if has(item) or item.parent in reached:
            reached.add(item.id)
    return reached


def _missing(voice: Voice, code: str, tasks: Sequence[Item], missing: Sequence[Item]) -> Iterator[Finding]:
    if len(missing) > _FEW and len(missing) * 2 > len(tasks):
        total, count = len(tasks), len(missing)
        yield voice.finding(code, missing[0].span, message=f"{code}_many", total=total, count=count)
        return
    for task in missing:
        yield voice.finding(code, task.span, item=task.id)


def _vague(voice: Voice, item: Item, patterns: _Patterns) -> Iterator[Finding]:
    pattern = patterns.vague if _has_measure(item) else patterns.vague_or_direction
    found = list(pattern.finditer(voice.reading.source, item.span.start, item.span.end))
    if found:
        words = list(dict.fromkeys(word[0] for word in found))[:_MOST_WORDS]
        yield voice.finding("vague_measure", Span(*found[0].span()), item=item.id, words="”“".join(words))


def _undated(voice: Voice, item: Item, patterns: _Patterns) -> Iterator[Finding]:
    if any(deadline.date for deadline in item.deadlines):
        return
    for found in patterns.undated.finditer(voice.reading.source, item.span.start, item.span.end):
        if found[1]:
            yield voice.finding("undated_deadline", Span(*found.span()), item=item.id, words=found[0])
            return


def _unresolved(voice: Voice, item: Item, patterns: _Patterns) -> Iterator[Finding]:
    """Only where every lead is a class: 区水务局、各有关部门 has somebody to ask."""
    if all(patterns.class_of_units.search(unit.name) for unit in item.lead_units):
        unit = item.lead_units[0]
        yield voice.finding("unit_unresolved", unit.span, item=item.id, words=unit.name)


def _any(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))


@lru_cache(maxsize=8)
def _patterns(review: Review) -> _Patterns:
    return _Patterns(
        vague=re.compile(_any(review.vague)),
        vague_or_direction=re.compile(_any((*review.vague, *review.direction))),
        undated=re.compile(f"{_any(review.undated_names)}|({_any(review.undated)})"),
        class_of_units=re.compile(f"^(?:各|全)?[省市区县州镇乡]?(?:直)?(?:{_any(review.unresolved_units)})"),
    )
