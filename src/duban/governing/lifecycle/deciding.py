"""May this move be made? Every reason against it at once, so that nobody learns them one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from duban.governing.lifecycle.guards import GUARDS, Guard
from duban.governing.lifecycle.model import BACK, STAY, Nature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.governing.lifecycle.model import Move, Terms
    from duban.governing.lifecycle.situation import Situation
    from duban.governing.lifecycle.table import Lifecycle


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason against a move; ``code`` is the guard's name, or one of those in `REFUSALS`."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A condition that failed without stopping the move and is written down with it (asked for late)."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """``target`` is where the item would stand after the move, ``None`` when it is refused."""

    allowed: bool
    target: str | None
    refusals: tuple[Refusal, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A move of the present state as a page shows it.

    ``refusals`` stand in the way whatever is handed in; ``needs`` can still be fulfilled by the form of this move.
    """

    move: Move
    target: str | None
    allowed: bool
    refusals: tuple[Refusal, ...] = ()
    needs: tuple[Refusal, ...] = ()
    marks: tuple[Mark, ...] = ()


REFUSALS = {
    refusal.code: refusal
    for refusal in (
        Refusal("no_such_state", "没有这个状态", "the mechanism has no such state"),
        Refusal("no_such_move", "没有这个操作", "the mechanism has no such move"),
        Refusal("wrong_state", "事项当前状态下不能这样操作", "the item is not in a state for this move"),
        Refusal("not_your_part", "您在此事项中无权这样操作", "not a move for your part in this item"),
        Refusal("state_before_unknown", "不知道暂停前的状态", "the state before the suspension is not known"),
        Refusal("missing_reason", "请写明理由", "a reason is needed"),
        Refusal("missing_statement", "请写明情况", "a statement is needed"),
        Refusal("missing_evidence", "请附佐证材料", "evidence is needed"),
        Refusal("missing_values", "请填报数值", "values are needed"),
        Refusal("missing_until", "请填日期", "a date is needed"),
        Refusal("missing_unit", "请选单位", "a unit is needed"),
        Refusal("missing_tests", "请逐条确认销号条件", "the tests of closure must be answered"),
        Refusal("missing_institution", "请写明形成的制度", "the institution must be named"),
    )
}


def decide(lifecycle: Lifecycle, state: str, move_id: str, situation: Situation) -> Verdict:
    """Whether an item in a state may make a move, with all reasons against it."""
    move = lifecycle.move(move_id)
    code = (
        "no_such_state"
        if lifecycle.state(state) is None
        else "no_such_move"
        if move is None
        else "wrong_state"
        if state not in move.sources
        else None
    )
    if code or move is None:
        return Verdict(allowed=False, target=None, refusals=(REFUSALS[code or "no_such_move"],))
    target = _target(lifecycle, state, move, situation)
    refusals = (*_standing_refusals(move, target, situation), *_missing(move, situation))
    refusals += tuple(
        _refused(guard, situation, lifecycle.terms) for guard in _failed(move.guards, lifecycle, situation)
    )
    if refusals:
        return Verdict(allowed=False, target=None, refusals=refusals)
    return Verdict(allowed=True, target=target, marks=_marks(move, lifecycle, situation))


def offered(lifecycle: Lifecycle, state: str, situation: Situation) -> tuple[Offer, ...]:
    """Each move that starts in a state, allowed or with its reasons; an empty form does not count against it."""
    return tuple(_offer(lifecycle, state, move, situation) for move in lifecycle.moves_from(state))


def _offer(lifecycle: Lifecycle, state: str, move: Move, situation: Situation) -> Offer:
    target = _target(lifecycle, state, move, situation)
    form = {*move.asks, *move.takes}
    refusals, needs = list(_standing_refusals(move, target, situation)), list(_missing(move, situation))
    for guard in _failed(move.guards, lifecycle, situation):
        curable = bool(form.intersection(guard.cured_by))
        (needs if curable else refusals).append(_refused(guard, situation, lifecycle.terms))
    return Offer(
        move,
        target,
        allowed=not refusals,
        refusals=tuple(refusals),
        needs=tuple(needs),
        marks=_marks(move, lifecycle, situation),
    )


def _target(lifecycle: Lifecycle, state: str, move: Move, situation: Situation) -> str | None:
    if move.target == STAY:
        return state
    if move.target != BACK:
        return move.target
    before = lifecycle.state(situation.before or "")
    if before is None or before.nature in {Nature.SUSPENDED, Nature.CLOSED}:
        return None
    return before.id


def _standing_refusals(move: Move, target: str | None, situation: Situation) -> tuple[Refusal, ...]:
    """Reasons that no form can cure: the wrong part, a state that cannot be gone back to."""
    return (
        *(() if situation.parts.intersection(move.parts) else (REFUSALS["not_your_part"],)),
        *(() if target is not None else (REFUSALS["state_before_unknown"],)),
    )


def _missing(move: Move, situation: Situation) -> tuple[Refusal, ...]:
    return tuple(REFUSALS[f"missing_{ask}"] for ask in move.asks if ask not in situation.handed)


def _failed(names: Sequence[str], lifecycle: Lifecycle, situation: Situation) -> tuple[Guard, ...]:
    return tuple(GUARDS[name] for name in names if not GUARDS[name].holds(situation, lifecycle.terms))


def _marks(move: Move, lifecycle: Lifecycle, situation: Situation) -> tuple[Mark, ...]:
    failed = _failed(move.marks, lifecycle, situation)
    return tuple(Mark(guard.id, *_texts(guard, situation, lifecycle.terms)) for guard in failed)


def _refused(guard: Guard, situation: Situation, terms: Terms) -> Refusal:
    return Refusal(guard.id, *_texts(guard, situation, terms))


def _texts(guard: Guard, situation: Situation, terms: Terms) -> tuple[str, str]:
    """The guard's words in both languages, filled with what is missing."""
    open_tests = [test for test in terms.tests if test.id not in situation.tests_passed]
    values = "、".join(sorted(situation.missing_values))
    zh = guard.zh.format(s=situation, t=terms, values=values, tests="、".join(test.zh for test in open_tests))
    en = guard.en.format(s=situation, t=terms, values=values, tests=", ".join(test.en for test in open_tests))
    return zh, en
