"""What parts, hand-ins, natures and outcomes are called; a mechanism's roles may say it more precisely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duban.governing.lifecycle.model import Ask, Nature, Outcome, Part
from duban.governing.names import Name

if TYPE_CHECKING:
    from collections.abc import Mapping


NAMES: Mapping[Part | Ask | Nature | Outcome, Name] = {
    Part.LEAD: Name("责任单位", "lead unit"),
    Part.SUPPORTING: Name("配合单位", "supporting unit"),
    Part.OVERSIGHT: Name("督导单位", "oversight unit"),
    Part.SUPERVISOR: Name("督查室", "supervision office"),
    Part.VERIFIER: Name("核查人员", "verifier"),
    Part.LEADER: Name("领导", "leader"),
    Part.CLOCK: Name("系统", "the program"),
    Ask.REASON: Name("理由", "reason"),
    Ask.STATEMENT: Name("情况说明", "statement"),
    Ask.EVIDENCE: Name("佐证材料", "evidence"),
    Ask.VALUES: Name("数值", "values"),
    Ask.UNTIL: Name("日期", "date"),
    Ask.UNIT: Name("单位", "unit"),
    Ask.TESTS: Name("销号条件", "tests of closure"),
    Ask.INSTITUTION: Name("形成的制度", "institution"),
    Nature.OPEN: Name("在办", "open"),
    Nature.WAITING: Name("待办", "waiting"),
    Nature.SUSPENDED: Name("暂停", "suspended"),
    Nature.CLOSED: Name("已结", "closed"),
    Outcome.COMPLETED: Name("办结", "completed"),
    Outcome.ONGOING: Name("长期坚持", "ongoing"),
    Outcome.NOT_TO_BE_DONE: Name("不再办理", "not to be done"),
    Outcome.DISPUTED: Name("存在争议", "disputed"),
}
