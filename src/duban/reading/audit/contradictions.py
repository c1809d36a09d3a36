"""One indicator with two values in one paper: 垃圾无害化处理率达到95%以上 here and 98%以上 there.

Two figures contradict each other only where they stand in different items and everything else about them is the
same: indicator, unit, comparator, change, tense and due date. An indicator with many values is a series (one row a
town), not a contradiction. Errs on the silent side: counts of everyday nouns (项目, 活动) differ from item to item by
right, so only shares, rates and long names are compared.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duban.reading.audit.voice import Voice
    from duban.reading.model import Finding, Item, Target

_SPACE = re.compile(r"[\s“”\"「」]+")
_LONG_NAME = 8
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
            name = _SPACE.sub("", target.indicator)
            if _is_particular(name, target):
                key = (name, target.unit, target.comparator, target.change, target.tense, target.due)
                groups.setdefault(key, []).append((item, target))
    for group in groups.values():
        if len({target.value for _, target in group}) == 2 and len({item.id for item, _ in group}) > 1:
            yield _contradiction(voice, group)


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


def _contradiction(voice: Voice, group: list[tuple[Item, Target]]) -> Finding:
    first = group[0][1]
    item, second = next((item, target) for item, target in group if target.value != first.value)
    return voice.finding(
        "contradiction",
        second.span,
        item=item.id,
        words=second.indicator,
        here=second.text,
        there=first.text,
    )
