"""What the figures of one clause state, each with the words that it shares with the others of its list."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from duban.reading.commitments.targets.candidates import is_target
from duban.reading.commitments.targets.change import change_of, made_of
from duban.reading.commitments.targets.clauses import WIDEST, head_of, rest_of
from duban.reading.commitments.targets.comparator import comparator_of
from duban.reading.commitments.targets.indicator import Wording, indicator_of, leans, lent
from duban.reading.commitments.targets.lists import each_of, paired
from duban.reading.commitments.targets.words import one_of
from duban.reading.drafts import TargetDraft
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.lexicon.measures import Measures, WordKind
    from duban.reading.commitments.targets.clauses import Clause, Part
    from duban.reading.commitments.targets.due import Calendar
    from duban.reading.commitments.targets.stretches import Stretch
    from duban.reading.model import Change, Tense

_SPACES: Final = " \u00a0\u3000"
_START: Final = re.compile("[从由]")
_RESPECTIVELY: Final = "分别"
_PERFORMED: Final = re.compile(r"进行|开展|落实|实施")


class _Shared(NamedTuple):
    """What all figures of a clause have in common."""

    parts: list[Part]
    heads: list[str]
    tense: Tense
    subjects: tuple[str, ...] | None
    together: bool


class Reader:
    """Reads the clauses of one stretch of an item."""

    def __init__(
        self, text: str, stretch: Stretch, calendar: Calendar, measures: Measures, row: str = ""
    ) -> None:
        self._text = text
        self._stretch = stretch
        self._calendar = calendar
        self._measures = measures
        self._row = row
        self._labels: list[tuple[int, Tense]] | None = None

    def read(self, clause: Clause, last: TargetDraft | None) -> list[TargetDraft]:
        """The targets of ``clause``; ``last`` is the one that the same sentence gave before."""
        if len(clause.parts) == 1:
            return self._only(clause, last) if is_target(self._text, clause, 0, self._measures) else []
        kept = self._kept(clause)
        if not any(kept):
            return []
        shared = self._shared(clause, kept)
        found: list[TargetDraft] = []
        change: Change | None = None
        carried = ""
        for index, part in enumerate(shared.parts):
            head = shared.heads[index]
            own = None
            if not (shared.subjects and index):
                own = change_of(self._text, part, head, self._measures)
                own = own or made_of(part, head, self._measures)
            if own is not None or not part.joined or part.beside.before in ("reach", "over", "at_most"):
                change = own
            lends = carried
            if index + 1 < len(shared.parts) and (not part.joined or not carried):
                carried = lent(part, head, self._measures)
            if not kept[index]:
                continue
            said = _settled(change or self._inherited(part, head, last), part)
            indicator = self._named(clause, shared, index, lends, last)
            target = self._target(clause, part, self._quote(shared, index), indicator, shared.tense, said)
            found += self._each(target, part, head)
            last = target
        return found

    def _only(self, clause: Clause, last: TargetDraft | None) -> list[TargetDraft]:
        """The target of a clause with one figure, which shares nothing."""
        text, measures, part = self._text, self._measures, clause.parts[0]
        head, tense = self._untimed(part), self._tense(clause)
        own = change_of(text, part, head, measures)
        said = _settled(own or self._inherited(part, head, last), part)
        named = last.indicator if last else ""
        wording = Wording(head, part.rest.removesuffix("的"), "", "", named, self._row)
        indicator = indicator_of(text, clause, part.quantity, wording, tense, measures)
        target = self._target(clause, part, Span(part.start, part.end), indicator, tense, said)
        return self._each(target, part, head)

    def _kept(self, clause: Clause) -> list[bool]:
        """Which figures are targets; one that only continues a list follows the one before."""
        kept: list[bool] = []
        for index, part in enumerate(clause.parts):
            continues = part.joined and not part.head and index > 0
            kept.append((not continues or kept[-1]) and is_target(self._text, clause, index, self._measures))
        return kept

    def _shared(self, clause: Clause, kept: Sequence[bool]) -> _Shared:
        parts = _absorbed(self._text, clause.parts, kept)
        heads = [self._untimed(part) for part in parts]
        listed = len(parts) > 1 and not any(heads[1:]) and not any(part.rest for part in parts[:-1])
        wordless = listed and not parts[-1].rest
        subjects = paired(heads[0], len(parts), self._measures) if wordless and all(kept) else None
        at = parts[0].quantity.start
        front = self._text[max(parts[0].start, at - WIDEST) : at]
        together = subjects is not None or (listed and _RESPECTIVELY in front)
        if wordless or together:
            # 分别突破500亿元、300亿元以上: the words beside the list hold for all of it.
            before = parts[0].beside.before
            after = parts[-1].beside.after if together else None
            parts = [_compared(part, before, after) for part in parts]
        return _Shared(parts, heads, self._tense(clause), subjects, together)

    def _named(
        self, clause: Clause, shared: _Shared, index: int, lends: str, last: TargetDraft | None
    ) -> str:
        """What a figure of a list measures."""
        named = last.indicator if last else ""
        if shared.subjects:
            subject = shared.subjects[index]
            return named + subject if leans(subject, self._measures) else subject
        wording = Wording(
            shared.heads[index],
            self._rest(shared.parts, index),
            lends,
            self._predicate(shared.parts, index),
            named,
            self._row,
        )
        quantity = shared.parts[index].quantity
        return indicator_of(self._text, clause, quantity, wording, shared.tense, self._measures)

    def _target(
        self, clause: Clause, part: Part, quote: Span, indicator: str, tense: Tense, change: Change
    ) -> TargetDraft:
        at, _, low, high, unit = part.quantity[:5]
        front = self._text[max(clause.start, at - WIDEST) : at]
        value = low if high is None else (low, high)
        due = self._calendar.due(at, self._stretch.start)
        return TargetDraft(
            quote, indicator, comparator_of(part, tense, front), value, unit, change, tense, due
        )

    def _inherited(self, part: Part, head: str, last: TargetDraft | None) -> Change | None:
        """增长10%，力争12%: a figure without words of its own goes on saying what the last said; 达到45% does not."""
        if last is None or head or part.rest or part.beside.before == "reach":
            return None
        return last.change

    def _rest(self, parts: Sequence[Part], index: int) -> str:
        """What follows the number; where that is only 的 or a grade, the noun is the one after the next number."""
        rest = parts[index].rest
        if not rest and _RESPECTIVELY in self._text[parts[0].start : parts[0].quantity.start][-WIDEST:]:
            # 分别给予100万元、50万元奖励: the noun stands behind the last.
            return parts[-1].rest
        if index + 1 < len(parts):
            following = parts[index + 1].rest
            if parts[index].shared and (rest == "的" or following.startswith("的")):
                return following if rest == "的" else following[1:]
            if rest.endswith("级") and len(rest) <= 3 and "级" in following[:4]:
                return rest + following.partition("级")[2]
        return rest.removesuffix("的")

    def _predicate(self, parts: Sequence[Part], index: int) -> str:
        """What a list is subject to, where it stands after its last member: 对3个镇和5个村开展督查."""
        if index + 1 >= len(parts) or not parts[index + 1].joined or "对" not in parts[0].head:
            return ""
        rest = parts[-1].rest
        light = _PERFORMED.search(rest)
        if light is not None and light.start():
            return rest[light.start() :]
        found = [at for verb in self._measures.verbs["content"] if (at := rest.find(verb)) > 0]
        return rest[min(found) :] if found and parts[index].rest else ""

    def _each(self, target: TargetDraft, part: Part, head: str) -> list[TargetDraft]:
        """One target, or one for each of the rates that share the figure."""
        names = each_of(head, self._text[part.beside.lead : part.quantity.start], self._measures)
        if names is None:
            return [target]
        found: list[TargetDraft] = []
        at, end = target.span
        for name in names:
            at = max(at, self._text.find(name, at, end))
            found.append(target._replace(span=Span(at, end), indicator=name))
        return found

    def _untimed(self, part: Part) -> str:
        """The wording before the number, time words left out."""
        pieces: list[str] = []
        at = max(part.start, part.beside.lead - WIDEST)
        times = self._calendar.mentions(at, part.beside.lead)
        if not times:
            return part.head.strip(_SPACES)
        for time in times:
            if time.span.start >= at:
                pieces.append(self._text[at : time.span.start])
                # The 前 of 12月底前 belongs to the time even where it was not read with it.
                at = time.span.end + self._text.startswith("前", time.span.end)
        pieces.append(self._text[at : part.beside.lead])
        return "".join(pieces).strip(_SPACES)

    def _tense(self, clause: Clause) -> Tense:
        usual = self._labelled(clause.start)
        other: Tense = "planned" if usual == "achieved" else "achieved"
        said = _saying(self._measures, other).search(self._text, clause.start, clause.end)
        return other if said else usual

    def _labelled(self, at: int) -> Tense:
        """The tense at ``at`` by the last label before it (目标任务：…目前进展：…), else that of the stretch."""
        labels = self._labels
        if labels is None:
            labels = self._labels = self._find_labels()
        if not labels:
            return self._stretch.tense
        before = bisect_right(labels, at, key=_position)
        return labels[before - 1][1] if before else self._stretch.tense

    def _find_labels(self) -> list[tuple[int, Tense]]:
        text, (start, end) = self._text, self._stretch[:2]
        if text.find("：", start, end) < 0 and text.find(":", start, end) < 0:
            return []
        found = _labels(self._measures).finditer(text, start, end)
        planned = self._measures.nouns["planned_label"]
        return [(label.end(), "planned" if label[1] in planned else "achieved") for label in found]

    def _quote(self, shared: _Shared, index: int) -> Span:
        """The words that state the figure: its own part of the list, or all of it where figures share their words."""
        parts = shared.parts
        if shared.together:
            return Span(parts[0].start, parts[-1].end)
        if self._predicate(parts, index):
            return Span(parts[index].start, parts[-1].end)
        first = last = index
        while first > 0 and (parts[first - 1].shared or self._is_bare(parts[first])):
            first -= 1
        while last + 1 < len(parts) and parts[last].shared:
            last += 1
        return Span(parts[first].start, max(parts[last].end, parts[index].end))

    def _is_bare(self, part: Part) -> bool:
        return not part.head and not part.rest


@lru_cache(maxsize=4)
def _labels(measures: Measures) -> re.Pattern[str]:
    nouns = measures.nouns
    return re.compile(f"({one_of((*nouns['planned_label'], *nouns['achieved_label']))})[:：]")


def _position(label: tuple[int, Tense]) -> int:
    return label[0]


@lru_cache(maxsize=8)
def _saying(measures: Measures, tense: Tense) -> re.Pattern[str]:
    return re.compile(one_of(measures.nouns[tense]))


def _absorbed(text: str, parts: Sequence[Part], kept: Sequence[bool]) -> list[Part]:
    """Figures that are no targets become words of the ones they share a part with: 落地投资5亿元以上的企业3家."""
    if not any(part.shared for part in parts):
        return _risen(text, parts, kept)
    absorbed: list[Part] = []
    start = 0
    for index, part in enumerate(parts):
        if index == 0 or not parts[index - 1].shared or kept[index - 1]:
            start = part.start
        absorbed.append(
            part
            if start == part.start
            else part._replace(start=start, head=head_of(text, part.beside, start))
        )
    for index in range(len(parts) - 2, -1, -1):
        if parts[index].shared and not kept[index + 1]:
            following = absorbed[index + 1]
            absorbed[index] = absorbed[index]._replace(
                end=following.end,
                shared=following.shared,
                rest=rest_of(text, absorbed[index].beside, following.end),
            )
    return _risen(text, absorbed, kept)


def _risen(text: str, parts: Sequence[Part], kept: Sequence[bool]) -> list[Part]:
    """从300元、200元提高到360元: the first figure that counts has the words of what it rose from."""
    first = parts[0]
    if kept[0] or not any(kept) or _START.search(first.head) is None:
        return list(parts)
    at = kept.index(True)
    risen = parts[at]._replace(
        start=first.start, head=head_of(text, parts[at].beside, first.start), joined=False
    )
    return [*parts[:at], risen, *parts[at + 1 :]]


def _compared(part: Part, before: WordKind | None, after: WordKind | None) -> Part:
    side = part.beside
    return part._replace(beside=side._replace(before=side.before or before, after=side.after or after))


def _settled(change: Change | None, part: Part) -> Change:
    """A change carried from another figure of the list must fit this one's unit."""
    percent = part.quantity.kind == "percent" and not part.quantity.unit.endswith("百分点")
    if change is None:
        return "share" if percent else "level"
    if change in ("growth_rate", "share") and not percent:
        return "level"
    return change
