"""The words of stages, ratings and refusals, in both languages; braces are places that are filled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from duban.governing.cases import moving
from duban.governing.cases.model import Rating, Stage
from duban.governing.names import Name

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES: Final[Mapping[Stage | Rating, Name]] = {
    Stage.RECEIVED: Name("待分拨", "received"),
    Stage.ROUTED: Name("已分拨", "routed"),
    Stage.CLAIMING: Name("待认领", "up to be claimed"),
    Stage.IN_HAND: Name("处置中", "in hand"),
    Stage.HANDLED: Name("已处置", "handled"),
    Stage.CLOSED: Name("已结案", "closed"),
    Stage.MERGED: Name("已并案", "merged"),
    Rating.SATISFIED: Name("满意", "satisfied"),
    Rating.FAIR: Name("基本满意", "fairly satisfied"),
    Rating.DISSATISFIED: Name("不满意", "dissatisfied"),
    Rating.NOT_REACHED: Name("未联系上", "not reached"),
}
REFUSALS: Final[Mapping[type, Name]] = {
    moving.WrongStage: Name(
        "案件当前为“{stage}”，不能进行此操作", "the case is {stage}: this cannot be done now"
    ),
    moving.NotTheirs: Name("案件由{lead}承办，{unit}不能操作", "{lead} holds the case, not {unit}"),
    moving.Binding: Name(
        "已指定{lead}承办，不能再退回", "{lead} was told to take it and cannot send it back"
    ),
    moving.MustBind: Name(
        "已退回{disputes}次，此次分拨须为指定承办", "sent back {disputes} times: the next choice has to bind"
    ),
    moving.NotOffered: Name("{unit}不在认领范围内", "the case was not offered to {unit}"),
    moving.TooLate: Name("认领已于{until}截止", "claims were open until {until}"),
    moving.NotALevel: Name("不能转到“{level}”这一层级", "it cannot go to the level {level}"),
    moving.OwnVisit: Name(
        "{unit}不能回访自己承办的案件", "{unit} cannot make the return visit of its own case"
    ),
    moving.NoVisit: Name("回访之后才能结案", "it is closed only after a return visit"),
    moving.NothingSaid: Name("须写明单位、理由或结果", "a unit, a reason or a result is wanted"),
    moving.Backwards: Name("日期早于上一步（{last}）", "dated before the last step ({last})"),
    moving.Itself: Name("案件不能并入自己", "a case cannot be merged into itself"),
}
