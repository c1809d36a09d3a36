"""The conditions that moves may name, in one registry: each a pure predicate with its reason and its refusal.

A table uses a guard twice over: among ``guards`` its failure refuses the move, among ``marks`` it is only written
down. Which of the two is the mechanism's choice, not the predicate's.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from duban.governing.lifecycle.model import Ask

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from duban.governing.lifecycle.model import Terms
    from duban.governing.lifecycle.situation import Situation

Predicate: TypeAlias = "Callable[[Situation, Terms], bool]"


@dataclass(frozen=True, slots=True)
class Guard:
    """A named condition; ``cured_by`` says which hand-in can still fulfil it, so that a page offers the move."""

    id: str
    holds: Predicate
    why: str
    zh: str
    en: str
    cured_by: tuple[Ask, ...] = ()


_registry: dict[str, Guard] = {}
GUARDS: Mapping[str, Guard] = _registry


def _guard(zh: str, en: str, *cured_by: Ask) -> Callable[[Predicate], Predicate]:
    """Register a predicate under its own name; the texts are filled with ``s``, ``t``, ``values`` and ``tests``."""

    def register(predicate: Predicate) -> Predicate:
        name = predicate.__name__
        _registry[name] = Guard(name, predicate, inspect.getdoc(predicate) or "", zh, en, cured_by)
        return predicate

    return register


@_guard("没有责任单位，不能交办", "no unit answers for this item yet")
def has_lead(s: Situation, _: Terms) -> bool:
    """An item goes out only to a unit that answers for it."""
    return bool(s.lead_units)


@_guard("没有时限，也没有标为长期坚持", "no deadline, and not marked as ongoing")
def has_due_or_ongoing(s: Situation, _: Terms) -> bool:
    """An item goes out with a date, or is said to be a long-term duty."""
    return s.due is not None or s.long_term


@_guard(
    "事项无法衡量，需先修改或由督查室准予例外", "the item cannot be measured and no exception was granted"
)
def measurable_or_waived(s: Situation, _: Terms) -> bool:
    """What cannot be measured cannot be verified later; a supervisor may let it go out and is on record for it."""
    return s.measurable or s.waived


@_guard("已有单位签收，不能收回", "a unit has already accepted it")
def nobody_accepted(s: Situation, _: Terms) -> bool:
    """A dispatch can be taken back until the first unit has signed for it."""
    return not s.accepted_units


@_guard("不能移交给原责任单位", "the unit named already answers for the item", Ask.UNIT)
def unit_is_another(s: Situation, _: Terms) -> bool:
    """A transfer goes to a unit that does not hold the item already."""
    return s.unit is not None and s.unit not in s.lead_units


@_guard(
    "佐证材料不足：已有{s.evidence}件，需{t.evidence}件",
    "too little evidence: {s.evidence} on file, {t.evidence} needed",
    Ask.EVIDENCE,
)
def evidence_enough(s: Situation, t: Terms) -> bool:
    """A claim, and the closure after it, rests on as many pieces of evidence as the mechanism asks for."""
    return s.evidence >= t.evidence


@_guard("没有依据材料", "the paper that decides this is not on file", Ask.EVIDENCE)
def ground_on_file(s: Situation, _: Terms) -> bool:
    """Closing an item as not to be done, or as disputed, rests on the paper that says so, handed in with the move."""
    return Ask.EVIDENCE in s.handed


@_guard("以下目标没有填报完成值：{values}", "no value reported for: {values}", Ask.VALUES)
def values_reported(s: Situation, _: Terms) -> bool:
    """Each quantified target has a reported value before the item is claimed to be done."""
    return not s.missing_values


@_guard("不得核查本单位的事项", "the item belongs to the actor's own unit")
def verifier_not_owner(s: Situation, _: Terms) -> bool:
    """Nobody verifies an item of the own unit, of a unit above it or of one below it."""
    return not (s.actor_units | s.actor_kin) & (s.lead_units | s.supporting_units)


@_guard("办理人不得核查自己办理的事项", "the actor has worked on this item")
def verifier_not_doer(s: Situation, _: Terms) -> bool:
    """Who accepted, reported or claimed does not verify, whatever unit the person belongs to by now."""
    return s.actor not in s.doers


@_guard("须由另一人复核", "the second check needs another person than the first")
def second_verifier_differs(s: Situation, _: Terms) -> bool:
    """A second verification by the same person would be the first one again."""
    return s.actor not in s.verifiers


@_guard(
    "核查次数不足，需{t.verifications}人核查通过",
    "too few verifications: {t.verifications} independent ones needed",
)
def enough_verifications(s: Situation, t: Terms) -> bool:
    """As many different persons have accepted the present claim as the mechanism asks for."""
    return len(set(s.verifiers)) >= t.verifications


@_guard("核查已开始，不能撤回", "verification has begun")
def not_yet_verified(s: Situation, _: Terms) -> bool:
    """A claim can be withdrawn until the first verifier has accepted it."""
    return not s.verifiers


@_guard("办理人不得自行销号", "the actor has worked on this item")
def closer_not_doer(s: Situation, _: Terms) -> bool:
    """Who did the work does not strike it off."""
    return s.actor not in s.doers


@_guard("核查人不得自行销号", "the actor has verified this claim")
def closer_not_verifier(s: Situation, _: Terms) -> bool:
    """Who verified a claim does not strike the line off: doer, verifier and closer are three."""
    return s.actor not in s.verifiers


@_guard("还有{s.open_children}个下级事项没有办结", "{s.open_children} items below it are still open")
def children_closed(s: Situation, _: Terms) -> bool:
    """A line that was divided is done when its parts are."""
    return s.open_children == 0


@_guard("还有{s.open_problems}个问题没有解决", "{s.open_problems} problems are still open")
def no_open_problem(s: Situation, _: Terms) -> bool:
    """A problem that was raised while the item was worked on has gone through its own loop."""
    return s.open_problems == 0


@_guard("没有待解决的问题", "no problem is open")
def problem_is_open(s: Situation, _: Terms) -> bool:
    """There is a problem to work on."""
    return s.open_problems > 0


@_guard("已过时限（{s.due}）", "after the deadline ({s.due})")
def before_due(s: Situation, _: Terms) -> bool:
    """Asked or claimed on the day due or earlier; without a date nothing is late."""
    return s.due is None or (s.today is not None and s.today <= s.due)


@_guard("新时限须晚于现时限", "the new date is not later than the present one", Ask.UNTIL)
def until_after_due(s: Situation, _: Terms) -> bool:
    """An extension gives more time; it adds a date to the first promise and never replaces it."""
    return s.until is not None and (s.due is None or s.until > s.due)


@_guard("恢复日期须在今天之后", "the date of taking it up again is not in the future", Ask.UNTIL)
def until_in_future(s: Situation, _: Terms) -> bool:
    """A suspended item comes up again on a day still to come, so that nothing is suspended and forgotten."""
    return s.until is not None and s.today is not None and s.until > s.today


@_guard("已有延期申请等待答复", "an extension request is already waiting")
def no_extension_pending(s: Situation, _: Terms) -> bool:
    """One request at a time."""
    return not s.extension_pending


@_guard("没有待答复的延期申请", "no extension request is waiting")
def extension_is_pending(s: Situation, _: Terms) -> bool:
    """There is a request to answer."""
    return s.extension_pending


@_guard("以下销号条件没有通过：{tests}", "not passed: {tests}", Ask.TESTS)
def three_tests_passed(s: Situation, t: Terms) -> bool:
    """Every test of closure that the mechanism names was answered with yes (A1 names three)."""
    return all(test.id in s.tests_passed for test in t.tests)


@_guard("没有写明形成了什么制度", "the institution it was turned into is not named", Ask.INSTITUTION)
def institution_named(s: Situation, _: Terms) -> bool:
    """A completed line is turned into an institution, and that one is named (举一反三)."""
    return bool(s.institution.strip())
