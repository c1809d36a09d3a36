"""Who leads and who supports each item: from brackets, labels, table cells, verbs and the subjects of sentences.

``（牵头单位：区发展改革局；配合单位：各镇街）`` and ``区发展改革局牵头，各镇街配合`` say the same.
A responsible unit (责任单位) leads unless a lead is named beside it; a rule stated once (列第一位的为牵头单位) decides
for all that follow.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from duban.reading.commitments.units.brackets import Pair, find_pairs
from duban.reading.commitments.units.context import Headings, units_at_end, units_in_row
from duban.reading.commitments.units.names import NONE
from duban.reading.commitments.units.rules import first_leads_from, mark_of_leads
from duban.reading.commitments.units.statements import Grammar, Role, Statement, grammar_of
from duban.reading.commitments.units.subjects import subjects_of
from duban.reading.drafts import UnitDraft, UnitsFound
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from duban.lexicon import Lexicon
    from duban.lexicon.organs import Organs
    from duban.reading.drafts import Cell, ItemDraft

__all__ = ["find_units"]

_BETWEEN = re.compile(r"[\s，,；;。、.|｜]*")
_ENDED = "。；;！!？?，,、”\n \u3000"
_ENDS_HERE = re.compile(r"[”\"]?(?:[。；;]|[ \t\u3000]*(?:\n|\Z))")
_TIME = re.compile(r"[\d０-９]|年|月|季|底|期限|时限|长期|持续|立行|立即")
_GOES_ON_BELOW = re.compile(r"\n[ \t\u3000]*[、，,]")
_ANOTHER_PART = re.compile(r"[。\n][ \t\u3000]*(?![^。\n：:]{2,14}[：:])[^。\n]*[一-鿿]")
_LONGEST_VALUE = 1500
_VALUE_ENDS = re.compile(r"[。\n]")
_GOES_ON = re.compile(r"[、，,和及][ \t\u3000]*\Z")


class _Group(NamedTuple):
    """Statements that are read together because they stand together, and the stretches that hold them."""

    statements: list[Statement]
    stated: list[Span]


class _Rules(NamedTuple):
    """Who leads in lists that do not say so: from an offset on the first name, or the one with a mark."""

    first_leads: int | None
    mark: str


def find_units(text: str, drafts: Sequence[ItemDraft], lexicon: Lexicon) -> tuple[UnitsFound, ...]:
    """For each draft, its units. Takes all drafts, since a rule may be stated once for many."""
    organs = lexicon.organs
    rule = first_leads_from(text, organs)
    if rule is not None and drafts and rule < min(draft.span.start for draft in drafts):
        rule = 0
    headings = Headings(text, organs, grammar_of(organs))
    rules = _Rules(rule, mark_of_leads(text))
    # What is written is read from all items before what is spoken: each has patterns of its own, and turning from one
    # to the other for each item is slower.
    written = [_written(text, draft, organs) for draft in drafts]
    if rules.mark:
        written = [[_by_mark(text, group, rules.mark) for group in groups] for groups in written]
    stated = [
        sorted({span for group in groups for span in group.stated}) if groups else [] for groups in written
    ]
    spoken = [_spoken(text, draft, organs, spans) for draft, spans in zip(drafts, stated, strict=True)]
    return tuple(
        _settled(draft, groups, tuple(spans), told, rules, headings)
        for draft, groups, spans, told in zip(drafts, written, stated, spoken, strict=True)
    )


def _settled(
    draft: ItemDraft,
    groups: Sequence[_Group],
    stated: tuple[Span, ...],
    spoken: Sequence[Statement],
    rules: _Rules,
    headings: Headings,
) -> UnitsFound:
    """The units of one draft: first those written, then those its sentences name, else that of its heading."""
    lead: dict[str, UnitDraft] = {}
    supporting: dict[str, UnitDraft] = {}
    if groups:
        first = rules.first_leads
        first_leads = first is not None and any(span.end > first for span in (draft.span, *draft.body))
        for group in groups:
            _resolve(group.statements, lead, supporting, first_leads=first_leads)
    for statement in spoken:
        _add(lead if statement.role is Role.LEAD else supporting, statement.units)
    if not lead and draft.kind == "task" and draft.tense == "planned" and (unit := headings.over(draft)):
        lead[unit.name] = unit
    return UnitsFound(tuple(lead.values()), tuple(supporting.values()), stated)


def _by_mark(text: str, group: _Group, mark: str) -> _Group:
    """The group with the marked of its responsible units as leads, if any is marked: ★区教育局、区财政局."""

    def is_marked(unit: UnitDraft) -> bool:
        return mark in (
            text[max(0, unit.span.start - 1) : unit.span.start],
            text[unit.span.end : unit.span.end + 1],
        )

    statements: list[Statement] = []
    for statement in group.statements:
        marked = tuple(unit for unit in statement.units if is_marked(unit))
        others = tuple(unit for unit in statement.units if unit not in marked)
        if marked and statement.role is Role.RESPONSIBLE:
            statements.append(statement._replace(role=Role.LEAD, units=marked))
            statements.append(statement._replace(role=Role.SUPPORTING, units=others))
        else:
            statements.append(statement)
    return _Group(statements, group.stated)


def _resolve(
    statements: Sequence[Statement],
    lead: dict[str, UnitDraft],
    supporting: dict[str, UnitDraft],
    *,
    first_leads: bool,
) -> None:
    """Give the units of one group their roles: responsible units lead where nobody else is said to."""
    led = any(statement.role is Role.LEAD for statement in statements)
    for statement in statements:
        if statement.role is Role.LEAD or (statement.role is Role.RESPONSIBLE and not (led or first_leads)):
            _add(lead, statement.units)
        elif statement.role is Role.SUPPORTING or led:
            _add(supporting, statement.units)
        else:
            _add(lead, statement.units[:1])
            _add(supporting, statement.units[1:])
            led = True


def _add(units: dict[str, UnitDraft], more: Iterable[UnitDraft]) -> None:
    """Each unit once, where it is named first."""
    for unit in more:
        units.setdefault(unit.name, unit)


def _spoken(text: str, draft: ItemDraft, organs: Organs, stated: Sequence[Span]) -> list[Statement]:
    """The subjects of the item's sentences; beside a written statement only those that are said to lead."""
    finder = subjects_of(organs)
    done = draft.tense == "achieved" and draft.kind not in ("plan", "task")
    return [
        statement
        for span in draft.body
        for gap in _gaps(span, stated)
        for statement in (
            finder.find_told(text, *gap)
            if done and not stated
            else finder.find(text, *gap, explicit=bool(stated))
        )
    ]


