"""The words of gates in both languages; braces are places that are filled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from duban.governing.gates import passing
from duban.governing.gates.filings import Fault
from duban.governing.gates.model import Outcome
from duban.governing.names import Name

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES: Final[Mapping[Outcome | Fault, Name]] = {
    Outcome.CLEAR: Name("无异议", "in order"),
    Outcome.REVISE: Name("修改后再审", "to be revised"),
    Outcome.REFUSE: Name("不予通过", "refused"),
    Fault.CONCEALED: Name("瞒报", "concealed"),
    Fault.OMITTED: Name("漏报", "omitted"),
    Fault.LATE: Name("迟报", "late"),
}
REASONS: Final[Mapping[type, Name]] = {
    passing.GateBefore: Name("尚未通过“{gate}”", "“{gate}” was not passed yet"),
    passing.ConditionFailed: Name("不符合条件", "the condition is not met"),
    passing.ConditionUnknown: Name("缺少信息，不能判定：{facts}", "cannot be decided without: {facts}"),
    passing.NotReviewed: Name("“{dimension}”尚无审核意见", "nobody reviewed “{dimension}” yet"),
    passing.NotPassed: Name("“{dimension}”经{unit}审核：{outcome}", "“{dimension}”: {outcome}, says {unit}"),
    passing.OwnOpinion: Name(
        "{unit}不能审核自己的“{dimension}”", "{unit} cannot review its own “{dimension}”"
    ),
    passing.NotSubmitted: Name("尚未提请", "not handed in yet"),
    passing.TooLate: Name("{submitted}提请，迟于{latest}", "handed in on {submitted}, after {latest}"),
    passing.TooEarly: Name("{submitted}提请，早于{opens}", "handed in on {submitted}, before {opens}"),
    passing.EventUnknown: Name("“{event}”的日期未定", "the day of “{event}” is not set"),
}
BY: Final = Name("尚未提请，最迟{latest}", "not handed in yet, {latest} at the latest")
COMMA: Final = Name("、", ", ")
