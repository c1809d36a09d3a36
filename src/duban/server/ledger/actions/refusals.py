"""What the store itself refuses, beside the reasons of the loop: a hand-in that fits no row, an item that is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duban.governing.lifecycle import Ask, Kind, Refusal
from duban.server.ledger.models import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duban.governing.lifecycle import Move
    from duban.server.ledger.actions.facts import Facts
    from duban.server.ledger.actions.handing import Handed

NO_SUCH_ITEM = Refusal("no_such_item", "没有这个事项", "there is no such item")
WITHDRAWN = Refusal("withdrawn", "事项已撤下", "the item was withdrawn")
EVIDENCE_NOT_TAKEN = Refusal("evidence_not_taken", "此操作不收佐证材料", "this move takes no evidence")
VALUES_NOT_TAKEN = Refusal("values_not_taken", "此操作不收数值", "this move takes no values")
NO_SUCH_TARGET = Refusal(
    "no_such_target", "填报的数值不属于本事项的目标", "a value for a target that the item has not"
)
NO_SUCH_UNIT = Refusal("no_such_unit", "没有这个单位，或单位已撤销", "there is no such unit, or no longer")
UNIT_HAS_PART = Refusal("unit_has_part", "该单位已承担分解事项", "the unit has a part of this item already")
ONE_UNIT = Refusal("one_unit", "只能移交给一个单位", "a transfer goes to one unit")
NO_UNDO = Refusal("no_undo", "此操作不能撤销", "this move cannot be taken back")
NOT_LAST = Refusal("not_last", "其后又有操作，不能撤销", "something was done after it")
NO_SUCH_DUTY = Refusal(
    "no_such_duty", "没有这项报送任务，或已经报送", "there is no such return to file, or it was filed"
)


def misfits(move: Move, facts: Facts, handed: Handed, alive: frozenset[int]) -> Iterator[Refusal]:
    """What is handed in and cannot be kept. Nothing handed in is dropped in silence."""
    if facts.item.withdrawn:
        yield WITHDRAWN
    taken = {*move.asks, *move.takes}
    if handed.evidence and Ask.EVIDENCE not in taken:
        yield EVIDENCE_NOT_TAKEN
    if handed.values and Ask.VALUES not in taken:
        yield VALUES_NOT_TAKEN
    elif set(handed.values) - set(facts.targets):
        yield NO_SUCH_TARGET
    named = handed.named
    if set(named) - alive:
        yield NO_SUCH_UNIT
    if move.kind is Kind.TRANSFER and len(named) > 1:
        yield ONE_UNIT
    if move.kind is Kind.SPLIT and set(named) & (facts.below | facts.units(Part.LEAD)):
        yield UNIT_HAS_PART