def _written(text: str, draft: ItemDraft, organs: Organs) -> list[_Group]:
    """What brackets, labels and table cells state."""
    grammar = grammar_of(organs)
    if not draft.cells and not any(grammar.may_state(text, *span) for span in draft.body):
        row = units_at_end(text, draft, grammar)
        return [_Group(row, [statement.span for statement in row])] if row else []
    cells = _cells(text, draft.cells, grammar)
    taken = [cell.span for cell in draft.cells]
    fields, brackets = [cells], list[_Group]()
    for span in draft.body:
        found = [group for gap in _gaps(span, cells.stated) for group in _brackets(text, gap, grammar)]
        brackets += found
        for gap in _gaps(span, [*taken, *(zone for group in found for zone in group.stated)]):
            _read_labels(text, gap, grammar, fields)
    groups = [group for group in (*fields, *brackets) if group.statements]
    if not groups and (row := units_in_row(text, draft, grammar)):
        groups.append(_Group(row, [statement.span for statement in row]))
    return groups


def _cells(text: str, cells: Sequence[Cell], grammar: Grammar) -> _Group:
    """Table cells and labelled fields that the outline already knows."""
    group = _Group([], [])
    for cell in cells:
        if (given := grammar.head_role(cell.head, cell.role)) is not None:
            role, doubtful = given
            statements = grammar.read_zone(text, cell.span.start, cell.span.end, role, strict=doubtful)
            group.statements.extend(statements)
            if statements:
                group.stated.append(cell.span)
    return group


