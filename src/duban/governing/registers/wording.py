"""The words in which registers explain themselves, in both languages; braces are places that are filled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from duban.governing.names import Name
from duban.governing.registers import reasons
from duban.governing.registers.fields import FieldKind
from duban.governing.registers.kinds import Relation
from duban.governing.registers.versions import CleanUp, Validity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

NAMES: Final[Mapping[StrEnum, Name]] = {
    FieldKind.TEXT: Name("文字", "text"),
    FieldKind.NUMBER: Name("数字（不带单位）", "a number without its unit"),
    FieldKind.DAY: Name("日期，如2023-03-01", "a date such as 2023-03-01"),
    FieldKind.FLAG: Name("“是”或“否”", "yes or no"),
    FieldKind.CHOICE: Name("选项", "one of the choices"),
    FieldKind.UNIT: Name("单位", "a unit"),
    FieldKind.PLACE: Name("经度,纬度", "longitude,latitude"),
    FieldKind.REFERENCE: Name("编号", "a reference"),
    Relation.LADDER: Name("逐级晋升", "a ladder"),
    Relation.NESTED: Name("高级包含低级", "higher tiers among the lower ones"),
    Relation.EXCLUSIVE: Name("互不重复", "exclusive"),
    Relation.INDEPENDENT: Name("可以并存", "independent"),
    Validity.NOT_YET: Name("尚未生效", "not in force yet"),
    Validity.VALID: Name("有效", "valid"),
    Validity.REVISED: Name("已修订", "revised"),
    Validity.REPEALED: Name("已废止", "repealed"),
    CleanUp.COLLECTIVE: Name("集中清理", "collective clean-up"),
    CleanUp.SPECIAL: Name("专项清理", "special clean-up"),
    CleanUp.IMMEDIATE: Name("即时清理", "immediate clean-up"),
}
REASONS: Final[Mapping[type, Name]] = {
    reasons.NotIn: Name("{day}不在库", "not in the register on {day}"),
    reasons.AlreadyIn: Name("{day}已在库", "in the register on {day} already"),
    reasons.UnknownTier: Name("没有“{tier}”这一梯次", "there is no tier {tier}"),
    reasons.NotAtTier: Name("应处于{tier}，实为{at}", "to be moved from {tier}, and it is at {at}"),
    reasons.AlreadyAtTier: Name("已处于{tier}", "at {tier} already"),
    reasons.NoTier: Name("必须处于一个梯次", "it cannot be without a tier"),
    reasons.Skipped: Name("不能越级：跳过了{between}", "tiers cannot be skipped: {between}"),
    reasons.NoReason: Name("须写明理由", "a reason is wanted"),
    reasons.UnknownField: Name("没有“{field}”这一项", "there is no field {field}"),
    reasons.WrongValue: Name("“{field}”的内容不符合要求", "not a value of {field}"),
    reasons.Lacking: Name("缺少必填项：{fields}", "wanting: {fields}"),
    reasons.AlreadySuspended: Name("自{since}起已暂停", "suspended since {since} already"),
    reasons.NotSuspended: Name("没有暂停，无须恢复", "not suspended"),
    reasons.ToldBackwards: Name(
        "登记日{told}早于上一次登记日{last}", "told on {told}, before what was told on {last}"
    ),
    reasons.ExpiresBefore: Name("有效期至{expires}，早于{day}", "valid until {expires}, before {day}"),
    reasons.NoExpiry: Name("涉及个人的条目必须有有效期", "an entry about a person needs its last day"),
    reasons.NotOpaque: Name(
        "只能填写不含个人信息的编号", "only a reference that tells nothing of the person is kept"
    ),
    reasons.WantedKind: Name("应填写{kind}", "wanted: {kind}"),
    reasons.WantedChoice: Name("应为以下之一：{choices}", "wanted: one of {choices}"),
    reasons.WantedSomething: Name("不能为空", "it cannot be empty"),
    reasons.UnknownColumn: Name("没有这一列", "there is no such column"),
    reasons.MissingColumn: Name("缺少这一列", "this column is missing"),
    reasons.SameColumn: Name("与“{other}”列重复", "the same column as {other}"),
    reasons.TwiceInSheet: Name("与第{row}行重复", "the same as row {row}"),
    reasons.InRegister: Name("已在库", "in the register already"),
}
CELL: Final = Name("第{row}行“{column}”{value}：{wanted}", "row {row}, {column}{value}: {wanted}")
FILLED: Final = Name("（{value}）", " ({value})")
NO_TIER: Final = Name("无梯次", "no tier")
COMMA: Final = Name("、", ", ")
