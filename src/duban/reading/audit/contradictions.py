"""One indicator with two values in one paper: 垃圾无害化处理率达到95%以上 here and 98%以上 there.

Two figures contradict each other only where they stand in different items and everything else about them is the
same: indicator, unit, comparator, change, tense and due date. An indicator with many values is a series (one row a
town), not a contradiction. Errs on the silent side: counts of everyday nouns (项目, 活动) differ from item to item by
right, so only shares, rates and long names are compared. The same digits with the point elsewhere (12.6亿元 here and
1.26亿元 there) are a slip of the pen, whatever the name, and however much longer it is in one of the places.
"""

from __future__ import annotations

import re
from math import isclose
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duban.reading.audit.voice import Voice
    from duban.reading.model import Finding, Item, Target

_SPACE = re.compile(r"[\s“”\"「」]+")
_LONG_NAME = 8
# From so many digits on, the same ones are no chance.
_FEWEST_DIGITS = 2
_SHORTEST_NAME = 4
_RATES = frozenset({"share", "growth_rate"})
# A name that ends so was cut off before its noun and says too little to be compared.
_CUT_OFF = ("的", "由", "从", "至", "到", "比", "为", "分别", "是")


def review_values(voice: Voice) -> Iterator[Finding]:
    """Pairs of figures that cannot both hold; said at the second."""
    groups: dict[object, list[tuple[Item, Target]]] = {}
    for item in voice.reading.items:
        for target in item.targets:
            if not _may_be_particular(target):
                continue
            name = _plain(target.indicator)
            if _is_particular(name, target):
                key = (name, target.unit, target.comparator, target.change, target.tense, target.due)
                groups.setdefault(key, []).append((item, target))
    found: list[Finding] = []
    for group in groups.values():
        if len({target.value for _, target in group}) == 2 and len({item.id for item, _ in group}) > 1:
            found.append(_contradiction(voice, group[0][1], *_other(group)))
    said = {finding.span for finding in found}
    yield from found
    yield from (finding for finding in _slips(voice) if finding.span not in said)


def _slips(voice: Voice) -> Iterator[Finding]:
    """Figures of one indicator that have the same digits and differ by the place of the point."""
    groups: dict[object, list[tuple[Item, Target]]] = {}
    for item in voice.reading.items:
        for target in item.targets:
            if len(target.indicator) >= _SHORTEST_NAME and len(digits := _digits(target)) >= _FEWEST_DIGITS:
                groups.setdefault((digits, target.unit, target.tense), []).append((item, target))
    for group in groups.values():
        first_item, first = group[0]
        for item, target in group[1:]:
            if item is not first_item and _slipped(first, target) and _same_thing(first, target):
                yield _contradiction(voice, first, item, target)
                break


def _slipped(one: Target, other: Target) -> bool:
    """Whether the point of one stands a place further than that of the other; without a point nothing slips."""
    if isinstance(one.value, tuple) or isinstance(other.value, tuple) or "." not in one.text + other.text:
        return False
    smaller, larger = sorted((one.value, other.value))
    return isclose(smaller * 10, larger)


def _same_thing(one: Target, other: Target) -> bool:
    shorter, longer = sorted((_plain(one.indicator), _plain(other.indicator)), key=len)
    return longer.startswith(shorter) and not shorter.endswith(_CUT_OFF)


def _plain(name: str) -> str:
    """The name without spaces and quotation marks; nearly every name has none."""
    return name if name.isalnum() else _SPACE.sub("", name)


def _digits(target: Target) -> str:
    """The digits of a value between its zeros: 12.6 and 1260 have 126; a range has none."""
    if isinstance(target.value, tuple):
        return ""
    written = f"{target.value:.10g}".replace(".", "").strip("0")
    return written if written.isdigit() else ""


def _may_be_particular(target: Target) -> bool:
    return target.change in _RATES or len(target.indicator) >= _LONG_NAME


def _is_particular(name: str, target: Target) -> bool:
    if (
        isinstance(target.value, tuple)
        or len(name) < 4
        or name.endswith(_CUT_OFF)
        or name.startswith(_CUT_OFF)
    ):
        return False
    return target.change in _RATES or len(name) >= _LONG_NAME


def _other(group: list[tuple[Item, Target]]) -> tuple[Item, Target]:
    """The first of a group that says something else than the first of all."""
    return next((item, target) for item, target in group if target.value != group[0][1].value)


def _contradiction(voice: Voice, first: Target, item: Item, second: Target) -> Finding:
    return voice.finding(
        "contradiction",
        second.span,
        item=item.id,
        words=second.indicator,
        here=second.text,
        there=first.text,
    )