def _brackets(text: str, body: Span, grammar: Grammar) -> list[_Group]:
    """Brackets that state units; those that touch are read together: （牵头单位：A）（配合单位：B）."""
    groups: list[_Group] = []
    last = body.start
    for pair in find_pairs(text, *body):
        span = Span(pair.opens, pair.closes + 1)
        if pair.opens < last:
            continue
        statements = _bracket(text, body, pair, grammar)
        if not statements:
            continue
        stated = _stated(text, span, statements)
        if groups and _BETWEEN.fullmatch(text, last, pair.opens):
            groups[-1].statements.extend(statements)
            groups[-1].stated.extend(stated)
        else:
            groups.append(_Group(statements, stated))
        last = span.end
    return groups


def _bracket(text: str, body: Span, pair: Pair, grammar: Grammar) -> list[Statement]:
    start, end = pair.opens + 1, pair.closes
    if not (grammar.mentions_role(text, start, end) or grammar.may_list(text, start, end)):
        return []
    statements = grammar.read_zone(text, start, end)
    if any(statement.vouched for statement in statements):
        return statements
    # Names alone state units only where the bracket closes a sentence; a single one after a name is its alias.
    before = text[pair.opens - 1] if pair.opens > body.start else "\n"
    if before not in _ENDED:
        if not _ENDS_HERE.match(text, pair.closes + 1, body.end):
            return []
        known = grammar.names.grade(text, max(body.start, pair.opens - 12), pair.opens) != NONE
        if known and sum(len(statement.units) for statement in statements) == 1:
            return []
    return statements if statements and grammar.is_bare_list(text, start, end) else []


def _stated(text: str, bracket: Span, statements: Sequence[Statement]) -> list[Span]:
    """The whole bracket, or only its statements where it also holds a time limit for others to read."""
    at = bracket.start + 1
    for statement in sorted(statements, key=lambda statement: statement.span):
        if _TIME.search(text, at, statement.span.start):
            break
        at = max(at, statement.span.end)
    else:
        if not _TIME.search(text, at, bracket.end):
            return [bracket]
    return [statement.span for statement in statements]


def _gaps(body: Span, taken: Sequence[Span]) -> list[Span]:
    """What is left of ``body`` between the stretches that are read already."""
    if not taken:
        return [body]
    gaps, at = [], body.start
    for span in sorted(taken):
        if at < span.start < body.end:
            gaps.append(Span(at, span.start))
        at = max(at, min(span.end, body.end))
    return [*gaps, Span(at, body.end)] if at < body.end else gaps


def _read_labels(text: str, gap: Span, grammar: Grammar, fields: list[_Group]) -> None:
    """Labelled lists outside of brackets: 责任单位：A、B。完成时限：…

    Labels of one item are read together until one comes again, or something other than a field stands between:
    then another part of the item has its own.
    """
    labels = list(grammar.labels(text, gap.start, gap.end))
    for index, label in enumerate(labels):
        if label.role is Role.NONE:
            continue
        upto = labels[index + 1].span.start if index + 1 < len(labels) else gap.end
        upto = _value_end(text, label.span.end, min(upto, label.span.end + _LONGEST_VALUE), grammar)
        statements = grammar.read_list(
            text, Span(label.span.start, upto), label.span.end, label.role, strict=label.doubtful
        )
        before = fields[-1]
        if any(statement.role is label.role for statement in before.statements) or (
            before.stated and _ANOTHER_PART.search(text, before.stated[-1].end, label.span.start)
        ):
            fields.append(_Group([], []))
        fields[-1].statements.extend(statements)
        fields[-1].stated.extend(statement.span for statement in statements)


def _value_end(text: str, start: int, end: int, grammar: Grammar) -> int:
    """Where a labelled list ends: with its line or sentence, unless the list or a name goes on in the next line."""
    while start < end and text[start].isspace():
        start += 1
    for match in _VALUE_ENDS.finditer(text, start, end):
        at = match.start()
        if match.group() == "。" or not (
            _GOES_ON.search(text, max(start, at - 8), at)
            or _GOES_ON_BELOW.match(text, at, end)
            or grammar.names.is_broken(text, start, at, end)
        ):
            return at
    return end
