"""The words in which a call explains itself, one table for each language; braces are places that are filled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from duban.governing.ladders.model import Bottom, Direction, Graded, Missed, Nature, Top
from duban.governing.ladders.notices import Stage
from duban.governing.names import Name

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES: Final[Mapping[Nature | Stage, Name]] = {
    Nature.CONSEQUENCE: Name("问责措施", "consequence"),
    Nature.INCENTIVE: Name("激励措施", "incentive"),
    Nature.HELP: Name("帮扶措施", "help"),
    Stage.ISSUED: Name("已发出", "issued"),
    Stage.ANSWERED: Name("已回复", "answered"),
    Stage.UPHELD: Name("维持", "upheld"),
    Stage.WITHDRAWN: Name("撤回", "withdrawn"),
    Stage.REMEDIED: Name("已整改", "remedied"),
}
TRIGGERS: Final[Mapping[type | Direction, Name]] = {
    Bottom: Name("列后{places}位", "among the last {places}"),
    Top: Name("列前{places}位", "among the first {places}"),
    Graded: Name("被评为{grades}", "graded {grades}"),
    Missed: Name("未按要求报送", "a return missed"),
    Direction.AT_LEAST: Name("数值达到{bound}", "value at least {bound}"),
    Direction.AT_MOST: Name("数值不高于{bound}", "value at most {bound}"),
    Direction.ABOVE: Name("数值超过{bound}", "value above {bound}"),
    Direction.BELOW: Name("数值低于{bound}", "value below {bound}"),
}
ONCE: Final = Name("{periods}{what}", "{what} in {periods}")
IN_A_ROW: Final = Name("{periods}连续{times}次{what}", "{what}, {times} times in a row: {periods}")
OF_LAST: Final = Name(
    "最近{of}次中{times}次{what}（{periods}）", "{what}, {times} of the last {of} times: {periods}"
)
JUDGED: Final = Name("经研判", "judged by a person")
CALL: Final = Name("{why}，由{issuer}发出{rung}", "{why}; {issuer} issues: {rung}")
HELD: Final = Name("（按情形可至{higher}，逐级进行）", " (it could be {higher}, but steps are not skipped)")
COMMA: Final = Name("、", ", ")
