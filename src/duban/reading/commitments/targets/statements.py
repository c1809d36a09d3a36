"""What the figures of one clause state, each with the words that it shares with the others of its list."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from duban.reading.commitments.targets.candidates import Rules
from duban.reading.commitments.targets.change import Changes
from duban.reading.commitments.targets.comparator import comparator_of
from duban.reading.commitments.targets.figures import WIDEST, head_of, rest_of
from duban.reading.commitments.targets.indicator import Openings, Wording, indicator_of, leans, lent
from duban.reading.commitments.targets.lists import each_of, paired
from duban.reading.commitments.targets.words import one_of
from duban.reading.drafts import TargetDraft
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.lexicon.measures import Measures, WordKind
    from duban.reading.commitments.targets.due import Calendar
    from duban.reading.commitments.targets.figures import Clause, Figure
    from duban.reading.commitments.targets.stretches import Stretch
    from duban.reading.model import Change, Tense

_SPACES: Final = " \u00a0\u3000"
_START: Final = re.compile("[从由]")
_RESPECTIVELY: Final = "分别"
_PERFORMED: Final = re.compile(r"进行|开展|落实|实施")


class Grammar:
    """What is made of one table to read figures, once for all texts."""

    def __init__(self, measures: Measures) -> None:
        nouns = measures.nouns
        self.measures = measures
        self.rules = Rules(measures)
        self.changes = Changes(measures)
        self.openings = Openings(measures)
        self.content = measures.verbs["content"]
        self.planned_label = frozenset(nouns["planned_label"])
        self.labels = re.compile(f"({one_of((*nouns['planned_label'], *nouns['achieved_label']))})[:：]")
        # What says that a figure of the one tense is of the other.
        self.said_achieved = re.compile(one_of(nouns["achieved"]))
        self.said_planned = re.compile(one_of(nouns["planned"]))


@lru_cache(maxsize=4)
def grammar_of(measures: Measures) -> Grammar:
    """The grammar of ``measures``."""
    return Grammar(measures)


class _Shared(NamedTuple):
    """What all figures of a clause have in common."""

    figures: list[Figure]
    heads: list[str]
    tense: Tense
    subjects: tuple[str, ...] | None
    together: bool


class Reader:
    """Reads the clauses of one stretch of an item."""

    __slots__ = ("_calendar", "_grammar", "_labels", "_row", "_stretch", "_text")

    def __init__(
        self, text: str, stretch: Stretch, calendar: Calendar, grammar: Grammar, row: str = ""
    ) -> None:
        self._text = text
        self._stretch = stretch
        self._calendar = calendar
        self._grammar = grammar
        self._row = row
        self._labels: list[tuple[int, Tense]] | None = None

    def read(self, clause: Clause, kept: Sequence[bool], last: TargetDraft | None) -> list[TargetDraft]:
        """The targets of ``clause``; ``last`` is the one that the same sentence gave before.

        ``kept`` says which of its figures are targets.
        """
        if not any(kept):
            return []
        if len(kept) == 1:
            return self._only(clause, clause.figures[0], last)
        shared = self._shared(clause, kept)
        changes, openings = self._grammar.changes, self._grammar.openings
        found: list[TargetDraft] = []
        change: Change | None = None
        carried = ""
        for index, figure in enumerate(shared.figures):
            head = shared.heads[index]
            own = None
            if not (shared.subjects and index):
                own = changes.of(self._text, figure, head) or changes.made(figure, head)
            if own is not None or not figure.joined or figure.before in ("reach", "over", "at_most"):
                change = own
            lends = carried
            if index + 1 < len(shared.figures) and (not figure.joined or not carried):
                carried = lent(figure, head, openings)
            if not kept[index]:
                continue
            said = _settled(change or _inherited(figure, head, last), figure)
            indicator = self._named(clause, shared, index, lends, last)
            target = self._target(clause, figure, self._quote(shared, index), indicator, shared.tense, said)
            found += self._each(target, figure, head)
            last = target
        return found

    def _only(self, clause: Clause, figure: Figure, last: TargetDraft | None) -> list[TargetDraft]:
        """The target of a clause with one figure, which shares nothing."""
        text, grammar = self._text, self._grammar
        head, tense = self._untimed(figure), self._tense(clause)
        own = grammar.changes.of(text, figure, head)
        said = _settled(own or _inherited(figure, head, last), figure)
        named = last.indicator if last else ""
        wording = Wording(head, figure.rest.removesuffix("的"), "", "", named, self._row)
        indicator = indicator_of(text, clause, figure, wording, tense, grammar.openings)
        target = self._target(clause, figure, Span(figure.start, figure.end), indicator, tense, said)
        return self._each(target, figure, head)

    def _shared(self, clause: Clause, kept: Sequence[bool]) -> _Shared:
        figures = _absorbed(self._text, clause.figures, kept)
        heads = [self._untimed(figure) for figure in figures]
        listed = len(figures) > 1 and not any(heads[1:]) and not any(figure.rest for figure in figures[:-1])
        wordless = listed and not figures[-1].rest
        measures = self._grammar.measures
        subjects = paired(heads[0], len(figures), measures) if wordless and all(kept) else None
        at = figures[0].at
        front = self._text[max(figures[0].start, at - WIDEST) : at]
        together = subjects is not None or (listed and _RESPECTIVELY in front)
        if wordless or together:
            # 分别突破500亿元、300亿元以上: the words beside the list hold for all of it.
            before = figures[0].before
            after = figures[-1].after if together else None
            figures = [_compared(figure, before, after) for figure in figures]
        return _Shared(figures, heads, self._tense(clause), subjects, together)

    def _named(
        self, clause: Clause, shared: _Shared, index: int, lends: str, last: TargetDraft | None
    ) -> str:
        """What a figure of a list measures."""
        openings = self._grammar.openings
        named = last.indicator if last else ""
        if shared.subjects:
            subject = shared.subjects[index]
            return named + subject if leans(subject, openings) else subject
        figures = shared.figures
        wording = Wording(
            shared.heads[index],
            self._rest(figures, index),
            lends,
            self._predicate(figures, index),
            named,
            self._row,
        )
        return indicator_of(self._text, clause, figures[index], wording, shared.tense, openings)

    def _target(
        self, clause: Clause, figure: Figure, quote: Span, indicator: str, tense: Tense, change: Change
    ) -> TargetDraft:
        at, high = figure.at, figure.high
        front = self._text[max(clause.start, at - WIDEST) : at]
        value = figure.low if high is None else (figure.low, high)
        due = self._calendar.due(at, self._stretch.start)
        if self._text[quote.end - 1].isspace():
            # 百分之3 and a space: the room left for a unit is no part of the quote.
            quote = Span(quote.start, quote.start + len(quote.of(self._text).rstrip()))
        return TargetDraft(
            quote, indicator, comparator_of(figure, tense, front), value, figure.unit, change, tense, due
        )

    def _rest(self, figures: Sequence[Figure], index: int) -> str:
        """What follows the number; where that is only 的 or a grade, the noun is the one after the next number."""
        rest = figures[index].rest
        if not rest and _RESPECTIVELY in self._text[figures[0].start : figures[0].at][-WIDEST:]:
            # 分别给予100万元、50万元奖励: the noun stands behind the last.
            return figures[-1].rest
        if index + 1 < len(figures):
            following = figures[index + 1].rest
            if figures[index].shared and (rest == "的" or following.startswith("的")):
                return following if rest == "的" else following[1:]
            if rest.endswith("级") and len(rest) <= 3 and "级" in following[:4]:
                return rest + following.partition("级")[2]
        return rest.removesuffix("的")

    def _predicate(self, figures: Sequence[Figure], index: int) -> str:
        """What a list is subject to, where it stands after its last member: 对3个镇和5个村开展督查."""
        if index + 1 >= len(figures) or not figures[index + 1].joined or "对" not in figures[0].head:
            return ""
        rest = figures[-1].rest
        light = _PERFORMED.search(rest)
        if light is not None and light.start():
            return rest[light.start() :]
        found = [at for verb in self._grammar.content if (at := rest.find(verb)) > 0]
        return rest[min(found) :] if found and figures[index].rest else ""

    def _each(self, target: TargetDraft, figure: Figure, head: str) -> list[TargetDraft]:
        """One target, or one for each of the rates that share the figure."""
        names = each_of(head, self._text[figure.lead : figure.at], self._grammar.measures)
        if names is None:
            return [target]
        found: list[TargetDraft] = []
        at, end = target.span
        for name in names:
            at = max(at, self._text.find(name, at, end))
            found.append(target._replace(span=Span(at, end), indicator=name))
        return found

    def _untimed(self, figure: Figure) -> str:
        """The wording before the number, time words left out."""
        at, lead = max(figure.start, figure.lead - WIDEST), figure.lead
        times = self._calendar.mentions(at, lead)
        if not times:
            return figure.head.strip(_SPACES)
        pieces: list[str] = []
        for time in times:
            start, end = time.span
            if start >= at:
                pieces.append(self._text[at:start])
                # The 前 of 12月底前 belongs to the time even where it was not read with it.
                at = end + self._text.startswith("前", end)
        pieces.append(self._text[at:lead])
        return "".join(pieces).strip(_SPACES)

    def _tense(self, clause: Clause) -> Tense:
        usual = self._labelled(clause.start)
        if usual == "achieved":
            said = self._grammar.said_planned.search(self._text, clause.start, clause.end)
            return "planned" if said else usual
        said = self._grammar.said_achieved.search(self._text, clause.start, clause.end)
        return "achieved" if said else usual

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
        planned = self._grammar.planned_label
        return [
            (label.end(), "planned" if label[1] in planned else "achieved")
            for label in self._grammar.labels.finditer(text, start, end)
        ]

    def _quote(self, shared: _Shared, index: int) -> Span:
        """The words that state the figure: its own part of the list, or all of it where figures share their words."""
        figures = shared.figures
        if shared.together:
            return Span(figures[0].start, figures[-1].end)
        if self._predicate(figures, index):
            return Span(figures[index].start, figures[-1].end)
        first = last = index
        while first > 0 and (figures[first - 1].shared or not (figures[first].head or figures[first].rest)):
            first -= 1
        while last + 1 < len(figures) and figures[last].shared:
            last += 1
        return Span(figures[first].start, max(figures[last].end, figures[index].end))


def _position(label: tuple[int, Tense]) -> int:
    return label[0]


def _inherited(figure: Figure, head: str, last: TargetDraft | None) -> Change | None:
    """增长10%，力争12%: a figure without words of its own goes on saying what the last said; 达到45% does not."""
    if last is None or head or figure.rest or figure.before == "reach":
        return None
    return last.change


def _absorbed(text: str, figures: Sequence[Figure], kept: Sequence[bool]) -> list[Figure]:
    """Figures that are no targets become words of the ones they share a part with: 落地投资5亿元以上的企业3家."""
    if not any(figure.shared for figure in figures):
        return _risen(text, figures, kept)
    absorbed: list[Figure] = []
    start = 0
    for index, figure in enumerate(figures):
        if index == 0 or not figures[index - 1].shared or kept[index - 1]:
            start = figure.start
        absorbed.append(
            figure
            if start == figure.start
            else figure._replace(start=start, head=head_of(text, figure.lead, start))
        )
    for index in range(len(figures) - 2, -1, -1):
        if figures[index].shared and not kept[index + 1]:
            following = absorbed[index + 1]
            absorbed[index] = absorbed[index]._replace(
                end=following.end,
                shared=following.shared,
                rest=rest_of(text, absorbed[index].tail, following.end),
            )
    return _risen(text, absorbed, kept)


def _risen(text: str, figures: Sequence[Figure], kept: Sequence[bool]) -> list[Figure]:
    """从300元、200元提高到360元: the first figure that counts has the words of what it rose from."""
    first = figures[0]
    if kept[0] or not any(kept) or _START.search(first.head) is None:
        return list(figures)
    at = kept.index(True)
    risen = figures[at]._replace(
        start=first.start, head=head_of(text, figures[at].lead, first.start), joined=False
    )
    return [*figures[:at], risen, *figures[at + 1 :]]


def _compared(figure: Figure, before: WordKind | None, after: WordKind | None) -> Figure:
    return figure._replace(before=figure.before or before, after=figure.after or after)


def _settled(change: Change | None, figure: Figure) -> Change:
    """A change carried from another figure of the list must fit this one's unit."""
    percent = figure.kind == "percent" and not figure.unit.endswith("百分点")
    if change is None:
        return "share" if percent else "level"
    if change in ("growth_rate", "share") and not percent:
        return "level"
    return change
