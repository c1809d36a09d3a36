"""The words in which measures explain themselves, in both languages; braces are places that are filled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from duban.governing.measures import caps, judging, reasons, targets
from duban.governing.measures.indicators import (
    Accrual,
    Better,
    Kind,
    OtherAccrual,
    OtherKind,
    OtherStart,
    OtherUnit,
    OtherWhole,
)
from duban.governing.measures.observations import Basis, Counts, Status
from duban.governing.names import Name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

NAMES: Final[Mapping[StrEnum, Name]] = {
    Kind.LEVEL: Name("总量", "level"),
    Kind.INCREASE: Name("增量", "increase"),
    Kind.DECREASE: Name("减量", "decrease"),
    Kind.GROWTH: Name("增长率", "growth rate"),
    Kind.SHARE: Name("占比", "share"),
    Kind.RATIO: Name("比率", "ratio"),
    Kind.POINTS: Name("百分点变化", "percentage points"),
    Kind.RANK: Name("位次", "rank"),
    Accrual.AT_END: Name("期末数", "at the end"),
    Accrual.CUMULATIVE: Name("累计", "cumulative"),
    Accrual.NEW: Name("新增", "new"),
    Accrual.OF_PERIOD: Name("当期", "of the period"),
    Better.MORE: Name("越高越好", "more is better"),
    Better.LESS: Name("越低越好", "less is better"),
    Better.NEITHER: Name("无优劣方向", "neither is better"),
    Status.ESTIMATED: Name("预计", "estimated"),
    Status.PROVISIONAL: Name("初步", "provisional"),
    Status.FINAL: Name("完成", "final"),
    Basis.REPORTED: Name("填报值", "reported"),
    Basis.VERIFIED: Name("核定值", "verified"),
    Counts.REPORTED: Name("填报值", "reported values"),
    Counts.VERIFIED: Name("核定值", "verified values"),
    Counts.VERIFIED_FIRST: Name(
        "核定值，无核定的用填报值", "verified values, or reported ones where there are none"
    ),
}
# How a figure of a kind is written; the unit of counted ones follows the figure.
FIGURES: Final[Mapping[Kind, Name]] = {
    Kind.LEVEL: Name("{value}{unit}", "{value} {unit}"),
    Kind.INCREASE: Name("增加{value}{unit}", "up by {value} {unit}"),
    Kind.DECREASE: Name("减少{value}{unit}", "down by {value} {unit}"),
    Kind.GROWTH: Name("增长{value}%", "growth of {value}%"),
    Kind.SHARE: Name("占{whole}的{value}%", "{value}% of {whole}"),
    Kind.RATIO: Name("为{whole}的{value}%", "{value}% of {whole}"),
    Kind.POINTS: Name("提高{value}个百分点", "up by {value} percentage points"),
    Kind.RANK: Name("第{value}位", "place {value}"),
}
# The same below nought: 下降13.8% and not 增长-13.8%.
FALLING: Final[Mapping[Kind, Name]] = {
    Kind.INCREASE: Name("减少{value}{unit}", "down by {value} {unit}"),
    Kind.DECREASE: Name("增加{value}{unit}", "up by {value} {unit}"),
    Kind.GROWTH: Name("下降{value}%", "fall of {value}%"),
    Kind.POINTS: Name("降低{value}个百分点", "down by {value} percentage points"),
}
BOUNDS: Final[Mapping[type, Name]] = {
    targets.AtLeast: Name("不低于{value}", "at least {value}"),
    targets.MoreThan: Name("突破{value}", "more than {value}"),
    targets.AtMost: Name("不超过{value}", "at most {value}"),
    targets.LessThan: Name("低于{value}", "less than {value}"),
    targets.About: Name("{value}左右（上下{tolerance}）", "about {value} (give or take {tolerance})"),
    targets.Between: Name("{low}至{high}", "{low} to {high}"),
    targets.Hold: Name("保持{value}", "held at {value}"),
    targets.Times: Name("达到基数的{times}倍", "{times} times the base"),
    targets.Among: Name("前{best}位", "among the first {best}"),
}
OPEN_TOLERANCE: Final = Name("{value}左右", "about {value}")
VERDICTS: Final[Mapping[type, Name]] = {
    judging.Met: Name("完成", "met"),
    judging.NotMet: Name("未完成", "not met"),
    judging.NotComparable: Name("无法比较", "not comparable"),
    judging.NotYet: Name("未到期", "not due yet"),
}
STRETCHED: Final[Mapping[bool, Name]] = {
    True: Name("并达到力争目标", " and so is what was striven for"),
    False: Name("未达到力争目标", ", though not what was striven for"),
}
REASONS: Final[Mapping[type, Name]] = {
    OtherKind: Name(
        "要求的是{wanted}，现有的是{found}",
        "a figure of the kind {wanted} is asked, one of the kind {found} known",
    ),
    OtherUnit: Name("单位不同：要求{wanted}，现有{found}", "the units differ: {wanted} asked, {found} known"),
    OtherWhole: Name(
        "口径不同：要求占{wanted}，现有占{found}", "a share of {wanted} is asked, one of {found} known"
    ),
    OtherAccrual: Name("要求的是{wanted}，现有的是{found}", "a figure {wanted} is asked, one {found} known"),
    OtherStart: Name(
        "累计起点不同：要求{wanted}，现有{found}",
        "not cumulative since the same day: {wanted} asked, {found} known",
    ),
    reasons.NoDue: Name("没有写明时限", "no date is stated"),
    reasons.NoTolerance: Name("“左右”的幅度没有写明", "how far “about” goes is not stated"),
    reasons.NoObservation: Name("{time}没有数据", "nothing is known of {time}"),
    reasons.NotCounted: Name("{time}没有{counts}", "of {time} there are no {counts}"),
    reasons.NoBase: Name("缺少基期数（{time}）", "the base is not known ({time})"),
    reasons.BaseNought: Name(
        "基数为{value}，不能计算增长率", "there is no growth rate from a base of {value}"
    ),
    reasons.Compared: Name("{time}{value}，目标{bound}", "{value} in {time}, wanted {bound}"),
    reasons.Derived: Name(
        "由{now}与{base_time}的{base}计算", "computed from {now} and {base} of {base_time}"
    ),
    reasons.Unsettled: Name("所用为{status}数，可能变动", "the value used is {status} and may change"),
    reasons.TwoValues: Name("填报{reported}，核定{verified}", "reported {reported}, verified {verified}"),
    reasons.Earlier: Name(
        "以{time}的数为准，其后没有数据", "the value is of {time}; nothing is known of later days"
    ),
    reasons.OnlyStriven: Name("属力争目标", "it was only striven for"),
    reasons.MetLater: Name("{time}达到", "reached later: {time}"),
    reasons.Strayed: Name("{times}未保持", "not held in {times}"),
    reasons.NotInForce: Name("自{since}起适用", "in force from {since}"),
    reasons.NotDue: Name("时限为{due}{reached}", "due on {due}{reached}"),
    caps.Gap: Name(
        "{first}至{last}没有数据，不作推算", "no reading from {first} to {last}, so nothing is projected"
    ),
    caps.NothingRead: Name("尚无数据", "nothing has been read"),
    caps.Passed: Name("{time}突破总量，超出{over}", "passed in {time}, by {over}"),
    caps.WillPass: Name("按目前进度，{day}将突破总量", "at this pace passed on {day}"),
    caps.WillLast: Name("按目前进度，期末结余{left}", "at this pace {left} is left at the end"),
}
REACHED: Final[Mapping[bool | None, Name]] = {
    True: Name("，目前已达到", ", reached so far"),
    False: Name("，目前尚未达到", ", not reached so far"),
    None: Name("", ""),
}
HELD_BACK: Final = Name("{value}%（不足100%，不进位）", "{value}% (not rounded up to 100%)")
HELD_UP: Final = Name("{value}%（超过100%，不舍去）", "{value}% (not rounded down to 100%)")
PERCENT: Final = Name("{value}%", "{value}%")
OF_NOTHING: Final = Name("没有对象，不计比率", "there is nothing it could be of")
UNSTATED: Final = Name("未写明", "not stated")
SEMICOLON: Final = Name("；", "; ")
COLON: Final = Name("：", ": ")
COMMA: Final = Name("、", ", ")
